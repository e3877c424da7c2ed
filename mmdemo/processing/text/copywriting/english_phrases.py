"""Short phrases that stand in an English sentence and can stand alone, such as "sealed cartridge"."""

from __future__ import annotations

import re

from mmdemo.processing.text import english
from mmdemo.processing.text.lexicon import read_table, word_set

_FEWEST, _MOST = 2, 4
_CHARACTERS = 32
_WORD = re.compile(r"[^\s,.;:!?()–—]+(?:[.,'’][^\s,.;:!?()–—]+)*|[^\s\w]")
# What stands behind these is a part of the product; behind "with" it may be its company.
_HAVING = frozenset("features feature has have includes include offers offer boasts boast".split())
_ARTICLES = frozenset({"a", "an", "the", "its", "their"})
_ENDS = frozenset(", . ; : ! ? ( – —".split())


def telling_phrases(sentence: str) -> tuple[str, ...]:
    """The noun phrases before the sentence's verb and behind "features", "with" and the like, as they stand there.

    A phrase inside a list, behind a denial or with a pronoun is left out, and so is whatever else may lose its sense.
    """
    words = _words(sentence)
    lower = [word.casefold().replace("’", "'") for word in words]
    if word_set("english", "negations") & set(lower):
        return ()
    found = [_subject(words, lower)]
    found += [_object(words, lower, place + 1) for place, word in enumerate(lower) if word in _HAVING]
    return tuple(dict.fromkeys(phrase for phrase in found if phrase and phrase.casefold() in sentence.casefold()))


def leading_phrase(text: str) -> str:
    """What a phrase begins with, up to its first preposition: "replacement front wheel" of one "for road bikes"."""
    words = _words(text)
    lower = [word.casefold() for word in words]
    stops = word_set("english", "prepositions") | _ENDS
    end = next((place for place, word in enumerate(lower) if word in stops), len(lower))
    start = int(bool(lower) and lower[0] in _ARTICLES)
    phrase = _phrase(words[start:end], lower[start:end])
    return phrase if phrase.casefold() in text.casefold() else ""


def _words(text: str) -> list[str]:
    """The words and marks of a text; what is joined without blanks stays so: "100%", "#1", "-20°C"."""
    return [part for run in text.split() for part in _WORD.findall(run)]


def _subject(words: list[str], lower: list[str]) -> str:
    verbs = word_set("english", "finite_verbs")
    verb = next((place for place, word in enumerate(lower) if word in verbs), None)
    if verb is None or lower[0] in word_set("english", "subjects") or lower[0] in word_set("english", "imperatives"):
        return ""
    return _phrase(words[:verb], lower[:verb])


def _object(words: list[str], lower: list[str], start: int) -> str:
    start += start < len(lower) and lower[start] in _ARTICLES
    stops = word_set("english", "prepositions") | word_set("english", "function_words") | _ENDS
    end = next((place for place in range(start, len(lower)) if lower[place] in stops), len(lower))
    # "3 heat and speed settings" is one phrase.
    if end < len(lower) and lower[end] in {"and", "or", "&"}:
        return ""
    return _phrase(words[start:end], lower[start:end])


def _phrase(words: list[str], lower: list[str]) -> str:
    unfit = (
        word_set("english", "function_words") | word_set("english", "prepositions") | word_set("english", "pronouns")
    )
    unfit |= set(read_table("english")["third_person"]) | _ENDS | {"and", "or", "options", "option", "yourself"}
    text = " ".join(words)
    fits = _FEWEST <= len(words) <= _MOST and len(text) <= _CHARACTERS and not unfit & set(lower)
    fits = fits and lower[0] not in word_set("english", "imperatives")
    # A phrase ends in its noun: an adjective or adverb at the end was cut from one.
    last = lower[-1] if lower else ""
    whole = last not in word_set("english", "adjectives") and not last.endswith(("ly", "ing"))
    return english.lower_first(text) if fits and whole else ""
