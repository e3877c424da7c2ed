"""A model's texts made plain, and cut to size where a reader would stop."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from mmdemo.processing.text import chinese, english
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.columns import columns
from mmdemo.schema import Language

# Beyond this nothing of a text is kept anyway.
_MOST_READ = 8_000
_PROGRAM = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>|<\|[^<>|]*\|>", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_STRONG = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
# A figure behind the dot is no list: "3.5 litres".
_LIST_MARK = re.compile(r"^\s*(?:#{1,6}\s+|[-*•·–]\s+|\d{1,2}(?:[.)]\s+|[、．])(?=\D))")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3]+(?:\u200d)?")
_QUOTED = {'"': '"', "“": "”", "'": "'", "「": "」", "『": "』"}
_WEAK_END = " ,;:—–-，、；：/|(（[【“‘\"'"
_FULL_STOPS = (".", "!", "?", "。", "！", "？", "…", "”", "」", "）", ")")


def plain_line(text: str) -> str:
    """One line without tags, Markdown, list marks, emoji, control characters, or quotation marks around it all.

    A line without letters and figures is none.
    """
    stripped = _TAG.sub(" ", _PROGRAM.sub(" ", html.unescape(text[:_MOST_READ])))
    stripped = _LIST_MARK.sub("", _EMOJI.sub(" ", _STRONG.sub(r"\2", _LINK.sub(r"\1", stripped))))
    line = clean_line(stripped)
    if len(line) > 1 and _QUOTED.get(line[0]) == line[-1] and line[0] not in line[1:-1]:
        line = line[1:-1].strip()
    return re.sub(r"\s+([,.;!?，。；！？、])(?!\d)", r"\1", line) if any(map(str.isalnum, line)) else ""


def sentences_of(text: str, language: Language) -> list[str]:
    """The sentences of a plain text, whatever lines it was broken into."""
    lines = [plain_line(line) for line in text[:_MOST_READ].splitlines()]
    if language == "zh":
        return [sentence for line in lines for sentence in chinese.split_sentences(chinese.full_width(line))]
    return [sentence for line in lines for sentence in english.split_sentences(line) if sentence]


def joined(sentences: Sequence[str], language: Language) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def within(sentences: Sequence[str], most: int, language: Language) -> str:
    """As many whole sentences as fit; where not even the first does, as much of it as fits."""
    for count in range(len(sentences), 0, -1):
        text = joined(sentences[:count], language)
        if len(text) <= most:
            return text
    return closed(shortened(sentences[0], most - 1, language), language) if sentences else ""


def shortened(text: str, most: int, language: Language) -> str:
    """A phrase of at most `most` characters, cut behind a word, in Chinese behind a clause where one ends in time."""
    if len(text) <= most:
        return text
    kept = text[: most + 1]
    # At least half of the room is used: a comma near the beginning is no good place to stop.
    marks = [found.start() for found in re.finditer(r"[\s，、；：。;]|,(?!\d)" if language == "zh" else r"\s", kept)]
    if marks and marks[-1] >= most // 2:
        kept = kept[: marks[-1]]
    else:
        kept = re.sub(r"(?<=[^A-Za-z0-9])[A-Za-z0-9.,]+$", "", kept[:most]) or kept[:most]
    return kept.rstrip(_WEAK_END)


def closed(text: str, language: Language) -> str:
    """A text that ends like a sentence."""
    stop = "。" if language == "zh" else "."
    return text if not text or text.endswith(_FULL_STOPS) else f"{text.rstrip(_WEAK_END)}{stop}"


def narrowed(text: str, most: int, language: Language) -> str:
    """A phrase of at most `most` columns, cut like `shortened`."""
    fitting = next((count for count in range(len(text), 0, -1) if columns(text[:count]) <= most), 0)
    return shortened(text, fitting, language)


def distinct(texts: Iterable[str]) -> list[str]:
    """Each text once, whatever its case; empty ones go."""
    found: dict[str, str] = {}
    for text in texts:
        if text:
            found.setdefault(text.casefold(), text)
    return list(found.values())
