"""Whether what a rewrite left of a statement still says something."""

from __future__ import annotations

import re
from functools import cache

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.english import words_of
from mmdemo.processing.text.lexicon import read_table, word_set
from mmdemo.schema import Language

WORD = 2
"""The weight of a word; a Chinese character has half of it, for most Chinese words have two."""

_BROKEN = re.compile(
    r"[(（\[【「“《]\s*[)）\]】」”》]"
    r"|[,，、;；:：]\s*[,，、;；:：.。!！?？]"
    r"|\b(?:and|or|but|with|for|of|the|an|a)\s*[,;:.!?]"
    r"|\b(and|or|the|a|is|are|of|in|for|with) (?:\1|and|or)\b"
    r"|[和与及或是][，。！？；、]",
    re.IGNORECASE,
)
_HAN = re.compile(rf"[{HAN}]")


def weight(text: str) -> int:
    """How much a text says: its words beyond the small ones of grammar."""
    return WORD * len(_words(text)) + len(_characters(text))


def readable(text: str) -> bool:
    """Whether a text neither ends nor begins in the air, nor has a gap where words were."""
    return bool(text.strip()) and not _BROKEN.search(text) and not _dangling(text)


def sound(before: str, after: str, known: str) -> bool:
    """Whether a rewritten statement may stand: it says more than `known` (the product's name), and reads as well."""
    if weight(after) < WORD or (readable(before) and not readable(after)):
        return False
    if weight(before) - weight(after) < WORD:
        return True
    words, characters = _words(after) - _words(known), _characters(after) - _characters(known)
    return weight(after) >= 2 * WORD and (bool(words) or len(characters) >= 2 * WORD)


def only_frames(text: str, known: str) -> bool:
    """Whether a text tells nothing of the product beyond its name: "Here's what you get."."""
    words = _words(text) - _words(known) - word_set("framing", "en")
    return not words and not _HAN.search(_framing().sub("", text))


def without_joints(text: str) -> str:
    """A text without small words that its beginning lost the first part of: "ever face cream"."""
    while found := _pattern("starts", "en").match(text) or _pattern("starts", "zh").match(text):
        text = text[found.end() :]
    return text


def leans(text: str) -> bool:
    """Whether a sentence takes up the one before it."""
    return bool(_pattern("leaning", "en").match(text) or _pattern("leaning", "zh").match(text))


def follows_scope(right: str) -> bool:
    """Whether what follows a deleted superlative tells where it holds: "mug in the world"."""
    return bool(_scope().match(right))


def _words(text: str) -> set[str]:
    return {word for word in words_of(_HAN.sub(" ", text)) if word not in word_set("english", "function_words")}


def _characters(text: str) -> set[str]:
    return set(_HAN.findall(_governing().sub("", text))) - word_set("leftovers", "empty_characters")


def _dangling(text: str) -> bool:
    languages: tuple[Language, ...] = ("en", "zh")
    return any(
        _pattern("ends", language).search(text) or _pattern("starts", language).match(text) for language in languages
    )


@cache
def _pattern(name: str, language: Language) -> re.Pattern[str]:
    """The words of a list where a text begins, or where it ends."""
    words = "|".join(sorted(" ".join(read_table("leftovers")[name][language]).split(), key=len, reverse=True))
    before, behind = (r"(?<![^\W_])", r"(?![^\W_])") if language == "en" else ("", "")
    edge = r"[\W_]{0,9}"
    return re.compile(f"{before}(?:{words}){edge}$" if name == "ends" else f"{edge}(?:{words}){behind}", re.IGNORECASE)


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(
        rf"\W{{0,3}}(?:[^\W\d][\w'’-]{{0,30}} ){{1,3}}(?:{'|'.join(word_set('leftovers', 'scope'))})\b", re.IGNORECASE
    )


@cache
def _governing() -> re.Pattern[str]:
    """Chinese verbs that say nothing without what they govern."""
    words = [word for name in ("governing", "leaning") for word in word_set("chinese", name) if len(word) > 1]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def _framing() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, word_set("framing", "zh")), key=len, reverse=True)))
