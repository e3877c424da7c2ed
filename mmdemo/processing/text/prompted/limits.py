"""How long the texts of a listing may be, and which pictures it describes."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.schema import Language, Product

FEWEST_BULLETS = 3
FEWEST_KEYWORDS, MOST_KEYWORDS = 3, 12


@dataclass(frozen=True)
class Limits:
    """The most characters of each text, the most bullets and paragraphs, and the most tokens of a whole reply.

    `least` is the fewest characters that a description or a script is worth having with. `tokens` leaves room for the
    longest texts with the tokenizer of Qwen3, at about three characters a token in English and one in Chinese.
    """

    title: int
    bullet: int
    bullets: int
    short_description: int
    paragraph: int
    paragraphs: int
    keyword: int
    script: int
    alt_text: int
    least: int
    tokens: int


_FULL: dict[Language, Limits] = {
    "en": Limits(75, 150, 6, 300, 500, 3, 40, 420, 150, 40, 1600),
    "zh": Limits(30, 60, 6, 120, 220, 3, 20, 130, 70, 12, 1600),
}
_SHORT: dict[Language, Limits] = {
    "en": Limits(75, 100, 4, 160, 250, 2, 30, 300, 100, 40, 900),
    "zh": Limits(30, 40, 4, 70, 110, 2, 12, 90, 50, 12, 900),
}


def limits_for(language: Language, short: bool = False) -> Limits:
    """The limits of a language. The script takes about 25 seconds to say; with `short`, all is about half as long."""
    return (_SHORT if short else _FULL)[language]


def pictures_of(product: Product) -> tuple[str, ...]:
    """The part ids of the pictures that a listing of this product shows and describes."""
    return ("image/card",) if product.photo is None else ("image/main", "image/scene")
