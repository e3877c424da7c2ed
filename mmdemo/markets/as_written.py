"""The texts of a listing in the fields of a marketplace as they were written, before they are made to fit."""

from __future__ import annotations

from mmdemo.markets.fitting import MarketText, market_text
from mmdemo.markets.pieces import JOINTS
from mmdemo.markets.reading import read_text
from mmdemo.markets.rules import Field, Market
from mmdemo.schema import Copy, Language


def as_written(copy: Copy, language: Language, market: Market) -> tuple[MarketText, ...]:
    """Every field of a marketplace with the text that belongs there, pasted as it is."""
    return tuple(market_text(field, _lines(field, copy, language)) for field in market.fields)


def _lines(field: Field, copy: Copy, language: Language) -> tuple[str, ...]:
    lines = read_text(copy, field.sources[0], field.shape not in {"text", "post"})
    if field.shape == "post":
        tags = [f"#{tag.removeprefix('#')}" for tag in read_text(copy, field.sources[1], True)]
        whole = "\n\n".join([*lines, " ".join(tags)]).strip()
    elif field.shape in {"phrases", "search"}:
        whole = (JOINTS[language] if field.shape == "phrases" else " ").join(lines)
    else:
        return lines
    return (whole,) if whole else ()
