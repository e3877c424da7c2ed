"""How far what was heard is from what should have been said: the word error rate, in Chinese by character.

Both texts are brought to what a narrator reads aloud before they are compared, so that "350 ml" and "three hundred
fifty milliliters" are the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.text.speakable import sentences, speakable, spoken_text
from mmdemo.schema import Language

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_CHINESE_WORD = re.compile(r"[\u3400-\u9fff]|[a-z]+")
# Spellings and figures of speech that differ on paper alone.
_ENGLISH = (
    (re.compile(r"\b(hundred|thousand|million) and\b"), r"\1"),
    (re.compile(r"\ba (?=hundred|thousand|million)"), "one "),
    (re.compile(r"(?<=met|lit)re(?=s?\b)"), "er"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ful|less)?\b)"), "or"),
    (re.compile(r"(?<=gr)ey\b"), "ay"),
    (re.compile(r"\bok\b"), "okay"),
)
_CHINESE = (
    (re.compile(r"两"), "二"),
    (re.compile(r"千克"), "公斤"),
    (re.compile(r"千米"), "公里"),
    (re.compile(r"(?<=[一二三四五六七八九十百千万])[块元]钱?"), "元"),
)


def error_rate(said: str, heard: str, language: Language) -> float:
    """The substitutions, deletions and insertions that turn `said` into `heard`, for each word of `said`.

    0 is a perfect hearing; where much was made up it goes beyond 1. Case and punctuation do not count.
    """
    wanted, got = spoken_words(said, language), spoken_words(heard, language)
    return _distance(wanted, got) / max(1, len(wanted))


def sentence_errors(said: Sequence[str], heard: str, language: Language) -> tuple[float, ...]:
    """For each sentence of `said` the share of its words that were heard wrong, not at all, or with others after them.

    `heard` is the whole; the cheapest way to turn one into the other tells which of its words belong where.
    """
    wanted = [spoken_words(sentence, language) for sentence in said]
    flat = [word for sentence in wanted for word in sentence]
    owners = [number for number, sentence in enumerate(wanted) for _ in sentence]
    errors = [0] * len(wanted)
    got = spoken_words(heard, language)
    rows = _rows(flat, got)
    row, column = len(flat), len(got)
    while row or column:
        cost = rows[row][column]
        owner = owners[max(row - 1, 0)] if owners else 0
        if row and column and cost == rows[row - 1][column - 1] + (flat[row - 1] != got[column - 1]):
            errors[owner] += flat[row - 1] != got[column - 1]
            row, column = row - 1, column - 1
        elif row and cost == rows[row - 1][column] + 1:
            errors[owner] += 1
            row -= 1
        else:
            errors[owner] += 1
            column -= 1
    return tuple(count / max(1, len(words)) for count, words in zip(errors, wanted, strict=True))


def spoken_words(text: str, language: Language) -> list[str]:
    """The words of a text as they are spoken, in lower case; of Chinese its characters and its Latin words."""
    plain = unicodedata.normalize("NFKC", text)
    spoken = " ".join(spoken_text(speakable(sentence, language)) for sentence in sentences(plain)).lower()
    for pattern, written in _CHINESE if language == "zh" else _ENGLISH:
        spoken = pattern.sub(written, spoken)
    return (_CHINESE_WORD if language == "zh" else _WORD).findall(spoken)


def _distance(wanted: Sequence[str], got: Sequence[str]) -> int:
    return int(_rows(wanted, got)[-1][-1])


def _rows(wanted: Sequence[str], got: Sequence[str]) -> list[NDArray[np.int64]]:
    """The table of distances between all beginnings of both, a row for each of `wanted`.

    V. Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals", 1966. A row is made at
    once: the cost of insertions along it is a running minimum.
    """
    known = {word: number for number, word in enumerate({*wanted, *got})}
    columns = np.array([known[word] for word in got], dtype=np.int64)
    places = np.arange(len(got) + 1)
    rows = [places]
    for number, word in enumerate(wanted, start=1):
        best = np.minimum(rows[-1][1:] + 1, rows[-1][:-1] + (columns != known[word]))
        rows.append(np.minimum.accumulate(np.concatenate([[number], best]) - places) + places)
    return rows
