"""A text cut into sentences and lines, with what stands between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mmdemo.processing.text import chinese, english


class Sentence(NamedTuple):
    """A sentence without the blanks around it; `before` and `behind` are those blanks and line breaks."""

    before: str
    text: str
    behind: str


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text. All parts joined are the text again."""
    spans = list(_spans(text))
    starts = [0, *(end for _, end in spans)][: len(spans)]
    found = [
        Sentence(text[before:start], text[start:end], "") for before, (start, end) in zip(starts, spans, strict=True)
    ]
    if found:
        found[-1] = found[-1]._replace(behind=text[spans[-1][1] :])
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    for line in text.splitlines():
        for part in english.split_sentences(line):
            for sentence in chinese.split_sentences(part):
                start = text.index(sentence, place)
                place = start + len(sentence)
                yield start, place
