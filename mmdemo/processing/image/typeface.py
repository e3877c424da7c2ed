"""Setting text with the project's own fonts: what can be drawn, how wide it is, and where its lines break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from PIL import ImageFont

from mmdemo.paths import ASSETS

Weight = Literal["Regular", "Bold"]

NO_LINE_START = set("，。、；：？！）》」』】〉”’…·,.;:?!)]}%℃°")
NO_LINE_END = set("（《「『【〈“‘([{¥$€£￥#")
LATIN_NAME = re.compile(r"LATIN (SMALL|CAPITAL) LETTER (?:DOTLESS )?([A-Z])(?: WITH .*)?$")
WHOLE_WORDS = 0.6  # of the largest size: below it a Chinese phrase may be broken anywhere
SPACED = re.compile(r"\S+\s*")
TOKEN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+|\s+")


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Noto Sans SC in `weight` at `size` pixels."""
    return ImageFont.truetype(ASSETS / "fonts" / f"NotoSansSC-{weight}.woff2", size)


def drawable(text: str) -> str:
    """`text` without what the font cannot draw: accents it lacks go to their base letter, the rest is dropped."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            kept.append(" ")
        elif _has_glyph(character):
            kept.append(character)
        else:
            kept.extend(filter(_has_glyph, _base(character)))
    return " ".join("".join(kept).split())


@cache
def _has_glyph(character: str) -> bool:
    if unicodedata.category(character)[0] in "CZM":
        return False
    sample = font("Regular", 24)
    return bytes(sample.getmask(character)) != _missing_glyph()


@cache
def _missing_glyph() -> bytes:
    return bytes(font("Regular", 24).getmask("\uffff"))  # a noncharacter: no font has it


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

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)


def fit(text: str, weight: Weight, sizes: tuple[int, int], box: tuple[int, int], leading: float = 1.2) -> Block:
    """Set `text` as large as it fits into `box` (width, height), within `sizes` (largest, smallest), all in pixels.

    Lines are balanced: none is much shorter than the others. What does not fit at the smallest size ends in "...".
    """
    width, height = box
    largest, smallest = sizes
    size = largest
    while size > smallest:
        lines = wrap(text, weight, size, width)
        # Chinese has few spaces; where there are some, they are worth a smaller size to break at.
        whole = size < WHOLE_WORDS * largest or not _broken(lines, text)
        if len(lines) * round(size * leading) <= height and whole:
            break
        size = max(smallest, round(size * 0.94))
    lines = _balanced(text, weight, size, width)
    most = max(1, height // round(size * leading))
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(lines[most - 1], weight, size, width)]
    return Block(tuple(lines), weight, size, round(size * leading))


def wrap(text: str, weight: Weight, size: int, width: float) -> list[str]:
    """Greedy line breaking: at spaces, else between Chinese characters; inside a Latin word when it is too long."""
    face = font(weight, size)
    lines = [""]

    def add(pieces: list[str], inner: Callable[[str], list[str]] | None) -> None:
        for piece in pieces:
            if face.getlength((lines[-1] + piece).rstrip()) <= width:
                lines[-1] += piece
            elif inner is None or face.getlength(piece.rstrip()) <= width:
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


def _balanced(text: str, weight: Weight, size: int, width: int) -> list[str]:
    best = wrap(text, weight, size, width)
    low, high = width // 2, width
    while high - low > 8:
        middle = (low + high) // 2
        lines = wrap(text, weight, size, middle)
        if len(lines) <= len(best) and _broken(lines, text) == _broken(best, text):
            best, high = lines, middle
        else:
            low = middle
    return best


def _shortened(line: str, weight: Weight, size: int, width: int) -> str:
    face = font(weight, size)
    while line and face.getlength(line + "...") > width:
        line = line[:-1].rstrip()
    return line + "..."
