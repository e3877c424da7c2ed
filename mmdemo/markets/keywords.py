"""Words to search by, and tags, from the keywords."""

from __future__ import annotations

from functools import cache

from mmdemo.markets.breaks import blank_divided
from mmdemo.markets.permitted import permitted
from mmdemo.markets.pieces import key, said
from mmdemo.markets.task import Filled, Task
from mmdemo.processing.text.lexicon import word_set

_EDGE = ' ,.;:!?，。；：！？、"“”()（）#'


@cache
def _small_words() -> frozenset[str]:
    return word_set("english", "weak_ends") | word_set("english", "prepositions")


def telling_words(text: str) -> list[str]:
    """The words of a text at its blanks, numbers with their units whole, without marks at their edge or small words."""
    small = _small_words()
    words = (word.strip(_EDGE) for word in blank_divided(text))
    return [word for word in words if word.casefold() not in small and any(map(str.isalnum, word))]


def fill_search(task: Task) -> Filled:
    """Words on one line: whole terms, without what another field, the brand or an earlier term says."""
    rules, room = task.field.rules, task.room()
    other = [line for rule in rules for id in rule.fields for line in task.filled[id]]
    taken = "".join(map(key, [task.product.brand, *other]))
    text = ""
    for term in task.lines:
        new: list[str] = []
        for word in telling_words(permitted(term, rules, None, keep=True)):
            if not said(word, taken + key(" ".join(new))):
                new.append(word)
        grown = " ".join([text, *new]).strip()
        if new and permitted(grown, rules, None) and room.take(grown[len(text) :]):
            text = grown
            taken += key(" ".join(new))
    return [text] if text else [], []


def fill_tags(task: Task) -> Filled:
    """Keywords as tags, each once; one that is too long loses words at its front, where they tell the least."""
    brand = task.product.brand.casefold()
    tags: dict[str, str] = {}
    for keyword in task.lines:
        words = blank_divided(keyword)
        if brand and not task.room(each=True).holds(keyword) and keyword.casefold().startswith(f"{brand} "):
            words = blank_divided(keyword[len(brand) :])
        room, start = task.room(each=True), len(words)
        while start and room.take(words[start - 1] + (" " if start < len(words) else "")):
            start -= 1
        while start < len(words) and words[start].casefold() in word_set("english", "weak_ends"):
            start += 1
        tag = " ".join(words[start:]).strip(_EDGE)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return list(tags.values())[: task.most_items], []
