import numpy as np
import pytest

from mmdemo.processing.audio.word_times import Utterance, loud_span, trimmed, word_times
from mmdemo.processing.text.speakable_rules import SpokenWord

RATE = 1_000


def tone(*bursts: tuple[float, float], length: float) -> np.ndarray:
    time = np.arange(round(length * RATE)) / RATE
    heard = np.zeros(len(time))
    for start, end in bursts:
        heard += np.where((time >= start) & (time < end), np.sin(2 * np.pi * 120 * time), 0.0)
    return heard


def test_a_word_lasts_from_its_anchor_to_its_silence() -> None:
    words = [SpokenWord("One,", "One, "), SpokenWord("two.", "two.")]
    spoken = Utterance(tone((0, 0.4), (0.6, 1.0), length=1.0), RATE, ((0, 0.0), (5, 0.6)))
    first, second = word_times(words, spoken)
    assert (first.text, second.text) == ("One,", "two.")
    assert (first.start, second.start) == (0.0, 0.6)
    assert first.end == pytest.approx(0.4, abs=0.011)
    assert second.end == pytest.approx(1.0)


def test_a_rewritten_word_lasts_over_all_that_is_read_for_it() -> None:
    words = [SpokenWord("350 ml", "three hundred fifty milliliters "), SpokenWord("mug", "mug")]
    anchors = ((0, 0.0), (6, 0.2), (14, 0.4), (20, 0.6), (32, 0.8))
    first, second = word_times(words, Utterance(tone((0, 1), length=1.0), RATE, anchors))
    assert (first.start, first.end, second.start) == pytest.approx((0.0, 0.8, 0.8))


def test_repeated_and_backward_anchors_are_merged() -> None:
    words = [SpokenWord("a", "aa "), SpokenWord("b", "bb "), SpokenWord("c", "cc")]
    anchors = ((0, 0.0), (3, 0.3), (3, 0.5), (0, 0.6), (6, 0.25), (6, 0.7), (40, 0.8))
    times = word_times(words, Utterance(tone((0, 1), length=1.0), RATE, anchors))
    assert [word.start for word in times] == pytest.approx([0.0, 0.3, 0.7])


def test_words_without_an_anchor_share_the_time_by_characters() -> None:
    words = [SpokenWord("aaaa", "aaaa"), SpokenWord("bb", "bb"), SpokenWord("cccc", "cccc")]
    times = word_times(words, Utterance(tone((0, 1), length=1.0), RATE))
    assert [word.start for word in times] == pytest.approx([0.0, 0.4, 0.6])


def test_no_word_overlaps_the_next_or_ends_before_it_starts() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        words = [SpokenWord("w", "w" * rng.integers(1, 9) + " ") for _ in range(rng.integers(1, 12))]
        anchors = tuple((int(rng.integers(0, 60)), float(rng.uniform(0, 1))) for _ in range(8))
        times = word_times(words, Utterance(tone((0.1, 0.3), (0.5, 0.9), length=1.0), RATE, anchors))
        for word, following in zip(times, [*times[1:], None], strict=True):
            assert 0 <= word.start < word.end <= (following.start if following else 1.0)


def test_silence_around_a_sentence_is_cut_and_the_anchors_move() -> None:
    cut = trimmed(Utterance(tone((0.2, 0.8), length=1.2), RATE, ((0, 0.0), (4, 0.5), (8, 1.1))))
    assert cut.duration == pytest.approx(0.6, abs=0.021)
    assert [time for _, time in cut.anchors] == pytest.approx([0.0, 0.3, cut.duration], abs=0.011)


def test_all_silence_leaves_no_samples() -> None:
    assert loud_span(np.zeros(500), RATE) == (0.0, 0.0)
    assert len(trimmed(Utterance(np.zeros(500), RATE)).samples) == 0
    assert len(trimmed(Utterance(np.zeros(0), RATE)).samples) == 0
