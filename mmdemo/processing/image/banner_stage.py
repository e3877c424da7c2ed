"""The stages of banners: how large one is, where its product stands, and where that leaves room for words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from mmdemo.look import BannerSize
from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.placement import Placed
from mmdemo.processing.image.plate_scene import BROADEST, FOOT, NARROW, TALLEST, WIDEST, Spot, place_in
from mmdemo.processing.image.plates import LONG_SIDE, Camera, Format, Plate

Side = Literal["left", "right", "above", "below", "around"]
"""Where the words are, seen from the product; around it the headline is above and the price below."""


@dataclass(frozen=True)
class Canvas:
    """A banner's `width` and `height`, and the margins that words keep at its sides and at top and bottom; pixels."""

    width: int
    height: int
    aside: int
    above: int
    format: Format


CANVASES: Mapping[BannerSize, Canvas] = {
    "link": Canvas(1200, 628, 64, 56, "wide"),
    "hero": Canvas(1920, 600, 120, 60, "wide"),
    "portrait": Canvas(1080, 1350, 84, 84, "tall"),
    "story": Canvas(1080, 1920, 84, 260, "tall"),
}


@dataclass(frozen=True)
class Frame:
    """One composition, in parts of the canvas: the product's middle, its foot, and the most it may be wide and high.

    Of a lying product `foot` is the middle too.
    """

    side: Side
    middle: float
    foot: float
    width: float
    height: float


STANDING: Mapping[BannerSize, tuple[Frame, ...]] = {
    "link": (Frame("left", 0.75, 0.89, 0.38, 0.75), Frame("right", 0.25, 0.89, 0.38, 0.75)),
    "hero": (Frame("left", 0.72, 0.895, 0.30, 0.78), Frame("right", 0.28, 0.895, 0.30, 0.78)),
    "portrait": (
        Frame("above", 0.5, 0.93, 0.70, 0.47),
        Frame("around", 0.5, 0.805, 0.70, 0.45),
        Frame("below", 0.5, 0.62, 0.72, 0.50),
    ),
    "story": (Frame("above", 0.5, 0.84, 0.74, 0.37), Frame("around", 0.5, 0.77, 0.76, 0.36)),
}
LYING: Mapping[BannerSize, tuple[Frame, ...]] = {
    "link": (Frame("left", 0.74, 0.5, 0.40, 0.78), Frame("right", 0.26, 0.5, 0.40, 0.78)),
    "hero": (Frame("left", 0.72, 0.5, 0.30, 0.80), Frame("right", 0.28, 0.5, 0.30, 0.80)),
    "portrait": (Frame("above", 0.5, 0.69, 0.72, 0.48), Frame("below", 0.5, 0.32, 0.72, 0.48)),
    "story": (
        Frame("above", 0.5, 0.65, 0.76, 0.36),
        Frame("below", 0.5, 0.36, 0.76, 0.36),
        Frame("around", 0.5, 0.53, 0.78, 0.38),
    ),
}
FULL: Mapping[Format, tuple[int, int]] = {"tall": (1152, 2048), "wide": (2048, 1152)}
GAP = 0.06  # of the canvas's shorter side, between product and words
COLUMN = 0.5  # of the canvas's width that words beside a product may take
EDGE = 0.94  # of a round ground's radius that a product may reach


@dataclass(frozen=True)
class Stage:
    """How to photograph it: the place `long_side` pixels long, the product at `spot`, cut out at (`left`, `top`)."""

    frame: Frame
    canvas: Canvas
    long_side: int
    spot: Spot
    left: int
    top: int
    product: Region


