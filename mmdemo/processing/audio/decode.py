"""Any common sound file as one channel of samples, read piece by piece so that no header can ask for much memory."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

FORMATS = frozenset({"WAV", "WAVEX", "FLAC", "OGG", "MP3"})
RATES = range(4_000, 192_001)  # Hz
MOST_CHANNELS = 8
BLOCK_SECONDS = 1.0


class NotSound(ValueError):
    """The bytes are no sound of a kind we read, or a damaged one."""


class TooLong(ValueError):
    """The sound is longer than was allowed."""


def decode(data: bytes, most_seconds: float) -> tuple[NDArray[np.float64], int]:
    """The samples, shape (samples,), all channels averaged, and the sample rate of a WAV, FLAC, OGG or MP3 file.

    A header is not believed: the sound is as long as what can be decoded. Samples beyond full scale are brought back.

    Raises:
        NotSound: the bytes cannot be decoded.
        TooLong: it goes on for more than `most_seconds`.
    """
    import soundfile

    parts: list[NDArray[np.float64]] = []
    samples = 0
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as opened:
            rate = opened.samplerate
            if opened.format not in FORMATS or rate not in RATES or not 1 <= opened.channels <= MOST_CHANNELS:
                raise NotSound(f"{opened.format}, {rate} Hz, {opened.channels} channels")
            while len(block := opened.read(round(BLOCK_SECONDS * rate), always_2d=True)):
                samples += len(block)
                if samples > most_seconds * rate:
                    raise TooLong
                parts.append(block.mean(axis=1))
    except (soundfile.SoundFileError, TypeError, RuntimeError) as error:
        raise NotSound(str(error)) from error
    sound = np.concatenate([np.zeros(0), *parts])
    if not np.isfinite(sound).all():
        raise NotSound("samples that are no numbers")
    return sound / max(1.0, float(np.abs(sound).max(initial=0.0))), rate


def resampled(samples: NDArray[np.float64], rate: int, wanted: int) -> NDArray[np.float64]:
    """The same sound, shape (samples,), at another sample rate, by a polyphase filter."""
    if rate == wanted:
        return samples
    common = math.gcd(rate, wanted)
    changed: NDArray[np.float64] = resample_poly(samples, wanted // common, rate // common)
    return changed
