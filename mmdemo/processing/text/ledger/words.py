"""Which of the merchant's texts stand in a sentence, by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.ledger.plain import plain
from mmdemo.processing.text.lexicon import word_set

_WORD = re.compile(rf"[a-z0-9\u00c0-\u024f]+|[{HAN}]+|[^\W\d_]+")
# From this share on, a text's words stand in the sentence, or the sentence's in the text.
_MOST = 0.6
_MOST_OF_SENTENCE, _LEAST_WORDS = 0.75, 2


def content_words(text: str) -> frozenset[str]:
    """The words that carry the content, plurals cut, and the pairs of neighbouring Han characters."""
    small = word_set("english", "function_words")
    found = set()
    for word in _WORD.findall(plain(text).lower()):
        if "\u3400" <= word[0] <= "\u9fff":
            found |= {word[index : index + 2] for index in range(len(word) - 1)} or {word}
        elif word not in small:
            found.add(word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word)
    return frozenset(found)


class WordIndex:
    """The content words of several texts by id."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._sizes: list[tuple[str, int]] = []
        self._places: dict[str, list[int]] = {}
        for place, (identity, text) in enumerate(texts):
            words = content_words(text)
            self._sizes.append((identity, len(words)))
            for word in words:
                self._places.setdefault(word, []).append(place)

    def standing_in(self, text: str) -> set[str]:
        """The ids of the texts of which most words stand in a sentence, or in which most of its words stand."""
        hits: dict[int, int] = {}
        words = content_words(text)
        for word in words:
            for place in self._places.get(word, ()):
                hits[place] = hits.get(place, 0) + 1
        enough = max(_LEAST_WORDS, _MOST_OF_SENTENCE * len(words))
        return {
            self._sizes[place][0]
            for place, count in hits.items()
            if count >= enough or count >= _MOST * self._sizes[place][1]
        }
