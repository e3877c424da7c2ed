"""Shares of materials: "60% cotton, 40% polyester" grounds no "40% cotton"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mmdemo.processing.text.ledger.claim import Claim, Key
from mmdemo.processing.text.ledger.concepts import concepts

_BEHIND = re.compile(r"\s?(?:of )?")
_BEFORE = re.compile(r"\s?[:：]?\s?")


def tied(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims in order, each share tied to the material it stands beside.

    A share that stands alone is loose: it may be one of any material.
    """
    found = list(claims)
    for index, claim in enumerate(found):
        shares = [amount for kind, amount in claim.gives if kind == "percent"]
        if not shares:
            continue
        before = found[index - 1] if index else None
        behind = found[index + 1] if index + 1 < len(found) else None
        beside = [behind] if behind and _BEHIND.fullmatch(text, claim.end, behind.start) else []
        beside += [before] if before and _BEFORE.fullmatch(text, before.end, claim.start) else []
        given = _materials([key for other in beside for key in other.gives])
        wanted = _materials([key for other in beside[:1] for group in other.needs for key in group])
        loose: tuple[Key, ...] = tuple(("loose percent", amount) for amount in shares)
        gives = tuple((f"percent {name}", amount) for name in given for amount in shares)
        if not wanted:
            found[index] = claim._replace(gives=(*claim.gives, *loose, *gives))
            continue
        needs = [((f"percent {name}", amount),) for name in wanted for amount in shares]
        found[index] = claim._replace(gives=(*claim.gives, *gives), needs=(*needs, *((key,) for key in loose)))
    return found


def _materials(keys: Sequence[Key]) -> list[str]:
    kinds = concepts().kinds
    return [name for sign, name in keys if sign == "+" and kinds[name] == "material"]
