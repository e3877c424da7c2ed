import io

import numpy as np
import pytest
import soundfile

from mmdemo.processing.audio.decode import NotSound, TooLong, decode, resampled

RATE = 16_000
TONE = 0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)


def file_of(samples: np.ndarray, rate: int = RATE, kind: str = "WAV", subtype: str = "PCM_16") -> bytes:
    sink = io.BytesIO()
    soundfile.write(sink, samples, rate, format=kind, subtype=subtype)
    return sink.getvalue()


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
        file_of(TONE)[:20],
        file_of(TONE, kind="AIFF"),
        file_of(np.full(RATE, np.nan), subtype="FLOAT"),
        file_of(TONE, rate=3_999),
        file_of(np.zeros((100, 9))),
    ],
    ids=["nothing", "half a name", "text", "half a header", "another kind", "no numbers", "slow", "nine channels"],
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
