"""Opening what a merchant recorded safely: hostile until decoded, then one plain WAV that speech models can hear."""

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


def read_voice(source: Path | bytes) -> Recording:
    """Decode a voice note of any kind that phones and browsers record into mono 16-bit PCM at 16 kHz.

    A recording that came from here comes out of here as the same bytes again.

    Raises:
        InputError: the file is missing, too large, of another kind, damaged, too long, too short or silent
            (`field="voice"`).
        GenerationError: FFmpeg is needed to open it and cannot be started.
    """
    return read_sound(source, "voice", SAMPLE_RATE, MIN_SECONDS, MAX_SECONDS)


def read_sound(
    source: Path | bytes, field: str, sample_rate: int, least_seconds: float, most_seconds: float
) -> Recording:
    """Decode a sound file, or the sound of a film, into mono 16-bit PCM at `sample_rate`.

    Raises:
        InputError: as `read_voice`, with `field`.
        GenerationError: FFmpeg is needed to open it and cannot be started.
    """
    import numpy as np

    from mmdemo.processing.audio.decode import NotSound, TooLong, decode, resampled
    from mmdemo.processing.audio.wav import quantise, wav_bytes

    data = source if isinstance(source, bytes) else _read_file(source, field)
    if len(data) > MAX_BYTES:
        raise _too_large(len(data), field)
    try:
        samples, rate = decode(data, most_seconds)
    except TooLong as error:
        raise InputError(
            f"The recording is longer than {most_seconds / 60:.0f} minutes. Make it shorter, or hand in a part of it.",
            f"录音超过 {most_seconds / 60:.0f} 分钟。请缩短录音，或只上传其中一段。",
            field=field,
        ) from error
    except NotSound as error:
        raise InputError(
            "This file is not a recording we can open, or it is damaged. "
            "Use a WAV, MP3, M4A, MP4, WebM, OGG, FLAC or AMR file.",
            "无法打开这个录音文件，它可能已损坏。请使用 WAV、MP3、M4A、MP4、WebM、OGG、FLAC 或 AMR 文件。",
            field=field,
        ) from error
    if len(samples) < least_seconds * rate:
        raise InputError(
            "The recording is too short to hold a word. Record it again.",
            "录音太短，听不出内容。请重新录音。",
            field=field,
        )
    if np.abs(samples).max() < LOUDEST_SILENCE:
        raise InputError(
            "Nothing can be heard in the recording. Check the microphone and record it again.",
            "录音里没有声音。请检查麦克风后重新录音。",
            field=field,
        )
    pcm = quantise(resampled(samples, rate, sample_rate))
    return Recording(wav_bytes(pcm, sample_rate), sample_rate, len(pcm) / sample_rate)


def _read_file(path: Path, field: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _too_large(size, field)
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The recording {path.name} cannot be read. Check that the file is there.",
            f"无法读取录音 {path.name}。请确认文件存在。",
            field=field,
        ) from error


def _too_large(size: int, field: str) -> InputError:
    return InputError(
        f"The recording is {size / 1024**2:.0f} MB; at most {MAX_BYTES // 1024**2} MB fit. Save it as MP3 or M4A.",
        f"录音文件有 {size / 1024**2:.0f} MB，上限为 {MAX_BYTES // 1024**2} MB。请另存为 MP3 或 M4A。",
        field=field,
    )
