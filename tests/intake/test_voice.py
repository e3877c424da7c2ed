"""Voice notes as merchants and attackers send them."""

import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mmdemo.errors import InputError
from mmdemo.intake import voice
from mmdemo.intake.voice import MAX_BYTES, read_voice
from mmdemo.processing.audio.ffmpeg import find_ffmpeg
from mmdemo.processing.audio.wav import read_wav

RATE = 44_100


def note(seconds: float = 1.0, level: float = 0.3, rate: int = RATE, kind: str = "WAV", channels: int = 1) -> bytes:
    time = np.arange(round(seconds * rate)) / rate
    sink = io.BytesIO()
    tone = level * np.sin(2 * np.pi * 220 * time)
    soundfile.write(sink, np.repeat(tone[:, None], channels, axis=1), rate, format=kind)
    return sink.getvalue()


def refused(source: Path | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_voice(source)
    assert caught.value.field == "voice"
    assert caught.value.text("zh") != str(caught.value)
    return caught.value


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
@pytest.mark.parametrize("channels", [1, 2])
def test_common_formats_become_one_plain_wav(kind: str, channels: int) -> None:
    recording = read_voice(note(kind=kind, channels=channels))
    samples, rate = read_wav(recording.data)
    assert rate == recording.sample_rate == 16_000
    assert recording.duration == len(samples) / rate == pytest.approx(1.0, abs=0.1)
    assert np.abs(samples).max() == pytest.approx(0.3, abs=0.05)


def test_a_recording_comes_out_of_the_intake_as_it_went_in() -> None:
    once = read_voice(note(rate=48_000))
    assert read_voice(once.data) == once


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "note.wav"
    path.write_bytes(note())
    assert read_voice(path) == read_voice(note())
    assert "gone.wav" in str(refused(tmp_path / "gone.wav"))
    assert "folder" in str(refused(tmp_path / "folder"))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("note.m4a", ["-c:a", "aac"]),
        ("note.webm", ["-c:a", "libopus"]),
        ("note.amr", ["-ar", "8000", "-c:a", "libopencore_amrnb"]),
        ("note.3gp", ["-ar", "8000", "-c:a", "libopencore_amrnb"]),
    ],
)
def test_what_browsers_and_phones_record_is_read(tmp_path: Path, name: str, options: list[str]) -> None:
    path = tmp_path / name
    subprocess.run([find_ffmpeg(), "-loglevel", "error", "-i", "pipe:0", *options, str(path)], input=note(), check=True)
    recording = read_voice(path)
    assert recording.sample_rate == 16_000
    assert recording.duration == pytest.approx(1.0, abs=0.1)
    assert read_voice(recording.data) == recording


@pytest.mark.parametrize("data", [b"\x1a\x45\xdf\xa3" + bytes(100), b"\x00\x00\x00\x20ftypM4A " + bytes(100)])
def test_a_damaged_file_is_answered_with_what_can_be_read(data: bytes) -> None:
    error = refused(data)
    for kind in ("WAV", "MP3", "M4A", "MP4", "WebM", "OGG", "FLAC", "AMR"):
        assert kind in str(error)
        assert kind in error.text("zh")


@pytest.mark.parametrize("data", [b"", b"x", b"RIFF", note()[:60], b"\x89PNG\r\n\x1a\n" + bytes(50)])
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    refused(data)


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "note.wav"
    with path.open("wb") as sink:
        sink.truncate(MAX_BYTES + 1)
    assert "25 MB" in str(refused(path))
    assert "25 MB" in str(refused(bytes(MAX_BYTES + 1)))


def test_too_long_a_recording_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "MAX_SECONDS", 120.0)
    read_voice(note(120, rate=8_000))
    assert "longer than 2 minutes" in str(refused(note(121, rate=8_000)))


def test_too_short_a_recording_is_refused() -> None:
    read_voice(note(0.3))
    assert "too short" in str(refused(note(0.29)))


@pytest.mark.parametrize("level", [0.0, 0.001])
def test_silence_is_refused(level: float) -> None:
    assert "Nothing can be heard" in str(refused(note(level=level)))


def test_a_quiet_voice_is_not_silence() -> None:
    read_voice(note(level=0.01))


@pytest.mark.shared
def test_real_recordings_are_read(shared: Path) -> None:
    durations = {path.name: round(read_voice(path).duration, 2) for path in (shared / "speech").iterdir()}
    assert durations == {"en_jfk.wav": 11.0, "zh_asr_example.wav": 5.55, "zh_short.flac": 0.96}
