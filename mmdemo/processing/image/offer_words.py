"""The words of an offer card, and how they are stacked in the room there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PIL import ImageDraw

from mmdemo.processing.image.banner_words import DROP, RISE, headline
from mmdemo.processing.image.offer_colours import OfferColours
from mmdemo.processing.image.typeface import Block, draw_line, fit, font, measure, wrap
from mmdemo.schema import Language

STEPS = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5)
CROSSED = 0.34  # of a figure's size above its baseline: where the line through it runs
TIGHT = 1.06  # leading of figures
ONE_LINE = (1.0, 0.9, 0.8, 0.7, 0.6)  # of a figure's size, before it is set in two


@dataclass(frozen=True)
class OfferWords:
    """What a card says; what is empty is left out. All of it can be drawn.

    `figure` is what the eye should see first, a price or what is taken off, and `condition` what it depends on.
    `struck` is the higher price and `basis` says what that is. `notes` are lines such as the dates, `small` is the
    small print. `scan` says what the code opens that `link` is written in.
    """

    language: Language
    brand: str
    headline: str
    product: str
    figure: str
    condition: str = ""
    struck: str = ""
    basis: str = ""
    badge: str = ""
    notes: tuple[str, ...] = ()
    small: str = ""
    code_label: str = ""
    code: str = ""
    scan: str = ""
    link: str = ""


@dataclass(frozen=True)
class Sizes:
    """Sizes of type in pixels at their largest; `least_small` is the smallest of the small print."""

    figure: int
    struck: int
    note: int
    small: int
    least_small: int


Ink = Literal["accent", "ink", "quiet"]


@dataclass(frozen=True)
class Line:
    """One block of a stack, in pixels: `left` and `top` from its corner. `crossed` has a line through it."""

    block: Block
    ink: Ink
    left: int
    top: int
    crossed: bool = False

    @property
    def bottom(self) -> int:
        """Where its lowest letters end."""
        return self.top + tall(self.block)


@dataclass(frozen=True)
class Stack:
    """Blocks set below each other; `height` of them all."""

    lines: tuple[Line, ...]
    height: int


def stack_offer(words: OfferWords, sizes: Sizes, width: int, height: int) -> Stack:
    """Figure, struck-out price, notes and small print, as large as they fit into `width` x `height` pixels.

    The small print keeps its size longest: it shrinks only where all the rest has, and is never cut.
    """
    stack = _stack(words, sizes, width, 1.0, sizes.small)
    for step in STEPS[1:]:
        if stack.height <= height:
            break
        stack = _stack(words, sizes, width, step, max(sizes.least_small, round(sizes.small * max(step, 0.8))))
    return stack


def _stack(words: OfferWords, sizes: Sizes, width: int, step: float, small: int) -> Stack:
    figure, struck, note = (round(size * step) for size in (sizes.figure, sizes.struck, sizes.note))
    lines: list[Line] = []
    top = 0
    if words.figure:
        block = _figure(words.figure, figure, width)
        lines = [Line(block, "accent", 0, 0), *_struck(words, block, struck, note, width)]
        top = max(line.bottom for line in lines)
    under: list[tuple[Block, Ink, int]] = []
    if words.condition:
        size = round(1.1 * note) if words.figure else struck
        under.append((whole(words.condition, "Bold", size, width, 1.3), "ink", note // 6))
    for index, text in enumerate(words.notes):
        under.append((_note(text, note, width), "ink", note // 5 if index else note // 3))
    if words.small:
        under.append((whole(words.small, "Regular", small, width, 1.36), "quiet", note // 2))
    for block, ink, gap in under:
        lines.append(Line(block, ink, 0, top + (gap if lines else 0)))
        top = lines[-1].bottom
    return Stack(tuple(lines), top)


def _figure(text: str, size: int, width: int) -> Block:
    """In one line if that leaves it large, else in two."""
    for step in ONE_LINE:
        block = whole(text, "Bold", round(step * size), width, TIGHT)
        if len(block.lines) == 1:
            return block
    return fit(text, "Bold", (round(ONE_LINE[-1] * size), size // 4), (width, round(1.6 * size)), TIGHT)


def _note(text: str, size: int, width: int) -> Block:
    """In one line if a little less size does it."""
    smaller = whole(text, "Regular", round(0.86 * size), width, 1.32)
    return (
        smaller
        if len(smaller.lines) == 1 < len(wrap(text, "Regular", size, width))
        else whole(text, "Regular", size, width, 1.32)
    )


def _struck(words: OfferWords, figure: Block, struck: int, note: int, width: int) -> list[Line]:
    """The struck-out price and what it is: right of the figure on its baseline, or below it where that is too wide."""
    if not words.struck:
        return []
    left = _width(figure) + round(0.32 * figure.size)
    price = whole(words.struck, "Regular", struck, width, 1.15)
    size = round(0.82 * note)
    basis = whole(words.basis, "Regular", size, max(1, width - left), 1.2)
    if len(figure.lines) == 1 and len(basis.lines) <= 2 and left + max(_width(price), _width(basis)) <= width:
        top = round(RISE * (figure.size - struck))
        return [
            Line(price, "quiet", left, top, crossed=True),
            Line(basis, "quiet", left, top - tall(basis) + size // 4),
        ]
    under = Line(price, "quiet", 0, tall(figure) + note // 6, crossed=True)
    after = _width(price) + note // 2
    basis = whole(words.basis, "Regular", size, width, 1.2)
    if after + _width(basis) <= width:
        return [under, Line(basis, "quiet", after, under.top + round(RISE * (struck - size)))]
    return [under, Line(basis, "quiet", 0, under.bottom)]


def whole(text: str, weight: Literal["Regular", "Bold"], size: int, width: int, leading: float) -> Block:
    """All of a text in one size, in as many lines as it takes."""
    return fit(text, weight, (size, size), (width, 100 * size), leading)


def stack_head(words: OfferWords, largest: int, width: int, height: int) -> Stack:
    """The headline in up to three lines, and the product's name under it, within `width` x `height` pixels."""
    name_size = round(largest * 0.42)
    name = fit(words.product, "Regular", (name_size, round(0.8 * name_size)), (width, round(2.6 * name_size)), 1.25)
    room = height - (name.height + name_size // 2 if words.product else 0)
    block = headline(words.headline, largest, (width, room), words.language, "sans")
    lines = [Line(block, "ink", 0, 0)]
    if words.product:
        lines.append(Line(name, "quiet", 0, lines[0].bottom + name_size // 4))
    return Stack(tuple(lines), lines[-1].bottom)


def draw_stack(draw: ImageDraw.ImageDraw, stack: Stack, corner: tuple[int, int], colours: OfferColours) -> None:
    """Draw a stack from its top left `corner` (x, y)."""
    inks = {"accent": colours.accent, "ink": colours.ink, "quiet": colours.quiet}
    for line in stack.lines:
        block, x = line.block, corner[0] + line.left
        # Letters have more room on their left the larger they are; without it all stand in one line.
        face = font(block.weight, block.size)
        base = corner[1] + line.top + round(RISE * block.size)
        for number, text in enumerate(block.lines):
            y = base + number * block.leading
            left = x - face.getbbox(text[0], anchor="ls")[0]
            draw_line(draw, (left, y), text, block.weight, block.size, inks[line.ink])
            if line.crossed:
                middle = y - round(CROSSED * block.size)
                end = left + measure(text, block.weight, block.size)
                draw.line([left - 4, middle, end + 4, middle], fill=inks[line.ink], width=max(2, block.size // 14))


def tall(block: Block) -> int:
    """How high a block's letters reach, from the tallest of the first line to the deepest of the last."""
    return round((RISE + DROP) * block.size) + (len(block.lines) - 1) * block.leading


def _width(block: Block) -> int:
    return max(round(measure(line, block.weight, block.size, block.family)) for line in block.lines)
