"""Setting text with the project's own fonts: what can be drawn, how wide it is, and where its lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Literal

from PIL import ImageDraw, ImageFont

from mmdemo.paths import ASSETS

Weight = Literal["Regular", "Bold"]
Family = Literal["sans", "serif"]
Script = Literal["chinese", "latin"]  # the font with both scripts, and its companion for the Latin letters it lacks
Colour = str | tuple[int, int, int]

SCRIPTS: tuple[Script, ...] = ("chinese", "latin")

NO_LINE_START = set("，。、；：？！）》」』】〉”’…·,.;:?!)]}%℃°")
NO_LINE_END = set("（《「『【〈“‘([{¥$€£￥#")
LATIN_NAME = re.compile(r"LATIN (SMALL|CAPITAL) LETTER (?:DOTLESS )?([A-Z])(?: WITH .*)?$")
WHOLE_WORDS = 0.6  # of the largest size: below it a Chinese phrase may be broken anywhere
SPACED = re.compile(r"\S+\s*")
TOKEN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+|\s+")


@lru_cache(maxsize=256)
def font(weight: Weight, size: int, family: Family = "sans", script: Script = "chinese") -> ImageFont.FreeTypeFont:
    """Noto Sans or Serif SC in `weight` at `size` pixels, or its Latin companion."""
    name = f"Noto{family.capitalize()}{'SC' if script == 'chinese' else ''}-{weight}.woff2"
    return ImageFont.truetype(ASSETS / "fonts" / name, size)


def measure(text: str, weight: Weight, size: int, family: Family = "sans", spacing: float = 0) -> float:
    """Width of one line in pixels, with `spacing` pixels between its letters."""
    pieces = text if spacing else _runs(text, family)
    width = sum(_face(piece, weight, size, family).getlength(piece) for piece in pieces)
    return width + spacing * max(0, len(text) - 1)


def draw_line(
    draw: ImageDraw.ImageDraw,
    baseline: tuple[float, float],
    text: str,
    weight: Weight,
    size: int,
    fill: Colour,
    family: Family = "sans",
    spacing: float = 0,
) -> None:
    """Draw one line of `drawable` text from the start of its `baseline` (x, y), in pixels."""
    x, y = baseline
    for piece in text if spacing else _runs(text, family):
        face = _face(piece, weight, size, family)
        draw.text((x, y), piece, font=face, fill=fill, anchor="ls")
        x += face.getlength(piece) + spacing


def draw_block(draw: ImageDraw.ImageDraw, block: Block, corner: tuple[float, float], fill: Colour) -> None:
    """Draw a block's lines, flush left, from its top left `corner` (x, y)."""
    x, y = corner
    y += font(block.weight, block.size, block.family).getmetrics()[0]
    for number, line in enumerate(block.lines):
        draw_line(draw, (x, y + number * block.leading), line, block.weight, block.size, fill, block.family)


def drawable(text: str, family: Family = "sans") -> str:
    """`text` without what no font can draw: accents they lack go to their base letter, the rest is dropped."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            kept.append(" ")
        elif _script(character, family) is not None:
            kept.append(character)
        else:
            kept.extend(piece for piece in _base(character) if _script(piece, family) is not None)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=4096)
def _runs(text: str, family: Family) -> list[str]:
    """`text` in pieces that one font draws whole."""
    return ["".join(run) for _, run in groupby(text, lambda character: _script(character, family))]


def _face(run: str, weight: Weight, size: int, family: Family) -> ImageFont.FreeTypeFont:
    return font(weight, size, family, _script(run[0], family) or "chinese")


@cache
def _script(character: str, family: Family) -> Script | None:
    """Which of a family's two fonts draws `character`: the Chinese one where it can."""
    if unicodedata.category(character)[0] in "CZM" and character != " ":
        return None
    return next((script for script in SCRIPTS if _has_glyph(character, family, script)), None)


def _has_glyph(character: str, family: Family, script: Script) -> bool:
    return bytes(font("Regular", 24, family, script).getmask(character)) != _missing_glyph(family, script)


@cache
def _missing_glyph(family: Family, script: Script) -> bytes:
    return bytes(font("Regular", 24, family, script).getmask("\uffff"))  # a noncharacter: no font has it


def _base(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed != character:
        return decomposed
    match = LATIN_NAME.match(unicodedata.name(character, ""))
    if match is None:
        return ""
    return match[2].lower() if match[1] == "SMALL" else match[2]


@dataclass(frozen=True)
class Block:
    """Lines of text set in one size, in pixels; `leading` is the distance from one baseline to the next."""

    lines: tuple[str, ...]
    weight: Weight
    size: int
    leading: int
    family: Family = "sans"

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def fit(
    text: str,
    weight: Weight,
    sizes: tuple[int, int],
    box: tuple[int, int],
    leading: float = 1.2,
    family: Family = "sans",
) -> Block:
    """Set `text` as large as it fits into `box` (width, height), within `sizes` (largest, smallest), all in pixels.

    Lines are balanced: none is much shorter than the others. What does not fit at the smallest size ends in "...".
    """
    width, height = box
    largest, smallest = sizes
    size = largest
    while size > smallest:
        lines = wrap(text, weight, size, width, family)
        # Chinese has few spaces; where there are some, they are worth a smaller size to break at.
        whole = size < WHOLE_WORDS * largest or not _broken(lines, text)
        if len(lines) * round(size * leading) <= height and whole:
            break
        size = max(smallest, round(size * 0.94))
    lines = _balanced(text, weight, size, width, family)
    most = max(1, height // round(size * leading))
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], weight, size, width, family)]
    return Block(tuple(lines), weight, size, round(size * leading), family)


def wrap(text: str, weight: Weight, size: int, width: float, family: Family = "sans") -> list[str]:
    """Greedy line breaking: at spaces, else between Chinese characters; inside a Latin word when it is too long."""
    lines = [""]

    def add(pieces: list[str], inner: Callable[[str], list[str]] | None) -> None:
        for piece in pieces:
            if measure((lines[-1] + piece).rstrip(), weight, size, family) <= width:
                lines[-1] += piece
            elif inner is None or measure(piece.rstrip(), weight, size, family) <= width:
                lines.append(piece)
            else:
                add(inner(piece), list if inner is _tokens else None)

    add(SPACED.findall(text), _tokens)
    return [line.strip() for line in lines if line.strip()]


def _tokens(text: str) -> list[str]:
    """Pieces that stay together: words, single Chinese characters, and with each the marks that cling to it."""
    tokens: list[str] = []
    for token in TOKEN.findall(text):
        clings = (
            bool(tokens) and not tokens[-1].isspace() and (token[0] in NO_LINE_START or tokens[-1][-1] in NO_LINE_END)
        )
        if clings and len(tokens[-1]) < 24:
            tokens[-1] += token
        else:
            tokens.append(token)
    return tokens


def _broken(lines: list[str], text: str) -> bool:
    """True when a line ends inside what spaces set apart."""
    words = set(text.split())
    return any(word not in words for line in lines for word in line.split())


def _balanced(text: str, weight: Weight, size: int, width: int, family: Family) -> list[str]:
    best = wrap(text, weight, size, width, family)
    low, high = width // 2, width
    while high - low > 8:
        middle = (low + high) // 2
        lines = wrap(text, weight, size, middle, family)
        if len(lines) <= len(best) and _broken(lines, text) == _broken(best, text):
            best, high = lines, middle
        else:
            low = middle
    return best


def _shortened(line: str, weight: Weight, size: int, width: int, family: Family) -> str:
    while line and measure(line + "...", weight, size, family) > width:
        line = line[:-1].rstrip()
    return line + "..."
