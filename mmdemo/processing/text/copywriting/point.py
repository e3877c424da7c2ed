"""One thing that can be said of the product, with every form it can take in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One statement of one fact.

    `source` is the fact's id, or "name", "brand", "category" or "price". `bullet` stands alone without a full stop.
    In running text the point is a `sentence` of its own, else a `predicate` that wants a subject ("holds 350 ml"), else
    the bullet in a list. `label` is a short noun phrase or adjective for titles, alternative texts and keywords.
    `weight` ranks the points. A `foreign` one is in another language than the listing, so it is only ever quoted. A
    `dependent` one ("It's perfect for travel.") needs the point before it. `prose` is false for item codes and such.
    """

    source: str
    bullet: str
    weight: float
    sentence: str | None = None
    predicate: str | None = None
    label: str | None = None
    foreign: bool = False
    dependent: bool = False
    prose: bool = True
