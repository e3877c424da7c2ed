"""Sound as bytes: 16-bit PCM WAV, and back."""

from __future__ import annotations

import io
import wave

import numpy as np
from numpy.typing import NDArray

FULL_SCALE = 32768.0


def quantise(samples: NDArray[np.float64]) -> NDArray[np.int16]:
    """Samples in [-1, 1) rounded to 16 bits, clipped at full scale. No dither: the same sound gives the same bytes."""
    return np.clip(np.rint(samples * FULL_SCALE), -32768, 32767).astype(np.int16)


def wav_bytes(pcm: NDArray[np.int16], sample_rate: int) -> bytes:
    """A WAV file of `pcm`, shape (samples,) or (samples, channels)."""
    sink = io.BytesIO()
    with wave.open(sink, "wb") as writer:
        writer.setnchannels(1 if pcm.ndim == 1 else pcm.shape[1])
        writer.setsampwidth(2)
        writer.setframerate(sample_rate)
        writer.writeframes(pcm.astype("<i2").tobytes())
    return sink.getvalue()


def read_wav(data: bytes) -> tuple[NDArray[np.float64], int]:
    """The samples, shape (samples,) in [-1, 1), and the sample rate of a mono 16-bit PCM WAV.

    Raises:
        ValueError: the bytes are no WAV, or one of another shape.
    """
    samples, sample_rate = read_channels(data)
    if samples.shape[1] != 1:
        raise ValueError(f"a WAV of {samples.shape[1]} channels is not mono")
    return samples[:, 0], sample_rate


def read_channels(data: bytes) -> tuple[NDArray[np.float64], int]:
    """The samples, shape (samples, channels) in [-1, 1), and the sample rate of a 16-bit PCM WAV.

    Raises:
        ValueError: the bytes are no WAV, or one of other bits.
    """
    try:
        with wave.open(io.BytesIO(data), "rb") as reader:
            channels, width, sample_rate = reader.getnchannels(), reader.getsampwidth(), reader.getframerate()
            frames = reader.readframes(reader.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError("not a WAV file") from error
    if width != 2:
        raise ValueError(f"a WAV of {8 * width} bits is not 16-bit PCM")
    return np.frombuffer(frames, "<i2").reshape(-1, channels) / FULL_SCALE, sample_rate
