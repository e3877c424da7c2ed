import numpy as np
import pytest

from mmdemo.processing.audio.joined import BREATH_SECONDS, faded, joined
from mmdemo.processing.audio.word_times import word_times
from mmdemo.processing.text.speakable_rules import SpokenWord

RATE = 1_000


def tone(seconds: float) -> np.ndarray:
    """A tone with a quarter of a second of silence on either side."""
    time = np.arange(round(seconds * RATE)) / RATE
    return np.pad(0.3 * np.cos(2 * np.pi * 120 * time), RATE // 4)


def test_passages_follow_each_other_with_a_breath() -> None:
    made = joined(("one two, ", "three"), (tone(0.4), tone(0.2)), RATE)
    assert made.duration == pytest.approx(0.6 + BREATH_SECONDS)
    assert np.abs(made.samples[400 : 400 + round(BREATH_SECONDS * RATE)]).max() == 0.0


def test_words_lie_inside_their_own_passage() -> None:
    words = [SpokenWord("one", "one "), SpokenWord("two,", "two, "), SpokenWord("three", "three")]
    first, second, third = word_times(words, joined(("one two, ", "three"), (tone(0.4), tone(0.2)), RATE))
    assert first.start == 0.0
    assert second.end == pytest.approx(0.4, abs=0.011)
    assert (third.start, third.end) == pytest.approx((0.4 + BREATH_SECONDS, 0.6 + BREATH_SECONDS))


def test_a_passage_without_sound_is_a_pause() -> None:
    made = joined(("one", "...", "two"), (tone(0.4), np.zeros(0), tone(0.4)), RATE)
    assert made.duration == pytest.approx(0.8 + 2 * BREATH_SECONDS)


def test_ends_are_faded_without_a_step() -> None:
    made = faded(np.ones(RATE), RATE)
    assert (made[0], made[-1], made[RATE // 2]) == (0.0, 0.0, 1.0)
    assert len(faded(np.zeros(0), RATE)) == 0
