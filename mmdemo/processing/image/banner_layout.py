"""The layout of a banner: which composition suits a place, and where in it the words lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from mmdemo.look import BannerSize
from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bools, Floats
from mmdemo.processing.image.banner_ground import around
from mmdemo.processing.image.banner_stage import Side, Stage, areas
from mmdemo.processing.image.banner_words import (
    SIZES,
    Align,
    BannerWords,
    Emphasis,
    Piece,
    disc_piece,
    set_foot,
    set_head,
)
from mmdemo.processing.image.legibility import GRAIN, activity, mean_in
from mmdemo.processing.image.logo import Mark
from mmdemo.processing.image.plates import Plate
from mmdemo.processing.image.typeface import Family

SKETCH = 512  # pixels of a place that compositions are compared on
QUIETER = 0.5  # how much activity another composition may have to be preferred to the first one
EDITORIAL = 0.8, 1.6  # how much smaller the headline and larger the price is where the price leads
ROOMY = 4.4  # times the headline's size that an area must be high for that
PLACES = 9  # where in its area a column may stand
DRAWN = 4.0  # activity that a column takes to stay half an area's height nearer to its middle
HEAD = 0.4  # of a product's height, from its top, beside which a round badge hangs
CLEAR = 0.02  # of the canvas's shorter side between a product and a round badge


@dataclass(frozen=True)
class Style:
    """What a seed decides of a layout."""

    align: Align
    emphasis: Emphasis
    round_badge: bool
    family: Family


@dataclass(frozen=True)
class Group:
    """Pieces that lie together on the `side` of the product."""

    side: Side
    pieces: tuple[Piece, ...]


def choose(plate: Plate, stages: Sequence[Stage]) -> Stage:
    """The first stage, unless the words of another would lie on much quieter ground."""
    active = activity(plate.picture(stages[0].canvas.format, SKETCH))

    def noise(stage: Stage) -> float:
        scale = SKETCH / stage.long_side
        boxes = [area.moved(stage.left, stage.top) for area in areas(stage)]
        scaled = [Region(*(round(scale * side) for side in (b.left, b.top, b.width, b.height))) for b in boxes]
        return float(np.average([mean_in(active, one) for one in scaled], weights=[b.width * b.height for b in boxes]))

    quietest = min(stages, key=noise)
    return quietest if noise(quietest) < QUIETER * noise(stages[0]) else stages[0]


def lay_out(
    words: BannerWords,
    logo: Mark | None,
    size: BannerSize,
    stage: Stage,
    style: Style,
    active: Floats,
    covered: Bools,
) -> tuple[Group, ...]:
    """Where everything lies. `active` is `activity` of the picture, `covered`, (h, w), where the product is in it."""
    if style.round_badge and words.badge:
        disc = disc_piece(words.badge, SIZES[size].call)
        groups = _grouped(replace(words, badge=""), logo, size, stage, style, active)
        spot = None if disc is None else _free_spot(covered, groups, stage, disc.region.width)
        if disc is not None and spot is not None:
            return *groups, Group(stage.frame.side, (disc.moved(*spot),))
    return _grouped(words, logo, size, stage, style, active)


def _grouped(
    words: BannerWords, logo: Mark | None, size: BannerSize, stage: Stage, style: Style, active: Floats
) -> tuple[Group, ...]:
    sizes, align, side = SIZES[size], style.align, stage.frame.side
    if side == "around":
        over, under = areas(stage)
        head = set_head(words, logo, sizes, over.width, over.height, align, style.family)
        foot = set_foot(words, sizes, under.width, under.height, align, spread=align == "left")
        groups = Group("above", _settled(head, over, active)), Group("below", _settled(foot, under, active))
        return tuple(group for group in groups if group.pieces)
    (area,) = areas(stage)
    if style.emphasis == "price" and words.price and area.height > ROOMY * sizes.headline:
        sizes = replace(sizes, headline=round(EDITORIAL[0] * sizes.headline), price=round(EDITORIAL[1] * sizes.price))
    foot = set_foot(words, sizes, area.width, area.height // 2, align, spread=False)
    gap = round(1.5 * sizes.brand) if foot else 0
    high = _box(foot).height
    head = set_head(words, logo, sizes, area.width, area.height - high - gap, align, style.family)
    down = _box(head).height + gap if head else 0
    pieces = *head, *(piece.moved(0, down) for piece in foot)
    if side == "right":  # short words stand near the middle of their area, not at its far side
        pieces = tuple(piece.moved((area.width - _box(pieces).width) // 2, 0) for piece in pieces)
    return (Group(side, _settled(pieces, area, active)),) if pieces else ()


def _box(pieces: Sequence[Piece]) -> Region:
    return around([piece.region for piece in pieces]) if pieces else Region(0, 0, 0, 0)


def _settled(pieces: tuple[Piece, ...], area: Region, active: Floats) -> tuple[Piece, ...]:
    """The pieces at the quietest height of their area; where all are as quiet, in its middle."""
    box = _box(pieces)
    spare = max(0, area.height - box.height)
    placed = []
    for part in np.linspace(0, 1, PLACES):
        down = area.top + round(part * spare) - box.top
        noise = sum(mean_in(active, one.region.moved(area.left, down)) for one in pieces) / max(1, len(pieces))
        placed.append((noise + DRAWN * abs(part - 0.5) * spare / area.height, down))
    down = min(placed)[1]
    return tuple(piece.moved(area.left, down) for piece in pieces)


def _free_spot(covered: Bools, groups: Sequence[Group], stage: Stage, wide: int) -> tuple[int, int] | None:
    """Where a disc `wide` pixels across lies free, nearest to the upper corner of the product that is away from words.

    Left and top; None where there is no such place.
    """
    canvas, box = stage.canvas, stage.product
    taken = covered.astype(np.uint8)
    for group in groups:
        held = around([piece.region for piece in group.pieces], canvas.aside // 4)
        taken[max(0, held.top) : held.top + held.height, max(0, held.left) : held.left + held.width] = 1
    free = np.zeros_like(taken)
    inside = np.s_[canvas.above : -canvas.above, canvas.aside : -canvas.aside]
    free[inside] = 1 - taken[inside]
    room = cv2.distanceTransform(free[::GRAIN, ::GRAIN], cv2.DIST_L2, 5) * GRAIN
    rows, columns = np.nonzero(room > wide / 2 + CLEAR * min(canvas.width, canvas.height))
    if not len(rows):
        return None
    head = np.flatnonzero(covered[max(0, box.top) : box.top + round(HEAD * box.height)].any(axis=0))
    corner = head[0] if stage.frame.side == "right" else head[-1]
    away = np.hypot(columns * GRAIN - corner, rows * GRAIN - box.top - 0.12 * box.height)
    best = int(np.argmin(away))
    if away[best] > wide:  # a badge that hangs together with nothing
        return None
    return int(columns[best]) * GRAIN - wide // 2, int(rows[best]) * GRAIN - wide // 2
