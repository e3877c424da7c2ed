"""The narration's card: its players, its sentences, and what was heard."""

import html
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.narrating import HEARD, NARRATION
from mmdemo.pipeline import edit_copy
from mmdemo.processing.audio.captions import cue_texts
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, LANGUAGES, Asset, Failure, Language, Message, Narration, Transcript, Word
from mmdemo.ui.files import new_folder, write_media
from mmdemo.ui.narration_card import narration_html

HOSTILE = '<script>alert("1")</script>${alert(2)}'
VOICE = {NARRATION: "a.wav", "captions": "a.vtt", "narration/srt": "a.srt"}
SPOT = {"spot": "s.mp3", "spot/wav": "s.wav", "spot/m4a": "s.m4a", "spot/vtt": "s.vtt", "spot/srt": "s.srt"}


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs() if found.id == EMBEDDED)
    return make_kit(Request(name="Mug", facts=("350 ml",), seed=1), registry=registry)


def with_narration(kit: Kit, **changed: object) -> Kit:
    asset = kit.assets[NARRATION]
    return replace(kit, assets={**kit.assets, NARRATION: replace(asset, payload=replace(asset.payload, **changed))})


def without_music(kit: Kit) -> Kit:
    assets = {part: asset for part, asset in kit.assets.items() if part != "music"}
    return replace(kit, parts=tuple(part for part in kit.parts if part != "music"), assets=assets)


def heard(kit: Kit, language: Language, rate: float | None, errors: tuple[float, ...] = ()) -> Kit:
    made = replace(kit.assets[NARRATION].provenance, label="An <ear>")
    asset = Asset(HEARD, Transcript(HOSTILE, language, (), error_rate=rate, sentence_errors=errors), made)
    product = replace(kit.product, language=language)
    return replace(kit, product=product, parts=(*kit.parts, HEARD), assets={**kit.assets, HEARD: asset})


def narration_of(kit: Kit) -> Narration:
    assert kit.narration is not None
    return kit.narration


def sentences(page: str) -> list[str]:
    """The text of each sentence's button."""
    return [re.sub("<[^>]+>", "", said) for said in re.findall(r'class="say">(.*?)</button>', page)]


def test_what_was_heard_is_said_in_words_or_characters(kit: Kit) -> None:
    page = narration_html(heard(kit, "en", 0.037), VOICE, "en")
    assert "Heard back by An &lt;ear&gt;: 4 % of the words differ." in page
    assert "<script>" not in page
    assert "由 An &lt;ear&gt; 听写核对：12% 的字与文稿不同。" in narration_html(heard(kit, "zh", 0.12), VOICE, "zh")
    assert "12 % of the characters differ" in narration_html(heard(kit, "zh", 0.12), VOICE, "en")
    assert "的单词与文稿不同" in narration_html(heard(kit, "en", 0.12), VOICE, "zh")


def test_nothing_is_said_of_a_narration_nobody_measured(kit: Kit) -> None:
    assert "Heard back" not in narration_html(heard(kit, "en", None), VOICE, "en")
    assert "Heard back" not in narration_html(kit, VOICE, "en")


def test_why_a_narration_was_not_heard_is_said(kit: Kit) -> None:
    failed = replace(
        heard(kit, "en", 0.1), failures={HEARD: Failure(HEARD, "auto", Message("The ear is full.", "听不见。"))}
    )
    assert "The ear is full." in narration_html(failed, VOICE, "en")


def test_sentences_that_were_heard_differently_are_marked(kit: Kit) -> None:
    count = len(narration_of(kit).sentences)
    errors = (0.2, 0.21, *[0.0] * (count - 2))
    page = narration_html(heard(kit, "en", 0.1, errors), VOICE, "en")
    marked = [item for item in re.findall("<li.*?</li>", page) if "heard differently" in item]
    assert ['data-number="1"' in item for item in marked] == [True]
    other = narration_html(heard(kit, "en", 0.1, errors[1:]), VOICE, "en")
    assert "heard differently" not in other  # of another narration


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_can_be_heard_and_said_again(kit: Kit, language: Language) -> None:
    page = narration_html(kit, VOICE, language)
    assert list(map(html.unescape, sentences(page))) == cue_texts(narration_of(kit))
    labels = re.findall(r'class="again" data-again="(\d+)" aria-label="([^"]+)"', page)
    said = "Say sentence {} again" if language == "en" else "重读第 {} 句"
    assert labels == [(str(number), said.format(number + 1)) for number in range(len(labels))]
    times = [(float(a), float(b)) for a, b in re.findall(r'<li[^>]* data-start="([\d.]+)" data-end="([\d.]+)"', page)]
    assert all(start < end for start, end in times)
    assert all(end <= start for (_, end), (start, _) in pairwise(times))


