"""What each marketplace asks of its pictures, read from the key "pictures" of the files in assets/markets.

A rule of grade C never blocks, as with texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from mmdemo.markets.rules import Source, sourced
from mmdemo.paths import ASSETS
from mmdemo.schema import Message

PictureFormat = Literal["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"]
Side = Literal["long", "short", "width", "height", "sum"]
PictureKind = Literal[
    "pixels",
    "megapixels",
    "ratio",
    "fill",
    "white",
    "border",
    "format",
    "extension",
    "bytes",
    "colour",
    "transparency",
    "concept",
    "scene",
    "words",
    "count",
]

_HOME = ASSETS / "markets"
EXTENSIONS: Mapping[PictureFormat, tuple[str, ...]] = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp",),
}
"""The endings of a file's name that go with its format; the first is the one to write."""


@dataclass(frozen=True)
class PictureRule:
    """What a picture must be, or may not be.

    At most `most` and at least `least` go for "pixels" (of `side`; "sum" is width plus height), "megapixels", "ratio"
    (width by height), "fill" (share of the frame's side that the product's longer extent takes), "bytes", and "count"
    (pictures of the whole listing). "format": one of `formats`. "extension": the name's ending goes with the format.
    "white": all around the product is RGB 255, 255, 255. "colour": sRGB. "border", "transparency": there is none.
    "concept": it shows the merchant's own item; "scene": no surroundings were made; "words": none were set on it.
    """

    kind: PictureKind
    source: Source
    blocks: bool
    least: float | None = None
    most: float | None = None
    side: Side = "long"
    formats: tuple[PictureFormat, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PictureSlot:
    """One place for a picture on a marketplace, or several alike where `most` is above 1.

    `sources` are the parts of a kit that suit it, best first; "image/main-*" is any part that begins so. `file` is the
    name without its ending, in which "{}" becomes the number, counted from `first`. `width` and `height` are the pixels
    to write, None where the picture keeps its own.
    """

    id: str
    label: Message
    file: str
    sources: tuple[str, ...]
    rules: tuple[PictureRule, ...]
    most: int = 1
    first: int = 1
    width: int | None = None
    height: int | None = None
    format: PictureFormat = "JPEG"

    def file_name(self, place: int) -> str:
        """The name of the file in one of the places, counted from 0."""
        return self.file.format(self.first + place) + EXTENSIONS[self.format][0]


@dataclass(frozen=True)
class MarketPictures:
    """The pictures of a marketplace's listing; `count` are the rules about how many."""

    slots: tuple[PictureSlot, ...]
    count: tuple[PictureRule, ...]

    def slot(self, id: str) -> PictureSlot:
        """The slot of an id.

        Raises:
            KeyError: the market has no such slot.
        """
        for slot in self.slots:
            if slot.id == id:
                return slot
        raise KeyError(id)


def _rules(entries: list[dict[str, Any]], sources: Mapping[str, Source]) -> tuple[PictureRule, ...]:
    return tuple(
        PictureRule(**sourced(entry, sources) | {"formats": tuple(entry.get("formats", ()))}) for entry in entries
    )


def _slot(entry: dict[str, Any], general: list[dict[str, Any]], sources: Mapping[str, Source]) -> PictureSlot:
    width, height = entry.get("size", (None, None))
    return PictureSlot(
        entry["id"],
        Message(**entry["label"]),
        entry["file"],
        tuple(entry["from"]),
        _rules([*entry["rules"], *general], sources),
        entry.get("most", 1),
        entry.get("first", 1),
        width,
        height,
        entry.get("format", "JPEG"),
    )


@cache
def read_pictures(market_id: str) -> MarketPictures:
    """The picture rules of a marketplace; rules for every picture stand behind each slot's own.

    Raises:
        OSError: there is no such marketplace.
        ValueError: a rule of grade C wants to block.
    """
    table = json.loads((_HOME / f"{market_id}.json").read_text(encoding="utf-8"))["pictures"]
    sources = {name: Source(**entry) for name, entry in table["sources"].items()}
    slots = tuple(_slot(entry, table["rules"], sources) for entry in table["slots"])
    return MarketPictures(slots, _rules(table["count"], sources))
