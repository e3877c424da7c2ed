"""A voice recorded at a shop's counter, cleaned: rumble and steady noise down, loud moments tamed, ends trimmed.

Sounds are arrays of float samples, shape (samples,), full scale at 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft
from scipy.ndimage import maximum_filter1d, uniform_filter1d
from scipy.signal import butter, sosfiltfilt

from mmdemo.processing.audio.stretches import stretches

Samples = NDArray[np.float64]
Powers = NDArray[np.float32]

LOW_CUT_HZ = 70.0  # under the deepest voice; there the level is 3 dB down
LOW_CUT_ORDER = 4
# Frames of 46 ms every 12 ms at 22,050 Hz: long enough to part the harmonics of a voice from the noise between them.
FRAME_SECONDS = 0.0464
HOPS = 4
QUIET_SHARE = 0.1
DIGITAL_SILENCE = 1e-5  # -100 dBFS
MOST_REDUCTION_DB = 12.0
UNHEARD_DB = 60.0  # noise this far under the voice needs no reduction
# How much of the estimated noise a moment must exceed to count as voice; noise by itself varies about its mean.
OVERESTIMATE = 2.0
PHRASE_SECONDS = 0.8
EVENED_FROM_DB, EVENED_BY = -14.0, 1.6
LEAD_SECONDS = 0.1
TAIL_SECONDS = 0.25
FADE_SECONDS = 0.03


def restore(samples: Samples, rate: int) -> Samples:
    """A spoken recording without rumble, offset, most of its steady noise, and the silence around it.

    Shorter than `samples` by what was trimmed; not levelled. Silence comes back as it was, less its offset.
    """
    cleaned = denoised(low_cut(samples, rate), rate)
    return trimmed_ends(evened(cleaned, rate), rate)


def low_cut(samples: Samples, rate: int) -> Samples:
    """The sound without offset and rumble, nothing shifted in time (a Butterworth filter run both ways)."""
    # Each of the two runs takes half of the 3 dB.
    corner = LOW_CUT_HZ * (np.sqrt(2) - 1) ** (1 / (2 * LOW_CUT_ORDER))
    sections = butter(LOW_CUT_ORDER, corner, "highpass", fs=rate, output="sos")
    filtered: Samples = sosfiltfilt(sections, samples - samples.mean())
    return filtered


def denoised(samples: Samples, rate: int) -> Samples:
    """Steady noise turned down by at most 12 dB, between the words and between the harmonics of a voice.

    A gate in each band of the spectrum, after S. Boll, "Suppression of acoustic noise in speech using spectral
    subtraction", 1979. The floor is learnt from the quietest tenth of the frames. Against chirping leftovers ("musical
    noise") powers are smoothed before they are compared and gains after it, and the gate never closes entirely.
    """
    hop = round(FRAME_SECONDS * rate / HOPS)
    size = hop * HOPS
    window = np.sqrt(np.hanning(size + 1)[:-1]).astype(np.float32)
    padded = np.pad(samples.astype(np.float32), (size - hop, size + -len(samples) % hop))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    spectrum = rfft(frames * window, axis=1)
    power: Powers = spectrum.real**2 + spectrum.imag**2
    level = power.mean(axis=1)
    noise = _noise(power, level, size)
    if noise is None:
        return samples
    gain = _gain(power, noise, _reduction(level, noise))
    shaped = irfft(spectrum * gain, size, axis=1) * window
    # Square-rooted Hann windows at this overlap add up to half the number of hops.
    result = np.zeros(len(padded) + size, np.float32)
    for part in range(HOPS):
        piece = shaped[:, part * hop : (part + 1) * hop].ravel()
        result[part * hop : part * hop + len(piece)] += piece
    return result[size - hop : size - hop + len(samples)].astype(np.float64) / (HOPS / 2)


def evened(samples: Samples, rate: int) -> Samples:
    """Loud phrases turned down, as a hand on a fader does: over 0.8 s at a time, by 1.6 above 14 dB under the loudest.

    A faster compressor also changes the levels of sounds within a word, and a recogniser then mishears more of them.
    """
    window = round(PHRASE_SECONDS * rate)
    power = np.maximum(uniform_filter1d(samples**2, window, mode="nearest"), 1e-12)
    over = np.maximum(10 * np.log10(power / power.max()) - EVENED_FROM_DB, 0.0)
    turned: Samples = samples * 10 ** (-uniform_filter1d(over, window, mode="nearest") * (1 - 1 / EVENED_BY) / 20)
    return turned


def trimmed_ends(samples: Samples, rate: int) -> Samples:
    """The sound from shortly before the first word to shortly after the last, faded in and out."""
    heard = stretches(samples, rate)
    if not heard:
        return samples
    first = max(0, round((heard[0].start - LEAD_SECONDS) * rate))
    kept = samples[first : round((heard[-1].end + TAIL_SECONDS) * rate)].copy()
    count = min(round(FADE_SECONDS * rate), len(kept) // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, count)) ** 2
    kept[:count] *= ramp
    kept[len(kept) - count :] *= ramp[::-1]
    return kept


def _noise(power: Powers, level: Powers, size: int) -> Powers | None:
    """The mean power of the noise in each band, shape (bands,); None where all is digital silence.

    Digital silence before and after all sound tells nothing of the noise; between the words it does: there is none.
    A voice that never pauses would pass for noise in the quietest frames; in each band by itself there are moments
    without it even then, so the floor is at most what the band's own quietest moments say.
    """
    sounding = np.flatnonzero(level > (DIGITAL_SILENCE * size) ** 2 / 4)
    if len(sounding) == 0:
        return None
    power, level = power[sounding[0] : sounding[-1] + 1], level[sounding[0] : sounding[-1] + 1]
    count = max(1, round(QUIET_SHARE * len(level)))
    estimate = power[np.argsort(level, kind="stable")[:count]].mean(axis=0)
    lowest = np.partition(power, count - 1, axis=0)[count - 1]
    # Noise power is spread exponentially: a tenth of its moments lies under -ln(0.9) of the mean, and the bands of
    # a voice are sparse, so three times as much is allowed before the band is taken to be full of voice.
    bounded = np.minimum(estimate, lowest * 3 / -np.log(1 - QUIET_SHARE))
    smooth: Powers = uniform_filter1d(bounded, 3, mode="nearest").astype(np.float32)
    return smooth


def _reduction(level: Powers, noise: Powers) -> float:
    """By how many dB this noise should be turned down: not at all where it is far under the voice."""
    voice = float(np.quantile(level, 0.9))
    distance = 10 * np.log10(max(voice, 1e-20) / max(float(noise.mean()), 1e-20))
    return float(np.clip(UNHEARD_DB - distance, 0.0, MOST_REDUCTION_DB))


def _gain(power: Powers, noise: Powers, reduction: float) -> Powers:
    """The gain of each band in each frame, shape (frames, bands), between -`reduction` dB and 1."""
    smooth = uniform_filter1d(uniform_filter1d(power, 3, axis=0, mode="nearest"), 3, axis=1, mode="nearest")
    excess = smooth / np.maximum(OVERESTIMATE * noise, 1e-20) - 1
    np.maximum(excess, 0.0, out=excess)
    gain = excess / (1 + excess)
    # Open a frame before a word begins and close a frame after it ends, gradually.
    gain = uniform_filter1d(maximum_filter1d(gain, 3, axis=0, mode="nearest"), 3, axis=0, mode="nearest")
    lowest = np.float32(10 ** (-reduction / 20))
    result: Powers = lowest + (1 - lowest) * gain
    return result
