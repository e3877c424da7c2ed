"""Making a synthetic voice pleasant: equaliser, compressor, and a very short room. Mono, full scale at 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft, rfftfreq
from scipy.ndimage import uniform_filter1d
from scipy.signal import oaconvolve

Samples = NDArray[np.float64]
Curve = tuple[tuple[float, float], ...]

# (Hz, dB): rumble and mud out, consonants forward, the hard edge over 7 kHz down.
VOICE_CURVE: Curve = (
    *((20, -40), (60, -24), (100, -3), (160, 1.5), (250, 0), (450, -2.5), (900, -1)),
    *((1800, 1), (3200, 3), (5000, 1.5), (7000, -2), (9500, -6), (11025, -24)),
)
ROOM_SECONDS = 0.18


def equalise(samples: Samples, sample_rate: int, curve: Curve = VOICE_CURVE) -> Samples:
    """Change levels by frequency without shifting anything in time (zero phase), along `curve` of (Hz, dB) points."""
    length = len(samples)
    padded = next_fast_len(length + sample_rate // 4, real=True)  # so that the filter's tail does not come round
    frequencies = np.maximum(rfftfreq(padded, 1 / sample_rate), 1.0)
    level = np.interp(np.log2(frequencies), [np.log2(hertz) for hertz, _ in curve], [gain for _, gain in curve])
    equalised: Samples = irfft(rfft(samples, padded) * 10 ** (level / 20), padded)[:length]
    return equalised


def compress(samples: Samples, sample_rate: int, *, threshold: float = -18.0, ratio: float = 3.0) -> Samples:
    """Turn moments louder than `threshold` (dB under the loudest moment) down by `ratio`, over 20 ms at a time."""
    window = round(0.02 * sample_rate)
    power = uniform_filter1d(samples**2, window, mode="constant")
    level = 10 * np.log10(np.maximum(power / max(float(power.max(initial=0.0)), 1e-12), 1e-12))
    gain = np.where(level > threshold, (threshold - level) * (1 - 1 / ratio), 0.0)
    return samples * 10 ** (uniform_filter1d(gain, 2 * window, mode="nearest") / 20)


def room(samples: Samples, sample_rate: int, *, share: float = 0.06) -> Samples:
    """Add the sound of a small room: noise that falls by 60 dB in 180 ms, at `share` of the voice's level.

    The room's noise comes from a fixed seed, so the same voice gives the same sound.
    """
    count = round(1.5 * ROOM_SECONDS * sample_rate)
    noise = np.random.default_rng(1).normal(size=count)
    noise *= 10 ** (-3 * np.arange(count) / (ROOM_SECONDS * sample_rate))
    pause = np.zeros(round(0.008 * sample_rate))  # the nearest wall
    response = np.concatenate([pause, noise / np.sqrt((noise**2).sum())])
    reflected: Samples = oaconvolve(samples, response)[: len(samples)]
    return samples + share * reflected


def polish(samples: Samples, sample_rate: int) -> Samples:
    """A voice through equaliser, compressor and room; as long as before."""
    return room(compress(equalise(samples, sample_rate), sample_rate), sample_rate)
