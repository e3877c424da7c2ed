"""Choosing among the sentence frames of a language and tone."""

from __future__ import annotations

import random
from collections.abc import Mapping

from mmdemo.processing.text.lexicon import fill, read_table, slots
from mmdemo.schema import Language, Tone


class Frames:
    """The frames of one language and tone, filled with one product's words; none comes twice while others fit."""

    def __init__(self, language: Language, tone: Tone, values: Mapping[str, str | None], rng: random.Random) -> None:
        self._table: Mapping[str, Mapping[Tone, list[str]]] = read_table(f"frames_{language}")
        self._tone = tone
        self._values = {name: value for name, value in values.items() if value}
        self._rng = rng
        self._taken: set[str] = set()

    def all(self, slot: str, **more: str) -> list[str]:
        """Every frame of a slot that the known words can fill, filled, in an order drawn anew."""
        values = self._values | more
        fitting = [frame for frame in self._table[slot][self._tone] if slots(frame) <= values.keys()]
        self._rng.shuffle(fitting)
        fitting.sort(key=lambda frame: frame in self._taken)
        self._taken.update(fitting[:1])
        return [fill(frame, values) for frame in fitting]

    def pick(self, slot: str, **more: str) -> str:
        """One frame of a slot, filled; "" where none fits."""
        return next(iter(self.all(slot, **more)), "")

    def filled(self, template: str) -> str:
        """A template from elsewhere, filled with the product's words; "" where they do not fit."""
        return fill(template, self._values) if slots(template) <= self._values.keys() else ""
