"""How long the texts of a listing may be, and which pictures it describes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mmdemo.schema import SCRIPT_SECONDS, Language, Product

FEWEST_BULLETS = 3
FEWEST_KEYWORDS, MOST_KEYWORDS = 3, 12

# The usual pace of a narrator: 150 words a minute in English, about 260 characters in Chinese.
WORDS_A_SECOND: dict[Language, float] = {"en": 2.5, "zh": 4.3}
# A word of English with its blank and its share of the punctuation takes six characters. A fifth more than was asked
# for is let pass.
_MOST_A_SECOND: dict[Language, float] = {"en": 18.0, "zh": 5.2}
_LETTERS_A_TOKEN: dict[Language, int] = {"en": 3, "zh": 1}
_SHORT_SHARE = 0.7


@dataclass(frozen=True)
class Limits:
    """The most characters of each text, the most bullets and paragraphs, and the most tokens of a whole reply.

    `seconds` is how long the script should take to say. `least` is the fewest characters that a description or a script
    is worth having with. `tokens` leaves room for the longest texts with the tokenizer of Qwen3, at about three
    characters a token in English and one in Chinese.
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
    seconds: int


# Without the script, whose length is the merchant's to choose.
_FULL: dict[Language, Limits] = {
    "en": Limits(75, 150, 6, 300, 500, 3, 40, 0, 150, 40, 1460, 0),
    "zh": Limits(30, 60, 6, 120, 220, 3, 20, 0, 70, 12, 1470, 0),
}
_SHORT: dict[Language, Limits] = {
    "en": Limits(75, 100, 4, 160, 250, 2, 30, 0, 100, 40, 800, 0),
    "zh": Limits(30, 40, 4, 70, 110, 2, 12, 0, 50, 12, 810, 0),
}


def limits_for(language: Language, short: bool = False, script_seconds: int = SCRIPT_SECONDS) -> Limits:
    """The limits of a language for a script of so many seconds; with `short`, all is about half as long."""
    seconds = round(script_seconds * _SHORT_SHARE) if short else script_seconds
    limits = (_SHORT if short else _FULL)[language]
    script = round(seconds * _MOST_A_SECOND[language])
    return replace(limits, script=script, seconds=seconds, tokens=limits.tokens + script // _LETTERS_A_TOKEN[language])


def pictures_of(product: Product) -> tuple[str, ...]:
    """The part ids of the pictures that a listing of this product shows and describes."""
    return ("image/card",) if product.photo is None else ("image/main", "image/scene")
