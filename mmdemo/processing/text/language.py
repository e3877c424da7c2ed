"""Which of the studio's languages some words are written in, told by their scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from mmdemo.schema import Language

Script = Literal["latin", "han", "other"]

_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"  # without the signs × and ÷
_RUN = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f])"
    rf"|(?P<latin>[{_LATIN}][{_LATIN}0-9'’-]*)"
    r"|(?P<other>[^\W\d_])"
)
# The product name speaks for the listing; facts are often pasted from a data sheet in another language.
_NAME_WEIGHT = 3.0
# A model code or unit such as "4K", "USB" or "iPhone" stands in texts of every language.
_CODE_WEIGHT = 0.5
# One "µ" or "Ω" does not make a text foreign; a Japanese or Russian sentence does.
_FOREIGN_SHARE = 0.25


class ScriptShares(NamedTuple):
    """How much of a text each script carries; the three add up to 1, or are all 0 in a text without letters."""

    latin: float
    han: float
    other: float


def is_code(word: str) -> bool:
    """Whether a Latin word is a model code, abbreviation or unit rather than a word of English."""
    return any(character.isdigit() or character.isupper() for character in word[1:]) or len(word) == 1


def _weights(text: str) -> dict[Script, float]:
    """One Han character counts as much as one Latin word, about one notion; a letter of another script for half."""
    found: dict[Script, float] = {"latin": 0.0, "han": 0.0, "other": 0.0}
    for match in _RUN.finditer(text):
        if match["han"]:
            found["han"] += 1
        elif match["latin"]:
            found["latin"] += _CODE_WEIGHT if is_code(match["latin"]) else 1
        else:
            found["other"] += _CODE_WEIGHT
    return found


def script_shares(text: str) -> ScriptShares:
    """The share of each script in a text."""
    weights = _weights(text)
    total = sum(weights.values()) or 1.0
    return ScriptShares(weights["latin"] / total, weights["han"] / total, weights["other"] / total)


def detect_language(texts: Sequence[str]) -> Language:
    """The language of several texts together; the first, the product name, weighs most. No letters at all is "en"."""
    latin = han = 0.0
    for index, text in enumerate(texts):
        weights = _weights(text)
        factor = _NAME_WEIGHT if index == 0 else 1.0
        latin += factor * weights["latin"]
        han += factor * weights["han"]
    return "zh" if han > latin else "en"


def reads_as(text: str, language: Language) -> bool:
    """Whether a text can stand in a listing of `language` as it is.

    English or a bare code or figure can stand in an English listing, Chinese or a bare code or figure in a Chinese one.
    """
    shares = script_shares(text)
    if shares.other > _FOREIGN_SHARE:
        return False
    if language == "en":
        return shares.han == 0
    words = [match["latin"] for match in _RUN.finditer(text) if match["latin"]]
    return shares.han > 0 or all(is_code(word) for word in words)