def set_stage(rgba: Bytes, plate: Plate, canvas: Canvas, frame: Frame) -> Stage:
    """The stage that brings a trimmed cutout as near to its place in `frame` as the place allows, never enlarging it.

    First the cut is moved, so that a place stays as it was composed, and then the product on its ground.
    """
    tall = canvas.format == "tall"
    most = BROADEST[canvas.format]
    room = (most, most) if plate.lying else (NARROW if tall else WIDEST, TALLEST)
    height, width = rgba.shape[:2]
    usual = min(room[0] / width, room[1] / height)  # units of a pixel at the usual size
    wanted = min(frame.width * canvas.width / width, frame.height * canvas.height / height)
    camera = plate.cameras[canvas.format]
    full = FULL[canvas.format]
    unit, ground = _ground(camera, 0.0, full)
    least = int(np.ceil(LONG_SIDE * max(canvas.width / full[0], canvas.height / full[1])))
    long_side = int(np.clip(round(wanted / usual / unit), least, LONG_SIDE))
    scale = long_side / LONG_SIDE
    plate_width, plate_height = (round(side * scale) for side in full)

    left = int(np.clip(plate_width / 2 - frame.middle * canvas.width, 0, plate_width - canvas.width))
    top = int(np.clip(ground * long_side - frame.foot * canvas.height, 0, plate_height - canvas.height))
    near, far, half = plate.floor
    line = np.array([full[0] / 2, (top + frame.foot * canvas.height) / scale])
    y = float(np.clip(camera.ground(line, *full)[1], near, far))
    unit, _ = _ground(camera, y, full)
    size = wanted / usual / unit / long_side
    if plate.edge:
        reach = np.sqrt((EDGE * plate.edge) ** 2 - y * y) - width * usual * size / 2
        half = float(np.clip(reach, 0, half))
    x = float(np.clip((frame.middle * canvas.width + left - plate_width / 2) / unit / long_side, -half, half))

    foot = camera.project(np.array([x, y, 0.0]), *full) * scale
    box_width, box_height = round(width * wanted), round(height * wanted)
    rested = int(np.flatnonzero((rgba[..., 3] > FOOT).any(axis=1))[-1]) + 1  # what is below lies before the foot
    up = box_height // 2 if plate.lying else round(rested * wanted)
    product = Region(round(foot[0]) - box_width // 2 - left, round(foot[1]) - up - top, box_width, box_height)
    return Stage(frame, canvas, long_side, Spot(x, y, size), left, top, product)


def _ground(camera: Camera, y: float, full: tuple[int, int]) -> tuple[float, float]:
    """How long a unit at `y` looks, and how low the ground there lies, in parts of the longer side of a place."""
    middle, aside = camera.project(np.array([[0.0, y, 0.0], [1.0, y, 0.0]]), *full) / LONG_SIDE
    return float(aside[0] - middle[0]), float(middle[1])


def photograph(rgba: Bytes, plate: Plate, stage: Stage) -> tuple[Bytes, Placed]:
    """The picture, (height, width, 3), and where the product lies in it."""
    canvas = stage.canvas
    picture, placed = place_in(rgba, plate, canvas.format, stage.long_side, stage.spot)
    cut = picture[stage.top : stage.top + canvas.height, stage.left : stage.left + canvas.width].copy()
    return cut, Placed(placed.rgba, placed.left - stage.left, placed.top - stage.top, placed.enlarged)


def areas(stage: Stage) -> tuple[Region, ...]:
    """Where words may be set: one region, or around a product one above and one below it."""
    canvas, box = stage.canvas, stage.product
    gap = round(GAP * min(canvas.width, canvas.height))
    left, top = canvas.aside, canvas.above
    width, height = canvas.width - 2 * left, canvas.height - 2 * top
    over = Region(left, top, width, box.top - gap - top)
    under_top = box.top + box.height + gap
    under = Region(left, under_top, width, canvas.height - top - under_top)
    match stage.frame.side:
        case "left":
            return (Region(left, top, min(box.left - gap - left, round(COLUMN * canvas.width)), height),)
        case "right":
            column = min(canvas.width - left - box.left - box.width - gap, round(COLUMN * canvas.width))
            return (Region(canvas.width - left - column, top, column, height),)
        case "above":
            return (over,)
        case "below":
            return (under,)
        case "around":
            return over, under
