"""A merchant's own narration as phones record it, and as it goes wrong."""

import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mmdemo.errors import InputError
from mmdemo.intake import read_product
from mmdemo.intake.recording import MAX_BYTES, read_recording
from mmdemo.processing.audio.decode import decode
from mmdemo.processing.audio.ffmpeg import find_ffmpeg
from mmdemo.processing.audio.loudness import normalise
from mmdemo.processing.audio.narrate import SAMPLE_RATE
from mmdemo.processing.audio.wav import quantise, read_wav, wav_bytes
from mmdemo.schema import Request
from tests.saying import said


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    spoken = said("This soft blanket keeps the whole family warm. Wash it cold, and hang it in the shade.").samples
    return spoken / np.abs(spoken).max()


def wav(samples: np.ndarray, rate: int = SAMPLE_RATE) -> bytes:
    return wav_bytes(quantise(samples), rate)


def packed(samples: np.ndarray, path: Path, *options: str) -> Path:
    command = [find_ffmpeg(), "-loglevel", "error", "-i", "pipe:0", *options, str(path)]
    subprocess.run(command, input=wav(samples), check=True)
    return path


def refused(source: Path | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_recording(source)
    assert caught.value.field == "recording"
    assert caught.value.text("zh") != str(caught.value)
    return caught.value


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
def test_a_recording_comes_out_of_the_intake_as_it_went_in(speech: np.ndarray, rate: int) -> None:
    once = read_recording(wav(0.5 * speech, rate))
    samples, found = read_wav(once.data)
    assert found == once.sample_rate == SAMPLE_RATE == 22_050
    assert once.duration == len(samples) / SAMPLE_RATE == pytest.approx(len(speech) / rate, abs=0.01)
    assert read_recording(once.data) == once


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("iphone.m4a", ["-c:a", "aac"]),
        ("browser.webm", ["-c:a", "libopus"]),
        ("old.amr", ["-ar", "8000", "-c:a", "libopencore_amrnb"]),
        ("film.mp4", ["-f", "lavfi", "-i", "color=duration=1:size=32x32:rate=1", "-c:a", "aac"]),
        ("sound.mp3", []),
        ("sound.flac", []),
        ("sound.ogg", ["-c:a", "libvorbis"]),
    ],
)
def test_what_people_have_is_read(tmp_path: Path, speech: np.ndarray, name: str, options: list[str]) -> None:
    recording = read_recording(packed(0.5 * speech, tmp_path / name, *options))
    assert recording.sample_rate == SAMPLE_RATE
    assert recording.duration == pytest.approx(len(speech) / SAMPLE_RATE, abs=0.15)
    assert read_recording(recording.data) == recording


def test_a_voice_to_lend_is_read_the_same_way_and_errors_name_its_field(speech: np.ndarray) -> None:
    lent = read_product(Request(name="Mug", voice_sample=wav(0.5 * speech, 48_000))).voice_sample
    assert lent == read_recording(wav(0.5 * speech, 48_000))
    assert read_product(Request(name="Mug", voice_sample=lent.data)).voice_sample == lent
    assert read_product(Request(name="Mug")).voice_sample is None
    for source in (b"no sound at all", wav(0.001 * speech), wav(np.clip(8 * speech, -1, 1)), Path("nowhere.wav")):
        with pytest.raises(InputError) as caught:
            read_product(Request(name="Mug", voice_sample=source))
        assert caught.value.field == "voice_sample"
        assert caught.value.text("zh") != caught.value.text("en")


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as sink:
        sink.truncate(200 * 1024**2)
    assert "200 MB" in str(refused(path))
    assert "25 MB" in refused(bytes(MAX_BYTES + 1)).text("zh")


def test_three_minutes_fit_and_no_more(speech: np.ndarray) -> None:
    long = np.resize(0.5 * speech, 181 * 8_000)
    assert read_recording(wav(long[: 180 * 8_000], 8_000)).duration == 180
    assert "longer than 3 minutes" in str(refused(wav(long, 8_000)))


def test_too_short_or_silent_a_recording_is_refused(speech: np.ndarray) -> None:
    assert "too short" in str(refused(wav(speech[: SAMPLE_RATE // 2])))
    assert "Nothing can be heard" in str(refused(wav(0.001 * speech)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 " * 50, b"\x89PNG\r\n\x1a\n" + bytes(50), b"\x1a\x45\xdf\xa3" * 9])
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    assert "M4A" in str(refused(data))


@pytest.mark.parametrize("kind", ["wav", "mp3", "m4a", "webm"])
def test_a_clipped_recording_is_refused_however_it_was_packed(tmp_path: Path, speech: np.ndarray, kind: str) -> None:
    clipped = np.clip(8 * speech, -1, 1)
    assert (np.abs(clipped) == 1).mean() > 0.05
    error = refused(packed(clipped, tmp_path / f"loud.{kind}"))
    assert "distorted" in str(error)
    assert "Step back" in str(error)


def test_a_loud_and_even_recording_is_not_clipped(speech: np.ndarray) -> None:
    read_recording(wav(normalise(speech, SAMPLE_RATE, -10.0)))
    read_recording(wav(0.99 * speech))


def test_a_few_clipped_samples_do_no_harm(speech: np.ndarray) -> None:
    some = np.clip(1.5 * speech, -1, 1)
    assert 0 < (np.abs(some) == 1).mean() < 0.03
    read_recording(wav(some))


@pytest.mark.shared
def test_real_voices_are_read(shared: Path) -> None:
    recording = read_recording(shared / "speech" / "en_jfk.wav")
    assert recording.duration == pytest.approx(11.0, abs=0.01)
    assert len(decode(recording.data, 20)[0]) == 11 * SAMPLE_RATE
    assert soundfile.info(io.BytesIO(recording.data)).subtype == "PCM_16"
