"""The wordings in a kit's texts that rules of advertising speak of, each once, and their rewrites in all texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mmdemo.compose.copy_texts import changed_texts, texts_of
from mmdemo.processing.text.claims import Finding, apply_rewrite, check_claims
from mmdemo.processing.text.claims.finding import SEVERITIES
from mmdemo.schema import Copy, Kit, Product

BADGE = "badge"
"""The place of the words on the banners, which stand in the request and not in the copy."""

_MOST_REWRITES = 200  # in one text, should a rewrite call for another


@dataclass(frozen=True)
class Claim:
    """One wording under one rule, wherever it stands.

    `places` are like "bullets/0", each once. `rewrites` are what may stand instead in the copy, "" for nothing; where
    `by_hand` is true, some of its places have none.
    """

    key: str
    finding: Finding
    places: tuple[str, ...]
    rewrites: tuple[str, ...]
    by_hand: bool


def claims_of(kit: Kit) -> tuple[Claim, ...]:
    """What was found in every text of the kit's copy and on its badge, the gravest first; none without a copy."""
    if kit.copy is None:
        return ()
    found: dict[str, list[tuple[str, Finding]]] = {}
    about = _about(kit.product)
    for place, text in (texts_of(kit.copy) | {BADGE: kit.request.look.badge}).items():
        for finding in check_claims(text, about):
            found.setdefault(_key(finding), []).append((place, finding))
    claims = (_claim(key, placed) for key, placed in found.items())
    return tuple(sorted(claims, key=lambda claim: SEVERITIES.index(claim.finding.severity)))


def with_rewrites(copy: Copy, product: Product, keys: Collection[str]) -> Copy:
    """The copy with the rewrites of these claims in all of its texts."""
    about = _about(product)

    def rewritten(place: str, text: str) -> str:
        for _ in range(_MOST_REWRITES):
            wanted = (one for one in check_claims(text, about) if one.rewrite is not None and _key(one) in keys)
            finding = next(wanted, None)
            if finding is None:
                break
            text = apply_rewrite(text, finding)
        return text

    return changed_texts(copy, rewritten)


def _claim(key: str, placed: list[tuple[str, Finding]]) -> Claim:
    offered = [finding.rewrite for place, finding in placed if place != BADGE]
    return Claim(
        key,
        placed[0][1],
        tuple(dict.fromkeys(place for place, _ in placed)),
        tuple(dict.fromkeys(rewrite for rewrite in offered if rewrite is not None)),
        None in offered,
    )


def _about(product: Product) -> str:
    return f"{product.name} {product.category}".strip()


def _key(finding: Finding) -> str:
    return f"{finding.rule}: {finding.text.casefold()}"
