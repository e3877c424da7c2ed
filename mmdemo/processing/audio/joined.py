"""A sentence that was spoken in several passages, put together again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.audio.word_times import Utterance, trimmed

BREATH_SECONDS = 0.15
# The first and last moments of a piece are faded, so that trimming its silence leaves no click.
FADE_SECONDS = 0.004


def faded(samples: NDArray[np.float64], sample_rate: int) -> NDArray[np.float64]:
    """The samples, shape (samples,), with their ends faded in and out."""
    count = min(round(FADE_SECONDS * sample_rate), len(samples))
    gain = np.ones(len(samples))
    gain[:count] = np.linspace(0, 1, count)
    gain[len(samples) - count :] *= np.linspace(1, 0, count)
    return samples * gain


def joined(passages: Sequence[str], sounds: Sequence[NDArray[np.float64]], sample_rate: int) -> Utterance:
    """The utterance of all passages, each without the silence around it, with a breath between two.

    The first and last character of each passage are anchored where they are heard. `sounds` are of shape (samples,).
    """
    breath = np.zeros(round(BREATH_SECONDS * sample_rate))
    parts: list[NDArray[np.float64]] = []
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
