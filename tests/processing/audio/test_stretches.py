import numpy as np
import pytest

from mmdemo.processing.audio.stretches import stretches

RATE = 16_000


def sound(*parts: tuple[float, float], noise: float = 0.0) -> np.ndarray:
    """Parts of so many seconds at a level each, over steady noise."""
    generator = np.random.default_rng(1)
    levels = np.concatenate([np.full(round(seconds * RATE), level) for seconds, level in parts])
    return generator.normal(size=len(levels)) * np.hypot(levels, noise)


@pytest.mark.parametrize("noise", [0.0, 0.0001, 0.01, 0.03])
def test_speech_is_told_from_noise_of_any_level(noise: float) -> None:
    found = stretches(sound((0.5, 0), (1, 0.2), (0.3, 0), (0.7, 0.1), (0.5, 0), noise=noise), RATE)
    assert np.ravel(found) == pytest.approx([0.5, 1.5, 1.8, 2.5], abs=0.03)


def test_the_closure_of_a_consonant_is_no_pause_and_a_click_no_speech() -> None:
    found = stretches(sound((0.02, 0.3), (0.5, 0), (0.5, 0.2), (0.08, 0), (0.5, 0.2), (0.4, 0), (0.02, 0.3)), RATE)
    assert len(found) == 1
    assert found[0] == pytest.approx((0.52, 1.6), abs=0.03)


def test_a_sound_without_pauses_is_one_stretch() -> None:
    assert stretches(np.sin(np.arange(RATE)), RATE) == ((0.0, 1.0),)


@pytest.mark.parametrize("samples", [np.zeros(RATE), np.zeros(0)])
def test_silence_holds_no_speech(samples: np.ndarray) -> None:
    assert stretches(samples, RATE) == ()
