"""Amounts written out: "two hours", "set of six", "两小时", "六件套"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mmdemo.processing.text.ledger.claim import Claim, Key
from mmdemo.processing.text.ledger.measures import unit_measures
from mmdemo.processing.text.ledger.numbers import spelt_numbers, written
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.lexicon import read_table

_HAN_NUMERALS = "零一二两三四五六七八九十百千万半"


@cache
def _spelt() -> re.Pattern[str]:
    """A number in words with the unit or the counted thing behind it, or the "set of" before it, where there is one."""
    counted, unspelt = read_table("concepts")["counted"], set(read_table("concepts")["unspelt_units"])
    words = {word for word in spelt_numbers() if word.isascii()}
    # Short symbols are words too ("in"), and nobody writes "two ml".
    units = {unit for unit in unit_measures() if unit.islower() and unit.isascii() and len(unit) > 3} | {"day"}
    units |= {"foot", "inch"}
    spelt = {unit for unit, measures in unit_measures().items() if not unit.isascii() and measures[0][0] != "quantity"}
    return re.compile(
        rf"(?P<before>(?<![a-z]){longest_of(counted['en_before'])} )?(?<![a-z0-9-])(?P<number>{longest_of(words)})"
        rf"(?:[\s-](?:(?P<unit>{longest_of(units)})|(?P<thing>{longest_of(counted['en'])})))?(?![a-z])"
        rf"|(?<![{_HAN_NUMERALS}\d几第])(?P<han>{longest_of(spelt_numbers().keys() - words)})(?![{_HAN_NUMERALS}])"
        rf"(?:(?P<han_thing>{longest_of(counted['zh'])})|(?P<han_unit>{longest_of(spelt - unspelt)}))?"
    )


def spelt(text: str) -> Iterator[Claim]:
    """The written-out numbers of a plain text in lower case.

    A number in words claims something before a unit or a thing that is counted; elsewhere it is often an idiom ("three
    cheers", "三五好友") and rests on nothing, but a fact may ground figures with it ("Set of two").
    """
    for found in _spelt().finditer(text):
        number = spelt_numbers()[found["han"] or " ".join(found["number"].replace("-", " ").split())]
        bare: tuple[Key, ...] = (("number", written(number)), ("figure", written(number)))
        unit = found["unit"] or found["han_unit"]
        if unit:
            keys = tuple((dimension, written(number * factor)) for dimension, factor in unit_measures()[unit])
            needs = () if number == 1 and _idle(text, found) else tuple((key,) for key in keys)
            yield Claim(found.start(), found.end(), (*keys, *bare), needs)
        else:
            claims = number != 1 and (found["before"] or found["thing"] or found["han_thing"])
            counted: tuple[tuple[Key, ...], ...] = ((bare[0],), (("quantity", written(number)),)) if claims else ()
            yield Claim(found.start(), found.end(), bare, counted)


def _idle(text: str, found: re.Match[str]) -> bool:
    """Whether "one day" or "一年" says no more than some day or a year round; "one-year" and "质保一年" say more."""
    if found["unit"]:
        return "-" not in found[0] and any(key[0] in _times() for key in unit_measures()[found["unit"]])
    near = text[max(0, found.start() - 3) : found.end() + 3]
    return any(key[0] in _times() for key in unit_measures()[found["han_unit"]]) and not re.search(r"[保换修]", near)


def _times() -> frozenset[str]:
    return frozenset({"time", "seconds", "days", "months"})
