"""How loud a sound is, and making it as loud as it should be.

Loudness and true peak follow ITU-R BS.1770-4 (2015). Sounds are arrays of float samples, full scale at 1, of shape
(samples,) or (samples, channels); the channels weigh the same, so at most left and right.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve1d, minimum_filter1d
from scipy.signal import lfilter, resample_poly

Samples = NDArray[np.float64]

TARGET_LUFS = -16.0
CEILING_DBTP = -1.5
OVERSAMPLING = 4
LOOK_AHEAD_SECONDS = 0.008
# Limiting takes loudness away, so the gain is sought again until it is this close.
TOLERANCE_LU = 0.1
ROUNDS = 8


def integrated_loudness(samples: Samples, sample_rate: int) -> float:
    """Gated loudness in LUFS; minus infinity for silence. A sound under 400 ms counts as one block."""
    power = _k_weighted(samples, sample_rate).reshape(len(samples), -1) ** 2
    block = min(round(0.4 * sample_rate), len(power))
    running = np.concatenate([np.zeros((1, power.shape[1])), np.cumsum(power, axis=0)])
    starts = np.arange(0, len(power) - block + 1, max(1, block // 4))  # blocks overlap by 75 %
    blocks = ((running[starts + block] - running[starts]) / block).sum(axis=1)
    heard = blocks[blocks > _power(-70.0)]  # absolute gate
    if len(heard) == 0:
        return -math.inf
    kept = heard[heard > heard.mean() * 0.1]  # relative gate, 10 LU below
    return float(_lufs(kept.mean()))


def true_peak(samples: Samples) -> float:
    """The highest level between and at the samples in dBTP, by 4x oversampling; minus infinity for silence."""
    peak = _peaks(samples).max(initial=0.0)
    return 20 * math.log10(peak) if peak > 0 else -math.inf


def limit(samples: Samples, sample_rate: int, ceiling: float = CEILING_DBTP) -> Samples:
    """Hold the true peak at or under `ceiling` dBTP by turning the gain down around each peak.

    The needed gain is spread by a minimum filter and smoothed by a window of the same length, so that the smooth gain
    never exceeds the needed one; it looks ahead by half the window.
    """
    highest = 10 ** (ceiling / 20)
    needed = np.minimum(1.0, highest / np.maximum(_peaks(samples), 1e-12))
    reach = max(1, round(LOOK_AHEAD_SECONDS * sample_rate))
    window = np.hanning(2 * reach + 3)[1:-1]
    lowest = minimum_filter1d(needed, 2 * reach + 1, mode="nearest")
    gain = convolve1d(lowest, window / window.sum(), mode="nearest")
    limited = samples * (gain if samples.ndim == 1 else gain[:, None])
    # A moving gain bends the wave between samples by a hair; the rest is taken off everywhere.
    return limited * min(1.0, highest / max(float(_peaks(limited).max(initial=0.0)), 1e-12))


def normalise(
    samples: Samples, sample_rate: int, target: float = TARGET_LUFS, ceiling: float = CEILING_DBTP
) -> Samples:
    """The sound at `target` LUFS with a true peak of at most `ceiling` dBTP; silence stays as it is.

    The ceiling always holds. The target is missed only where the sound is nearly all peaks, such as single clicks.
    """
    loudness = integrated_loudness(samples, sample_rate)
    if loudness == -math.inf:
        return samples
    gain = target - loudness
    for _ in range(ROUNDS):
        result = limit(samples * 10 ** (gain / 20), sample_rate, ceiling)
        missing = target - integrated_loudness(result, sample_rate)
        if abs(missing) < TOLERANCE_LU:
            break
        gain += missing
    return result


def _k_weighted(samples: Samples, sample_rate: int) -> Samples:
    """Both filters of BS.1770: the head's high shelf and the low cut (RLB).

    The standard prints coefficients for 48 kHz only; these are its analogue prototypes (as recovered by libebur128),
    brought to any rate by the bilinear transform.
    """
    k, q = math.tan(math.pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    shelf = [high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k]
    shelved = lfilter(shelf, [1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k], samples, axis=0)
    k, q = math.tan(math.pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    scale = 1 + k / q + k * k
    weighted: Samples = lfilter([1, -2, 1], [1, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale], shelved, axis=0)
    return weighted


def _peaks(samples: Samples) -> Samples:
    """The highest magnitude from each sample up to the next one, over all channels, shape (samples,)."""
    fine = np.abs(resample_poly(samples, OVERSAMPLING, 1, axis=0))
    peaks: Samples = fine.reshape(len(samples), -1).max(axis=1)
    return peaks


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))
