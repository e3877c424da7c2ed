"""The music bed under a product spot, as a loop without a seam."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.audio.music.arrangement import arrange
from mmdemo.processing.audio.music.mix import BED_LUFS as BED_LUFS
from mmdemo.processing.audio.music.mix import SAMPLE_RATE as SAMPLE_RATE
from mmdemo.processing.audio.music.mix import mix
from mmdemo.sound import BedMood, Key, Tempo

KEPT_BEDS = 8  # of up to 19 MB each
FADE_IN_SECONDS, FADE_OUT_SECONDS = 0.25, 2.0

Samples = NDArray[np.float64]


@dataclass(frozen=True)
class Bed:
    """`samples` is a loop of eight bars, shape (n, 2) at `SAMPLE_RATE` and `BED_LUFS`, read-only.

    `tempo` is in beats a minute, `key` its tonic and mode ("D major").
    """

    samples: Samples
    tempo: int
    key: str


@lru_cache(maxsize=KEPT_BEDS)
def compose_bed(mood: BedMood, tempo: Tempo, key: Key, seed: int) -> Bed:
    """Compose and play a bed. The same arguments give the same samples; the last few beds are kept."""
    score = arrange(mood, tempo, key, seed)
    samples = mix(score)
    samples.setflags(write=False)
    return Bed(samples, score.tempo, f"{score.tonic} {score.mode}")


def looped(samples: Samples, length: int) -> Samples:
    """A loop played for `length` samples, faded in at the start and out at the end. Shape (length, 2).

    Where it is too short for both fades, each takes a part of it in proportion.
    """
    played = np.resize(samples, (length, samples.shape[1]))
    shrunk = min(1.0, length / ((FADE_IN_SECONDS + FADE_OUT_SECONDS) * SAMPLE_RATE))
    rise, fall = (int(shrunk * seconds * SAMPLE_RATE) for seconds in (FADE_IN_SECONDS, FADE_OUT_SECONDS))
    played[:rise] *= _ramp(rise)[:, None]
    played[length - fall :] *= _ramp(fall)[::-1, None]
    return played


def _ramp(size: int) -> NDArray[np.float64]:
    return 0.5 - 0.5 * np.cos(np.pi * np.arange(size) / max(size, 1))
