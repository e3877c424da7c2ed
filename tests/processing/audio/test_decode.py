import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mmdemo.errors import Cancelled
from mmdemo.processing.audio.decode import NotSound, TooLong, decode, resampled
from mmdemo.processing.audio.ffmpeg import find_ffmpeg

RATE = 16_000
TONE = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)


def file_of(samples: np.ndarray, rate: int = RATE, kind: str = "WAV", subtype: str = "PCM_16") -> bytes:
    sink = io.BytesIO()
    soundfile.write(sink, samples, rate, format=kind, subtype=subtype)
    return sink.getvalue()


# What phones and browsers write: the file's name, and how FFmpeg makes it.
PACKED = {
    "note.m4a": ["-c:a", "aac", "-b:a", "96k"],
    "lossless.m4a": ["-c:a", "alac"],
    "index-first.mp4": ["-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart"],
    "fragments.mp4": ["-c:a", "aac", "-b:a", "96k", "-movflags", "+frag_keyframe+empty_moov"],
    "browser.webm": ["-c:a", "libopus"],
    "vorbis.webm": ["-c:a", "libvorbis"],
    "bare.aac": ["-c:a", "aac", "-b:a", "96k"],
    "note.amr": ["-c:a", "libopencore_amrnb"],
    "note.3gp": ["-c:a", "libopencore_amrnb"],
}
FILM = ["-f", "lavfi", "-i", "testsrc=duration=1:size=64x48:rate=5"]


def packed(folder: Path, name: str, samples: np.ndarray = TONE, rate: int = RATE, film: bool = False) -> bytes:
    """A file as a phone or a browser writes it, of samples in one channel or of shape (samples, channels)."""
    options = PACKED[name] if name in PACKED else ["-c:a", "aac" if name.endswith("mp4") else "libopus"]
    narrow = ["-ar", "8000"] if "amrnb" in options[-1] else []
    sound = ["-f", "f32le", "-ar", f"{rate}", "-ac", f"{1 if samples.ndim == 1 else samples.shape[1]}", "-i", "pipe:0"]
    command = [find_ffmpeg(), "-loglevel", "error", "-y", *sound, *(FILM if film else []), *narrow, *options]
    subprocess.run([*command, str(folder / name)], input=samples.astype("<f4").tobytes(), check=True)
    return (folder / name).read_bytes()


def hertz(samples: np.ndarray, rate: int) -> float:
    """The frequency of a tone."""
    return float(np.abs(np.fft.rfft(samples * np.hanning(len(samples)))).argmax()) * rate / len(samples)


