"""Opening a merchant's voice note safely: hostile until decoded, then one plain WAV that speech models can hear."""

from __future__ import annotations

from pathlib import Path

from mmdemo.errors import InputError
from mmdemo.schema import Recording

MAX_BYTES = 25 * 1024**2
MAX_SECONDS = 300.0
MIN_SECONDS = 0.3
SAMPLE_RATE = 16_000
"""Hz, as Whisper hears."""
LOUDEST_SILENCE = 0.003  # of full scale, -50 dBFS: the noise of a microphone nobody speaks into

# WebM (Matroska) and MP4: what browsers and phones record, and libsndfile cannot read.
_MATROSKA = b"\x1a\x45\xdf\xa3"
_MP4 = b"ftyp"


def read_voice(source: Path | bytes) -> Recording:
    """Decode a WAV, FLAC, OGG or MP3 file into mono 16-bit PCM at 16 kHz.

    A recording that came from here comes out of here as the same bytes again.

    Raises:
        InputError: the file is missing, too large, of another kind, damaged, too long, too short or silent
            (`field="voice"`).
    """
    import numpy as np

    from mmdemo.processing.audio.decode import NotSound, TooLong, decode, resampled
    from mmdemo.processing.audio.wav import quantise, wav_bytes

    data = source if isinstance(source, bytes) else _read_file(source)
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    if data[:4] == _MATROSKA or data[4:8] == _MP4:
        raise InputError(
            "Recordings in WebM, MP4 or M4A cannot be read. Save the recording as WAV, MP3, OGG or FLAC.",
            "无法读取 WebM、MP4 或 M4A 格式的录音。请把录音另存为 WAV、MP3、OGG 或 FLAC。",
            field="voice",
        )
    try:
        samples, rate = decode(data, MAX_SECONDS)
    except TooLong as error:
        raise InputError(
            f"The recording is longer than {MAX_SECONDS / 60:.0f} minutes. Record the facts in shorter pieces.",
            f"录音超过 {MAX_SECONDS / 60:.0f} 分钟。请分成几段较短的录音。",
            field="voice",
        ) from error
    except NotSound as error:
        raise InputError(
            "This file is not a recording we can open, or it is damaged. Use a WAV, MP3, OGG or FLAC file.",
            "无法打开这个录音文件，它可能已损坏。请使用 WAV、MP3、OGG 或 FLAC 文件。",
            field="voice",
        ) from error
    if len(samples) < MIN_SECONDS * rate:
        raise InputError(
            "The recording is too short to hold a word. Record it again.",
            "录音太短，听不出内容。请重新录音。",
            field="voice",
        )
    if np.abs(samples).max() < LOUDEST_SILENCE:
        raise InputError(
            "Nothing can be heard in the recording. Check the microphone and record it again.",
            "录音里没有声音。请检查麦克风后重新录音。",
            field="voice",
        )
    pcm = quantise(resampled(samples, rate, SAMPLE_RATE))
    return Recording(wav_bytes(pcm, SAMPLE_RATE), SAMPLE_RATE, len(pcm) / SAMPLE_RATE)


def _read_file(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(size)
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The recording {path.name} cannot be read. Check that the file is there.",
            f"无法读取录音 {path.name}。请确认文件存在。",
            field="voice",
        ) from error


def _too_large(size: int) -> InputError:
    return InputError(
        f"The recording is {size / 1024**2:.0f} MB; at most {MAX_BYTES // 1024**2} MB fit. Save it as MP3 or OGG.",
        f"录音文件有 {size / 1024**2:.0f} MB，上限为 {MAX_BYTES // 1024**2} MB。请另存为 MP3 或 OGG。",
        field="voice",
    )
