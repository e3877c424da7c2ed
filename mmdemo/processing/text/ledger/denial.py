"""Whether what a text names is denied there: "no plastic", "BPA-free", "不含塑料"."""

from __future__ import annotations

import re
from functools import cache

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.lexicon import read_table

_WINDOW = 28


@cache
def _before() -> re.Pattern[str]:
    """A denial that ends the text before a name, at most three English words or four Han characters away.

    A single character such as 不 is also a part of words, so it denies what stands right behind it alone.
    """
    table = read_table("concepts")["denials"]
    short, long = (longest_of(word for word in table["zh"] if (len(word) == 1) is one) for one in (True, False))
    return re.compile(
        rf"(?P<no>(?<![a-z])(?:{longest_of(table['not_en'])})|{longest_of(table['not_zh'])})"
        rf"|(?<![a-z0-9'])(?:{longest_of(table['en'])})(?:[\s-]+(?!but\b|yet\b)[a-z'-]+){{0,3}}[\s-]+$"
        rf"|(?:{long})(?:[{HAN}]{{0,4}}|[a-z0-9 ]{{0,8}})$|(?<!\d)(?:{short})[{HAN}]?$"
    )


@cache
def _behind() -> re.Pattern[str]:
    words = longest_of(read_table("concepts")["denials"]["after_en"])
    return re.compile(rf"[\s-](?:{words})(?![a-z])(?! (?:ship|deliver|postage|return|gift))")


def denied(text: str, start: int, end: int, after: int) -> bool:
    """Whether the name at a place in a plain text in lower case is denied, by the words around it.

    A denial before `after`, where an earlier name ends, is that name's own.
    """
    if _behind().match(text, end):
        return True
    window = text[max(0, after, start - _WINDOW) : start]
    clause = re.split(r"[.,;:!?，。；：！？、()\n]", window)[-1]
    return any(found["no"] is None for found in _before().finditer(clause))


@cache
def _contains() -> re.Pattern[str]:
    table = read_table("concepts")["contains"]
    return re.compile(
        rf"(?:(?<![a-z])(?:{longest_of(table['en'])})(?: [a-z]{{1,12}})?\s|(?:{longest_of(table['zh'])}))$"
    )


def contained(text: str, start: int) -> bool:
    """Whether the text says, right before a name, that this is in the product: "contains lanolin", "含羊毛脂"."""
    return bool(_contains().search(text[max(0, start - _WINDOW) : start]))


def is_no(value: str) -> bool:
    """Whether a fact's whole value is a no: "Waterproof: no", "防水：否"."""
    return value.strip(" .。").lower() in read_table("concepts")["denials"]["values"]


_LIST = re.compile(r"\s*(?:,|/|、|，|和|或|及|与|&|(?:,\s*)?(?:or|and|nor))\s*")


def goes_on(text: str, end: int, start: int) -> bool:
    """Whether only a list mark stands between two names, so that a denial of the first is one of the second."""
    return bool(_LIST.fullmatch(text, end, start))
