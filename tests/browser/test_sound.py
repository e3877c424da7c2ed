"""Voices, music, and a narration changed sentence by sentence or by the merchant's own voice."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec, Speaker
from mmdemo.processing.audio.captions import cue_texts
from mmdemo.processing.audio.wav import quantise, read_wav, wav_bytes
from mmdemo.registry import Registry
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import AUTO, EMBEDDED, Brief, Message, Narration, Transcript
from tests.browser.conftest import Axe, serving
from tests.browser.makers import embedded_but, of, spec
from tests.browser.steps import choose, download, fill, finish, generate, open_fold, open_tab
from tests.saying import said

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

NARRATION_TAB = 3


class Duo:
    """The embedded narrator under other names; it keeps what it made."""

    def __init__(self) -> None:
        self.embedded = of("speech", EMBEDDED).load(ON_CPU)
        self.made: list[Narration] = []

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        narration = self.embedded.generate(replace(brief, sound=replace(brief.sound, voice=AUTO)), ctx)
        ctx.record(voice=DUO.speaker(brief))
        self.made.append(narration)
        return narration


class Ear:
    """Hears the second sentence wrong, however often it is said."""

    def generate(self, brief: Brief, ctx: RunContext) -> Transcript:
        narration = brief.inputs["narration"]
        errors = tuple(0.5 if number == 1 else 0.0 for number in range(len(narration.sentences)))
        heard = " ".join(cue_texts(narration))
        return Transcript(heard, brief.product.language, (), error_rate=0.1, sentence_errors=errors)


MAKER = Duo()
DUO: GeneratorSpec = spec(
    "speech",
    "duo",
    MAKER,
    ("narration",),
    speakers=(
        Speaker("low", Message("Low", "低音"), "en"),
        Speaker("high", Message("High", "高音"), "en"),
        Speaker("mei", Message("Mei", "小梅"), "zh"),
    ),
)


def _registry(*more: GeneratorSpec) -> Registry:
    return embedded_but(DUO, *more)


@pytest.fixture(scope="module")
def studio(server: str) -> Iterator[str]:
    with serving(_registry()) as address:
        yield address


def make(page, name: str = "Glass bottle", facts: str = "500 ml\nMaterial: glass\nDishwasher safe") -> None:
    fill(page, name, facts)
    generate(page)
    finish(page)
    open_tab(page, NARRATION_TAB)
    page.locator("#narration .say").first.wait_for()


def sentences(page):
    return page.locator("#narration .sentences li")


def playing(page, selector: str = "#narration .track:not([hidden]) audio") -> None:
    page.wait_for_function(
        "selector => { const it = document.querySelector(selector); return it && !it.paused && it.currentTime > 0; }",
        arg=selector,
    )


def recorded(path: Path) -> Path:
    """What a merchant recorded: the embedded narrator at another rate and level, between silences, over a hum."""
    samples, rate = read_wav(MAKER.made[-1].data)
    quiet = np.zeros(rate)
    sound = 0.5 * np.concatenate([quiet, samples, quiet])
    sound = sound + 0.002 * np.sin(2 * np.pi * 50 * np.arange(len(sound)) / rate)
    path.write_bytes(wav_bytes(quantise(sound), rate))
    return path


def offer_recording(page, file: Path) -> None:
    open_fold(page, "recording")
    page.locator("#own-recording input[type=file]").set_input_files(file)
    page.locator("#own-recording [data-testid=waveform-controls], #own-recording audio").first.wait_for(
        state="attached"
    )
    page.locator("#use-recording").click()


def test_a_voice_is_heard_chosen_and_used(open_page, studio: str) -> None:
    page = open_page(address=studio)
    open_fold(page, "sound")
    choose(page, "narrator-voice", "Duo · High")
    page.locator("#listen").click()
    playing(page, "#voice-sample audio")
    expect(page.locator("#listen")).to_be_enabled()
    choose(page, "sound-mood", "Calm")
    choose(page, "sound-key", "E♭")
    choose(page, "sound-notice", "A spoken sentence")
    make(page)
    expect(page.locator("#narration .made[data-part=narration]")).to_contain_text("voice high")
    expect(page.locator("#narration .made[data-part=music]")).to_contain_text("mood Calm")
    expect(page.locator("#narration .made[data-part=music]")).to_contain_text("E♭ m")
    expect(sentences(page).first).to_contain_text("AI notice")
    files = download(page)
    assert {f"audio/spot.{kind}" for kind in ("wav", "mp3", "m4a", "vtt", "srt")} <= files.keys()
    assert files["audio/spot.vtt"].startswith(b"WEBVTT")
    wished = json.loads(files["manifest.json"])["request"]["sound"]
    assert (wished["voice"], wished["mood"], wished["key"], wished["notice"]) == ("duo/high", "calm", "Eb", "spoken")

    page.locator("#listing-language").get_by_text("简体中文").click()
    expect(page.locator("#narrator-voice input")).to_have_value("Auto (the narrator's best)")
    expect(page.locator("#voice-sample audio")).to_have_count(0)
    page.locator("#narrator-voice input").click()
    expect(page.get_by_role("option")).to_contain_text(["Auto (the narrator's best)", "Duo · Mei"])
    page.keyboard.press("Escape")
    page.locator("#language").get_by_text("中文").click()
    page.locator("#narrator-voice input").click()
    expect(page.get_by_role("option", name="Duo · 小梅")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#narrator input").click()
    page.get_by_role("option", name="Embedded narrator (eSpeak NG)", exact=True).click()
    page.locator("#narrator-voice input").click()
    expect(page.get_by_role("option", name="Duo · 小梅")).to_have_count(0)


def test_sentences_are_played_one_by_one(open_page, studio: str) -> None:
    page = open_page(address=studio)
    make(page)
    item = sentences(page).nth(1)
    item.locator(".say").click()
    playing(page)
    expect(item).to_have_class("now")
    expect(sentences(page).first).not_to_have_class("now")
    page.wait_for_function("document.querySelector('#narration .say span.now') !== null")
    page.wait_for_function("document.querySelector('#narration .track:not([hidden]) audio').paused")
    at, lead = page.evaluate(
        "(track => [track.querySelector('audio').currentTime, Number(track.dataset.lead)])"
        "(document.querySelector('#narration .track:not([hidden])'))"
    )
    end = float(item.get_attribute("data-end"))
    assert 0 <= at - lead - end < 0.4
    assert lead > 0
    assert float(page.locator("#narration .track:not([hidden]) .edge.played").get_attribute("offset")) > 0

    # Without music, by keyboard.
    page.get_by_role("button", name="Voice alone").click()
    expect(page.locator("#narration .track[data-track=spot]")).to_be_hidden()
    sentences(page).first.locator(".say").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    playing(page)
    expect(item).to_have_class("now")
    assert float(page.locator("#narration .track[data-track=voice]").get_attribute("data-lead")) == 0
    assert page.locator("#narration .track[data-track=spot] audio").evaluate("audio => audio.paused")

    # A click on the waveform goes there, and what follows is played to the end of the sound.
    wave = page.locator("#narration .track:not([hidden]) .wave")
    wave.click(position={"x": wave.bounding_box()["width"] / 2, "y": 30})
    audio = page.locator("#narration .track:not([hidden]) audio")
    share = audio.evaluate("audio => audio.currentTime / audio.duration")
    assert 0.45 < share < 0.7
    assert not audio.evaluate("audio => audio.paused")


def test_a_sentence_said_again_leaves_the_others_alone(open_page, studio: str) -> None:
    page = open_page(address=studio)
    make(page)
    before = MAKER.made[-1]
    script = page.locator("#text-script textarea").input_value()
    page.locator("#text-script textarea").fill("Something else altogether.")
    page.get_by_role("button", name="Voice alone").click()
    again = page.get_by_role("button", name="Say sentence 3 again")
    again.focus()
    again.press("Enter")
    expect(page.locator("#narration-said")).to_contain_text("Sentence 3 is said in another way now")
    finish(page)
    after = MAKER.made[-1]
    assert after is not before
    assert [one.pcm == other.pcm for one, other in zip(before.takes, after.takes, strict=True)] == [
        number != 2 for number in range(len(before.takes))
    ]
    assert after.script == before.script == script
    expect(again).to_be_focused()
    expect(page.get_by_role("button", name="Voice alone")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#narration .track[data-track=spot]")).to_be_hidden()


def test_another_music_leaves_the_voice_alone(open_page, studio: str) -> None:
    page = open_page(address=studio)
    make(page)
    before = download(page)
    page.locator("#redo-music").click()
    expect(page.locator("#narration .made[data-part=music]")).to_contain_text("take 2")
    finish(page)
    after = download(page)
    changed = {name for name in before if before[name] != after[name]}
    assert "audio/narration.wav" not in changed
    assert {"audio/spot.wav", "audio/spot.mp3", "audio/spot.m4a"} <= changed
    assert not {name for name in changed if name.startswith("images/")}


def test_without_music_only_the_voice_is_there(open_page, studio: str) -> None:
    page = open_page(address=studio)
    open_fold(page, "sound")
    choose(page, "sound-mood", "No music")
    make(page)
    expect(page.locator("#narration .track")).to_have_count(1)
    expect(page.locator("#narration .track a", has_text="MP3")).to_have_count(1)
    expect(page.locator("#redo-music")).to_be_hidden()


def test_an_own_recording_takes_the_narrations_place_and_gives_it_back(open_page, studio: str, tmp_path: Path) -> None:
    page = open_page(address=studio)
    make(page)
    spoken = sentences(page).locator(".say").all_inner_texts()
    offer_recording(page, recorded(tmp_path / "mine.wav"))
    expect(page.locator("#narration-said")).to_contain_text("Your recording is the narration now")
    finish(page)
    expect(page.locator("#narration .made[data-part=narration]")).to_contain_text("Your own recording")
    expect(sentences(page).locator(".say")).to_have_text(spoken)
    expect(page.locator("#narration .again")).to_have_count(0)
    expect(page.locator("#own-recording audio")).to_have_count(0)
    samples, rate = read_wav(download(page)["audio/narration.wav"])
    assert 0 < len(samples) / rate < MAKER.made[-1].duration + 1.5  # the silence around it is gone
    sentences(page).first.locator(".say").click()
    playing(page)

    page.locator("#redo-narration").click()
    expect(page.locator("#narration .made[data-part=narration]")).to_contain_text("Made by Duo")
    finish(page)
    expect(page.locator("#narration .again")).to_have_count(len(spoken))


SILENCE = wav_bytes(np.zeros(3 * 22_050, np.int16), 22_050)


@pytest.mark.parametrize(
    ("locale", "data", "words"),
    [("zh-CN", SILENCE, "录音里没有声音"), ("en-US", b"Not a sound at all.", "not a recording we can open")],
)
def test_what_is_no_recording_gets_a_sentence(
    open_page, studio: str, tmp_path: Path, locale: str, data: bytes, words: str
) -> None:
    page = open_page(locale=locale, address=studio)
    make(page, *(("玻璃水瓶", "容量：500 毫升") if locale == "zh-CN" else ()))
    (tmp_path / "mine.wav").write_bytes(data)
    offer_recording(page, tmp_path / "mine.wav")
    expect(page.locator("#narration-said [role=alert]")).to_contain_text(words)
    finish(page)
    expect(page.locator("#narration .made[data-part=narration]")).to_contain_text("Duo")
    page.locator("#use-recording").click()
    nothing = "Record something or choose a file first." if locale == "en-US" else "请先录音或选择文件。"
    expect(page.locator("#narration-said [role=alert]")).to_have_text(nothing)


@pytest.mark.parametrize(("locale", "width", "scheme"), [("en-US", 1440, "light"), ("zh-CN", 390, "dark")])
def test_what_was_heard_differently_is_marked(
    open_page, server: str, axe: Axe, locale: str, width: int, scheme: str
) -> None:
    with serving(_registry(spec("hearing", "ear", Ear(), ("transcript",)))) as address:
        page = open_page(locale=locale, width=width, scheme=scheme, address=address)
        make(page, *(("玻璃水瓶", "容量：500 毫升\n材质：高硼硅玻璃\n可用洗碗机清洗") if width == 390 else ()))
        marked = "听写不一致" if width == 390 else "heard differently"
        expect(sentences(page).nth(1)).to_contain_text(marked)
        expect(page.locator("#narration .misheard")).to_have_count(1)
        open_fold(page, "recording")
        page.locator("#own-recording").wait_for()
        sentences(page).nth(1).locator(".say").click()
        playing(page)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.goto("about:blank")


class Parrot(Duo):
    """A narrator that can speak with a voice lent to it."""

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        narration = super().generate(brief, ctx)
        ctx.record(voice="its own" if brief.sample is None else "sample")
        return narration


def test_a_lent_voice_is_used_once_its_owner_is_said_to_allow_it(
    open_page, server: str, axe: Axe, tmp_path: Path
) -> None:
    parrot = replace(DUO, id="parrot", label="Parrot", load=lambda _: Parrot(), speakers=(), clones=True, rank=40)
    file = tmp_path / "me.wav"
    file.write_bytes(wav_bytes(quantise(said("This is how I sound, and you may keep it.").samples), 22_050))
    with serving(_registry(parrot)) as address:
        page = open_page(address=address)
        open_fold(page, "sound")
        box = page.locator("#lent-voice")
        expect(box).to_be_visible()
        choose(page, "narrator", "Duo")
        expect(box).to_be_hidden()
        choose(page, "narrator", "Auto (the best that runs here)")
        expect(box).to_be_visible()
        box.locator("input[type=file]").set_input_files(file)
        box.locator("[data-testid=waveform-controls], audio").first.wait_for(state="attached")
        assert axe(page) == []
        fill(page, "Glass bottle", "500 ml")
        page.locator("#generate").click()
        expect(page.locator("#problem")).to_contain_text("Whose voice is it?")
        box.get_by_role("checkbox").check()
        generate(page)
        finish(page)
        open_tab(page, NARRATION_TAB)
        expect(page.locator("#narration .made[data-part=narration]")).to_contain_text("voice of your recording")
        expect(box.locator("[data-testid=waveform-controls], audio").first).to_be_attached()
        expect(page.locator("#problem")).not_to_contain_text("Whose voice")
        choose(page, "narrator-voice", "Duo · High")
        expect(box).to_be_hidden()
