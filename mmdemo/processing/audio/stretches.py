"""Where in a recording somebody speaks, by its energy alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

FRAME_SECONDS = 0.01
SMOOTH_FRAMES = 3
# The threshold lies at this share of the way from the noise to the voice in dB, yet so far under the voice at most and
# at least: a sound that hardly changes has no pauses.
THRESHOLD_SHARE = 0.35
DEEPEST_DB, LEAST_DB = 35.0, 6.0
DIGITAL_SILENCE = 1e-10  # mean square, -100 dBFS
SHORTEST_PAUSE_SECONDS = 0.12  # the closure of a "p" or "t" is shorter
SHORTEST_STRETCH_SECONDS = 0.06  # anything shorter is a click


class Stretch(NamedTuple):
    """A stretch of speech without a pause, in seconds."""

    start: float
    end: float


def stretches(samples: NDArray[np.float64], rate: int) -> tuple[Stretch, ...]:
    """The stretches of speech in time order, with pauses of at least 0.12 s between two; none where all is silent.

    The noise is the level that a twentieth of the frames stay under, the voice the one that a twentieth exceed. What
    lies before and after all sound is left out, for digital silence put there tells nothing of the noise.
    """
    size = round(FRAME_SECONDS * rate)
    power = (np.pad(samples, (0, -len(samples) % size)).reshape(-1, size) ** 2).mean(axis=1)
    level = 10 * np.log10(np.maximum(uniform_filter1d(power, SMOOTH_FRAMES, mode="nearest"), DIGITAL_SILENCE))
    sounding = np.flatnonzero(power > DIGITAL_SILENCE)
    if len(sounding) == 0:
        return ()
    noise, voice = np.quantile(level[sounding[0] : sounding[-1] + 1], [0.05, 0.95])
    threshold = min(max(voice - DEEPEST_DB, noise + THRESHOLD_SHARE * (voice - noise)), voice - LEAST_DB)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], level >= threshold, [0]]).astype(int)))
    found: list[Stretch] = []
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        start, end = first * size / rate, min(after * size, len(samples)) / rate
        if found and start - found[-1].end < SHORTEST_PAUSE_SECONDS:
            found[-1] = Stretch(found[-1].start, float(end))
        else:
            found.append(Stretch(float(start), float(end)))
    return tuple(each for each in found if each.end - each.start >= SHORTEST_STRETCH_SECONDS)
