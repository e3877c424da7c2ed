"""Whether a finished picture file keeps what a marketplace asks of a slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from mmdemo.markets import picture_wording
from mmdemo.markets.checking import Violation
from mmdemo.markets.picture_file import Header, read_header
from mmdemo.markets.picture_ground import frame_of, ground_of
from mmdemo.markets.pictures import EXTENSIONS, MarketPictures, PictureKind, PictureRule, PictureSlot, Side
from mmdemo.markets.rules import Market
from mmdemo.markets.wording import Finding
from mmdemo.picture import Region

Made = Literal["concept", "scene", "words"]

RATIO_TOLERANCE = 0.01  # of the ratio: sides are whole pixels
FILL_TOLERANCE = 0.004  # of the frame's side: what a soft edge hides at either end of a product


@dataclass(frozen=True)
class PictureFacts:
    """What cannot be seen in a file: its `name`, and how the picture was made.

    `product` is where the product lies in it, None where nobody knows. `made`: "concept" where it does not show the
    merchant's own item, "scene" where surroundings were made, "words" where words or graphics were set on it.
    """

    name: str
    product: Region | None = None
    made: frozenset[Made] = frozenset()


@dataclass(frozen=True)
class _File:
    data: bytes
    header: Header
    facts: PictureFacts

    @property
    def whole(self) -> Region | None:
        """Where the product lies, if that is known and all of it is in the picture."""
        lies = self.facts.product
        if lies is None or lies.left < 0 or lies.top < 0:
            return None
        inside = lies.left + lies.width <= self.header.width and lies.top + lies.height <= self.header.height
        return lies if inside else None


def check_picture(data: bytes, slot: PictureSlot, facts: PictureFacts) -> tuple[Violation, ...]:
    """The rules of a slot that an encoded picture does not keep, in the order of the rules.

    Where the fill cannot be measured, because the ground is not white and nobody knows where the product lies, nothing
    is said of it.

    Raises:
        OSError: this is no picture.
    """
    file = _File(data, read_header(data), facts)
    found = []
    for rule in slot.rules:
        measured = _MEASURES[rule.kind](file, rule)
        if measured is not None:
            found.append(_violation(slot.id, rule, picture_wording.broken(slot, rule, measured)))
    return tuple(found)


def check_count(count: int, pictures: MarketPictures, market: Market) -> tuple[Violation, ...]:
    """The rules about how many pictures a listing has that `count` does not keep."""
    return tuple(
        _violation("pictures", rule, picture_wording.wrong_count(market, rule, count))
        for rule in pictures.count
        if not _within(count, rule)
    )


def _violation(field: str, rule: PictureRule, finding: Finding) -> Violation:
    return Violation(field, finding, rule.blocks, rule.source.address, rule.source.grade)


def _within(value: float, rule: PictureRule, tolerance: float = 0.0) -> bool:
    enough = rule.least is None or value >= rule.least - tolerance
    return enough and (rule.most is None or value <= rule.most + tolerance)


def side_of(side: Side, width: int, height: int) -> int:
    """A side of a picture in pixels."""
    sides: Mapping[Side, int] = {
        "long": max(width, height),
        "short": min(width, height),
        "width": width,
        "height": height,
        "sum": width + height,
    }
    return sides[side]


def fill_of(product: Region, width: int, height: int) -> float:
    """The share of a frame that a product's longer extent takes of that side of it."""
    return max(product.width / width, product.height / height)


def _pixels(file: _File, rule: PictureRule) -> float | None:
    value = side_of(rule.side, file.header.width, file.header.height)
    return None if _within(value, rule) else value


def _megapixels(file: _File, rule: PictureRule) -> float | None:
    value = file.header.width * file.header.height / 1e6
    return None if _within(value, rule) else value


def _ratio(file: _File, rule: PictureRule) -> float | None:
    value = file.header.width / file.header.height
    return None if _within(value, rule, RATIO_TOLERANCE * value) else value


def _bytes(file: _File, rule: PictureRule) -> float | None:
    return None if _within(len(file.data), rule) else len(file.data)


def _fill(file: _File, rule: PictureRule) -> float | None:
    product = file.whole or ground_of(file.data).box
    if product is None:
        return None
    value = fill_of(product, file.header.width, file.header.height)
    return None if _within(value, rule, FILL_TOLERANCE) else value


def _format(file: _File, rule: PictureRule) -> str | None:
    return None if file.header.format in rule.formats else file.header.format or "?"


def _extension(file: _File, rule: PictureRule) -> str | None:
    ending = PurePath(file.facts.name).suffix.lower()
    fits = file.header.format is not None and ending in EXTENSIONS[file.header.format]
    return None if fits else ending


def _white(file: _File, rule: PictureRule) -> str | None:
    return None if ground_of(file.data, file.whole).white else ""


def _border(file: _File, rule: PictureRule) -> str | None:
    return "" if frame_of(file.data) else None


def _colour(file: _File, rule: PictureRule) -> str | None:
    return None if file.header.colour == "sRGB" else ""


def _transparency(file: _File, rule: PictureRule) -> str | None:
    return "" if file.header.transparent else None


def _made(file: _File, rule: PictureRule) -> str | None:
    return "" if rule.kind in file.facts.made else None


_MEASURES: Mapping[PictureKind, Callable[[_File, PictureRule], float | str | None]] = {
    "pixels": _pixels,
    "megapixels": _megapixels,
    "ratio": _ratio,
    "bytes": _bytes,
    "fill": _fill,
    "format": _format,
    "extension": _extension,
    "white": _white,
    "border": _border,
    "colour": _colour,
    "transparency": _transparency,
    "concept": _made,
    "scene": _made,
    "words": _made,
}
