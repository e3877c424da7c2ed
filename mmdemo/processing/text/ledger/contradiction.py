"""Facts that cannot both be true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from mmdemo.processing.text.ledger.claim import Key
from mmdemo.processing.text.ledger.claims import claims_of
from mmdemo.processing.text.ledger.concepts import concepts
from mmdemo.processing.text.ledger.denial import is_no
from mmdemo.processing.text.ledger.kinship import unrelated
from mmdemo.processing.text.ledger.plain import plain
from mmdemo.processing.text.ledger.signs import Sign, opposed, signs_of
from mmdemo.processing.text.ledger.wholes import Value, amounts, attribute_name, values_of
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Fact, Language, Product

# "350 ml" and "12 fl oz" are one amount: in units of two systems each is rounded to an even figure.
_ROUNDED = Decimal("0.06")
_BARE = {"number", "figure"}


@dataclass(frozen=True)
class Contradiction:
    """Two facts that cannot both be true, and in what they contradict each other, in the listing's language."""

    facts: tuple[Fact, Fact]
    name: str


class Side(NamedTuple):
    """One fact of a dispute: the words of its value, what it claims there, and whether the merchant confirmed it.

    `keys` is empty where the value holds nothing the ledger knows ("zip"): then its words tell.
    """

    fact: Fact
    value: str
    keys: frozenset[Key]
    confirmed: bool


class Dispute(NamedTuple):
    """A contradiction with its two sides; one that is confirmed settles it."""

    contradiction: Contradiction
    sides: tuple[Side, Side]


class _Said(NamedTuple):
    """What there is of a fact to contradict."""

    fact: Fact
    values: tuple[Value, ...]
    signs: tuple[Sign, ...]


def contradictions(product: Product, confirmed: Sequence[str] = ()) -> tuple[Contradiction, ...]:
    """The pairs of facts that contradict each other, in the merchant's order, but for those that are settled.

    Facts contradict where one denies what the other affirms, and where both give an exact value for one attribute of
    the whole product and the values cannot both be true. Lists are no values, and neither is what a shop offers in
    variants: colours, sizes, scents. A statement in `confirmed` that rests on one fact of a pair alone settles it.
    """
    found = disputes(product, confirmed)
    return tuple(each.contradiction for each in found if not any(side.confirmed for side in each.sides))


def disputes(product: Product, confirmed: Sequence[str] = ()) -> tuple[Dispute, ...]:
    """Every pair of facts that contradict each other, settled or not."""
    offered = _offered(product)
    said = [
        _Said(fact, tuple(each for each in values_of(fact, product) if each.attribute not in offered), signs)
        for fact in product.facts
        for signs in [signs_of(fact, product)]
    ]
    known = frozenset(key for text in confirmed for claim in claims_of(text) for key in claim.gives)
    told = " \n ".join(plain(text).lower() for text in confirmed)
    found = []
    for first, second in combinations(said, 2):
        if pair := _contradict(first, second, product.language):
            name, ours, theirs = pair
            sides = (_side(first.fact, ours, theirs, known, told), _side(second.fact, theirs, ours, known, told))
            found.append(Dispute(Contradiction((first.fact, second.fact), name), sides))
    return tuple(found)


class _Stand(NamedTuple):
    """A value with all that it claims."""

    value: str
    keys: frozenset[Key]


def _contradict(first: _Said, second: _Said, language: Language) -> tuple[str, _Stand, _Stand] | None:
    if signs := opposed(first.signs, second.signs):
        ours, theirs = (_Stand("", frozenset({(each.sign, each.concept)})) for each in signs)
        return concepts().phrase(signs[0].concept, language), ours, theirs
    for one in first.values:
        for other in second.values:
            if one.attribute == other.attribute and _differ(one, other):
                ours, theirs = (_Stand(value.text.strip(), _keys(value.text)) for value in (one, other))
                return attribute_name(one.attribute, first.fact, language), ours, theirs
    return None


def _keys(value: str) -> frozenset[Key]:
    return frozenset(key for claim in claims_of(value) for group in claim.needs for key in group if key[0] not in _BARE)


def _side(fact: Fact, own: _Stand, other: _Stand, known: frozenset[Key], told: str) -> Side:
    keys = own.keys - other.keys
    said = bool(keys & known) if keys else bool(own.value) and plain(own.value).lower() in told
    return Side(fact, own.value, keys, said)


def _offered(product: Product) -> frozenset[str]:
    """The attributes that a shop has in several values, as one fact tells: "350 ml or 500 ml"."""
    attributes = {"volume": "capacity", "weight": "weight", "power": "power", "charge": "battery capacity"}
    found = set()
    for fact in product.facts:
        given = Counter(dimension for claim in claims_of(fact.text) for dimension in {kind for kind, _ in claim.gives})
        found |= {attribute for dimension, attribute in attributes.items() if given[dimension] > 1}
    return frozenset(found)


def _differ(one: Value, other: Value) -> bool:
    first, second = plain(one.text).lower().strip(), plain(other.text).lower().strip()
    if first == second:
        return False
    ours, theirs = amounts(one.text), amounts(other.text)
    if ours or theirs:
        shared = ours.keys() & theirs.keys()
        exact = _unit(first) == _unit(second)
        return bool(shared) and not any(_equal(a, b, exact) for key in shared for a in ours[key] for b in theirs[key])
    yes = read_table("concepts")["yes_values"]
    if first in yes or second in yes:
        return is_no(first) or is_no(second)
    different = unrelated(one.attribute, one.text, other.text)
    # "oak" and "solid oak", "one year" and "12 months" can both be true.
    return different if different is not None else not (_holds(first, second) or _holds(second, first))


def _unit(amount: str) -> str:
    return amount.lstrip("0123456789.,- ")


def _equal(first: Decimal, second: Decimal, exact: bool) -> bool:
    return first == second if exact else abs(first - second) <= _ROUNDED * max(first, second)


def _holds(value: str, other: str) -> bool:
    """Whether all that a value claims is claimed by another one."""
    given = {key for claim in claims_of(other) for key in claim.gives}
    claims = [claim for claim in claims_of(value) if claim.needs]
    return bool(claims) and all(any(given.issuperset(group) for group in claim.needs) for claim in claims)
