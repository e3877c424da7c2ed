"""Both narrators, held to the same promises."""

import io
import re
import shutil
import threading
import wave
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pyloudnorm
import pytest

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError
from mmdemo.generators import Generator
from mmdemo.generators.speech import embedded, flite
from mmdemo.processing.audio.captions import captions_vtt, cue_texts
from mmdemo.processing.audio.loudness import integrated_loudness, true_peak
from mmdemo.processing.audio.wav import read_wav
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import Brief, Copy, Language, Money, Narration, Product

SCRIPTS: dict[Language, str] = {
    "en": "Meet the solid oak mug. It holds 350 ml & costs just $24.00 — dishwasher-safe! 🎉 It ships in 7-10 days.",
    "zh": "这款橡木杯很便宜，只要¥199.90。容量350ml，支持USB-C加热！7-10天送达🎉。",
}
needs_flite = pytest.mark.skipif(shutil.which("flite") is None, reason="the program flite is not installed")
VOICES = [
    pytest.param(embedded.SPEC, "en", id="embedded-en"),
    pytest.param(embedded.SPEC, "zh", id="embedded-zh"),
    pytest.param(flite.SPEC, "en", id="flite-en", marks=needs_flite),
]


def brief(script: str, language: Language) -> Brief:
    product = Product("Oak mug", language, price=Money(Decimal("24.00"), "USD"))
    copy = Copy("Oak mug", (), "", "", (), {}, script)
    return Brief("narration", "speech", "narration", product, "friendly", ("copy",), {"copy": copy})


def said(generator: Generator, script: str, language: Language, ctx: RunContext | None = None) -> Narration:
    made = generator.generate(brief(script, language), ctx or RunContext(7).for_part("narration"))
    assert isinstance(made, Narration)
    return made


@pytest.mark.parametrize(("spec", "language"), VOICES)
class TestEveryNarrator:
    def test_the_sound_is_a_wav_of_speech_at_the_right_level(self, spec, language: Language) -> None:
        made = said(spec.load(ON_CPU), SCRIPTS[language], language)
        with wave.open(io.BytesIO(made.data)) as reader:
            assert (reader.getnchannels(), reader.getsampwidth()) == (1, 2)
            assert reader.getframerate() == made.sample_rate == 22_050
        samples, rate = read_wav(made.data)
        assert made.duration == pytest.approx(len(samples) / rate)
        assert 5 < made.duration < 25
        assert pyloudnorm.Meter(rate).integrated_loudness(samples) == pytest.approx(-16.0, abs=0.3)
        assert made.loudness == pytest.approx(integrated_loudness(samples, rate))
        assert made.loudness == pytest.approx(-16.0, abs=0.2)
        assert made.true_peak == pytest.approx(true_peak(samples))
        assert made.true_peak < -1.0

    def test_captions_show_the_script_in_time_order(self, spec, language: Language) -> None:
        made = said(spec.load(ON_CPU), SCRIPTS[language], language)
        assert made.script == SCRIPTS[language]
        blanks = re.compile(r"\s")
        assert blanks.sub("", "".join(cue_texts(made))) == blanks.sub("", SCRIPTS[language])
        words = [word for sentence in made.sentences for word in sentence]
        for word, following in pairwise(words):
            assert word.start < word.end <= following.start
        assert words[0].start >= 0
        assert words[-1].end <= made.duration
        assert captions_vtt(made).startswith("WEBVTT\n\n00:00:00.")

    def test_sentences_stand_where_they_are_heard(self, spec, language: Language) -> None:
        made = said(spec.load(ON_CPU), SCRIPTS[language], language)
        samples, rate = read_wav(made.data)
        for sentence in made.sentences:
            inside = samples[round(sentence[0].start * rate) : round(sentence[-1].end * rate)]
            before = samples[round((sentence[0].start - 0.04) * rate) : round((sentence[0].start - 0.01) * rate)]
            assert np.sqrt((inside**2).mean()) > 10 * np.sqrt((before**2).mean())

    def test_the_same_request_gives_the_same_bytes(self, spec, language: Language) -> None:
        first, again = (said(spec.load(ON_CPU), SCRIPTS[language], language) for _ in range(2))
        assert first == again

    def test_another_take_sounds_different(self, spec, language: Language) -> None:
        generator = spec.load(ON_CPU)
        takes = [
            said(generator, SCRIPTS[language], language, RunContext(7).for_part("narration", take)) for take in (0, 1)
        ]
        assert takes[0].data != takes[1].data

    @pytest.mark.parametrize("script", ["", " \n", "🎉🎉", "!!! ... —", "。。。"])
    def test_a_script_without_words_asks_for_one(self, spec, language: Language, script: str) -> None:
        with pytest.raises(GenerationError, match="write a script") as caught:
            said(spec.load(ON_CPU), script, language)
        assert "文稿" in caught.value.text("zh")

    def test_a_brief_without_copy_says_so(self, spec, language: Language) -> None:
        bare = Brief("narration", "speech", "narration", Product("Mug", language), "friendly")
        with pytest.raises(GenerationError, match="copy first"):
            spec.load(ON_CPU).generate(bare, RunContext(7))

    def test_each_sentence_is_a_step(self, spec, language: Language) -> None:
        heard: list[Progress] = []
        ctx = RunContext(7, listen=heard.append).for_part("narration")
        said(spec.load(ON_CPU), SCRIPTS[language], language, ctx)
        assert sorted({progress.done for progress in heard}) == [0, 1, 2, 3]
        assert {progress.total for progress in heard} == {4}

    def test_stop_is_heard(self, spec, language: Language) -> None:
        stop = threading.Event()

        def listen(progress: Progress) -> None:
            if progress.done == 1:
                stop.set()

        with pytest.raises(Cancelled):
            said(spec.load(ON_CPU), SCRIPTS[language], language, RunContext(7, stop=stop, listen=listen))

    def test_one_word_is_enough(self, spec, language: Language) -> None:
        made = said(spec.load(ON_CPU), "Yes" if language == "en" else "好", language)
        assert made.loudness == pytest.approx(-16.0, abs=0.5)
        assert len(made.sentences) == 1


def test_threads_may_speak_at_once() -> None:
    generator = embedded.SPEC.load(ON_CPU)
    alone = said(generator, SCRIPTS["en"], "en")
    results: list[Narration] = []
    threads = [threading.Thread(target=lambda: results.append(said(generator, SCRIPTS["en"], "en"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [alone] * 3


def test_words_no_voice_can_say_are_an_error() -> None:
    # An English reading of a Chinese script leaves nothing to say.
    with pytest.raises(GenerationError):
        said(embedded.SPEC.load(ON_CPU), "这款杯子", "en")


def test_flite_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    message = flite.SPEC.missing()
    assert message is not None
    assert "package flite" in message.en
    assert "flite" in message.zh
    with pytest.raises(FileNotFoundError):
        flite.SPEC.load(ON_CPU)


@needs_flite
def test_flite_is_not_missing_where_it_is_installed() -> None:
    assert flite.SPEC.missing() is None


@needs_flite
def test_the_better_voice_comes_first_but_not_for_chinese() -> None:
    assert flite.SPEC.rank > embedded.SPEC.rank
    assert flite.SPEC.languages == ("en",)
