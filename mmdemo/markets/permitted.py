"""Texts without what a field's rules forbid. Brand and name of the product are never touched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from mmdemo.markets.patterns import bordered
from mmdemo.markets.rules import TextRule
from mmdemo.processing.text.english import words_of
from mmdemo.schema import Product

# What is taken out of a sentence as it stands; for anything else that is forbidden the sentence goes.
REMOVED = frozenset({"characters", "emoji", "markup"})
_LEFT_OUT = frozenset({"words", "addresses", "prices"})
_BEFORE_MARK = re.compile(r"\s+(?=[,.;:!?，。；！？、](?!\d))")


@lru_cache(maxsize=64)
def _own(brand: str, name: str) -> re.Pattern[str] | None:
    words = sorted({word for word in (brand, name) if word}, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(bordered, words))})") if words else None


def own_words(product: Product) -> re.Pattern[str] | None:
    """Finds brand and name as the merchant spelled them, in one group; None where there is neither."""
    return _own(product.brand, product.name)


def without(pattern: re.Pattern[str], text: str, own: re.Pattern[str] | None, most: int = 0) -> str:
    """A text without what a pattern matches outside the product's own words, but for the first `most` of each match."""
    if pattern.search(text) is None:
        return text
    spared = {place for match in own.finditer(text) for place in range(*match.span())} if own else set()
    spans = [match.span() for match in pattern.finditer(text)]
    loose = [(start, end) for start, end in spans if start not in spared or end - 1 not in spared]
    seen = Counter(text[start:end] for start, end in set(spans).difference(loose))
    parts, last = [], 0
    for start, end in loose:
        seen[text[start:end]] += 1
        if seen[text[start:end]] > most:
            parts.append(text[last:start])
            last = end
    return tidy(" ".join([*parts, text[last:]])) if parts else text


def tidy(text: str) -> str:
    """Single blanks, none before a mark, line breaks kept."""
    return "\n".join(_BEFORE_MARK.sub("", " ".join(line.split())) for line in text.split("\n"))


def permitted(text: str, rules: Iterable[TextRule], own: re.Pattern[str] | None, keep: bool = False) -> str:
    """A phrase or sentence as a field takes it; "" where it has to be left out.

    With `keep`, as for the piece that holds the product's name, only the forbidden words go.
    """
    for rule in rules:
        if rule.pattern is None or rule.kind not in REMOVED | _LEFT_OUT:
            continue
        cleaned = without(rule.pattern, text, own, rule.most)
        if cleaned != text and rule.kind in _LEFT_OUT and not keep:
            return ""
        text = cleaned
    return text.strip(" ,;:，；：、|/·–—-") if keep else text


def stripped(text: str, rules: Iterable[TextRule], own: re.Pattern[str] | None) -> str:
    """A whole text without the marks, emoji and tags that a field forbids."""
    for rule in rules:
        if rule.pattern is not None and rule.kind in REMOVED:
            text = without(rule.pattern, text, own, rule.most)
    return text


def counted_words(text: str, free: Sequence[str]) -> Counter[str]:
    """How often each word stands in a text; free words, figures, single letters and Chinese runs are not counted."""
    words = (word for word in words_of(text) if len(word) > 1 and word[0].isalpha() and word.isascii())
    return Counter(word for word in words if word not in free)


def repeats(text: str, rule: TextRule) -> list[str]:
    """The words of a text that come more often than a rule of the kind "repeats" allows."""
    return [word for word, count in counted_words(text, rule.words).items() if count > rule.most]


def marks_beyond(text: str, rule: TextRule) -> list[str]:
    """The marks that stand in a text more often than a rule of the kind "characters" allows."""
    return [mark for mark in rule.marks if text.count(mark) > rule.most]


def joins(text: str, rules: Iterable[TextRule]) -> bool:
    """Whether a text that was grown by a piece still keeps the rules that count over the whole field."""
    for rule in rules:
        if rule.kind == "repeats" and repeats(text, rule):
            return False
        if rule.kind == "characters" and rule.most and marks_beyond(text, rule):
            return False
    return True
