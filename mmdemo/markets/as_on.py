"""How a marketplace shows a listing, roughly: read from the key "as_on" of the files in assets/markets.

Nothing here is a rule: owners do not publish these figures, and apps and themes change them. They only draw a preview.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from mmdemo.markets.measure import measure
from mmdemo.markets.rules import Source, Unit
from mmdemo.paths import ASSETS
from mmdemo.schema import Message

ViewShape = Literal["tile", "row", "page"]
"""A card in columns, a picture beside its text, or a picture as wide as the phone above its text."""

_HOME = ASSETS / "markets"
CUT = "…"
KNOWN = "known"
"""The source of what is general knowledge: no page was read, its address is where the owner publishes rules."""


@dataclass(frozen=True)
class TitleCut:
    """How much of a title is seen: at most `most` of a unit, on at most `lines`; all of it where neither is set.

    `read` says whether the figure was read on the page of its source; else it is general knowledge.
    """

    source: Source
    read: bool
    most: int | None = None
    unit: Unit = "characters"
    lines: int | None = None
    note: str = ""

    def shown(self, title: str) -> str:
        """What is left of a title within `most`, with the mark of the cut behind it. Lines are the page's matter."""
        if self.most is None or measure(title, self.unit) <= self.most:
            return title
        end = len(title)
        while measure(title[:end], self.unit) > self.most:
            end -= 1
        return title[:end].rstrip() + CUT


@dataclass(frozen=True)
class PictureCut:
    """The frame that a picture is shown in: `ratio` is its width by its height, None for the picture's own.

    With `cut` the middle of the picture fills it, else the whole picture stands in it. `read` is as with titles.
    """

    source: Source
    read: bool
    ratio: float | None = None
    cut: bool = False
    note: str = ""

    def lost(self, width: int, height: int) -> float:
        """The share of a picture of that size that is cut off: of its width where that is above 0, of its height where
        it is below."""
        if self.ratio is None or not self.cut:
            return 0.0
        own = width / height
        return 1 - self.ratio / own if own > self.ratio else own / self.ratio - 1


@dataclass(frozen=True)
class MarketView:
    """One place where shoppers see a listing: the text of `field`, if any, and the pictures of `slots`, best first."""

    id: str
    label: Message
    shape: ViewShape
    slots: tuple[str, ...]
    price: bool
    picture: PictureCut
    field: str | None = None
    title: TitleCut | None = None


def _title(entry: dict[str, Any], sources: Mapping[str, Source]) -> TitleCut:
    return TitleCut(**entry | {"source": sources[entry["source"]], "read": entry["source"] != KNOWN})


def _view(entry: dict[str, Any], sources: Mapping[str, Source]) -> MarketView:
    picture, title = entry["picture"], entry.get("title")
    ratio = picture.get("ratio")
    return MarketView(
        entry["id"],
        Message(**entry["label"]),
        entry["shape"],
        tuple(entry["slots"]),
        entry["price"],
        PictureCut(
            sources[picture["source"]],
            picture["source"] != KNOWN,
            None if ratio is None else ratio[0] / ratio[1],
            picture.get("cut", False),
            picture.get("note", ""),
        ),
        entry.get("field"),
        None if title is None else _title(title, sources),
    )


@cache
def read_views(market_id: str) -> tuple[MarketView, ...]:
    """The places where a marketplace shows a listing.

    Raises:
        OSError: there is no such marketplace.
    """
    table = json.loads((_HOME / f"{market_id}.json").read_text(encoding="utf-8"))["as_on"]
    sources = {name: Source(**entry) for name, entry in table["sources"].items()}
    return tuple(_view(entry, sources) for entry in table["views"])
