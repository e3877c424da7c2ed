"""Whether two things can be the same one: "oak" and "solid wood" can, "oak" and "pine" cannot."""

from __future__ import annotations

from itertools import product as pairs

from mmdemo.processing.text.ledger.claims import claims_of
from mmdemo.processing.text.ledger.concepts import concepts
from mmdemo.processing.text.lexicon import read_table

_KINDS = {"material": "material", "fabric": "material", "origin": "place"}


def unrelated(attribute: str, first: str, second: str) -> bool | None:
    """Whether two values of an attribute cannot both be true; None where words alone must tell.

    Materials differ only where both are stuffs of their own: canvas may be cotton, and a fleece polyester.
    """
    kind = _KINDS.get(attribute)
    if kind is None:
        return None
    ours, theirs = named_in(attribute, first), named_in(attribute, second)
    if not ours and not theirs:
        return None
    if not ours or not theirs:
        return False
    if kind == "material":
        ours, theirs = ({stuff for name in names for stuff in _stuffs(name)} for names in (ours, theirs))
    return bool(ours and theirs) and not any(_kin(one, other) for one, other in pairs(ours, theirs))


def named_in(attribute: str, text: str) -> set[str]:
    """The materials, or the places, that a value names, "made in italy" too."""
    known, kind = concepts(), _KINDS[attribute]
    claims = [*claims_of(text), *claims_of(text.title())] if kind == "place" else claims_of(text)
    keys = {key for claim in claims for group in claim.needs for key in group}
    return {name for sign, name in keys if sign == "+" and known.kinds[name] == kind}


def _stuffs(name: str) -> set[str]:
    """The nearest stuffs that a material is made of."""
    known = concepts()
    found = {name, *known.above[name]}.intersection(read_table("concepts")["stuffs"])
    return found - {above for stuff in found for above in known.above[stuff]}


def _kin(one: str, other: str) -> bool:
    above = concepts().above
    ours, theirs = {one, *above[one]}, {other, *above[other]}
    if one in theirs or other in ours:
        return True
    return any(
        (a in ours and b in theirs) or (b in ours and a in theirs) for a, b in read_table("concepts")["both_at_once"]
    )
