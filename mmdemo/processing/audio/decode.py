"""Any common sound file as one channel of samples, read piece by piece so that no header can ask for much memory."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from mmdemo.errors import GenerationError
from mmdemo.processing.audio.ffmpeg import BIT_EXACT, OUTPUT, run_ffmpeg
from mmdemo.processing.child import ChildError

FORMATS = frozenset({"WAV", "WAVEX", "FLAC", "OGG", "MP3"})
RATES = range(4_000, 192_001)  # Hz
MOST_CHANNELS = 8
BLOCK_SECONDS = 1.0

UNPACKED_RATE = 48_000
UNPACKED_BYTES = 4  # a sample as float, so that what a codec overshoots is not cut
UNPACKING_SECONDS = 30.0
# What phones and browsers write. No other decoder is opened, however the file asks for it.
CODECS = "aac,aac_latm,alac,amrnb,amrwb,flac,mp3,mp3float,opus,libopus,vorbis,libvorbis,pcm_s16le,pcm_s16be,pcm_f32le"


class NotSound(ValueError):
    """The bytes are no sound of a kind we read, or a damaged one."""


class TooLong(ValueError):
    """The sound is longer than was allowed."""


def _waits() -> None:
    """Nobody can press Stop while a file is being opened."""


def decode(data: bytes, most_seconds: float, tick: Callable[[], None] = _waits) -> tuple[NDArray[np.float64], int]:
    """The samples, shape (samples,), all channels averaged, and the sample rate of a sound file.

    WAV, FLAC, OGG and MP3 are read here; MP4 with its kin (M4A, MOV, 3GP), WebM, AMR and bare AAC by FFmpeg, of a film
    the first sound track. A header is not believed: the sound is as long as what can be decoded. Samples beyond full
    scale are brought back. `tick` is called while FFmpeg works; what it raises is raised on.

    Raises:
        NotSound: the bytes cannot be decoded.
        TooLong: it goes on for more than `most_seconds`.
        GenerationError: FFmpeg is needed and cannot be started.
    """
    import soundfile

    container = _container(data)
    if container is not None:
        data = _unpacked(data, container, most_seconds, tick)
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


def _container(data: bytes) -> str | None:
    """FFmpeg's name for a file that it has to open, by its first bytes; None for all others."""
    if data[4:8] == b"ftyp":
        return "mov"
    if data[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    if data[:5] == b"#!AMR":
        return "amr"
    # An ADTS frame: twelve bits of sync, and a layer of 0 where MP3 has 1.
    if len(data) > 1 and data[0] == 0xFF and data[1] & 0xF6 == 0xF0:
        return "aac"
    return None


def _unpacked(data: bytes, container: str, most_seconds: float, tick: Callable[[], None]) -> bytes:
    """A mono WAV of the first sound track, cut soon after `most_seconds`. MP4 needs a file, for its index may be last.

    Raises:
        NotSound: FFmpeg cannot read it as such a container, or it took too long.
        GenerationError: FFmpeg cannot be started.
    """
    seconds = most_seconds + 1
    arguments = ["-vn", "-sn", "-dn", "-codec_whitelist", CODECS, "-f", container, "-i", "recording"]
    # FFmpeg adds channels up; the limit on the sum of their weights makes it their average.
    arguments += ["-map", "0:a:0", "-af", f"aresample={UNPACKED_RATE}:ochl=mono:rematrix_maxval=1"]
    arguments += ["-t", f"{seconds:g}", "-fs", str(round(seconds * UNPACKED_RATE * UNPACKED_BYTES))]
    arguments += [*BIT_EXACT, "-c:a", "pcm_f32le", "-f", "wav", OUTPUT]
    try:
        return run_ffmpeg(arguments, b"", tick, UNPACKING_SECONDS, files={"recording": data})
    except GenerationError as error:
        if isinstance(error.__cause__, ChildError | TimeoutError):
            raise NotSound(str(error.__cause__)) from error
        raise
