"""What is written over a video: a shot's line, the price, the button, captions, and the opening label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.compose.labels import label
from mmdemo.compose.page import price_text
from mmdemo.compose.video.layout import Layout
from mmdemo.compose.video.planes import Layer, layer_of
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.typeface import Block, draw_block, draw_line, drawable, fit, font, measure, wrap
from mmdemo.schema import Kit
from mmdemo.video import SHORT_SIDE, Shot

Colour = tuple[int, int, int]

ACCENT: Colour = (15, 118, 110)
DARK, LIGHT = (18, 30, 28), (255, 255, 255)
BRIGHT = 150.0  # mean level from which on a ground carries dark letters
LABEL_SHARE = 0.052  # of the short side: GB 45438-2025 asks for letters of at least 5 % of it
_SCRIM = 128  # alpha of the shade behind the letters
_SCRIM_EDGE = 110  # pixels above and below the end of the letters over which it fades
_DESCENT = 30  # pixels that letters may reach under their last line
_BUTTON_GREY = 0.55


@dataclass(frozen=True)
class Look:
    """How a shot's words look: letters and shade by what lies behind them, and the shop's colour."""

    letters: Colour
    shade: Colour | None
    accent: Colour


def accent_of(kit: Kit) -> Colour:
    """The shop's own colour, or the studio's."""
    typed = kit.request.look.brand_colour
    if len(typed) != 7:
        return ACCENT
    red, green, blue = (int(typed[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def look_over(level: float, accent: Colour, even: bool) -> Look:
    """The look of words over a ground of that mean level (0 to 255); an `even` one, of one colour, needs no shade."""
    bright = level >= BRIGHT
    return Look(DARK if bright else LIGHT, None if even else (LIGHT if bright else DARK), accent)


def words_of(kit: Kit, shot: Shot, layout: Layout, look: Look) -> Layer:
    """The words of a shot in their box."""
    language = kit.product.language
    canvas = _Canvas(layout, look)
    line = drawable(shot.text)
    price = "" if kit.product.price is None else drawable(price_text(kit.product.price, language))
    upright = layout.height > layout.width
    large = 100 if upright else 84 if layout.width == layout.height else 88
    if shot.kind == "hook":
        canvas.eyebrow(drawable(kit.product.brand or kit.product.name))
        canvas.line(line, large)
    elif shot.kind == "price":
        badge = drawable(kit.request.look.badge)
        rest = line.replace(price, "").strip(" :：·—-") if price else line
        canvas.eyebrow(badge)
        canvas.line(rest or drawable(kit.product.name), round(large * 0.66), share=0.5)
        if price:
            canvas.pill(price, round(large * 1.1))
    elif shot.kind == "call":
        canvas.line(drawable(kit.product.name), round(large * 0.82), share=0.6)
        canvas.pill(line or label("cart", language), round(large * 0.6))
    elif line:
        canvas.rule()
        canvas.line(line, round(large * 0.82))
    return canvas.layer()


class _Canvas:
    """A shot's words, filled in from the top of their box; as wide as the video where they need a shade."""

    def __init__(self, layout: Layout, look: Look) -> None:
        self._look, self._box = look, layout.words
        shaded = look.shade is not None
        self._left, self._top = (self._box.left, self._box.top) if shaded else (0, 0)
        width = layout.width if shaded else self._box.width
        height = self._top + self._box.height + (_SCRIM_EDGE if shaded else _DESCENT)
        self._image = Image.new("RGBA", (width // 2 * 2, height // 2 * 2), (*look.letters, 0))
        self._draw = ImageDraw.Draw(self._image)
        self._y = 0

    @property
    def _mark(self) -> Colour:
        """The colour of what stands out; on a dark ground the shop's own could be hard to see."""
        return self._look.accent if self._look.letters == DARK else self._look.letters

    def eyebrow(self, text: str) -> None:
        if text:
            self._write(fit(text, "Bold", (38, 30), (self._box.width, 56)), self._mark, 18)

    def rule(self) -> None:
        left, top = self._left, self._top + self._y
        self._draw.rectangle([left, top, left + 96, top + 8], fill=(*self._mark, 255))
        self._y += 34

    def line(self, text: str, size: int, share: float = 1.0) -> None:
        if text:
            room = max(80, int((self._box.height - self._y) * share))
            block = fit(text, "Bold", (size, round(size * 0.5)), (self._box.width, room), 1.18)
            self._write(block, self._look.letters, 34)

    def pill(self, text: str, size: int) -> None:
        """White on the shop's colour, in a line or, where that is too long, in several."""
        pad = round(size * 0.55)
        room = (self._box.width - 2 * pad - 2, max(60, self._box.height - self._y - pad))
        block = fit(text, "Bold", (size, 30), room, 1.2)
        inner = round(max(measure(line, "Bold", block.size) for line in block.lines))
        letters = sum(font("Bold", block.size).getmetrics()) + block.height - block.leading
        height = round(block.height + 0.42 * block.size)
        left, top = self._left, self._top + self._y
        corners = [left, top, left + inner + 2 * pad, top + height]
        self._draw.rounded_rectangle(corners, round(block.size * 0.8), fill=(*self._look.accent, 255))
        ink = DARK if _luminance(self._look.accent) > _BUTTON_GREY else LIGHT
        draw_block(self._draw, block, (left + pad, top + (height - letters) / 2), ink)
        self._y += height + 20

    def layer(self) -> Layer:
        if self._look.shade is None:
            return layer_of(np.asarray(self._image), self._box.left // 2 * 2, self._box.top // 2 * 2)
        height = min(self._image.height, (self._top + self._y + 2 * _SCRIM_EDGE) // 2 * 2)
        drawn = self._image.crop((0, 0, self._image.width, height))
        return layer_of(_shaded(drawn, self._look.shade, self._top + self._y), 0, 0)

    def _write(self, block: Block, colour: Colour, gap: int) -> None:
        draw_block(self._draw, block, (self._left, self._top + self._y), colour)
        self._y += block.height + gap


def _shaded(image: Image.Image, shade: Colour, filled: int) -> Bytes:
    """The letters over a shade that reaches from the upper edge to where they end, and fades out there."""
    width, height = image.size
    start = max(0, filled - _SCRIM_EDGE)
    soft = np.clip((height - np.arange(height)) / (height - start), 0, 1)
    ground = np.empty((height, width, 4), np.uint8)
    ground[..., :3] = shade
    ground[..., 3] = np.rint(soft * soft * (3 - 2 * soft) * _SCRIM)[:, None]
    return np.asarray(Image.alpha_composite(Image.fromarray(ground), image))


@lru_cache(maxsize=4)
def caption(lines: tuple[str, ...], layout: Layout) -> Layer | None:
    """One caption in the middle above the lower edge of its box: white on a dark plate."""
    texts = [drawn for drawn in map(drawable, lines) if drawn]
    if not texts:
        return None
    box = layout.captions
    size = 46 if layout.width <= SHORT_SIDE else 44
    while size > 26 and max(measure(text, "Bold", size) for text in texts) > box.width - 2 * 28:
        size -= 2
    texts = [piece for text in texts for piece in wrap(text, "Bold", size, box.width - 2 * 28)]
    leading = round(size * 1.34)
    width = round(max(measure(text, "Bold", size) for text in texts) + 2 * 28) // 2 * 2 + 2
    height = (leading * len(texts) + 2 * 16) // 2 * 2 + 2
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([0, 0, width - 1, height - 1], radius=18, fill=(*DARK, 178))
    ascent, _ = font("Bold", size).getmetrics()
    for number, text in enumerate(texts):
        x = (width - measure(text, "Bold", size)) / 2
        draw_line(draw, (x, 16 + number * leading + ascent), text, "Bold", size, LIGHT)
    left = (box.left + (box.width - width) // 2) // 2 * 2
    return layer_of(np.asarray(image), max(0, left), (box.top + box.height - height) // 2 * 2)


def opening_label(text: str, layout: Layout) -> Layer:
    """The words that say a machine made it, in a corner; capital letters are `LABEL_SHARE` of the short side high."""
    drawn = drawable(text)
    wanted = LABEL_SHARE * min(layout.width, layout.height)
    size = 40
    while _letter_height(drawn, size) < wanted:
        size += 1
    width = round(measure(drawn, "Bold", size) + size * 0.8) // 2 * 2
    height = round(size * 1.5) // 2 * 2
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle([0, 0, width - 1, height - 1], radius=12, fill=(*DARK, 190))
    ascent, descent = font("Bold", size).getmetrics()
    draw_line(draw, (size * 0.4, (height + ascent - descent) / 2), drawn, "Bold", size, LIGHT)
    left, top = layout.label
    return layer_of(np.asarray(image), left // 2 * 2, top // 2 * 2)


def _letter_height(text: str, size: int) -> float:
    """The height of the smallest capital or Chinese character of a text, in pixels."""
    heights = []
    for letter in text:
        if letter.isalpha() and not letter.islower():
            _, top, _, bottom = font("Bold", size).getbbox(letter)
            heights.append(bottom - top)
    return min(heights, default=float(size))


def _luminance(colour: Colour) -> float:
    red, green, blue = colour
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
