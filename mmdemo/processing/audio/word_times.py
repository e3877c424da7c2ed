"""When each caption word is heard, from what an engine tells of the text it was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Word

# A stretch this far below the loudest moment counts as silence.
SILENCE_DB = -45.0
FRAME_SECONDS = 0.01
SHORTEST_WORD_SECONDS = 0.02


@dataclass(frozen=True)
class Utterance:
    """A spoken sentence: float samples of shape (samples,), and anchors.

    An anchor says that the character at a position of the spoken text is heard from a time (seconds) on. Without
    anchors the characters share the time equally.
    """

    samples: NDArray[np.float64]
    sample_rate: int
    anchors: tuple[tuple[int, float], ...] = ()

    @property
    def duration(self) -> float:
        return len(self.samples) / self.sample_rate


def loud_span(samples: NDArray[np.float64], sample_rate: int) -> tuple[float, float]:
    """The time from the first to the last moment that is not silence, in seconds; (0, 0) if there is none."""
    loud = np.flatnonzero(_loud_frames(samples, sample_rate))
    if len(loud) == 0:
        return 0.0, 0.0
    return loud[0] * FRAME_SECONDS, min((loud[-1] + 1) * FRAME_SECONDS, len(samples) / sample_rate)


def trimmed(utterance: Utterance) -> Utterance:
    """Without the silence before and after it, anchors moved with it. An engine's silence becomes no samples."""
    start, end = loud_span(utterance.samples, utterance.sample_rate)
    first, last = (round(time * utterance.sample_rate) for time in (start, end))
    anchors = tuple((position, min(max(0.0, time - start), end - start)) for position, time in utterance.anchors)
    return Utterance(utterance.samples[first:last], utterance.sample_rate, anchors)


def word_times(words: Sequence[SpokenWord], utterance: Utterance) -> tuple[Word, ...]:
    """The words as shown, with start and end in seconds from the utterance's start; none overlaps the next.

    A word starts at the anchor of its first character, or between the anchors around it in proportion to the
    characters. It ends where the next one starts, or where it falls silent before that.
    """
    total = sum(len(word.spoken) for word in words)
    known = _rising([*utterance.anchors, (total, utterance.duration)])
    offsets = np.cumsum([0, *(len(word.spoken) for word in words)])
    leads = [len(word.spoken) - len(word.spoken.lstrip(" \"'(“‘（《「")) for word in words]
    starts = np.interp(offsets[:-1] + leads, [position for position, _ in known], [time for _, time in known])
    bounds = np.append(starts, utterance.duration)
    bounds[0] = 0.0  # whatever stands before the first letter is not heard
    loud = _loud_frames(utterance.samples, utterance.sample_rate)
    result = []
    for index, word in enumerate(words):
        start, end = float(bounds[index]), float(bounds[index + 1])
        heard = np.flatnonzero(loud[int(start / FRAME_SECONDS) : int(np.ceil(end / FRAME_SECONDS))])
        if len(heard):
            end = min(end, (int(start / FRAME_SECONDS) + int(heard[-1]) + 1) * FRAME_SECONDS)
        end = min(max(end, start + SHORTEST_WORD_SECONDS), float(bounds[index + 1]))
        result.append(Word(start, end, word.text))
    return tuple(result)


def _rising(anchors: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Engines repeat an anchor or step back over numbers and foreign words; what does not move on is dropped."""
    kept = [(0, 0.0)]
    for position, time in anchors[:-1]:
        if position > kept[-1][0] and time > kept[-1][1] and position < anchors[-1][0] and time < anchors[-1][1]:
            kept.append((position, time))
    return [*kept, anchors[-1]]


def _loud_frames(samples: NDArray[np.float64], sample_rate: int) -> NDArray[np.bool_]:
    """Whether each frame of 10 ms is louder than the silence threshold under the loudest frame."""
    size = round(FRAME_SECONDS * sample_rate)
    padded = np.pad(samples, (0, -len(samples) % size))
    level = np.sqrt((padded.reshape(-1, size) ** 2).mean(axis=1))
    loud: NDArray[np.bool_] = level > max(level.max(initial=0.0) * 10 ** (SILENCE_DB / 20), 1e-6)
    return loud
