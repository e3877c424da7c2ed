"""Fields that had a text and have none once it was made to fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mmdemo.markets import wording
from mmdemo.markets.fitting import MarketText
from mmdemo.markets.keywords import telling_words
from mmdemo.markets.pieces import key, said
from mmdemo.markets.rules import Market
from mmdemo.schema import Message


@dataclass(frozen=True)
class Emptied:
    """A field without a text, and why; what to do about it is the merchant's choice."""

    field: str
    message: Message


def emptied_fields(written: Sequence[MarketText], fitted: Sequence[MarketText], market: Market) -> tuple[Emptied, ...]:
    """What fixing left empty of the texts as they were written, which come in the same order."""
    title = " ".join(key(line) for text in fitted if text.field == "title" for line in text.lines)
    return tuple(
        Emptied(old.field, wording.emptied(market.field(old.field), _all_said(old, title)).message)
        for old, new in zip(written, fitted, strict=True)
        if old.lines and not new.lines
    )


def _all_said(text: MarketText, title: str) -> bool:
    return all(said(word, title) for line in text.lines for word in telling_words(line))
