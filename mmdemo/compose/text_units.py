"""A text cut into what can be left out of it as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.ledger.sentences import sentences

_PIECE_END = re.compile(
    rf"\s*[,，、|｜;；]\s+|[，、|｜；]|\s+[-–—]\s+|(?<=[{HAN}])\s+(?=[{HAN}])|(?<=[{HAN}])[:：!！]\s*"
)
_CLAUSE_END = re.compile(r"[，、；]\s*")
_CHINESE = re.compile(f"[{HAN}]")
_LISTED = re.compile(r"\s*[^\w\s\"'“‘(（《「【]")


class Unit(NamedTuple):
    """`text[start:end]`; `before` is what stands between it and the unit before."""

    before: str
    start: int
    end: int


def statements_in(text: str) -> list[Unit]:
    """The sentences of a text; a line behind a mark ("✔", "-") is one whole, for it is an item of a list."""
    found: list[Unit] = []
    place = 0
    for line in text.splitlines(keepends=True):
        for start, end in _listed(line) if _LISTED.match(line) else _sentences(line):
            last = found[-1].end if found else 0
            found.append(Unit(text[last : place + start], place + start, place + end))
        place += len(line)
    return found


def pieces_of(title: str) -> list[Unit]:
    """The pieces of a title between commas, bars and dashes; of a Chinese one between blanks too."""
    return _between(_PIECE_END, title)


def clauses_of(statement: str) -> list[Unit]:
    """The clauses of a Chinese statement."""
    return _between(_CLAUSE_END, statement)


def is_chinese(text: str) -> bool:
    """Whether a text holds Chinese characters."""
    return bool(_CHINESE.search(text))


def _between(marks: re.Pattern[str], text: str) -> list[Unit]:
    found: list[Unit] = []
    start, before = 0, ""
    for mark in marks.finditer(text):
        if mark.start() > start:
            found.append(Unit(before, start, mark.start()))
            before = mark[0]
        start = mark.end()
    if start < len(text):
        found.append(Unit(before, start, len(text)))
    return found


def _listed(line: str) -> Iterator[tuple[int, int]]:
    bare = line.strip()
    if bare:
        start = line.index(bare)
        yield start, start + len(bare)


def _sentences(line: str) -> Iterator[tuple[int, int]]:
    place = 0
    for sentence in sentences(line):
        place += len(sentence.before)
        yield place, place + len(sentence.text)
        place += len(sentence.text)
