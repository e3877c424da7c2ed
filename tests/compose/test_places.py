"""No text of a copy is without a place, so that none escapes the ledger and the rules."""

import random
from collections.abc import Iterator

import pytest

from mmdemo.processing.text.copy_texts import texts_of
from mmdemo.processing.text.copywriting.writer import ListingWriter
from mmdemo.processing.text.ledger import Ledger, copy_ledger
from mmdemo.schema import SCRIPT_SECONDS, TONES, Copy, Product, Tone
from tests.listings import BEI, MUG


def written(product: Product, tone: Tone) -> Copy:
    return ListingWriter(product, tone, random.Random(1), 1).copy(SCRIPT_SECONDS)


def strings(value: object) -> Iterator[str]:
    """Every string inside a value, but for the keys of its dictionaries."""
    if isinstance(value, str):
        yield value
        return
    parts = vars(value).values() if hasattr(value, "__dict__") else value
    parts = parts.values() if isinstance(parts, dict) else parts
    assert isinstance(parts, tuple | type({}.values())), f"{value!r} holds no texts"
    for part in parts:
        yield from strings(part)


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("product", [MUG, BEI], ids=["en", "zh"])
def test_no_text_is_forgotten(product: Product, tone: Tone) -> None:
    copy = written(product, tone)
    assert sorted(texts_of(copy).values()) == sorted(text for text in strings(copy) if text)
    told = copy_ledger(copy, Ledger(product))
    assert told.keys() == texts_of(copy).keys() and all(told.values())
    assert {"title", "posts/instagram/tags/0", "questions/0/answer", "mail/body"} <= told.keys()
