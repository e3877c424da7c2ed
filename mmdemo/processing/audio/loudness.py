"""How loud a sound is, and making it as loud as it should be.

Loudness and true peak follow ITU-R BS.1770-4 (2015). Sounds are arrays of float samples, full scale at 1, of shape
(samples,) or (samples, channels); the channels weigh the same, so at most left and right.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d
from scipy.signal import firwin, oaconvolve, sosfilt

Samples = NDArray[np.float64]

TARGET_LUFS = -16.0
CEILING_DBTP = -1.5
SILENT_POWER = 1e-12
OVERSAMPLING = 4
# Samples on either side that the oversampling filter looks at, and how many samples are oversampled or left at a time.
TAPS = 10
CHUNK = 64
LOOK_AHEAD_SECONDS = 0.008
# Limiting takes loudness away. The gain that makes up for it is sought on a copy of one value a millisecond, then
# checked on the sound itself until it is this close.
COARSE_RATE = 1000
ROUNDS = 8
CHECKS = 3
TOLERANCE_LU = 0.1
# The oversampling filter, one row for each place between two samples, and how far it can overshoot them.
_LOW_PASS = OVERSAMPLING * firwin(2 * TAPS * OVERSAMPLING + 1, 1 / OVERSAMPLING, window=("kaiser", 5.0))
_BETWEEN = np.stack([_LOW_PASS[place::OVERSAMPLING] for place in range(1, OVERSAMPLING)])
_OVERSHOOT = float(np.abs(_BETWEEN).sum(axis=1).max())


def integrated_loudness(samples: Samples, sample_rate: int) -> float:
    """Gated loudness in LUFS; minus infinity for silence. A sound under 400 ms counts as one block."""
    return gated_loudness(weighted_power(samples, sample_rate), sample_rate)


def weighted_power(samples: Samples, sample_rate: int) -> Samples:
    """The power after both filters of BS.1770 (K-weighting), summed over the channels, shape (samples,)."""
    channels = np.ascontiguousarray(samples.reshape(len(samples), -1).T)
    weighted = sosfilt(_k_weighting(sample_rate), channels, axis=1)
    power: Samples = np.einsum("ij,ij->j", weighted, weighted)
    return power


def gated_loudness(power: Samples, rate: float) -> float:
    """The loudness in LUFS of `weighted_power` at `rate` values a second, by both gates of BS.1770."""
    block = min(round(0.4 * rate), len(power))
    running = np.concatenate([[0.0], np.cumsum(power)])
    starts = np.arange(0, len(power) - block + 1, max(1, block // 4))  # blocks overlap by 75 %
    blocks = (running[starts + block] - running[starts]) / block
    heard = blocks[blocks > 10 ** ((-70.0 + 0.691) / 10)]  # absolute gate
    if len(heard) == 0:
        return -math.inf
    return lufs(float(heard[heard > heard.mean() * 0.1].mean()))  # relative gate, 10 LU below


def lufs(power: float) -> float:
    """The loudness of a mean `weighted_power`, without gates; -120 and less is silence."""
    return -0.691 + 10 * math.log10(max(power, SILENT_POWER))


def true_peak(samples: Samples) -> float:
    """The highest level between and at the samples in dBTP, by 4x oversampling; minus infinity for silence."""
    peak = float(_peaks(samples, float(np.abs(samples).max(initial=0.0))).max(initial=0.0))
    return 20 * math.log10(peak) if peak > 0 else -math.inf


def limit(samples: Samples, sample_rate: int, ceiling: float = CEILING_DBTP) -> Samples:
    """Hold the true peak at or under `ceiling` dBTP by turning the gain down around each peak."""
    highest = 10 ** (ceiling / 20)
    peaks = _peaks(samples, highest)
    if peaks.max(initial=0.0) <= highest:
        return samples
    gain = _gain(peaks, highest, sample_rate)
    limited = samples * (gain if samples.ndim == 1 else gain[:, None])
    # A moving gain bends the wave between samples by a hair; the rest is taken off everywhere.
    return limited * min(1.0, highest / float(_peaks(limited, highest).max()))


def normalise(
    samples: Samples, sample_rate: int, target: float = TARGET_LUFS, ceiling: float = CEILING_DBTP
) -> Samples:
    """The sound at `target` LUFS with a true peak of at most `ceiling` dBTP; silence stays as it is.

    The ceiling always holds. The target is missed only where the sound is nearly all peaks, such as single clicks.
    """
    power = weighted_power(samples, sample_rate)
    loudness = gated_loudness(power, sample_rate)
    if loudness == -math.inf:
        return samples
    highest = 10 ** (ceiling / 20)
    starts = np.arange(0, len(samples), max(1, sample_rate // COARSE_RATE))
    coarse_rate = sample_rate / (starts[1] if len(starts) > 1 else 1)
    energies = np.add.reduceat(power, starts) / np.diff(starts, append=len(samples))
    peaks = np.maximum.reduceat(np.abs(samples).reshape(len(samples), -1).max(axis=1), starts)
    gain = target - loudness
    for _ in range(ROUNDS):
        factor = 10 ** (gain / 20)
        levels = factor * _gain(peaks * factor, highest, coarse_rate)
        gain += target - gated_loudness(energies * levels**2, coarse_rate)
    for _ in range(CHECKS):
        result = limit(samples * 10 ** (gain / 20), sample_rate, ceiling)
        missing = target - integrated_loudness(result, sample_rate)
        if abs(missing) < TOLERANCE_LU:
            break
        gain += missing
    return result


def _gain(peaks: Samples, highest: float, rate: float) -> Samples:
    """A smooth gain of at most 1 that holds `peaks`, shape (samples,), at or under `highest`.

    The needed gain is spread by a minimum filter and smoothed by a window of the same length, so that the smooth gain
    never exceeds the needed one; it looks ahead by half the window.
    """
    needed = np.minimum(1.0, highest / np.maximum(peaks, 1e-12))
    reach = max(1, round(LOOK_AHEAD_SECONDS * rate))
    window = np.hanning(2 * reach + 3)[1:-1]
    reduction = 1.0 - minimum_filter1d(needed, 2 * reach + 1, mode="nearest")
    smooth: Samples = oaconvolve(np.pad(reduction, reach, mode="edge"), window / window.sum(), mode="valid")
    return 1.0 - smooth


@lru_cache(maxsize=8)
def _k_weighting(sample_rate: int) -> Samples:
    """The head's high shelf and the low cut (RLB), as second-order sections.

    The standard prints coefficients for 48 kHz only; these are its analogue prototypes (as recovered by libebur128),
    brought to any rate by the bilinear transform.
    """
    k, q = math.tan(math.pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    scale = 1 + k / q + k * k
    shelf = [high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k]
    shelf = [value / scale for value in (*shelf, scale, 2 * (k * k - 1), 1 - k / q + k * k)]
    k, q = math.tan(math.pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    scale = 1 + k / q + k * k
    return np.array([shelf, [1, -2, 1, 1, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale]])


def _peaks(samples: Samples, floor: float) -> Samples:
    """The highest magnitude from each sample up to the next one, over all channels, shape (samples,).

    Where it cannot reach `floor`, the sample's own magnitude stands: the sound is oversampled in chunks, and only in
    those whose samples are loud enough.
    """
    count = len(samples)
    channels = samples.reshape(count, -1).T
    padded = np.pad(channels, [(0, 0), (TAPS, TAPS + -count % CHUNK)])
    peaks: Samples = np.abs(padded[:, TAPS:-TAPS]).max(axis=0).reshape(-1, CHUNK)
    near = maximum_filter1d(peaks.max(axis=1), 3, mode="constant")
    chosen = np.flatnonzero(near * _OVERSHOOT >= floor)
    for channel in padded if len(chosen) else ():
        pieces = sliding_window_view(channel, CHUNK + 2 * TAPS)[::CHUNK][chosen]
        for place in _BETWEEN:
            between = np.convolve(pieces.ravel(), place)[: pieces.size].reshape(pieces.shape)[:, 2 * TAPS :]
            peaks[chosen] = np.maximum(peaks[chosen], np.abs(between))
    return peaks.ravel()[:count]
