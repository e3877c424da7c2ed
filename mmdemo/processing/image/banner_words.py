"""The words of a banner, set: which sizes they have, where their lines break, and where they stand to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from mmdemo.look import BannerSize
from mmdemo.picture import Region
from mmdemo.processing.image.logo import Mark
from mmdemo.processing.image.typeface import TOKEN, Block, Family, drawable, fit, measure
from mmdemo.schema import Language

Role = Literal["logo", "brand", "headline", "price", "badge", "call"]
Align = Literal["left", "centre"]
Emphasis = Literal["headline", "price"]

RISE, DROP = 0.95, 0.27  # of the size: how far letters reach above and below their baseline
OVERHANG = {"sans": 0.0, "serif": 0.08}  # of the size: how far a last letter such as f may lean out of its own width
LEADING = {"en": 1.14, "zh": 1.24}
LINES = 3  # of a headline
STEPS = (1.0, 0.88, 0.76, 0.66, 0.58, 0.5)  # few, because every size of a font is loaded on its own
CROWDED = 0.76  # of the largest size, from which on a headline has three lines rather than become smaller still
SMALLER = 0.8  # times the size of price and button where that brings them into one line
PAUSE = re.compile(r"[,:;，：；、] *(?=\S)")  # where a headline of two lines is best broken
LOPSIDED = 0.4  # of the longer line's length that the shorter one must have for that
PHRASES = 0.6  # of the largest size, down to which a Chinese headline is made smaller rather than broken in a phrase
LONGEST = 160  # characters of anything that are looked at
PILL = 2.15, 1.1  # of the size of its words: a button's height, and its padding at either side
BADGE, WIDEST_BADGE = 0.92, 0.62  # of the brand's size, and of the column's width
SQUEEZED = 0.7  # of the wanted size, before words on a pill are shortened
WORDMARK = 1.8  # width over height from which a logo says the brand's name itself
CAP = 0.37  # of the size: the middle of capitals above their baseline


@dataclass(frozen=True)
class BannerWords:
    """What a banner says; what is empty is left out. `price` is written as its readers write it."""

    headline: str
    brand: str
    price: str
    badge: str
    call_to_action: str
    language: Language


@dataclass(frozen=True)
class Sizes:
    """Sizes of type in pixels; of the headline's it is the largest."""

    headline: int
    price: int
    brand: int
    call: int


SIZES: Mapping[BannerSize, Sizes] = {
    "link": Sizes(70, 48, 24, 27),
    "hero": Sizes(92, 58, 28, 30),
    "portrait": Sizes(100, 68, 34, 38),
    "story": Sizes(112, 76, 38, 42),
}
DISC, DISC_TEXT = 4.4, 3.3  # of the size of its words: a round badge's width, and how wide its words may be


@dataclass(frozen=True)
class Piece:
    """One thing that is set, and the pixels it covers: words, or a logo."""

    role: Role
    region: Region
    content: Block | Mark

    def moved(self, right: int, down: int) -> Piece:
        return replace(self, region=self.region.moved(right, down))


def clean(words: BannerWords, family: Family) -> BannerWords:
    """The same with nothing that cannot be drawn, the headline in `family`."""
    brand, price, badge, call = (
        drawable(text[:LONGEST]) for text in (words.brand, words.price, words.badge, words.call_to_action)
    )
    return BannerWords(drawable(words.headline[:LONGEST], family), brand, price, badge, call, words.language)


def text_piece(role: Role, block: Block) -> Piece:
    width = max(round(measure(line, block.weight, block.size, block.family)) for line in block.lines)
    height = round((RISE + DROP) * block.size) + (len(block.lines) - 1) * block.leading
    return Piece(role, Region(0, 0, width + round(OVERHANG[block.family] * block.size), height), block)


def pill_piece(role: Role, text: str, size: int, width: int) -> Piece:
    """Words on a button or a badge no wider than `width`."""
    height, padding = round(PILL[0] * size), round(PILL[1] * size)
    block = fit(text, "Bold", (size, round(SQUEEZED * size)), (width - 2 * padding, size + 1), leading=1)
    return Piece(role, Region(0, 0, text_piece(role, block).region.width + 2 * padding, height), block)


def disc_piece(text: str, size: int) -> Piece | None:
    """Words on a round badge; None where they are too long for one."""
    block = fit(text, "Bold", (size, size), (round(DISC_TEXT * size), round(2.4 * size)), leading=1.1)
    if not _whole(block, text) or _torn(block, text, phrases=False):
        return None
    return Piece("badge", Region(0, 0, *[round(DISC * size)] * 2), block)


def set_head(
    words: BannerWords, logo: Mark | None, sizes: Sizes, width: int, height: int, align: Align, family: Family
) -> tuple[Piece, ...]:
    """Logo, brand and badge in one row or two, and below them the headline in `family`, from (0, 0) on."""
    row: list[Piece] = []
    if logo is not None:
        row.append(Piece("logo", Region(0, 0, *logo.rgba.shape[1::-1]), logo))
    rest = width - sum(piece.region.width + sizes.brand for piece in row)
    badge, small = [], round(BADGE * sizes.brand)
    if words.badge:
        badge = [pill_piece("badge", words.badge, small, min(rest, round(WIDEST_BADGE * width)))]
    crowded = any(_shortened(piece, words.badge) for piece in badge)
    if crowded:
        badge = [pill_piece("badge", words.badge, small, width)]
    else:
        rest -= sum(piece.region.width + sizes.brand for piece in badge)
    if words.brand and rest > 3 * sizes.brand and (logo is None or logo.rgba.shape[1] < WORDMARK * logo.rgba.shape[0]):
        row.append(text_piece("brand", fit(words.brand, "Bold", (sizes.brand,) * 2, (rest, 2 * sizes.brand), 1.2)))
    pieces: list[Piece] = []
    top = 0
    for one in (row, badge) if crowded else ([*row, *badge],):
        if one:
            pieces += [piece.moved(0, top) for piece in in_row(one, round(0.9 * sizes.brand), width, align)]
            top += max(piece.region.height for piece in one) + round(0.75 * sizes.brand)
    if words.headline:
        block = headline(words.headline, sizes.headline, (width, height - top), words.language, family)
        piece = text_piece("headline", block)
        pieces.append(piece.moved(_aligned(piece.region.width, width, align), top))
    return tuple(pieces)


