"""One thing that can be said of the product, with every form it can take in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mmdemo.processing.text.chinese import HAN

# From this many words on (two Han characters count as one), saying it twice on a page reads as a repetition.
_REPEATED_WORDS = 4
_WORD = re.compile(rf"[{HAN}]{{1,2}}|[^\W_]+")


@dataclass(frozen=True)
class Point:
    """One statement of one fact.

    `source` is the fact's id, or "name", "brand", "category" or "price". `bullet` stands alone without a full stop.
    In running text the point is a `sentence` of its own, else a `predicate` that wants a subject ("holds 350 ml"), else
    the bullet in a list. `label` is a short noun phrase or adjective for titles, alternative texts and keywords.
    `weight` ranks the points. A `foreign` one is in another language than the listing, so it is only ever quoted. A
    `dependent` one ("It's perfect for travel.") needs the point before it. `prose` is false for item codes and such.
    `topic` is the attribute that it tells, as `attributes.json` calls it, and `name` the merchant's own word for that.
    `phrases` are further short phrases that stand in a sentence.
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
    topic: str = ""
    name: str = ""
    phrases: tuple[str, ...] = ()

    @property
    def verbatim(self) -> bool:
        """Whether the point is so long that it can only be said again in the same words."""
        return not self.topic and not self.name and len(_WORD.findall(self.bullet)) >= _REPEATED_WORDS
