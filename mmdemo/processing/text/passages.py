"""A long sentence cut where a speaker would breathe, for voices that can hold only so much in one go."""

from __future__ import annotations

import math
import re

_PAUSE = re.compile(r"[,;:—，；：、](?:\s+|(?=[^\s\d]))|\s[-–]\s")
_BLANK = re.compile(r"\s+")
# Between two Chinese characters there is always a syllable's end.
_SYLLABLE = re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")


def passages(text: str, most: int) -> tuple[str, ...]:
    """The text in about equal passages of at most `most` characters, which joined are the text again.

    A cut stands after a comma and the like where one is near, else at a blank or between Chinese characters; only a
    word longer than a whole passage is broken.
    """
    found: list[str] = []
    rest = text
    while len(rest.rstrip()) > most:
        cut = _cut(rest, most)
        found.append(rest[:cut])
        rest = rest[cut:]
    return (*found, rest)


def _cut(text: str, most: int) -> int:
    """Where the first passage ends: close to an equal share of the text, in its second half at the earliest."""
    share = len(text) / math.ceil(len(text) / most)
    for pattern in (_PAUSE, _BLANK, _SYLLABLE):
        ends = [match.end() for match in pattern.finditer(text, 0, most + 1)]
        ends = [end for end in ends if share / 2 <= end <= most]
        if ends:
            return min(ends, key=lambda end: abs(end - share))
    return most
