"""A text brought to one form for matching, and the way back to the original's offsets."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from mmdemo.processing.text.lexicon import read_table

MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,9}(?:\s[^<>]{0,300})?/?>")
_TOKEN = re.compile(MARKUP.pattern + r"|&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);|.", re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|td|tr|th|table|hr)\b", re.IGNORECASE)
_PLAIN = {"’": "'", "‘": "'", "‐": "-", "–": "-", "—": "-", "−": "-", "｡": "。"}
# What people put between the characters of a forbidden word: blanks, dots, dashes, emoji.
_GAP = re.compile(
    r"(?<=[\u3400-\u9fff])[ ·•・*_~|.^`=\-\u2190-\u2bff\ufffc\U0001f000-\U0001faff]{1,4}(?=[\u3400-\u9fff])"
)


@dataclass(frozen=True)
class Folded:
    """`text[i]` was written by `original[starts[i]:ends[i]]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span of a span that is not empty."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Compatibility forms, case, traditional characters, markup, entities and gaps between characters made plain."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for token in _TOKEN.finditer(text):
        for letter in _plain(token[0]):
            if letter in " \n" and letters and letters[-1] in " \n":
                letters[-1] = max(letter, letters[-1], key="\n".__eq__)
                ends[-1] = token.end()
                continue
            letters.append(letter)
            starts.append(token.start())
            ends.append(token.end())
    return _without_gaps("".join(letters), starts, ends)


def _plain(token: str) -> str:
    """The plain form of one character, entity or tag; "" for what nobody sees."""
    if len(token) == 1:
        return _plain_character(token)
    if token[0] == "&":
        return "".join(map(_plain_character, html.unescape(token)))
    return "\n" if _BLOCK.match(token) else ""


@cache
def _variants() -> dict[str, str]:
    table = read_table("claims_zh")["variants"]
    return dict(zip(table["from"], table["to"], strict=True))


@lru_cache(maxsize=8192)
def _plain_character(character: str) -> str:
    folded = ""
    for letter in unicodedata.normalize("NFKC", _PLAIN.get(character, character)).casefold():
        if letter in "\n\r\u2028\u2029":
            folded += "\n"
        elif letter.isspace():
            folded += " "
        elif unicodedata.category(letter) not in ("Cf", "Mn", "Me", "Cc"):
            folded += _variants().get(letter, _PLAIN.get(letter, letter))
    return folded


def _without_gaps(text: str, starts: list[int], ends: list[int]) -> Folded:
    kept: list[int] = []
    last = 0
    for gap in _GAP.finditer(text):
        kept += range(last, gap.start())
        last = gap.end()
    kept += range(last, len(text))
    return Folded("".join(text[i] for i in kept), tuple(starts[i] for i in kept), tuple(ends[i] for i in kept))
