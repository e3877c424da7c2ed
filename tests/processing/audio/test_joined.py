import numpy as np
import pytest

from mmdemo.errors import GenerationError
from mmdemo.processing.audio.batches import Passage
from mmdemo.processing.audio.joined import BREATH_SECONDS, faded, joined, spoken_sentences
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


PASSAGES = [
    Passage("one, ", 0, 0, "passage 0"),
    Passage("...", 0, 0, "passage 1"),
    Passage("two", 0, 0, "passage 2"),
    Passage("three", 2, 1, "sentence 2 take 1 passage 0"),
]


def test_the_passages_of_a_sentence_come_together_and_those_of_another_do_not() -> None:
    spoken = spoken_sentences(PASSAGES, [tone(0.4), tone(0.2), tone(0.3)], RATE)
    assert spoken.keys() == {0, 2}
    assert spoken[0].duration == pytest.approx(0.6 + 2 * BREATH_SECONDS)
    assert spoken[2].duration == pytest.approx(0.3)
    assert spoken_sentences([], [], RATE) == {}


def test_a_passage_that_stayed_silent_is_named() -> None:
    with pytest.raises(GenerationError, match="silent at “two”") as caught:
        spoken_sentences(PASSAGES, [tone(0.4), None, tone(0.3)], RATE)
    assert "没有读出“two”" in caught.value.text("zh")
