"""Cleaning is measured on speech by eSpeak NG with noise added, so that both are known."""

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from mmdemo.processing.audio.restore import denoised, low_cut, restore, trimmed_ends
from mmdemo.processing.audio.stretches import stretches
from tests.saying import said

RATE = 22_050
SAYS = (
    "The kettle boils a full pot of water in four minutes.",
    "A heavy wooden table with room for eight people.",
    "This soft blanket keeps the whole family warm in winter.",
)


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    """Three sentences with half a second of silence around each, without rumble."""
    pause = np.zeros(RATE // 2)
    parts = [pause]
    for sentence in SAYS:
        spoken = said(sentence).samples
        parts += [0.4 * spoken / np.abs(spoken).max(), pause]
    return low_cut(np.concatenate(parts), RATE)


def noise(kind: str, count: int) -> np.ndarray:
    """Noise of mean power 1: of all frequencies alike, of the mains, or of a fan."""
    white = np.random.default_rng(5).normal(size=count)
    if kind == "white":
        made = white
    elif kind == "hum":
        time = np.arange(count) / RATE
        made = sum(np.sin(2 * np.pi * 50 * part * time + part) / part for part in range(1, 12)) + 0.1 * white
    else:
        made = sosfilt(butter(1, 400, fs=RATE, output="sos"), white)
    return made / made.std()


def distance_db(clean: np.ndarray, sound: np.ndarray) -> float:
    """The signal-to-noise ratio, the signal at whatever level it now has."""
    level = (clean @ sound) / (clean @ clean)
    return float(10 * np.log10(level**2 * (clean @ clean) / ((sound - level * clean) ** 2).sum()))


@pytest.mark.parametrize(
    ("kind", "before", "better"),
    [("white", 10, 5), ("white", 20, 2), ("hum", 10, 5), ("hum", 20, 5), ("fan", 10, 3), ("fan", 20, 2)],
)
def test_steady_noise_goes_down_and_the_voice_stays(speech: np.ndarray, kind: str, before: int, better: float) -> None:
    added = noise(kind, len(speech)) * speech.std() * 10 ** (-before / 20)
    noisy, wanted = low_cut(speech + added, RATE), low_cut(speech, RATE)
    cleaned = denoised(noisy, RATE)
    assert distance_db(wanted, cleaned) > distance_db(speech, speech + added) + better
    assert distance_db(wanted, cleaned) > distance_db(wanted, noisy)
    silent = np.convolve(np.abs(speech), np.ones(RATE // 10), "same") < 1e-3
    change = 10 * np.log10((cleaned[silent] ** 2).mean() / (noisy[silent] ** 2).mean())
    assert -12.5 < change < -7


def test_what_is_left_of_the_noise_does_not_chirp(speech: np.ndarray) -> None:
    """Musical noise is single bands that flash up: the spread of the levels must stay near that of the noise itself."""
    noisy = speech + noise("white", len(speech)) * speech.std() * 0.1
    frames = [
        np.abs(np.fft.rfft(np.lib.stride_tricks.sliding_window_view(sound[: RATE // 3], 512)[::512])) ** 2
        for sound in (noisy, denoised(noisy, RATE))
    ]
    # The ratio of mean to geometric mean is 1.78 in white noise, and grows with every flash.
    before, after = (power.mean() / np.exp(np.log(power).mean()) for power in frames)
    assert after < 1.5 * before


def test_clean_speech_is_left_alone(speech: np.ndarray) -> None:
    assert distance_db(speech, denoised(speech, RATE)) > 40


def test_speech_without_a_pause_is_not_taken_for_noise(speech: np.ndarray) -> None:
    first, *_, last = stretches(speech, RATE)
    spoken = np.concatenate([speech[round(s * RATE) : round(e * RATE)] for s, e in stretches(speech, RATE)])
    assert first != last
    assert distance_db(spoken, denoised(spoken, RATE)) > 25


def test_offset_and_rumble_go(speech: np.ndarray) -> None:
    rumble = 0.1 * np.sin(2 * np.pi * 20 * np.arange(len(speech)) / RATE)
    cleaned = low_cut(speech + 0.2 + rumble, RATE)
    assert distance_db(speech, cleaned) > 20
    assert abs(cleaned.mean()) < 1e-3


def test_silence_around_the_words_is_trimmed_and_the_ends_fade(speech: np.ndarray) -> None:
    room = noise("fan", len(speech) + 4 * RATE) * speech.std() * 0.03
    room[2 * RATE : -2 * RATE] += speech
    cleaned = restore(room, RATE)
    spoken = stretches(speech, RATE)
    assert len(cleaned) / RATE == pytest.approx(spoken[-1].end - spoken[0].start + 0.35, abs=0.15)
    assert cleaned[0] == cleaned[-1] == 0
    assert np.abs(cleaned[: RATE // 100]).max() < 0.01


def test_loud_moments_come_down(speech: np.ndarray) -> None:
    uneven = speech * np.where(np.arange(len(speech)) < len(speech) // 2, 1.0, 0.3)

    def difference(sound: np.ndarray) -> float:
        half = len(sound) // 2
        return float(20 * np.log10(sound[:half].std() / sound[half:].std()))

    assert difference(restore(uneven, RATE)) < difference(trimmed_ends(uneven, RATE)) - 1


@pytest.mark.parametrize("count", [300, 5_000])
def test_short_sounds_and_silence_come_back(count: int) -> None:
    assert np.array_equal(restore(np.zeros(count), RATE), np.zeros(count))
    assert np.isfinite(restore(noise("white", 300), RATE)).all()


def test_the_same_sound_gives_the_same_samples(speech: np.ndarray) -> None:
    noisy = speech + 0.01 * noise("fan", len(speech))
    assert np.array_equal(restore(noisy, RATE), restore(noisy.copy(), RATE))
