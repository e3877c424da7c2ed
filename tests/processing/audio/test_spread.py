"""Sentences by eSpeak NG with known pauses between them: where each word begins is known."""

from itertools import pairwise

import numpy as np
import pytest

from mmdemo.processing.audio.spread import MOST_PAUSES, spread
from mmdemo.processing.audio.word_times import trimmed, word_times
from mmdemo.processing.text.speakable import sentences, speakable, spoken_text
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Language
from mmdemo.sound import Word
from tests.saying import said

RATE = 22_050
ENGLISH = (
    "Meet the Oslo oak table. It is 180 cm long, seats eight people, and weighs 42 kg. The top is solid oak. "
    "Every leg unscrews, so it fits through any door. Order today and have it within five days."
)
CHINESE = "这款橡木餐桌长一米八，可以坐八个人。桌面是实木，手工上油。四条腿可以拆下来。现在下单，五天之内送到。"
Read = list[tuple[SpokenWord, ...]]


def read(script: str, language: Language) -> Read:
    return [speakable(sentence, language) for sentence in sentences(script)]


def recorded(words: Read, language: Language, seed: int, pauses: tuple[float, float]) -> tuple[np.ndarray, list]:
    """The sentences, each at another pace, with a pause of another length after each; and when each word begins."""
    generator = np.random.default_rng(seed)
    parts, position, starts = [np.zeros(RATE // 3)], RATE // 3, []
    for sentence in words:
        voice, pace = "cmn" if language == "zh" else "en-us", round(165 * generator.uniform(0.88, 1.15))
        spoken = trimmed(said(spoken_text(sentence), voice, pace))
        starts.append([word.start + position / RATE for word in word_times(sentence, spoken)])
        pause = np.zeros(round(generator.uniform(*pauses) * RATE))
        parts += [spoken.samples, pause]
        position += len(spoken.samples) + len(pause)
    sound = np.concatenate(parts)
    return sound + generator.normal(size=len(sound)) * sound.std() * 0.03, starts


def assert_in_order(spread_words: tuple[tuple[Word, ...], ...], seconds: float) -> None:
    words = [word for sentence in spread_words for word in sentence]
    assert words[0].start >= 0
    assert words[-1].end <= seconds + 1e-9
    assert all(word.start <= word.end for word in words)
    assert all(before.end <= after.start + 1e-9 for before, after in pairwise(words))


@pytest.mark.parametrize(("script", "language"), [(ENGLISH, "en"), (CHINESE, "zh")])
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("pauses", [(0.3, 0.9), (0.15, 0.35)])
def test_words_lie_where_they_are_said(script: str, language: Language, seed: int, pauses: tuple[float, float]) -> None:
    words = read(script, language)
    sound, starts = recorded(words, language, seed, pauses)
    found = spread(words, sound, RATE)
    assert [[word.text for word in sentence] for sentence in found] == [[word.text for word in each] for each in words]
    assert_in_order(found, len(sound) / RATE)
    begun = [word.start for sentence in found for word in sentence]
    late = np.abs(np.array(begun) - np.concatenate(starts))
    first = [abs(each[0].start - known[0]) for each, known in zip(found, starts, strict=True)]
    assert max(first) < 0.15
    assert np.median(late) < 0.15
    assert max(late) < 0.9


def test_a_hesitation_inside_a_sentence_does_not_end_it() -> None:
    words = read("The solid oak table seats eight. It folds. We bring it to your door within five days.", "en")
    generator = np.random.default_rng(1)
    # 28, 8 and 46 characters; the reader stops in the first and in the last.
    seconds = [1.0, 0.3, 1.0, 0.7, 0.6, 0.6, 1.4, 0.3, 1.6]
    parts = [generator.normal(size=round(each * RATE)) * (0.1 if n % 2 == 0 else 0) for n, each in enumerate(seconds)]
    found = spread(words, np.concatenate(parts), RATE)
    assert [sentence[0].start for sentence in found] == pytest.approx([0, 3.0, 4.2], abs=0.05)
    assert [sentence[-1].end for sentence in found] == pytest.approx([2.3, 3.6, 7.5], abs=0.05)


def test_a_cough_before_the_first_word_is_not_the_script() -> None:
    words = read("The solid oak table seats eight people. It folds away.", "en")
    generator = np.random.default_rng(1)
    seconds = [0.2, 0.9, 2.4, 0.6, 1.0]
    parts = [generator.normal(size=round(each * RATE)) * (0.1 if n % 2 == 0 else 0) for n, each in enumerate(seconds)]
    found = spread(words, np.concatenate(parts), RATE)
    assert [sentence[0].start for sentence in found] == pytest.approx([1.1, 4.1], abs=0.05)


def test_sentences_read_in_one_breath_share_it_by_their_characters() -> None:
    words = read("One two three. One two three. One two three.", "en")
    found = spread(words, np.sin(np.arange(3 * RATE)), RATE)
    assert [sentence[0].start for sentence in found] == pytest.approx([0, 1, 2], abs=0.1)


def test_nothing_to_say_gives_no_words() -> None:
    assert spread([], np.ones(RATE), RATE) == ()


@pytest.mark.parametrize("samples", [np.zeros(RATE), np.r_[np.zeros(RATE), 1.0, np.zeros(RATE)]])
def test_a_sound_without_speech_still_carries_the_words_evenly(samples: np.ndarray) -> None:
    found = spread(read("One two. Three.", "en"), samples, RATE)
    assert_in_order(found, len(samples) / RATE)
    assert found[1][-1].end == pytest.approx(len(samples) / RATE)


def test_more_words_than_anybody_speaks_are_spread_over_the_sound() -> None:
    words = read("Buy it. " * 2_500, "en")
    sound, _ = recorded(read(ENGLISH, "en"), "en", 1, (0.3, 0.9))
    found = spread(words, sound, RATE)
    assert len(found) == 2_500
    assert_in_order(found, len(sound) / RATE)


def test_a_stammer_of_hundreds_of_pauses_is_read() -> None:
    pieces = MOST_PAUSES + 50
    sound = np.tile(np.r_[np.sin(np.arange(0.2 * RATE)), np.zeros(round(0.2 * RATE))], pieces)
    words = read(ENGLISH, "en")
    found = spread(words, sound, RATE)
    assert_in_order(found, len(sound) / RATE)
    assert found[-1][-1].end == pytest.approx(pieces * 0.4 - 0.2, abs=0.05)
