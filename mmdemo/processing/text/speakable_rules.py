"""Rewriting for speech while remembering what is on the page.

A rule recognises a stretch of text and says how to read it aloud. `rewrite` applies rules in order of priority; a
stretch that one rule has taken is closed to the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple


class SpokenWord(NamedTuple):
    """One word of a caption with what the narrator reads for it.

    `text` is shown ("350 ml,"); `spoken` is read ("three hundred fifty milliliters, "), and the `spoken` of a sentence
    joined without anything between is what the engine is given.
    """

    text: str
    spoken: str


class Rule(NamedTuple):
    """`say` gives the reading of a match, or None where the match is no case for this rule."""

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str | None]


class Piece(NamedTuple):
    """A stretch of text; `spoken` is None where no rule took it."""

    text: str
    spoken: str | None


def rule(pattern: str, say: Callable[[re.Match[str]], str | None]) -> Rule:
    """A rule from a regular expression in writing."""
    return Rule(re.compile(pattern), say)


def rewrite(text: str, rules: Sequence[Rule]) -> list[Piece]:
    """`text` cut into pieces whose `text` joined is `text` again; earlier rules win where two overlap."""
    taken: list[tuple[int, int, str]] = []
    free = [True] * len(text)
    for each in rules:
        for match in each.pattern.finditer(text):
            start, end = match.span()
            if start == end or not all(free[start:end]):
                continue
            spoken = each.say(match)
            if spoken is not None:
                taken.append((start, end, spoken))
                free[start:end] = [False] * (end - start)
    pieces: list[Piece] = []
    position = 0
    for start, end, spoken in sorted(taken):
        if start > position:
            pieces.append(Piece(text[position:start], None))
        pieces.append(Piece(text[start:end], spoken))
        position = end
    if position < len(text):
        pieces.append(Piece(text[position:], None))
    return pieces


def attach_silent(words: Sequence[SpokenWord]) -> tuple[SpokenWord, ...]:
    """Give each word without anything to say (a dash, an emoji) to the word before it, or at the start to the next."""
    result: list[SpokenWord] = []
    waiting = SpokenWord("", "")
    for word in words:
        if any(letter.isalnum() for letter in word.spoken):
            result.append(SpokenWord(_beside(waiting.text, word.text), waiting.spoken + word.spoken))
            waiting = SpokenWord("", "")
        elif result:
            last = result[-1]
            result[-1] = SpokenWord(_beside(last.text, word.text), last.spoken + word.spoken)
        else:
            waiting = SpokenWord(_beside(waiting.text, word.text), waiting.spoken + word.spoken)
    return tuple(result)


def _beside(left: str, right: str) -> str:
    return f"{left} {right}" if left and right else left + right
