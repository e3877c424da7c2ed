"""Captions are read back by a parser written from the WebVTT standard, stricter than a player's."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmdemo.processing.audio.captions import captions_srt, captions_vtt, cue_texts, cues, joined
from mmdemo.schema import Narration, Word

STAMP = r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})"


def seconds(match: tuple[str, ...]) -> float:
    hours, minutes, whole, thousandths = map(int, match)
    return hours * 3600 + minutes * 60 + whole + thousandths / 1000


def parse(text: str, duration: float) -> list[tuple[float, float, list[str]]]:
    """The cues of a WebVTT file as (start, end, lines); raises where the standard is broken."""
    blocks = text.removesuffix("\n").split("\n\n")
    assert blocks[0] == "WEBVTT"
    found = []
    last = 0.0
    for block in blocks[1:]:
        timing, *lines = block.split("\n")
        match = re.fullmatch(f"{STAMP} --> {STAMP}", timing)
        assert match, timing
        start, end = seconds(match.groups()[:4]), seconds(match.groups()[4:])
        assert last <= start < end <= duration + 0.0005
        last = end
        assert lines
        assert all(lines)
        inside = start
        for stamp in re.findall(rf"<{STAMP}>", "\n".join(lines)):
            assert inside < seconds(stamp) < end
            inside = seconds(stamp)
        bare = [re.sub(rf"<{STAMP}>", "", line) for line in lines]
        for line in bare:
            assert "-->" not in line
            assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", line)
        found.append((start, end, [html.unescape(line) for line in bare]))
    return found


def parse_srt(text: str, duration: float) -> list[tuple[float, float, list[str]]]:
    """The cues of a SubRip file as (start, end, lines); raises where a reader might stumble."""
    stamp = r"(\d{2,}):([0-5]\d):([0-5]\d),(\d{3})"
    found = []
    last = 0.0
    for number, block in enumerate(text.removesuffix("\n").split("\n\n"), 1):
        counter, timing, *lines = block.split("\n")
        assert counter == str(number)
        match = re.fullmatch(f"{stamp} --> {stamp}", timing)
        assert match, timing
        start, end = seconds(match.groups()[:4]), seconds(match.groups()[4:])
        assert last <= start < end <= duration + 0.0005
        last = end
        assert lines
        assert all(line.strip() for line in lines)
        assert not any("-->" in line or re.search(r"<[A-Za-z/]|\{\\", line) for line in lines)
        found.append((start, end, lines))
    return found


def narration(*sentences: str, pace: float = 0.3, gap: float = 0.2, chinese: bool = False) -> Narration:
    time, spoken = 0.1, []
    for sentence in sentences:
        words = []
        for text in re.findall(r"[一-鿿][，。]?|[^一-鿿\s]+", sentence) if chinese else sentence.split():
            words.append(Word(time, time + pace * 0.9, text))
            time += pace
        time += gap
        spoken.append(tuple(words))
    return Narration(b"", 22_050, time + 0.2, " ".join(sentences), tuple(spoken), -16.0, -1.5)


def test_a_short_sentence_is_one_cue_with_a_time_for_each_word_but_the_first() -> None:
    assert captions_vtt(narration("Holds & keeps 3<5 drinks.")) == (
        "WEBVTT\n\n00:00:00.100 --> 00:00:01.870\n"
        "Holds <00:00:00.400>&amp; <00:00:00.700>keeps <00:00:01.000>3&lt;5 <00:00:01.300>drinks.\n"
    )


def test_long_sentences_become_several_cues_of_two_short_lines() -> None:
    sentence = " ".join(["This mug is made by hand, dries quickly and keeps warm"] * 5) + "."
    made = parse(captions_vtt(narration(sentence)), narration(sentence).duration)
    assert len(made) >= 4
    assert all(len(lines) <= 2 and all(len(line) <= 42 for line in lines) for _, _, lines in made)
    assert " ".join(line for _, _, lines in made for line in lines) == sentence


def test_chinese_lines_hold_twenty_characters_and_never_start_with_a_comma() -> None:
    sentence = "这款杯子手感很好，容量很大，放在厨房的架子上都刚刚好，送礼自用两相宜，值得拥有每一天，真的很不错。"
    spoken = narration(sentence, chinese=True)
    made = parse(captions_vtt(spoken), spoken.duration)
    lines = [line for _, _, lines in made for line in lines]
    assert all(len(line) <= 20 and line[0] not in "，。" for line in lines)
    assert "".join(lines) == sentence
    assert any(line.endswith("，") for line in lines)


def test_a_word_longer_than_a_cue_stands_alone() -> None:
    spoken = narration("See " + "x" * 120 + " now.")
    assert [len(lines) for _, _, lines in parse(captions_vtt(spoken), spoken.duration)] == [1, 1, 1]


def test_a_sentence_without_an_end_is_still_cut() -> None:
    spoken = narration("word " * 600)
    assert len(parse(captions_vtt(spoken), spoken.duration)) > 36


def test_hours_are_counted() -> None:
    word = Word(3725.5, 3726.0, "late")
    spoken = Narration(b"", 22_050, 3727.0, "late", ((word,),), -16.0, -1.5)
    assert "01:02:05.500 --> 01:02:06.300" in captions_vtt(spoken)


def test_an_arrow_in_the_text_does_not_break_the_file() -> None:
    spoken = narration("a --> b")
    assert parse(captions_vtt(spoken), spoken.duration)[0][2] == ["a --> b"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["a", "mug,", "350 ml."], "a mug, 350 ml."),
        (["这", "款", "USB-C", "杯，", "很", "好。"], "这款USB-C杯，很好。"),
        (["iPhone", "15", "用"], "iPhone 15用"),
        (["it’s", "“nice”", "—", "yes…", "ok"], "it’s “nice” — yes… ok"),
    ],
)
def test_words_are_joined_as_each_language_writes(words: list[str], text: str) -> None:
    assert joined([Word(0, 1, word) for word in words]) == text


def test_cue_texts_give_each_sentence() -> None:
    assert cue_texts(narration("One two.", "Three.")) == ["One two.", "Three."]


def test_subrip_is_numbered_and_plain() -> None:
    assert captions_srt(narration("Holds & keeps 3<5 drinks.", "Dries fast.")) == (
        "1\n00:00:00,100 --> 00:00:01,800\nHolds & keeps 3<5 drinks.\n\n2\n00:00:01,800 --> 00:00:02,670\nDries fast.\n"
    )


def test_nothing_in_the_text_passes_for_a_time_or_markup_in_subrip() -> None:
    spoken = narration("a --> b ---> c <b>bold</b> <font color=red> {\\an8}top 1<2 {3}")
    (_, _, lines), *rest = parse_srt(captions_srt(spoken), spoken.duration)
    shown = " ".join([*lines, *(line for _, _, lines in rest for line in lines)])
    assert shown == "a → b -→ c ‹b>bold‹/b> ‹font color=red> ‹\\an8}top 1<2 {3}"


def test_both_files_have_the_same_cues() -> None:
    spoken = narration("This mug is made by hand, dries quickly and keeps warm. " * 4)
    vtt, srt = parse(captions_vtt(spoken), spoken.duration), parse_srt(captions_srt(spoken), spoken.duration)
    assert vtt == srt


def test_a_sentence_that_was_not_spoken_has_no_cue() -> None:
    spoken = narration("One two.", "", "Three.")
    assert len(cues(spoken)) == 2
    assert cue_texts(spoken) == ["One two.", "", "Three."]


@given(
    st.lists(
        st.lists(st.text("ab<>&-漢，.", min_size=1, max_size=30), min_size=1, max_size=40), min_size=1, max_size=4
    ),
    st.floats(0.021, 0.8),
    st.floats(0.0, 0.4),
)
def test_every_file_is_valid_and_complete(sentences: list[list[str]], pace: float, gap: float) -> None:
    spoken = narration(*(" ".join(words) for words in sentences), pace=pace, gap=gap)
    made = parse(captions_vtt(spoken), spoken.duration)
    assert len(made) == len(cues(spoken))
    shown = "".join(line for _, _, lines in made for line in lines)
    assert "".join(shown.split()) == "".join(text for words in sentences for text in words)
    plain = parse_srt(captions_srt(spoken), spoken.duration)
    assert [cue[:2] for cue in plain] == [cue[:2] for cue in made]
