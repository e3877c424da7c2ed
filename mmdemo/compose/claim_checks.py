"""The wordings in a kit's texts that rules of advertising speak of, each once, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mmdemo.processing.text.claims import Finding, check_claims
from mmdemo.processing.text.claims.finding import SEVERITIES
from mmdemo.processing.text.copy_texts import texts_of
from mmdemo.schema import Kit, Product

BADGE = "badge"
"""The place of the words on the banners, which stand in the request and not in the copy."""

_TAG_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\d)(?=[A-Z][a-z])|(?<=[a-z])(?=\d)|_")


@dataclass(frozen=True)
class Claim:
    """One wording under one rule, wherever it stands.

    `places` are like "bullets/0", each once. `rewrites` are what may stand instead in the copy, "" for nothing; where
    `left_out` is true, the statements of some places have to go as a whole. `in_facts` tells that the product's name,
    brand or facts say it too, from which pictures are made.
    """

    key: str
    finding: Finding
    places: tuple[str, ...]
    rewrites: tuple[str, ...]
    left_out: bool
    in_facts: bool = False

    @property
    def rewritable(self) -> bool:
        """Whether it stands in the copy, and not on the badge alone."""
        return bool(self.rewrites) or self.left_out


def claims_of(kit: Kit) -> tuple[Claim, ...]:
    """What was found in every text of the kit's copy and on its badge, the gravest first; none without a copy."""
    if kit.copy is None:
        return ()
    found: dict[str, list[tuple[str, Finding]]] = {}
    about = about_product(kit.product)
    for place, text in (texts_of(kit.copy) | {BADGE: kit.request.look.badge}).items():
        for finding in check_claims(as_checked(place, text), about):
            found.setdefault(key_of(finding), []).append((place, finding))
    own = _own_words(kit.product)
    claims = (_claim(key, placed, own) for key, placed in found.items())
    return tuple(sorted(claims, key=lambda claim: SEVERITIES.index(claim.finding.severity)))


def troubles(lines: Iterable[str], product: Product) -> frozenset[str]:
    """The keys of the wordings in these lines that must not be published or need proof."""
    about = about_product(product)
    found = (finding for line in lines for finding in check_claims(line, about))
    return frozenset(key_of(finding) for finding in found if finding.severity != "advise")


def as_checked(place: str, text: str) -> str:
    """A text as the rules read it: the words of a tag ("LowestPrice") apart."""
    return tag_words(text) if "/tags/" in place else text


def tag_words(tag: str) -> str:
    """The words of a tag with blanks between them."""
    return _TAG_JOINT.sub(" ", tag)


def about_product(product: Product) -> str:
    """What tells the rules which kind of goods a text is about."""
    return f"{product.name} {product.category}".strip()


def key_of(finding: Finding) -> str:
    """One key for the same words under the same rule."""
    return f"{finding.rule}: {finding.text.casefold()}"


def _claim(key: str, placed: list[tuple[str, Finding]], own: str) -> Claim:
    offered = [finding.rewrite for place, finding in placed if place != BADGE]
    return Claim(
        key,
        placed[0][1],
        tuple(dict.fromkeys(place for place, _ in placed)),
        tuple(dict.fromkeys(rewrite for rewrite in offered if rewrite is not None)),
        None in offered,
        placed[0][1].text.casefold() in own,
    )


def _own_words(product: Product) -> str:
    return "\n".join([product.name, product.brand, *(fact.text for fact in product.facts)]).casefold()