def set_foot(
    words: BannerWords, sizes: Sizes, width: int, height: int, align: Align, spread: bool
) -> tuple[Piece, ...]:
    """Price and button, beside each other where both fit, else below each other; `spread` puts them at either side."""
    gap = round(1.5 * sizes.brand)
    for step in (1.0, SMALLER):
        row = _foot_row(words, step, sizes, width)
        wide = sum(piece.region.width for piece in row) + gap * (len(row) - 1)
        if wide <= width:
            return in_row(row, gap + width - wide if spread and len(row) == 2 else gap, width, align)
    pieces, top = [], 0
    for piece in _foot_row(words, 1.0, sizes, width):
        pieces.append(piece.moved(_aligned(piece.region.width, width, align), top))
        top += piece.region.height + round(0.8 * sizes.brand)
    if top - round(0.8 * sizes.brand) <= height:
        return tuple(pieces)
    return in_row(_foot_row(words, SMALLER, sizes, (width - gap) // 2), gap, width, align)


def _foot_row(words: BannerWords, step: float, sizes: Sizes, width: int) -> list[Piece]:
    """Price and button, none of them wider than `width`."""
    row = []
    if words.price:
        size = round(step * sizes.price)
        row.append(text_piece("price", fit(words.price, "Bold", (size, size), (width, 2 * size), 1.2)))
    if words.call_to_action:
        row.append(pill_piece("call", words.call_to_action, round(step * sizes.call), width))
    return row


def in_row(row: list[Piece], gap: int, width: int, align: Align) -> tuple[Piece, ...]:
    """Pieces beside each other, on one middle line."""
    high = max((piece.region.height for piece in row), default=0)
    left = _aligned(sum(piece.region.width for piece in row) + gap * (len(row) - 1), width, align)
    pieces = []
    for piece in row:
        pieces.append(piece.moved(left, (high - piece.region.height) // 2))
        left += piece.region.width + gap
    return tuple(pieces)


def _aligned(own: int, width: int, align: Align) -> int:
    return (width - own) // 2 if align == "centre" else 0


def headline(text: str, largest: int, box: tuple[int, int], language: Language, family: Family) -> Block:
    """`text` in two lines or three, as large as it fits `box` (width, height); at last it is shortened at a word."""
    for step in STEPS:
        size = round(largest * step)
        block = _lines(text, size, box, language, family)
        lines = LINES if step <= CROWDED else LINES - 1
        if len(block.lines) <= lines and _whole(block, text) and not _torn(block, text, step > PHRASES):
            return block
    ends = [match.end() for match in TOKEN.finditer(text) if not match[0].isspace()]
    low, high = 0, len(ends)  # as many words as surely fit, and as many as surely do not
    while high - low > 1:
        middle = (low + high) // 2
        short = _short(text, ends[middle - 1])
        low, high = (middle, high) if _whole(_lines(short, size, box, language, family), short) else (low, middle)
    return _lines(_short(text, ends[low - 1]) if low else text, size, box, language, family)


def _lines(text: str, size: int, box: tuple[int, int], language: Language, family: Family) -> Block:
    leading = LEADING[language]
    room = box[1] - round((RISE + DROP - leading) * size)
    width = box[0] - round(OVERHANG[family] * size)
    block = fit(text, "Bold", (size, size), (width, min(room, LINES * round(size * leading))), leading, family)
    if len(block.lines) == 2 and _whole(block, text):
        for match in PAUSE.finditer(text):
            halves = text[: match.end()].rstrip(), text[match.end() :]
            wide = [measure(half, "Bold", size, family) for half in halves]
            if LOPSIDED * max(wide) < min(wide) and max(wide) <= width:
                return replace(block, lines=halves)
    return block


def _short(text: str, end: int) -> str:
    return text[:end].rstrip(" ,;:.-，、；：。") + "..."


def _whole(block: Block, text: str) -> bool:
    return "".join(block.lines).replace(" ", "") == text.replace(" ", "")


def _shortened(pill: Piece, text: str) -> bool:
    return isinstance(pill.content, Block) and not _whole(pill.content, text)


def _torn(block: Block, text: str, phrases: bool) -> bool:
    """True when a line ends inside a Latin word or leaves one character alone, or, with `phrases`, inside any words.

    Chinese has no blanks between words, so that only a blank or a mark is sure to stand between two.
    """
    for one, other in pairwise(block.lines):
        joined = one.split()[-1] + other.split()[0] in text
        latin = one[-1].isascii() and other[0].isascii()
        if joined and (latin or phrases) and not PAUSE.match(one[-1] + other[0]):
            return True
    return len(block.lines) > 1 and min(map(len, block.lines)) < 2
