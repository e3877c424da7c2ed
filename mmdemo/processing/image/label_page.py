"""A label being drawn: rows of words and shapes in a column, and shapes with smooth edges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.placement import scale_to
from mmdemo.processing.image.typeface import Block, Colour, Family, Weight, draw_line, fit, measure, wrap

FINE = 4  # times that a shape is drawn larger than it is shown
LEADING = 1.22
PATCH = 0.13  # of a logo's height with its patch: the margin around it
SMALLEST = 0.4  # of a row's wanted size, before words are left out
TIGHTER = 0.92  # from one try at setting a column to the next

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels
Painter = Callable[[ImageDraw.ImageDraw, float], None]  # draws in white into a square of that side


@dataclass(frozen=True)
class Words:
    """A row of words: `size` in pixels where there is room, `spacing` between letters in em, at most `lines`."""

    text: str
    size: float
    colour: Colour
    family: Family = "sans"
    weight: Weight = "Regular"
    spacing: float = 0
    lines: int = 1


@dataclass(frozen=True)
class Shape:
    """A square row with a drawing in it, `size` pixels wide and high."""

    painter: Painter
    size: float
    colour: Colour


@dataclass(frozen=True)
class Stamp:
    """A logo (height, width, 4), `size` pixels high where that is not too wide; in one `colour`, or None for its own.

    It lies on a patch of that `paper`, or None for none, and is never enlarged.
    """

    rgba: Bytes
    size: float
    colour: Colour | None
    paper: Colour | None


@dataclass(frozen=True)
class Rule:
    """A short line of `size` pixels, a sixteenth as thick."""

    size: float
    colour: Colour


@dataclass(frozen=True)
class Gap:
    """Empty height in pixels."""

    size: float


Row = Words | Shape | Stamp | Rule | Gap


class Page:
    """The label's picture, (height, width, 3) once finished."""

    def __init__(self, size: tuple[int, int], ground: Colour) -> None:
        self.image = Image.new("RGB", size, ground)
        self.draw = ImageDraw.Draw(self.image)

    def shape(self, painter: Painter, corner: tuple[float, float], side: float, colour: Colour) -> None:
        """Paint into the square of `side` pixels at `corner`, with smooth edges."""
        whole = max(1, round(side))
        mask = Image.new("L", (FINE * whole, FINE * whole))
        painter(ImageDraw.Draw(mask), FINE * whole)
        self.image.paste(Image.new("RGB", (whole, whole), colour), _whole(corner), mask.reduce(FINE))

    def column(self, rows: list[Row], box: Box, align: float = 0.5, rise: float = 0.5) -> None:
        """Set `rows` under each other in `box`, smaller until they fit.

        `align` 0 is flush left and 0.5 centred; `rise` is the share of the free height that goes above.
        """
        left, top, right, bottom = box
        width, scale = right - left, 1.0
        while True:
            blocks = [_block(row, scale, width) for row in rows]
            heights = [
                row.size * scale if block is None else block.height for row, block in zip(rows, blocks, strict=True)
            ]
            if sum(heights) <= bottom - top or scale < 0.05:
                break
            scale *= TIGHTER
        y = top + (bottom - top - sum(heights)) * rise
        for row, block, height in zip(rows, blocks, heights, strict=True):
            if isinstance(row, Words) and block is not None:
                self._words(row, block, (left, y), width, align)
            elif isinstance(row, Shape):
                self.shape(row.painter, (left + (width - height) * align, y), height, row.colour)
            elif isinstance(row, Stamp):
                self._stamp(row, (left, y), (width, height), align)
            elif isinstance(row, Rule):
                start, thick = left + (width - height) * align, max(1, height / 16)
                middle = y + height / 2
                self.draw.rectangle((start, middle, start + height, middle + thick - 1), fill=row.colour)
            y += height

    def _stamp(self, row: Stamp, corner: tuple[float, float], box: tuple[float, float], align: float) -> None:
        high, wide = row.rgba.shape[:2]
        pad = 0 if row.paper is None else round(PATCH * box[1])
        most = max(1, min(round(box[0]) - 2 * pad, wide)), max(1, min(round(box[1]) - 2 * pad, high))
        logo = Image.fromarray(scale_to(row.rgba, *most)[0])
        alpha = logo.getchannel("A")
        if row.colour is not None:
            logo = Image.new("RGB", logo.size, row.colour)
        at = corner[0] + (box[0] - logo.width) * align, corner[1] + (box[1] - logo.height) / 2
        if row.paper is not None:
            size = logo.width + 2 * pad, logo.height + 2 * pad
            patch = Image.new("L", (FINE * size[0], FINE * size[1]))
            edges = (0, 0, patch.width - 1, patch.height - 1)
            ImageDraw.Draw(patch).rounded_rectangle(edges, radius=FINE * pad, fill=255)
            corner = _whole((at[0] - pad, at[1] - pad))
            self.image.paste(Image.new("RGB", size, row.paper), corner, patch.reduce(FINE))
        self.image.paste(logo, _whole(at), alpha)

    def _words(self, row: Words, block: Block, corner: tuple[float, float], width: float, align: float) -> None:
        spacing = row.spacing * block.size
        for number, line in enumerate(block.lines):
            wide = measure(line, block.weight, block.size, block.family, spacing)
            x = corner[0] + (width - wide) * align
            y = corner[1] + number * block.leading + 0.97 * block.size
            draw_line(self.draw, (x, y), line, block.weight, block.size, row.colour, block.family, spacing)


def _block(row: Row, scale: float, width: float) -> Block | None:
    """A row's words, shrunk to the width and then shortened; None for rows without words."""
    if not isinstance(row, Words):
        return None
    largest = max(6, round(row.size * scale))
    smallest = max(5, round(largest * SMALLEST))
    if row.spacing:
        size = largest
        while size > smallest and _too_wide(row, row.text, size, width):
            size -= 1
        text = shorten(row.text, lambda words: not _too_wide(row, words, size, width))
        return Block((text,), row.weight, size, round(LEADING * size), row.family)
    text = shorten(row.text, lambda words: _holds(row, words, smallest, width))
    height = row.lines * round(largest * LEADING)
    return fit(text, row.weight, (largest, smallest), (int(width), height), LEADING, row.family)


def _too_wide(row: Words, text: str, size: int, width: float) -> bool:
    return measure(text, row.weight, size, row.family, row.spacing * size) > width


def _holds(row: Words, text: str, size: int, width: float) -> bool:
    return len(wrap(text, row.weight, size, int(width), row.family)) <= row.lines


def shorten(text: str, holds: Callable[[str], bool]) -> str:
    """`text`, or as many of its words (of one long word: letters) as `holds` allows, and "..."."""
    if holds(text):
        return text
    words = text.split()
    for count in range(len(words) - 1, 0, -1):
        shorter = " ".join(words[:count]).rstrip(",;:-&") + "..."
        if holds(shorter):
            return shorter
    letters = words[0]
    while len(letters) > 1 and not holds(letters + "..."):
        letters = letters[:-1]
    return letters + "..."


def _whole(corner: tuple[float, float]) -> tuple[int, int]:
    return round(corner[0]), round(corner[1])
