"""All claims of a text, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from mmdemo.processing.text.ledger import denial
from mmdemo.processing.text.ledger.claim import Claim, Key
from mmdemo.processing.text.ledger.concepts import Concepts, concepts
from mmdemo.processing.text.ledger.denial import is_no
from mmdemo.processing.text.ledger.figures import addresses, figures
from mmdemo.processing.text.ledger.plain import plain
from mmdemo.processing.text.ledger.shares import tied
from mmdemo.processing.text.ledger.spelt import spelt
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.ledger.wordings import wordings
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Fact


def claims_of(text: str, *, refused: bool = False) -> list[Claim]:
    """The claims in a text. `refused` reads all of it as denied ("Waterproof: no").

    What is found first bars the others from its place: `taken` marks those characters.
    """
    same = plain(text)
    low = same.lower()
    found = list(addresses(same))
    taken = bytearray(len(text))
    _take(taken, found)
    found += _named(same, low, taken, refused)
    found += _outside(wordings(low), taken)
    found += figures(same, taken)
    _take(taken, found)
    found += _outside(spelt(low), taken)
    return tied(same, sorted(found))


def fact_claims(fact: Fact) -> tuple[str, list[Claim]]:
    """The claims of a fact and the text they stand in: its name where the value is a no ("Waterproof: no")."""
    if fact.name is not None and is_no(fact.value):
        return fact.name, claims_of(fact.name, refused=True)
    return fact.text, claims_of(fact.text)


def _take(taken: bytearray, claims: Iterable[Claim]) -> None:
    for claim in claims:
        taken[claim.start : claim.end] = b"\1" * (claim.end - claim.start)


def _outside(claims: Iterable[Claim], taken: bytearray) -> list[Claim]:
    free = [claim for claim in claims if taken.find(1, claim.start, claim.end) < 0]
    _take(taken, free)
    return free


def _named(text: str, low: str, taken: bytearray, refused: bool) -> list[Claim]:
    """The concepts that a text names. Idioms mean none, but no figure or wording is read into them either."""
    known = concepts()
    found: list[Claim] = []
    last: tuple[int, str, bool] = (-1, "", False)
    places = sorted(known.places(low), key=lambda span: (span[0], -span[1]))
    starts = {start for start, _ in places}
    for start, end in places:
        if taken.find(1, start, end) >= 0:
            continue
        taken[start:end] = b"\1" * (end - start)
        meaning = known.meaning(text[start:end])
        if not meaning:
            continue
        kind = known.kinds[meaning[0]]
        free = kind in {"absolute", "comparison"}
        # "不添加香精" adds nothing, and no perfume either.
        goes_on = last[1] == kind and last[2] and (last[0] == start or denial.goes_on(low, last[0], start))
        negative = not free and (refused or goes_on or denial.denied(low, start, end, last[0]))
        last = (end, kind, negative)
        if kind == "absence" and not negative and not denial.contained(low, start):
            continue
        looks = meaning[0].endswith(" look") or (end not in starts and _only_looks(low, end))
        found.append(_claim(known, start, end, meaning, negative, looks))
    return found


def _claim(known: Concepts, start: int, end: int, meaning: tuple[str, ...], negative: bool, looks: bool) -> Claim:
    if looks:
        keys: tuple[Key, ...] = tuple(("look", name.removesuffix(" look")) for name in meaning)
        return Claim(start, end, keys, tuple((key,) for key in keys))
    if negative:
        # Without any plastic is without PVC; without PVC is not without plastic.
        wider = tuple(("-", above) for name in meaning for above in (name, *known.above[name]))
        return Claim(start, end, tuple(("-", name) for name in meaning), tuple((key,) for key in wider))
    above = tuple(("+", wide) for name in meaning for wide in known.above[name])
    keys = tuple(("+", name) for name in meaning)
    # "#1 in the UK" lets a text say 1.
    above += (("number", "1"), ("figure", "1")) if "number one" in meaning else ()
    return Claim(start, end, (*keys, *above), tuple((key,) for key in keys))


@cache
def _looks() -> re.Pattern[str]:
    table = read_table("concepts")["looks"]
    return re.compile(rf"[\s-](?:{longest_of(table['en'])})(?![a-z])|(?:{longest_of(table['zh'])})")


def _only_looks(low: str, end: int) -> bool:
    """Whether a thing only looks, smells or tastes like what is named: "oak-effect", "木纹", "草莓味"."""
    return bool(_looks().match(low, end))
