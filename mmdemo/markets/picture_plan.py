"""How a picture is brought to what a slot asks for: which part of it to show, at what size.

The product is never cut. What is missing at the sides is white where the picture stands on white; elsewhere the
ground goes on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from mmdemo.errors import NothingToShow
from mmdemo.markets import picture_wording
from mmdemo.markets.picture_check import FILL_TOLERANCE, RATIO_TOLERANCE, PictureFacts, fill_of, side_of
from mmdemo.markets.picture_file import read_header
from mmdemo.markets.picture_ground import Ground, frame_of, ground_of
from mmdemo.markets.pictures import PictureKind, PictureSlot
from mmdemo.picture import Region

MOST_ENLARGED = 2.5  # times a picture's own pixels; beyond, Lanczos shows nothing but blur
INNER_FILL = 0.02  # of the frame's side: how far inside its bounds a new fill is put
AIR = 0.02  # of the product's longer side that a cut leaves around it


@dataclass(frozen=True)
class Frame:
    """What is to be seen of a picture, in its pixels; it may reach over the edge."""

    left: float
    top: float
    width: float
    height: float

    @property
    def ratio(self) -> float:
        return self.width / self.height

    def holds(self, other: Frame) -> bool:
        """Whether all of the other one lies in it; half a pixel is not counted."""
        return (
            self.left <= other.left + 0.5
            and self.top <= other.top + 0.5
            and self.left + self.width >= other.left + other.width - 0.5
            and self.top + self.height >= other.top + other.height - 0.5
        )


@dataclass(frozen=True)
class Plan:
    """`frame` is shown on `width` x `height` pixels. `whiten`: the nearly white ground is made exactly so."""

    frame: Frame
    width: int
    height: int
    ground: Literal["white", "continued"]
    whiten: bool

    def seen(self, product: Region | None) -> Region | None:
        """Where a product that lies in the picture comes to lie."""
        if product is None:
            return None
        across, down = self.width / self.frame.width, self.height / self.frame.height
        left, top = round((product.left - self.frame.left) * across), round((product.top - self.frame.top) * down)
        return Region(left, top, round(product.width * across), round(product.height * down))


def plan_fix(data: bytes, slot: PictureSlot, facts: PictureFacts) -> Plan:
    """What to do with an encoded picture to make it fit a slot.

    Raises:
        NothingToShow: it has too few pixels.
        OSError: this is no picture.
    """
    header = read_header(data)
    width, height = header.width, header.height
    inset = frame_of(data) if _asks(slot, "border") else 0
    picture = Frame(inset, inset, width - 2 * inset, height - 2 * inset)
    product = _whole(facts.product, picture)
    ground = ground_of(data, product)
    frame = _frame(slot, facts, picture, product, ground)
    across, down = _size(slot, frame)
    if across / frame.width > MOST_ENLARGED + 1e-6:
        message = picture_wording.too_small(slot, width, height)
        raise NothingToShow(message.en, message.zh)
    padded = not picture.holds(frame)
    whiten = ground.pale and not ground.white and (padded or _asks(slot, "white"))
    return Plan(frame, across, down, "white" if ground.pale else "continued", whiten)


def _asks(slot: PictureSlot, kind: PictureKind) -> bool:
    return any(rule.kind == kind for rule in slot.rules)


def _whole(product: Region | None, picture: Frame) -> Region | None:
    """The product where all of it is in the picture."""
    return product if product is not None and picture.holds(_around(product)) else None


def _around(product: Region, air: float = 0.0) -> Frame:
    room = air * max(product.width, product.height)
    return Frame(product.left - room, product.top - room, product.width + 2 * room, product.height + 2 * room)


def _bounds(slot: PictureSlot, kind: PictureKind) -> tuple[float, float]:
    """The least and the most that all rules of a kind leave."""
    least = [rule.least for rule in slot.rules if rule.kind == kind and rule.least is not None]
    most = [rule.most for rule in slot.rules if rule.kind == kind and rule.most is not None]
    return max(least, default=0.0), min(most, default=math.inf)


def _frame(slot: PictureSlot, facts: PictureFacts, picture: Frame, product: Region | None, ground: Ground) -> Frame:
    """What is to be seen, in the ratio that the slot asks for."""
    ratio = _ratio(slot, picture.ratio)
    kept = abs(ratio / picture.ratio - 1) <= RATIO_TOLERANCE / 2
    if ground.pale:
        # Words that were set on the picture lie beside the product and are kept with it.
        lies = ground.box if "words" in facts.made or product is None else product
        return picture if lies is None else _on_white(slot, picture, lies, ratio, kept)
    if kept:
        return picture
    across = min(picture.width, picture.height * ratio)
    cut = _within(picture, product, across, across / ratio)
    if product is not None and cut.holds(_around(product, AIR)) and "words" not in facts.made:
        return cut
    if product is None and facts.product is not None:  # a close-up, which cuts the product as it is
        return cut
    across = max(picture.width, picture.height * ratio)
    middle_x, middle_y = picture.left + picture.width / 2, picture.top + picture.height / 2
    return Frame(middle_x - across / 2, middle_y - across / ratio / 2, across, across / ratio)


def _ratio(slot: PictureSlot, own: float) -> float:
    if slot.width and slot.height:
        return slot.width / slot.height
    least, most = _bounds(slot, "ratio")
    return min(max(own, least), most)


def _on_white(slot: PictureSlot, picture: Frame, lies: Region, ratio: float, kept: bool) -> Frame:
    """A frame around what lies on white that gives it the share the slot asks for."""
    least, most = _bounds(slot, "fill")
    fill = fill_of(lies, *(round(side) for side in (picture.width, picture.height)))
    if kept and least - FILL_TOLERANCE / 2 <= fill <= most + FILL_TOLERANCE / 2:
        return picture
    fill = min(max(fill, least + INNER_FILL), most - INNER_FILL)
    across = max(lies.width / fill, lies.height * ratio / fill)
    left, top = lies.left + lies.width / 2 - across / 2, lies.top + lies.height / 2 - across / ratio / 2
    return Frame(left, top, across, across / ratio)


def _within(picture: Frame, product: Region | None, across: float, down: float) -> Frame:
    """A cut of that size, as near around the product's middle as the picture allows."""
    lies = picture if product is None else _around(product)
    left = lies.left + lies.width / 2 - across / 2
    top = lies.top + lies.height / 2 - down / 2
    return Frame(
        min(max(left, picture.left), picture.left + picture.width - across),
        min(max(top, picture.top), picture.top + picture.height - down),
        across,
        down,
    )


def _size(slot: PictureSlot, frame: Frame) -> tuple[int, int]:
    """The pixels to write: the slot's own, else as many as the picture has, within the rules."""
    if slot.width:
        return slot.width, slot.height or round(slot.width / frame.ratio)
    smallest, largest = 0.0, math.inf
    for rule in slot.rules:
        if rule.kind == "pixels":
            side = side_of(rule.side, round(frame.width), round(frame.height))
            smallest = max(smallest, (rule.least or 0) / side)
            largest = min(largest, (rule.most or math.inf) / side)
        if rule.kind == "megapixels":
            largest = min(largest, math.sqrt((rule.most or math.inf) * 1e6 / (frame.width * frame.height)))
    scale = min(max(1.0, smallest), largest)
    return round(frame.width * scale), round(frame.height * scale)
