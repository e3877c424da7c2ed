"""A sentence that was spoken in several passages, put together again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from mmdemo.errors import GenerationError
from mmdemo.processing.audio.batches import Passage
from mmdemo.processing.audio.word_times import Utterance, trimmed

Sound = NDArray[np.float64]

BREATH_SECONDS = 0.15
# The first and last moments of a piece are faded, so that trimming its silence leaves no click.
FADE_SECONDS = 0.004


def faded(samples: Sound, sample_rate: int) -> Sound:
    """The samples, shape (samples,), with their ends faded in and out."""
    count = min(round(FADE_SECONDS * sample_rate), len(samples))
    gain = np.ones(len(samples))
    gain[:count] = np.linspace(0, 1, count)
    gain[len(samples) - count :] *= np.linspace(1, 0, count)
    return samples * gain


def joined(passages: Sequence[str], sounds: Sequence[Sound], sample_rate: int) -> Utterance:
    """The utterance of all passages, each without the silence around it, with a breath between two.

    The first and last character of each passage are anchored where they are heard. `sounds` are of shape (samples,).
    """
    breath = np.zeros(round(BREATH_SECONDS * sample_rate))
    parts: list[Sound] = []
    anchors: list[tuple[int, float]] = []
    position = samples = 0
    for passage, sound in zip(passages, sounds, strict=True):
        if parts:
            parts.append(breath)
            samples += len(breath)
        parts.append(faded(trimmed(Utterance(sound, sample_rate)).samples, sample_rate))
        anchors.append((position, samples / sample_rate))
        samples += len(parts[-1])
        position += len(passage)
        anchors.append((position - 1, samples / sample_rate))
    return Utterance(np.concatenate(parts), sample_rate, tuple(anchors))


def spoken_sentences(
    passages: Sequence[Passage], sounds: Sequence[Sound | None], sample_rate: int
) -> dict[int, Utterance]:
    """The utterances of the sentences by their number. `sounds` are those of the passages that speak, in order.

    Raises:
        GenerationError: a sound is None, because the voice stayed silent.
    """
    heard = iter(sounds)
    spoken: dict[int, Utterance] = {}
    for number, group in groupby(passages, key=lambda passage: passage.sentence):
        of_one = list(group)
        pieces = [_heard(next(heard), passage) if passage.speaks else np.zeros(0) for passage in of_one]
        spoken[number] = joined([passage.text for passage in of_one], pieces, sample_rate)
    return spoken


def _heard(sound: Sound | None, passage: Passage) -> Sound:
    if sound is None:
        raise GenerationError(
            f"The narrator stayed silent at “{passage.text.strip()}”. Try again, or put it in other words.",
            f"旁白引擎没有读出“{passage.text.strip()}”。请重试，或换一种说法。",
        )
    return sound
