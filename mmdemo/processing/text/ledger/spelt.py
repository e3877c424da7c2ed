"""Amounts written out: "two hours", "set of six", "两小时", "六件套"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.ledger.claim import Claim, Key
from mmdemo.processing.text.ledger.measures import measures_of, unit_measures
from mmdemo.processing.text.ledger.numbers import ENGLISH_NUMBER, HAN_NUMERALS, han_number, spelt_number, written
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.lexicon import read_table

_HAN = re.compile(f"[{HAN}]")
_WORD_BEHIND = re.compile(rf"[\s-]?\s?[a-z{HAN}]")
_MANY = 1_000


@cache
def _spelt() -> re.Pattern[str]:
    """A number in words with the unit or the counted thing behind it, or the "set of" before it, where there is one."""
    counted, unspelt = read_table("concepts")["counted"], set(read_table("concepts")["unspelt_units"])
    # Short symbols are words too ("in"), and nobody writes "two ml".
    units = {unit for unit in unit_measures() if unit.islower() and unit.isascii() and len(unit) > 3} | {"day"}
    units |= {"foot", "inch"}
    # Nor does anybody write 三百″.
    spelt = {unit for unit, measures in unit_measures().items() if _HAN.search(unit) and measures[0][0] != "quantity"}
    return re.compile(
        rf"(?P<before>(?<![a-z]){longest_of(counted['en_before'])} )?(?<![a-z0-9-])(?P<number>{ENGLISH_NUMBER})"
        rf"(?:[\s-]\s?(?:(?P<unit>{longest_of(units)})|(?P<thing>{longest_of(counted['en'])})"
        rf"|(?P<plural>(?!(?:{'|'.join(counted['uncounted_en'])})(?![a-z]))"
        rf"(?:[a-z]{{2,20}}(?<!s)s|{'|'.join(counted['plurals_en'])}))))?(?![a-z])"
        rf"|(?<![{HAN_NUMERALS}半\d几第])(?P<han>{han_number()})"
        rf"(?:(?P<han_thing>{longest_of(counted['zh'])})|(?P<han_unit>{longest_of(spelt - unspelt)})"
        rf"|(?P<han_many>{longest_of(counted['zh_many'])}))?"
    )


def spelt(text: str) -> Iterator[Claim]:
    """The written-out numbers of a plain text in lower case.

    A number in words claims something before a unit or a thing that is counted ("three potters"); elsewhere it is often
    an idiom ("three cheers", "三五好友") and rests on nothing, but a fact may ground figures with it ("Set of two").
    From a thousand up it claims something alone too.
    """
    for found in _spelt().finditer(text):
        number = spelt_number(found["han"] or found["number"])
        if number is None:
            continue
        bare: tuple[Key, ...] = (("number", written(number)), ("figure", written(number)))
        unit = found["unit"] or found["han_unit"]
        if unit:
            keys = tuple((dimension, written(number * factor)) for dimension, factor in measures_of(unit))
            needs = () if number == 1 and _idle(text, found) else tuple((key,) for key in keys)
            yield Claim(found.start(), found.end(), (*keys, *bare), needs)
            continue
        counts = found["before"] or found["thing"] or found["han_thing"] or _counts(text, found)
        claims = number > 1 if counts else number >= _MANY and (found["han_many"] or _stands(text, found))
        needs = ((bare[0],), (("quantity", written(number)),)) if claims else ()
        if claims and not counts and not _WORD_BEHIND.match(text, found.end()):
            needs += ((bare[1],),)
        yield Claim(found.start(), found.end(), bare, needs)


def _stands(text: str, found: re.Match[str]) -> bool:
    """Whether a large number is one where no counted thing is known; "thanks a million" and 一千零一夜 have none."""
    if found["number"]:
        return not found["plural"] and not found["number"].startswith(("a ", "one "))
    return not _HAN.match(text, found.end())


def _counts(text: str, found: re.Match[str]) -> bool:
    """Whether things are counted: "by three potters", but not "no two mugs are alike"."""
    return bool(found["plural"]) and not re.search(
        r"\b(?:no|any|every|these|those|your) $", text[max(0, found.start() - 8) : found.start()]
    )


def _idle(text: str, found: re.Match[str]) -> bool:
    """Whether "one day" or "一年" says no more than some day or a year round; "one-year" and "质保一年" say more."""
    if found["unit"]:
        return "-" not in found[0] and any(key[0] in _times() for key in measures_of(found["unit"]))
    near = text[max(0, found.start() - 3) : found.end() + 3]
    return any(key[0] in _times() for key in measures_of(found["han_unit"])) and not re.search(r"[保换修]", near)


def _times() -> frozenset[str]:
    return frozenset({"time", "seconds", "days", "months"})
