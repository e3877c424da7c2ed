"""What stands in a reply by mistake: rules of the prompt said again, its marks, scraps of JSON."""

from __future__ import annotations

import re
from functools import lru_cache

_MARK = "⟨prompt⟩"
_MARKED = re.compile(r"(?:<|&lt;)/?product(?:>|&gt;)|`{3,}", re.IGNORECASE)
_SCRAP = re.compile(
    rf'{_MARK}|"\w{{2,40}}"\s?[:：]|[{{\[]\s?"|"\s?[}}\]]|\\u00[0-9a-f]{{2}}|\bimage/(?:main|scene|card)\b'
    r"|\b(?:short_description|long_description|alt_texts|seo_title|seo_description)\b|<\||\|>"
    r"|\[/?(?:INST|SYS|system|user|assistant)\]|<</?SYS>>",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_\u3400-\u9fff]+|[\u3400-\u9fff]")
_SENTENCE = re.compile(r"[.:;。：；\n]")
# So many words or Han characters in a row are no chance.
_RUN = {"latin": 6, "han": 10}


def marked(text: str) -> str:
    """A text whose marks of the prompt survive being made plain, so that `Leftovers` still sees them."""
    return _MARKED.sub(_MARK, text)


class Leftovers:
    """The prompt that a reply answers to; `rules` is its system message."""

    def __init__(self, rules: str) -> None:
        self._sentences, self._runs = _parts(rules)

    def scrap(self, text: str) -> str:
        """The first scrap of JSON or mark of a prompt in a text, or ""."""
        found = _SCRAP.search(text)
        return "" if found is None else found[0]

    def repeats(self, sentence: str) -> bool:
        """Whether a sentence is one of the rules, or made of their words in their order for the greater part."""
        words = _words(sentence)
        if len(words) > 1 and tuple(words) in self._sentences:
            return True
        runs = _runs(words)
        return bool(runs) and 2 * sum(run in self._runs for run in runs) >= len(runs)


@lru_cache(maxsize=16)
def _parts(rules: str) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    sentences = [tuple(_words(sentence)) for sentence in _SENTENCE.split(rules)]
    return frozenset(sentences), frozenset(_runs(_words(rules)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    han = sum("\u3400" <= word <= "\u9fff" for word in words)
    length = _RUN["han" if 2 * han > len(words) else "latin"]
    return [tuple(words[start : start + length]) for start in range(len(words) - length + 1)]
