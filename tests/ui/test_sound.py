"""The voices that can be chosen, and hearing one before it is used."""

import base64
import gc
import re
import threading
import warnings
from dataclasses import replace

import gradio as gr
import pytest

from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec, Speaker
from mmdemo.processing.audio.wav import read_wav
from mmdemo.registry import Registry, installed
from mmdemo.schema import AUTO, EMBEDDED, LANGUAGES, Language, Message
from mmdemo.ui.here import voice_choices
from mmdemo.ui.language import Words
from mmdemo.ui.listen_handlers import ListenHandlers, sample_html
from mmdemo.ui.sound import build_sound
from mmdemo.ui.view import Updates

TALKER = replace(next(spec for spec in installed().specs("speech") if spec.id == EMBEDDED), speakers=())
SPEAKERS = (
    Speaker("low", Message("Low", "低音"), "en"),
    Speaker("high", Message("High", "高音"), "en"),
    Speaker("mei", Message("Mei", "小梅"), "zh"),
)


class Counting:
    """The embedded narrator, counting how often it speaks; where it is hoarse it cannot."""

    def __init__(self, hoarse: bool = False) -> None:
        self.whole = TALKER.load(None)
        self.hoarse = hoarse
        self.spoken = 0

    def generate(self, brief, ctx):
        self.spoken += 1
        if self.hoarse:
            raise GenerationError("The narrator is <hoarse>.", "旁白嗓子哑了。")
        return self.whole.generate(replace(brief, sound=replace(brief.sound, voice=AUTO)), ctx)


def narrator(id: str, maker: Counting, **more: object) -> GeneratorSpec:
    return replace(TALKER, id=id, label=id.title(), load=lambda _: maker, speakers=SPEAKERS, **{"rank": 50, **more})


def absent(id: str) -> GeneratorSpec:
    gone = Message("It is not here.", "本机没有。")
    return narrator(id, Counting(), rank=90, missing=lambda: gone)


def handlers(*specs: GeneratorSpec) -> ListenHandlers:
    registry = Registry([TALKER, *specs])
    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        with gr.Blocks():
            built = ListenHandlers(build_sound(Words(), registry), registry)
        gc.collect()
    return built


def heard(listening: ListenHandlers, voice: str, narrator: str = AUTO, language: Language = "en") -> Updates:
    """The last update after a click on Listen."""
    *_, last = listening.speak(threading.Event(), voice, narrator, "usual", language, "en", None)
    return last


@pytest.mark.parametrize(
    ("narrator_id", "listing", "ids"),
    [
        (AUTO, "en", ["auto", "one/low", "one/high"]),
        (AUTO, "zh", ["auto", "one/mei"]),
        ("one", "en", ["auto", "one/low", "one/high"]),
        ("gone", "en", ["auto"]),
    ],
)
def test_voices_follow_the_narrator_and_the_language_of_the_listing(narrator_id, listing, ids) -> None:
    registry = Registry([TALKER, narrator("one", Counting()), absent("gone")])
    assert [id for _, id in voice_choices(registry, narrator_id, listing, "en")] == ids


def test_voices_are_named_with_their_narrator_in_the_language_of_the_page() -> None:
    registry = Registry([TALKER, narrator("one", Counting())])
    assert [label for label, _ in voice_choices(registry, AUTO, "en", "zh")] == [
        "自动（默认音色）",
        "One · 低音",
        "One · 高音",
    ]


def test_every_voice_that_is_offered_exists() -> None:
    registry = installed()
    for language in LANGUAGES:
        for _, id in voice_choices(registry, AUTO, language, language):
            registry.check_voice(id, language)


def test_a_voice_that_is_no_longer_there_goes_back_to_auto() -> None:
    listening = handlers(narrator("one", Counting()))
    shown = listening.show("one/high", AUTO, "en", "en")[listening.inputs.voice]
    assert shown["value"] == "one/high"
    shown = listening.show("one/high", AUTO, "zh", "en")[listening.inputs.voice]
    assert (shown["value"], shown["choices"][-1]) == ("auto", ("One · Mei", "one/mei"))
    assert listening.show("one/high", EMBEDDED, "en", "en")[listening.inputs.voice]["value"] == "auto"


def test_a_voice_says_its_sentence_once_and_is_remembered() -> None:
    maker = Counting()
    listening = handlers(narrator("one", maker))
    first = heard(listening, "one/high")
    player = first[listening.inputs.sample]
    sound = base64.b64decode(re.search(r"base64,([^\"]+)", player).group(1))
    samples, rate = read_wav(sound)
    assert 0.5 < len(samples) / rate < 5
    assert first[listening.inputs.listen]["interactive"]
    assert heard(listening, "one/high") == first
    assert maker.spoken == 1
    heard(listening, "one/low")
    heard(listening, AUTO, language="zh")
    assert maker.spoken == 3


def test_what_went_wrong_is_a_sentence_and_no_other_voice_speaks() -> None:
    listening = handlers(narrator("one", Counting(hoarse=True)), absent("gone"))
    said = heard(listening, "one/low")
    assert "The narrator is &lt;hoarse&gt;." in said[listening.inputs.said]
    assert 'role="alert"' in said[listening.inputs.said]
    assert said[listening.inputs.sample] == ""
    assert said[listening.inputs.listen]["interactive"]
    assert "It is not here." in heard(listening, AUTO, "gone")[listening.inputs.said]
    assert "no voice called" in heard(listening, "one/nobody")[listening.inputs.said]


def test_a_narrator_without_the_language_says_so_and_speaks_nothing() -> None:
    maker = Counting()
    listening = handlers(narrator("one", maker, languages=("en",)))
    said = heard(listening, AUTO, "one", "zh")
    assert "One" in said[listening.inputs.said]
    assert 'role="alert"' in said[listening.inputs.said]
    assert maker.spoken == 0


def test_stop_is_heard() -> None:
    listening = handlers(narrator("one", Counting()))
    stop = threading.Event()
    stop.set()
    *_, last = listening.speak(stop, "one/low", AUTO, "usual", "en", "en", None)
    assert last[listening.inputs.sample] == ""
    assert last[listening.inputs.listen]["interactive"]


def test_a_sample_has_a_name() -> None:
    assert 'aria-label="音色试听"' in sample_html(b"RIFF", "zh")
