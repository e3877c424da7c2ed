from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.audio.captions import cue_texts
from mmdemo.processing.audio.manner import Manner
from mmdemo.processing.audio.narrate import LEAD_SECONDS, TAIL_SECONDS, Tick, narrate
from mmdemo.processing.audio.notice import SPOKEN, morse
from mmdemo.processing.audio.script import read_script
from mmdemo.processing.audio.wav import read_wav
from mmdemo.processing.audio.word_times import Utterance
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.schema import Brief, Copy, Language, Narration, Product, Sound

RATE = 16_000


def brief(script: str, language: Language = "en", **sound: str) -> Brief:
    copy = Copy("Mug", (), "", "", (), {}, script)
    return Brief(
        "narration",
        "speech",
        "narration",
        Product("Mug", language),
        "friendly",
        ("copy",),
        {"copy": copy},
        sound=Sound(**sound),
    )


def tone(words: Sequence[SpokenWord], manner: Manner, tick: Tick) -> Utterance:
    """A voice of one tone, half a second a word, with silence around it as engines leave."""
    time = np.arange(round(RATE * len(words) / 2 / manner.speed)) / RATE
    silence = np.zeros(RATE // 4)
    return Utterance(np.concatenate([silence, 0.02 * np.sin(2 * np.pi * 500 * manner.pitch * time), silence]), RATE)


def silence(words: Sequence[SpokenWord], manner: Manner, tick: Tick) -> Utterance:
    return Utterance(np.zeros(RATE), RATE)


def made(script: str, ctx: RunContext | None = None, **sound: str) -> Narration:
    return narrate(brief(script, **sound), ctx or RunContext(1), tone)


def test_sentences_follow_each_other_with_the_pauses_of_their_marks() -> None:
    read = read_script(brief("One two. Three four five six."))
    spoken = made("One two. Three four five six.")
    first, second = spoken.sentences
    pause = read.manners[0].pause
    assert first[0].start == LEAD_SECONDS
    assert first[-1].end == pytest.approx(LEAD_SECONDS + 1.0, abs=0.02)
    assert second[0].start == pytest.approx(LEAD_SECONDS + 1.0 + pause, abs=0.02)
    assert spoken.duration == pytest.approx(LEAD_SECONDS + 3.0 + pause + TAIL_SECONDS, abs=0.04)
    samples, rate = read_wav(spoken.data)
    gap = samples[round((first[-1].end + 0.02) * rate) : round((second[0].start - 0.02) * rate)]
    assert np.abs(gap).max() < 0.001
    assert (spoken.loudness, spoken.true_peak < -1.0) == (pytest.approx(-16.0, abs=0.11), True)


def test_a_paragraph_pauses_longer_and_a_brisk_pace_shorter() -> None:
    flat, broken = read_script(brief("One. Two.")), read_script(brief("One.\nTwo."))
    assert broken.manners[0].pause > flat.manners[0].pause
    assert made("One two. Three.", pace="brisk").duration < made("One two. Three.").duration


def test_a_sentence_without_words_is_passed_over() -> None:
    assert [len(words) for words in made("One. !!! 🎉\nTwo.").sentences] == [1, 1]


def test_a_sentence_nobody_could_pronounce_keeps_its_place() -> None:
    def choosy(words: Sequence[SpokenWord], manner: Manner, tick: Tick) -> Utterance:
        return (silence if len(words) == 2 else tone)(words, manner, tick)

    spoken = narrate(brief("One. Two three. Four."), RunContext(1), choosy)
    assert [len(words) for words in spoken.sentences] == [1, 0, 1]
    assert [bool(take.pcm) for take in spoken.takes] == [True, False, True]
    assert cue_texts(spoken) == ["One.", "", "Four."]


def test_a_voice_that_says_nothing_is_an_error() -> None:
    with pytest.raises(GenerationError, match="could not pronounce") as caught:
        narrate(brief("One. Two."), RunContext(1), silence)
    assert "读不出" in caught.value.text("zh")


def test_the_polish_works_on_the_whole_sound() -> None:
    plain = made("One two.")
    halved = narrate(
        brief("One two."), RunContext(1), tone, lambda samples, rate: samples * np.linspace(0, 1, len(samples))
    )
    assert halved.duration == plain.duration
    assert halved.data != plain.data


class TestTakes:
    def test_only_what_is_asked_for_again_is_spoken(self) -> None:
        heard: list[int] = []

        def counting(words: Sequence[SpokenWord], manner: Manner, tick: Tick) -> Utterance:
            heard.append(len(words))
            return tone(words, manner, tick)

        script = "One. Two three. Four five six."
        first = narrate(brief(script), RunContext(1), counting)
        again = narrate(replace(brief(script), takes=(0, 1, 0), earlier=first), RunContext(1), counting)
        assert heard == [1, 2, 3, 2]
        assert [take.number for take in again.takes] == [0, 1, 0]
        assert [one == other for one, other in zip(first.takes, again.takes, strict=True)] == [True, False, True]
        alone = narrate(replace(brief(script), takes=(0, 1, 0)), RunContext(1), counting)
        assert alone == again

    def test_nothing_is_kept_of_another_script_or_notice(self) -> None:
        first = made("One. Two.")
        for other in (brief("One. Three."), brief("One. Two.", notice="morse"), brief("One. Two. Three.")):
            assert set(read_script(replace(other, earlier=first)).kept) == {None}

    def test_too_many_or_too_few_takes_do_no_harm(self) -> None:
        assert read_script(replace(brief("One. Two."), takes=(3,))).takes == (3, 0)
        assert read_script(replace(brief("One."), takes=(3, 4, 5))).takes == (3,)


class TestNotice:
    def test_morse_is_heard_before_the_voice(self) -> None:
        plain, told = made("One two."), made("One two.", notice="morse")
        head = len(morse(22_050)) / 22_050
        assert told.notice == "morse"
        assert told.sentences[0][0].start == pytest.approx(plain.sentences[0][0].start + head)
        samples, rate = read_wav(told.data)
        notice, voice = samples[: round(head * rate)], samples[round(head * rate) :]
        assert 0.1 < np.abs(notice).max() / np.abs(voice).max() < 0.9
        assert told.loudness == pytest.approx(-16, abs=0.2)

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_spoken_it_is_the_first_sentence(self, language: Language) -> None:
        told = narrate(
            brief("One two. 三四五。Six." if language == "zh" else "One two. Six.", language, notice="spoken"),
            RunContext(1),
            tone,
        )
        assert cue_texts(told)[0] == SPOKEN[language]
        assert told.script.startswith("One two.")
        assert len(told.takes) == len(told.sentences) == 2 + (1 if language == "en" else 2)

    def test_it_alone_is_nothing_to_say(self) -> None:
        with pytest.raises(GenerationError, match="nothing to read"):
            read_script(brief("!!!", notice="spoken"))
