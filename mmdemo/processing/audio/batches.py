"""Passages of a script put together so that a voice can speak several at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mmdemo.processing.audio.script import Script
from mmdemo.processing.text.passages import passages
from mmdemo.processing.text.speakable import spoken_text


@dataclass(frozen=True)
class Passage:
    """A stretch of a sentence that a voice speaks in one go.

    `sentence` is the number of its sentence and `take` counts how often that was asked for again. `name` is what its
    seed is drawn for: nothing else that is spoken in the same run changes it.
    """

    text: str
    sentence: int
    take: int
    name: str

    @property
    def speaks(self) -> bool:
        """False where nothing but punctuation is left of it: that is a pause."""
        return any(character.isalnum() for character in self.text)

    @property
    def company(self) -> int:
        """Passages of equal company may share a batch: all first takes; of a later take only its own sentence."""
        return self.sentence if self.take else -1


def wanted(script: Script, most: int) -> tuple[Passage, ...]:
    """The passages, of at most `most` characters, of all sentences whose sound is not kept."""
    found: list[Passage] = []
    before = 0
    for number, words in enumerate(script.sentences):
        texts, take = passages(spoken_text(words), most), script.takes[number]
        if script.kept[number] is None:
            named = f"sentence {number} take {take} passage" if take else "passage"
            first = 0 if take else before
            found += [Passage(text, number, take, f"{named} {first + place}") for place, text in enumerate(texts)]
        before += len(texts)
    return tuple(found)


def batches(
    lengths: Sequence[int], most: int, done: Collection[int] = (), companies: Sequence[int] = ()
) -> list[list[int]]:
    """The numbers of the passages that are not `done`, in batches of at most `most` of similar length.

    The longest come first: what does not fit into memory is then known at once. Passages of different `companies`, one
    for each passage where any are given, never share a batch.
    """
    waiting = [number for number in range(len(lengths)) if number not in done]
    waiting.sort(key=lambda number: (-lengths[number], number))
    together: dict[int, list[int]] = {}
    for number in waiting:
        together.setdefault(companies[number] if companies else 0, []).append(number)
    return [company[start : start + most] for company in together.values() for start in range(0, len(company), most)]
