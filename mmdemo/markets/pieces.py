"""The pieces a title is made of, and whether a text says a piece already."""

from __future__ import annotations

import re
from functools import lru_cache

from mmdemo.markets.breaks import NUMBER_WITH_UNIT
from mmdemo.processing.text import chinese, english
from mmdemo.processing.text.chinese import HAN
from mmdemo.schema import Language

# A figure keeps its point: "3 cm" is not said by "9.3 cm".
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[{HAN}]|[^\W_\d{HAN}]+")
# In a Chinese title blanks divide, but not those between Latin words ("USB Type-C") or before a unit ("350 毫升").
_ENGLISH_JOINT = re.compile(r",\s+|\s+[|–]\s+")
_CHINESE_JOINT = re.compile(r"(?<![A-Za-z0-9&+.-])\s+|\s+(?![A-Za-z0-9&+.-])")
JOINTS: dict[Language, str] = {"en": ", ", "zh": " "}
_MOST_PIECES = 60


@lru_cache(maxsize=64)
def title_pieces(title: str, language: Language) -> tuple[str, ...]:
    """The pieces of a title in their order: "Name, Label – Label | Category" or "名称 标签 标签"."""
    title = title.strip()
    if language == "en":
        pieces = _ENGLISH_JOINT.split(title, maxsplit=_MOST_PIECES)
    else:
        quantities = [match.span() for match in NUMBER_WITH_UNIT.finditer(title)]
        cuts = [joint.span() for joint in _CHINESE_JOINT.finditer(title)][:_MOST_PIECES]
        cuts = [(start, end) for start, end in cuts if not any(first < start < last for first, last in quantities)]
        starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(title)]
        pieces = [title[start:end] for start, end in zip(starts, ends, strict=True)]
    return tuple(piece.strip(" ,，") for piece in pieces if piece.strip(" ,，"))


@lru_cache(maxsize=256)
def key(text: str) -> str:
    """A text as its words and Chinese characters in lower case, to compare by; without any, the text itself."""
    return f" {' '.join(_TOKEN.findall(text.casefold())) or text.strip()} "


def said(piece: str, text_key: str) -> bool:
    """Whether the text of a key says a piece word by word."""
    return key(piece) in text_key


@lru_cache(maxsize=256)
def sentences(text: str, language: Language) -> tuple[str, ...]:
    """The sentences of one paragraph."""
    split = chinese.split_sentences if language == "zh" else english.split_sentences
    return tuple(sentence.strip() for sentence in split(text) if sentence.strip())
