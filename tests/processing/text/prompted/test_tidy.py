"""A model's texts made plain and cut to size."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmdemo.processing.text.prompted.tidy import (
    closed,
    columns,
    distinct,
    narrowed,
    plain_line,
    sentences_of,
    shortened,
    within,
)


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("**Holds** 350 ml", "Holds 350 ml"),
        ("- Holds `350 ml`", "Holds 350 ml"),
        ("• Holds 350 ml", "Holds 350 ml"),
        ("1. Holds 350 ml", "Holds 350 ml"),
        ("2) Holds 350 ml", "Holds 350 ml"),
        ("3、容量350毫升", "容量350毫升"),
        ("3.5 litres", "3.5 litres"),
        ("1.5升大容量", "1.5升大容量"),
        ("### Details", "Details"),
        ("<b>Oak</b> &amp; brass<br/>", "Oak & brass"),
        ("&lt;b&gt;Oak&lt;/b&gt;", "Oak"),
        ("<script>alert(1)</script>Oak", "Oak"),
        ("Oak<!-- hidden --> board", "Oak board"),
        ("Oak<|im_end|> board", "Oak board"),
        ("Fits screens < 14 in and > 10 in", "Fits screens < 14 in and > 10 in"),
        ("30*20*5 cm", "30*20*5 cm"),
        ("[Oak board](https://x.example)", "Oak board"),
        ('"Oak board"', "Oak board"),
        ("“Oak” and “Ash”", "“Oak” and “Ash”"),
        ("Oak ✨ board 🎉!", "Oak board!"),
        ("Oak\u202e board\u0007", "Oak board"),
        ("35 °C ± 2, 350 ml × 2, 25 m²", "35 °C ± 2, 350 ml × 2, 25 m²"),
        ("A gap of .5 in", "A gap of .5 in"),
        ("Kiln™ mug ®", "Kiln™ mug ®"),
    ],
)
def test_a_line_is_made_plain(sent: str, plain: str) -> None:
    assert plain_line(sent) == plain


def test_sentences_come_from_whatever_lines_they_were_in() -> None:
    assert sentences_of("It holds 3.5 l. It's oak.\n\n- Made in the U.K. by hand", "en") == [
        "It holds 3.5 l.",
        "It's oak.",
        "Made in the U.K. by hand",
    ]


def test_chinese_sentences_get_full_width_marks_before_they_are_split() -> None:
    assert sentences_of("容量大,好清洗!手工上釉。", "zh") == ["容量大，好清洗！", "手工上釉。"]


def test_whole_sentences_are_kept_while_they_fit() -> None:
    assert within(["One two.", "Three four.", "Five."], 20, "en") == "One two. Three four."
    assert within(["一二三。", "四五六。"], 7, "zh") == "一二三。"
    assert within([], 20, "en") == ""


def test_a_first_sentence_that_is_too_long_is_cut_behind_a_word_and_closed() -> None:
    assert within(["The quick brown fox jumps over the lazy dog."], 20, "en") == "The quick brown fox."
    assert within(["手工上釉的陶瓷马克杯，容量三百五十毫升，可进洗碗机。"], 14, "zh") == "手工上釉的陶瓷马克杯。"


@pytest.mark.parametrize(
    ("text", "most", "language", "kept"),
    [
        ("Stoneware Mug, 350 ml", 21, "en", "Stoneware Mug, 350 ml"),
        ("Stoneware Mug, 350 ml", 18, "en", "Stoneware Mug, 350"),
        ("Stoneware Mug, 350 ml", 16, "en", "Stoneware Mug"),
        ("Supercalifragilistic", 10, "en", "Supercalif"),
        ("陶瓷马克杯 手工上釉", 7, "zh", "陶瓷马克杯"),
        ("手工上釉陶瓷马克杯", 6, "zh", "手工上釉陶瓷"),
        ("适配新款iPhone手机壳", 8, "zh", "适配新款"),
        ("电池容量4,460毫安时", 7, "zh", "电池容量"),
        ("大容量1.5升水壶", 5, "zh", "大容量"),
    ],
)
def test_a_phrase_is_cut_where_a_reader_would_stop(text: str, most: int, language: str, kept: str) -> None:
    assert shortened(text, most, language) == kept


def test_a_text_is_closed_once() -> None:
    assert closed("An oak board,", "en") == "An oak board."
    assert closed("An oak board!", "en") == "An oak board!"
    assert closed("一块橡木板", "zh") == "一块橡木板。"
    assert closed("", "en") == ""


@given(st.text(), st.integers(1, 60), st.sampled_from(["en", "zh"]))
def test_nothing_is_longer_than_allowed(text: str, most: int, language: str) -> None:
    assert len(shortened(text, most, language)) <= most
    assert len(within(sentences_of(text, language), most, language)) <= most


@pytest.mark.parametrize("noise", ["<!--", "**", "[", "<script>", "`a", "&lt;", "。", "A. "])
def test_a_flood_costs_no_time(noise: str) -> None:
    started = time.perf_counter()
    within(sentences_of(noise * 100_000, "en"), 100, "en")
    within(sentences_of(noise * 100_000, "zh"), 100, "zh")
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "most", "language", "kept"),
    [
        ("Glazed by hand", 14, "en", "Glazed by hand"),
        ("Glazed by hand", 13, "en", "Glazed by"),
        ("手工上釉的马克杯", 16, "zh", "手工上釉的马克杯"),
        ("手工上釉的马克杯", 15, "zh", "手工上釉的马克"),
        ("手工，ABCD", 10, "zh", "手工，ABCD"),
        ("手工", 1, "zh", ""),
    ],
)
def test_a_headline_is_cut_by_its_columns(text: str, most: int, language: str, kept: str) -> None:
    assert narrowed(text, most, language) == kept
    assert columns(kept) <= most


def test_a_text_stands_once_whatever_its_case() -> None:
    assert distinct(["Oak", "", "OAK", "Ash", "oak"]) == ["Oak", "Ash"]