@pytest.mark.parametrize("name", PACKED)
def test_what_phones_and_browsers_write_sounds_the_same(tmp_path: Path, name: str) -> None:
    samples, rate = decode(packed(tmp_path, name), 10)
    assert rate == 48_000
    assert len(samples) / rate == pytest.approx(1.0, abs=0.1)
    middle = samples[rate // 4 : 3 * rate // 4]
    assert hertz(middle, rate) == pytest.approx(440, abs=4)
    assert np.sqrt((middle**2).mean()) == pytest.approx(0.5 / np.sqrt(2), rel=0.2)  # AMR is for voices


@pytest.mark.parametrize("name", ["film.mp4", "film.webm"])
def test_the_sound_of_a_film_is_read(tmp_path: Path, name: str) -> None:
    samples, rate = decode(packed(tmp_path, name, film=True), 10)
    assert len(samples) / rate == pytest.approx(1.0, abs=0.1)
    assert hertz(samples[rate // 4 : 3 * rate // 4], rate) == pytest.approx(440, abs=4)


@pytest.mark.parametrize("channels", [2, 6])
def test_channels_of_a_phone_s_file_are_averaged_too(tmp_path: Path, channels: int) -> None:
    samples, rate = decode(packed(tmp_path, "lossless.m4a", np.repeat(TONE[:, None], channels, axis=1)), 10)
    assert np.abs(samples[rate // 4 : 3 * rate // 4]).max() == pytest.approx(0.5, abs=0.01)


def test_a_long_film_is_not_unpacked_to_its_end(tmp_path: Path) -> None:
    data = packed(tmp_path, "browser.webm", np.tile(TONE, 5))
    with pytest.raises(TooLong):
        decode(data, 3.0)
    assert len(decode(data, 6.0)[0]) == pytest.approx(5 * 48_000, rel=0.02)


def test_what_was_received_of_a_file_is_read(tmp_path: Path) -> None:
    data = packed(tmp_path, "browser.webm", np.tile(TONE, 4))
    samples, rate = decode(data[: len(data) // 2], 10)
    assert 1 < len(samples) / rate < 3


def test_stop_is_heard_while_a_file_is_unpacked(tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        decode(packed(tmp_path, "note.m4a", np.tile(TONE, 600)), 600, stop)


def silent_film(folder: Path) -> bytes:
    command = [find_ffmpeg(), "-loglevel", "error", "-y", *FILM, "-an", str(folder / "silent.mp4")]
    subprocess.run(command, check=True)
    return (folder / "silent.mp4").read_bytes()


def playlist(folder: Path, start: bytes) -> bytes:
    """A list that makes FFmpeg open another file, behind the first bytes of a container."""
    (folder / "secret.wav").write_bytes(file_of(TONE))
    return start + f"\nffconcat version 1.0\nfile '{folder / 'secret.wav'}'\n#EXTM3U\n{folder / 'secret.wav'}".encode()


def test_a_film_without_sound_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotSound):
        decode(silent_film(tmp_path), 10)


@pytest.mark.parametrize("start", [b"", b"\x00\x00\x00\x20ftypM4A ", b"\x1a\x45\xdf\xa3", b"#!AMR\n", b"\xff\xf1"])
def test_no_content_makes_another_file_be_opened(tmp_path: Path, start: bytes) -> None:
    try:
        samples, rate = decode(playlist(tmp_path, start), 10)
    except NotSound:
        return
    assert len(samples) < 0.5 * rate  # AMR takes any bytes for a frame


def test_half_of_an_m4a_lacks_its_index(tmp_path: Path) -> None:
    data = packed(tmp_path, "note.m4a")
    with pytest.raises(NotSound):
        decode(data[: len(data) // 2], 10)


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        ("WAV", "PCM_16"),
        ("WAV", "FLOAT"),
        ("FLAC", "PCM_24"),
        ("OGG", "VORBIS"),
        ("OGG", "OPUS"),
        ("MP3", "MPEG_LAYER_III"),
    ],
)  # fmt: skip
def test_each_format_sounds_the_same(kind: str, subtype: str) -> None:
    samples, rate = decode(file_of(TONE, kind=kind, subtype=subtype), 10)
    assert rate == RATE
    assert len(samples) == pytest.approx(RATE, abs=0.1 * RATE)
    middle = samples[RATE // 4 : 3 * RATE // 4]  # codecs ring at the ends
    assert np.abs(np.fft.rfft(middle * np.hanning(len(middle)))).argmax() * 2 == pytest.approx(440, abs=4)
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.1)


def test_channels_are_averaged() -> None:
    samples, _ = decode(file_of(np.column_stack([TONE, np.zeros(RATE)]), subtype="FLOAT"), 10)
    assert samples == pytest.approx(TONE / 2, abs=1e-6)


def test_what_is_beyond_full_scale_is_brought_back() -> None:
    samples, _ = decode(file_of(20 * TONE, subtype="FLOAT"), 10)
    assert np.abs(samples).max() == pytest.approx(1.0)


def test_a_long_sound_is_not_read_to_its_end() -> None:
    with pytest.raises(TooLong):
        decode(file_of(np.zeros(5 * RATE)), 4.5)
    decode(file_of(np.zeros(5 * RATE)), 5.0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"hello" * 100,
        b"\x1a\x45\xdf\xa3" + bytes(100),
        b"\x00\x00\x00\x20ftypM4A " + bytes(100),
        b"\xff\xf1" + bytes(100),
        file_of(TONE)[:20],
        file_of(TONE, kind="AIFF"),
        file_of(np.full(RATE, np.nan), subtype="FLOAT"),
        file_of(TONE, rate=3_999),
        file_of(np.zeros((100, 9))),
    ],
    ids="nothing,half a name,text,webm,m4a,aac,half a header,another kind,no numbers,slow,nine channels".split(","),
)
def test_what_is_no_sound_is_said_so(data: bytes) -> None:
    with pytest.raises(NotSound):
        decode(data, 10)


def test_a_header_that_lies_of_its_length_is_not_believed() -> None:
    data = bytearray(file_of(TONE))
    data[40:44] = (2**31).to_bytes(4, "little")
    samples, _ = decode(bytes(data), 10)
    assert len(samples) == RATE


def test_resampling_keeps_the_tone_and_its_length() -> None:
    made = resampled(np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050), 22_050, RATE)
    assert len(made) == RATE
    assert made[200:-200] == pytest.approx(2 * TONE[200:-200], abs=1e-3)
    assert resampled(TONE, RATE, RATE) is TONE
