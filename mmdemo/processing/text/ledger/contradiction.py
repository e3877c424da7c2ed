"""Facts that cannot both be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from mmdemo.processing.text.ledger.claims import claims_of
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.quantity import read_quantity
from mmdemo.schema import Fact, Product

_LIST = re.compile(r"[,，、;；/|]|\band\b|\bor\b|和|或|及")


@dataclass(frozen=True)
class Contradiction:
    """Two facts that give different exact values for one thing, and what that thing is called in the first."""

    facts: tuple[Fact, Fact]
    name: str


def contradictions(product: Product) -> tuple[Contradiction, ...]:
    """The pairs of facts that contradict each other, in the merchant's order.

    Lists are no values, and neither is what a shop offers in variants: colours, sizes, scents.
    """
    named: dict[str, list[Fact]] = {}
    for fact in product.facts:
        if fact.name is not None and _exact(fact):
            named.setdefault(_attribute(fact.name), []).append(fact)
    return tuple(
        Contradiction(pair, str(pair[0].name))
        for attribute, facts in named.items()
        if attribute not in read_table("concepts")["variants"]
        for pair in combinations(facts, 2)
        if _differ(pair)
    )


def _exact(fact: Fact) -> bool:
    quantity = read_quantity(fact.value)
    return (quantity is None or quantity.exact) and not _LIST.search(fact.value)


def _attribute(name: str) -> str:
    """One id for the names of an attribute in both languages; names that tell apart (net, gross) stay themselves."""
    low = name.casefold().strip()
    for group in read_table("concepts")["same_attributes"]:
        if low in group:
            return str(group[0])
    return low


def _differ(pair: Sequence[Fact]) -> bool:
    first, second = pair
    if first.value.casefold() == second.value.casefold():
        return False
    if (first.number is None) != (second.number is None):
        return False
    # "oak" and "solid oak", "350 ml" and "0.35 L" can both be true.
    return not (_holds(first.value, second.value) or _holds(second.value, first.value))


def _holds(value: str, other: str) -> bool:
    """Whether all that a value claims is claimed by another one."""
    given = {key for claim in claims_of(other) for key in claim.gives}
    claims = [claim for claim in claims_of(value) if claim.needs]
    return bool(claims) and all(any(given.issuperset(group) for group in claim.needs) for claim in claims)
