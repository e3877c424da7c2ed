from collections.abc import Sequence

import numpy as np
import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.audio.narrate import GAP_SECONDS, LEAD_SECONDS, TAIL_SECONDS, Tick, narrate
from mmdemo.processing.audio.wav import read_wav
from mmdemo.processing.audio.word_times import Utterance
from mmdemo.processing.text.speakable_rules import SpokenWord

RATE = 16_000


def tone(words: Sequence[SpokenWord], tick: Tick) -> Utterance:
    """A voice of one tone, half a second a word, with silence around it as engines leave."""
    time = np.arange(RATE * len(words) // 2) / RATE
    silence = np.zeros(RATE // 4)
    return Utterance(np.concatenate([silence, 0.02 * np.sin(2 * np.pi * 500 * time), silence]), RATE)


def silence(words: Sequence[SpokenWord], tick: Tick) -> Utterance:
    return Utterance(np.zeros(RATE), RATE)


def test_sentences_follow_each_other_with_exact_gaps() -> None:
    made = narrate("One two. Three four five six.", "en", tone, RunContext(1))
    first, second = made.sentences
    assert first[0].start == LEAD_SECONDS
    assert first[-1].end == pytest.approx(LEAD_SECONDS + 1.0, abs=0.02)
    assert second[0].start == pytest.approx(LEAD_SECONDS + 1.0 + GAP_SECONDS, abs=0.02)
    assert made.duration == pytest.approx(LEAD_SECONDS + 3.0 + GAP_SECONDS + TAIL_SECONDS, abs=0.04)
    samples, rate = read_wav(made.data)
    gap = samples[round((first[-1].end + 0.02) * rate) : round((second[0].start - 0.02) * rate)]
    assert np.abs(gap).max() < 0.001
    assert (made.loudness, made.true_peak < -1.0) == (pytest.approx(-16.0, abs=0.11), True)


def test_a_sentence_without_words_is_passed_over() -> None:
    made = narrate("One. !!! 🎉\nTwo.", "en", tone, RunContext(1))
    assert [len(words) for words in made.sentences] == [1, 1]


def test_a_voice_that_says_nothing_is_an_error() -> None:
    with pytest.raises(GenerationError, match="could not pronounce") as caught:
        narrate("One. Two.", "en", silence, RunContext(1))
    assert "读不出" in caught.value.text("zh")


def test_the_polish_works_on_the_whole_sound() -> None:
    plain = narrate("One two.", "en", tone, RunContext(1))
    halved = narrate(
        "One two.", "en", tone, RunContext(1), lambda samples, rate: samples * np.linspace(0, 1, len(samples))
    )
    assert halved.duration == plain.duration
    assert halved.data != plain.data
