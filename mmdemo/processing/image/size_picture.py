"""The size picture: the product on white, with its height beside it and its width below.

Only what is known is drawn. Other sides, and numbers that nobody named, stand in words under the picture; so does
everything where the outline's proportions say that the photo shows another side than the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.placement import SIDE, Placed, lay_over, scale_to, trim
from mmdemo.processing.image.typeface import Block, draw_line, drawable, fit, font, measure
from mmdemo.processing.text.dimension_words import length_text, size_lines
from mmdemo.processing.text.dimensions import Dimensions
from mmdemo.processing.text.dimensions import Side as Named
from mmdemo.schema import Language

MARGIN = 130
GAP = 56  # between the product and a dimension line
TICK = 44  # length of the strokes at its ends
AWAY = 36  # between a dimension line and its words
STROKE = 5  # 1 pixel on a phone that shows the picture 390 pixels wide
INK, QUIET, LINE = "#111827", "#4b5563", "#4b5563"  # on white 17.7:1 and 7.6:1
FIGURE, OTHER, BELOW = (84, 64), (66, 64), (70, 64)  # sizes of type; 64 is 12.5 pixels on that phone
BESIDE = 560  # width of the words beside a height
TOO_UNLIKE = 1.5  # times that a photo's proportions may differ from the numbers': perspective and handles do that


@dataclass(frozen=True)
class _Layout:
    """Where the product lies, and the words around it."""

    placed: Placed
    beside: tuple[Block, ...]
    under: tuple[Block, ...]
    below: tuple[Block, ...]


def draw_size_picture(rgba: Bytes, dimensions: Dimensions, language: Language) -> tuple[Bytes, Placed]:
    """The picture, (2000, 2000, 3), of a cutout, (height, width, 4), and where the trimmed cutout lies in it."""
    product = trim(rgba)
    drawn = drawn_sides(dimensions, product.shape[1] / product.shape[0])
    layout = _lay_out(product, dimensions, drawn, language)
    placed = layout.placed
    page = Image.fromarray(lay_over(cast(Bytes, np.full((SIDE, SIDE, 3), 255, np.uint8)), placed))
    draw = ImageDraw.Draw(page)
    bottom, right = placed.top + placed.rgba.shape[0], placed.left + placed.rgba.shape[1]
    if layout.beside:
        x = right + GAP
        _stroke(draw, (x, placed.top), (x, bottom), upright=True)
        middle = (placed.top + bottom - sum(block.height for block in layout.beside)) // 2
        _set(draw, layout.beside, x + TICK // 2 + AWAY, middle, centred=False)
    if layout.under:
        y = bottom + GAP
        _stroke(draw, (placed.left, y), (right, y), upright=False)
        _set(draw, layout.under, (placed.left + right) // 2, y + AWAY, centred=True)
    _set(draw, layout.below, SIDE // 2, SIDE - MARGIN - sum(block.height for block in layout.below), centred=True)
    return np.asarray(page), placed


def drawn_sides(dimensions: Dimensions, ratio: float) -> tuple[Named, ...]:
    """The sides that can be drawn on a picture whose outline has that `ratio` of width to height.

    Of a width beside a length nobody knows which of the two is seen.
    """
    sides = dimensions.sides
    known: list[Named] = ["height"] if "height" in sides else []
    if "width" in sides and "length" not in sides:
        known.append("width")
    if len(known) == 2:
        said = float(sides["width"].centimetres / sides["height"].centimetres)
        if max(said / ratio, ratio / said) > TOO_UNLIKE:
            return ()
    return tuple(known)


def _lay_out(product: Bytes, dimensions: Dimensions, drawn: tuple[Named, ...], language: Language) -> _Layout:
    beside: tuple[Block, ...] = ()
    under: tuple[Block, ...] = ()
    wide = SIDE - 2 * MARGIN
    if "height" in drawn:
        beside = _figure(*length_text(dimensions.sides["height"], language), width=BESIDE)
    if "width" in drawn:
        under = _figure(*length_text(dimensions.sides["width"], language), width=wide)
    said = [drawable(line) for line in size_lines(dimensions, language, without=drawn)]
    below = tuple(fit(line, "Regular", BELOW, (wide, 2 * BELOW[0])) for line in said)
    column = GAP + TICK // 2 + AWAY + max(map(_width, beside)) if beside else 0
    row = GAP + AWAY + sum(block.height for block in under) if under else 0
    foot = sum(block.height for block in below) + GAP if below else 0
    scaled, scale = scale_to(product, wide - column, wide - row - foot)
    height, width = scaled.shape[:2]
    left, top = (SIDE - width - column) // 2, (SIDE - foot - height - row) // 2
    return _Layout(Placed(scaled, left, top, scale), beside, under, below)


def _figure(written: str, other: str, width: int) -> tuple[Block, ...]:
    return fit(written, "Bold", FIGURE, (width, 2 * FIGURE[0])), fit(other, "Regular", OTHER, (width, 2 * OTHER[0]))


def _width(block: Block) -> int:
    return max(round(measure(line, block.weight, block.size)) for line in block.lines)


def _stroke(draw: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int], upright: bool) -> None:
    """A dimension line with a stroke across each end."""
    draw.line([start, end], fill=LINE, width=STROKE)
    across, down = (TICK // 2, 0) if upright else (0, TICK // 2)
    for x, y in (start, end):
        draw.line([x - across, y - down, x + across, y + down], fill=LINE, width=STROKE)


def _set(draw: ImageDraw.ImageDraw, blocks: tuple[Block, ...], x: int, y: int, centred: bool) -> None:
    for block in blocks:
        ascent = font(block.weight, block.size).getmetrics()[0]
        for line in block.lines:
            left = x - measure(line, block.weight, block.size) / 2 if centred else x
            ink = INK if block.weight == "Bold" else QUIET
            draw_line(draw, (left, y + ascent), line, block.weight, block.size, ink)
            y += block.leading
