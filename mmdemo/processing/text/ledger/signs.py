"""What a fact affirms and what it denies: properties, certificates, materials, substances."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mmdemo.processing.text.ledger.claims import fact_claims
from mmdemo.processing.text.ledger.concepts import concepts
from mmdemo.processing.text.ledger.plain import plain
from mmdemo.processing.text.ledger.wholes import parts_in
from mmdemo.processing.text.ledger.words import content_words
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Fact, Product

_CLAUSE_END = re.compile(r"[.,;:!?()，。；：！？、（）]|\bbut\b|但")
# What is denied of the product altogether is in none of its parts either: "no plastic" and "plastic lid".
_OF_ALL = frozenset({"material", "absence", "substance"})


class Sign(NamedTuple):
    """A concept affirmed ("+") or denied ("-"), the parts of the product it is said of, and the other words there."""

    sign: str
    concept: str
    parts: frozenset[str]
    words: frozenset[str]


def signs_of(fact: Fact, product: Product) -> tuple[Sign, ...]:
    """The signs of a fact; none for questions, what is narrowed ("if ...", "no added sugar") or affirmed and denied."""
    known, table = concepts(), read_table("concepts")
    text, claims = fact_claims(fact)
    low = plain(text).lower()
    own = content_words(f"{product.name} {product.category} {product.brand}")
    found: list[Sign] = []
    for claim in claims:
        begin = max((end.end() for end in _CLAUSE_END.finditer(low, 0, claim.start)), default=0)
        behind = _CLAUSE_END.search(low, claim.end)
        rest = f"{low[begin : claim.start]} {low[claim.end : behind.start() if behind else len(low)]}"
        if _narrowed(rest) or (behind and behind[0] in "?？"):
            continue
        words = content_words(rest) - own
        for sign, name in claim.gives:
            if sign in {"+", "-"} and known.kinds[name] in table["signed"]:
                found.append(Sign(sign, name, parts_in(rest), words))
    both = {each.concept for each in found if each.sign == "+"} & {each.concept for each in found if each.sign == "-"}
    return tuple(each for each in found if each.concept not in both)


def opposed(first: Sequence[Sign], second: Sequence[Sign]) -> tuple[Sign, Sign] | None:
    """The signs, one of either fact, of which one affirms what the other denies of the same thing."""
    return next(((one, other) for one in first for other in second if _oppose(one, other)), None)


def _oppose(one: Sign, other: Sign) -> bool:
    if one.concept != other.concept or one.sign == other.sign:
        return False
    if one.concept in read_table("concepts")["loose_signs"]:
        return one.words == other.words and one.parts == other.parts
    denial = one if one.sign == "-" else other
    of_all = concepts().kinds[one.concept] in _OF_ALL and not denial.parts
    return of_all or one.parts == other.parts


def _narrowed(text: str) -> bool:
    table = read_table("concepts")["narrowings"]
    return bool(set(re.findall(r"[a-z]+", text)).intersection(table["en"])) or any(word in text for word in table["zh"])
