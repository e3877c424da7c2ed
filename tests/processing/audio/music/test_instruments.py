import numpy as np
import pytest

from mmdemo.processing.audio.music import drums, instruments
from mmdemo.processing.audio.music.recipes import read_music

INSTRUMENTS = sorted(read_music("instruments"))


@pytest.mark.parametrize("name", INSTRUMENTS)
@pytest.mark.parametrize("pitch", [40, 57, 69])
def test_every_instrument_plays_in_tune_without_a_click(name: str, pitch: int) -> None:
    sound = instruments.play(name, pitch, 1.5, 0.5)
    assert sound.ndim == 2
    for channel in sound.astype(float):
        assert np.abs(channel[[0, -1]]).max() < 0.02 * np.abs(channel).max()
        spectrum = np.abs(np.fft.rfft(channel * np.hanning(len(channel)), 8 * instruments.RATE))
        hertz = instruments.pitch_hertz(pitch)
        near = slice(round(hertz * 8 * 0.8), round(hertz * 8 * 1.25))
        found = (near.start + int(np.argmax(spectrum[near]))) / 8
        assert abs(1200 * np.log2(found / hertz)) < 12  # cents


@pytest.mark.parametrize("name", ["felt_piano", "celesta", "electric_piano"])
def test_a_harder_stroke_is_brighter(name: str) -> None:
    soft, hard = (np.abs(np.fft.rfft(instruments.play(name, 60, 1.0, hardness)[0])) for hardness in (0.0, 1.0))
    above = round(400 * (len(soft) - 1) * 2 / instruments.RATE)
    assert (hard[above:] ** 2).sum() / (hard**2).sum() > 1.2 * (soft[above:] ** 2).sum() / (soft**2).sum()


def test_what_is_held_lasts_as_long_as_it_is_held() -> None:
    short, long = (instruments.play("strings", 60, seconds, 0.5) for seconds in (1.0, 2.0))
    assert long.shape[1] - short.shape[1] == instruments.RATE
    assert long.shape[0] == 2
    power = (long.astype(float) ** 2).mean(axis=1)
    assert power[0] == pytest.approx(power[1], rel=0.05)
    assert not np.allclose(long[0], long[1], atol=0.1)


@pytest.mark.parametrize("name", sorted(read_music("drums")))
def test_strokes_of_a_drum_differ_and_end(name: str) -> None:
    strokes = drums.strokes(name)
    assert strokes is drums.strokes(name)
    for stroke in strokes:
        assert np.abs(stroke).max() == pytest.approx(1.0)
        assert np.abs(stroke[[0, -1]]).max() < 0.01
    if read_music("drums")[name]["kind"] != "skin":
        assert len({stroke.tobytes() for stroke in strokes}) == len(strokes)
