"""Descriptions and posts from whole sentences, with room kept for what has to be said."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from mmdemo.markets.breaks import break_off
from mmdemo.markets.measure import Room, measure
from mmdemo.markets.permitted import marks_beyond, permitted, stripped
from mmdemo.markets.pieces import key, said, sentences
from mmdemo.markets.task import Filled, Task
from mmdemo.processing.text.english import capitalise
from mmdemo.processing.text.prompted.tidy import closed
from mmdemo.schema import Language

_GAP = "\n\n"
_LINE_BREAKS = re.compile(r"(\n\s*)")
_BETWEEN: dict[Language, str] = {"en": " ", "zh": ""}


def kept_sentences(text: str, task: Task) -> str:
    """One paragraph without the sentences and marks that the field's rules forbid."""
    text = stripped(text, task.field.rules, task.own)
    if not any(rule.pattern and rule.pattern.search(text) for rule in task.field.rules):
        return text
    kept = (permitted(sentence, task.field.rules, task.own) for sentence in sentences(text, task.language))
    return _BETWEEN[task.language].join(filter(None, kept))


def fill_text(task: Task) -> Filled:
    """The first text, what it does not say of the pieces that were moved here, and what must be stated.

    Where the first text is shorter than the field should be, the further ones help out.
    """
    own = "".join(task.texts[0])
    short = any(limit.least and measure(own, limit.unit) < limit.least for limit in task.field.limits)
    further = [line for lines in task.texts[1:] for line in lines] if short else []
    statements = [
        rule for rule in task.field.rules if rule.sentence and not (rule.pattern and rule.pattern.search(own))
    ]
    closing = [rule.sentence.text(task.language) for rule in statements if rule.sentence]
    return [text] if (text := _composed(task, own, [*task.moved, *further], closing)) else [], []


def fill_post(task: Task) -> Filled:
    """The first text, and as many hashtags of the second as the network allows."""
    own = stripped("".join(task.texts[0]), task.field.rules, task.own)
    tags: list[str] = []
    for tag in _hashtags(task.texts[1]):
        grown = " ".join([own, *tags, tag])
        if not any(rule.kind == "characters" and marks_beyond(grown, rule) for rule in task.field.rules):
            tags.append(tag)
    return [text] if (text := _composed(task, own, task.moved, tags)) else [], []


def _hashtags(keywords: Sequence[str]) -> list[str]:
    """Keywords as hashtags, each once: letters, figures and what belongs to them."""
    tags: dict[str, str] = {}
    for keyword in keywords:
        # Joiners are part of words in Persian and Hindi.
        tag = "".join(mark for mark in keyword if unicodedata.category(mark)[0] in "LNM" or mark in "_\u200c\u200d")
        if tag:
            tags.setdefault(tag.casefold(), f"#{tag}")
    return list(tags.values())


def _composed(task: Task, own: str, added: Sequence[str], closing: Sequence[str]) -> str:
    """Text, added pieces as sentences, closing words; where room is short the text's own end gives way."""
    room = task.room()
    last = " ".join(words for index, words in enumerate(closing) if room.take((" " if index else _GAP) + words))
    paragraphs = _paragraphs(own, task)
    own_key = "".join(key(sentence) for _, told in paragraphs for sentence in told)
    missing = [piece for piece in added if not said(piece, own_key)]
    body, more, whole = _grown(task, room, paragraphs, missing)
    if not whole and len(missing) < len(added):
        # What the text said may have stood in the part that found no room.
        body, more, _ = _grown(task, room, paragraphs, added)
    return _GAP.join(filter(None, [body, more, last]))


def _paragraphs(text: str, task: Task) -> list[tuple[str, Sequence[str]]]:
    """The line breaks before each paragraph, and its sentences that the field's rules permit."""
    parts = ["", *_LINE_BREAKS.split(stripped(text, task.field.rules, task.own))]
    found: list[tuple[str, Sequence[str]]] = []
    for breaks, line in zip(parts[::2], parts[1::2], strict=True):
        told = sentences(line, task.language)
        if any(rule.pattern and rule.pattern.search(line) for rule in task.field.rules):
            told = tuple(filter(None, (permitted(sentence, task.field.rules, task.own) for sentence in told)))
        found.append((_GAP if breaks.count("\n") > 1 else "\n", told))
    return found


def _grown(
    task: Task, room: Room, paragraphs: Sequence[tuple[str, Sequence[str]]], added: Sequence[str]
) -> tuple[str, str, bool]:
    """The text, the added pieces, and whether the text is there to its last sentence."""
    room, between = room.copy(), _BETWEEN[task.language]
    more = ""
    for piece in added:
        sentence = closed(capitalise(permitted(piece, task.field.rules, task.own)), task.language)
        if sentence and room.take((between if more else _GAP) + sentence):
            more = f"{more}{between}{sentence}" if more else sentence
    text = ""
    for breaks, told in paragraphs:
        for index, sentence in enumerate(told):
            part = ((between if index else breaks) if text else "") + sentence
            if not room.take(part):
                return text or _opening(sentence, room, task.language), more, False
            text += part
    return text, more, True


def _opening(sentence: str, room: Room, language: Language) -> str:
    """As much of a single long sentence as there is room for."""
    return closed(break_off(sentence, room)[0], language) if room.take("。") else ""
