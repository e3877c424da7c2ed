import io
import wave

import numpy as np
import pytest

from mmdemo.processing.audio.wav import quantise, read_channels, read_wav, wav_bytes


def test_a_wav_holds_the_samples_it_was_given() -> None:
    pcm = np.array([0, 1, -1, 32_767, -32_768], np.int16)
    data = wav_bytes(pcm, 22_050)
    with wave.open(io.BytesIO(data)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 22_050)
        assert reader.readframes(5) == pcm.astype("<i2").tobytes()
    samples, rate = read_wav(data)
    assert rate == 22_050
    assert np.array_equal(quantise(samples), pcm)
    assert data == wav_bytes(pcm, 22_050)


def test_quantise_clips_at_full_scale() -> None:
    assert quantise(np.array([2.0, -2.0, 0.5])).tolist() == [32_767, -32_768, 16_384]


@pytest.mark.parametrize("data", [b"", b"RIFF", b"not a sound at all, but long enough to be one" * 3])
def test_what_is_no_wav_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a WAV"):
        read_wav(data)


def test_stereo_keeps_its_channels_and_is_no_mono_sound() -> None:
    pcm = np.array([[0, 1], [-1, 32_767], [5, 6]], np.int16)
    data = wav_bytes(pcm, 44_100)
    samples, rate = read_channels(data)
    assert rate == 44_100
    assert np.array_equal(quantise(samples), pcm)
    with pytest.raises(ValueError, match="2 channels"):
        read_wav(data)


def test_other_bits_are_refused() -> None:
    sink = io.BytesIO()
    with wave.open(sink, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(1)
        writer.setframerate(8_000)
        writer.writeframes(bytes(16))
    with pytest.raises(ValueError, match="8 bits"):
        read_channels(sink.getvalue())