def test_a_silent_sentence_has_no_button_and_the_others_keep_their_numbers(kit: Kit) -> None:
    first, *rest = narration_of(kit).sentences
    page = narration_html(with_narration(kit, sentences=(first, (), *rest[1:])), VOICE, "en")
    assert re.findall(r'<li data-number="(\d+)"', page)[:2] == ["0", "2"]
    assert "Say sentence 2 again" not in page
    assert "Say sentence 3 again" in page


def test_a_spoken_notice_is_no_sentence_of_the_script(kit: Kit) -> None:
    page = narration_html(with_narration(kit, notice="spoken"), VOICE, "en")
    first, second = re.findall("<li.*?</li>", page)[:2]
    assert "<i>AI notice</i>" in first
    assert 'aria-label="Say the AI notice again"' in first
    assert 'data-again="1" aria-label="Say sentence 1 again"' in second
    assert "<i>" not in second
    assert "AI notice" not in narration_html(with_narration(kit, notice="morse"), VOICE, "en")


def test_what_waits_to_be_confirmed_is_said_to_be_left_out(kit: Kit) -> None:
    assert "is not spoken" not in narration_html(kit, VOICE, "en")
    assert kit.copy is not None
    waiting = edit_copy(kit, replace(kit.copy, script=f"{kit.copy.script} It is made of gold."))
    assert "is not spoken" in narration_html(waiting, VOICE, "en")
    assert "待确认的内容不会朗读" in narration_html(waiting, VOICE, "zh")


def test_hostile_words_stay_words(kit: Kit) -> None:
    words = (Word(0.1, 0.4, HOSTILE), Word(0.5, 0.9, '"onload=x'))
    page = narration_html(with_narration(kit, sentences=(words,)), VOICE, "en")
    assert "<script>" not in page
    assert sentences(page) == ["&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;${alert(2)} &quot;onload=x"]


def test_chinese_words_stand_together(kit: Kit) -> None:
    words = (Word(0.1, 0.4, "容量"), Word(0.4, 0.9, "350"), Word(0.9, 1.2, "毫升。"))
    assert sentences(narration_html(with_narration(kit, sentences=(words,)), VOICE, "zh")) == ["容量350毫升。"]


def test_the_merchants_own_recording_cannot_be_said_again(kit: Kit) -> None:
    page = narration_html(with_narration(kit, takes=(), recording=b"RIFF"), VOICE, "en")
    assert sentences(page)
    assert 'class="again"' not in page
    assert "↻" not in page
    assert "Your own recording" in page
    assert "Made by Embedded narrator" not in page


def test_with_music_there_are_two_players_and_every_file(kit: Kit) -> None:
    page = narration_html(kit, VOICE | SPOT, "en")
    assert re.findall(r'data-hear="(\w+)" aria-pressed="(\w+)">([^<]+)', page) == [
        ("spot", "true", "With music"),
        ("voice", "false", "Voice alone"),
    ]
    assert re.findall(r'<section class="track" data-track="(\w+)"[^>]*?( hidden)?>', page) == [
        ("spot", ""),
        ("voice", " hidden"),
    ]
    assert re.findall(r'<audio[^>]*src="([^"]+)"', page) == ["s.mp3", "a.wav"]
    assert re.findall(r'<track[^>]*src="([^"]+)"', page) == ["s.vtt", "a.vtt"]
    assert re.findall(r'download="([^"]+)"', page) == [
        *(f"spot.{kind}" for kind in ("wav", "mp3", "m4a", "vtt", "srt")),
        *(f"narration.{kind}" for kind in ("wav", "vtt", "srt")),
    ]
    assert page.count("LUFS") == 2
    assert "Made by Embedded composer" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(set(ids)) == len(ids) == 2


def test_without_music_the_voice_comes_in_every_kind(kit: Kit) -> None:
    page = narration_html(without_music(kit), VOICE | SPOT, "en")
    assert "With music" not in page
    assert re.findall(r'<audio[^>]*src="([^"]+)"', page) == ["a.wav"]
    assert re.findall(r'download="([^"]+)"', page) == [
        f"narration.{kind}" for kind in ("wav", "mp3", "m4a", "vtt", "srt")
    ]


def test_the_files_on_the_page_are_those_that_were_written(kit: Kit, temporary: object) -> None:
    media = {key: str(path) for key, path in write_media(kit, new_folder()).items()}
    assert (VOICE | SPOT).keys() <= media.keys()
    assert f'src="{media["spot"]}"' in narration_html(kit, media, "zh")
    assert media["spot"].endswith(".mp3")
