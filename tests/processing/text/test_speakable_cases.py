"""Readings written by hand before any code read them; `later` are those of which the first answers were counted."""

import json
import re
from pathlib import Path

import pytest

from mmdemo.processing.text.speakable import speakable, spoken_text
from mmdemo.processing.text.speakable_en import RULES as ENGLISH
from mmdemo.processing.text.speakable_rules import rewrite
from mmdemo.processing.text.speakable_zh import RULES as MANDARIN
from mmdemo.schema import Language
from tests.processing.text.phonemes import heard_right

HERE = Path(__file__).parent
CASES: dict[Language, dict[str, list[list[str]]]] = {
    "en": json.loads((HERE / "english_cases.json").read_text(encoding="utf-8")),
    "zh": json.loads((HERE / "mandarin_cases.json").read_text(encoding="utf-8")),
}
READINGS: list[tuple[Language, str, str]] = [
    (language, text, reading)
    for language, tables in CASES.items()
    for table in ("readings", "later")
    for text, reading in tables[table]
]


def reading_of(text: str, language: Language) -> str:
    """What is spoken, with blanks only where they part Latin words."""
    spoken = " ".join(spoken_text(speakable(text, language)).split())
    if language == "zh":
        return re.sub(r"\s*([\u3400-\u9fff、，。！？：；])\s*", r"\1", spoken)
    return re.sub(r" (?=[,.!?])", "", spoken)


@pytest.mark.parametrize(("language", "text", "reading"), READINGS)
def test_reads_as_a_person_wrote_down(language: Language, text: str, reading: str) -> None:
    assert reading_of(text, language) == reading
    shown = "".join(word.text for word in speakable(text, language))
    assert "".join(shown.split()) == "".join(text.split())


def test_characters_with_two_readings_sound_right() -> None:
    sounds = CASES["zh"]["sounds"]
    right = heard_right([(spoken_text(speakable(text, "zh")), accepted) for text, *accepted in sounds])
    assert [text for (text, *_), fine in zip(sounds, right, strict=True) if not fine] == []


@pytest.mark.parametrize(
    "text", ["pH5.5弱", "1.5x", "V5.3.2-7", "12.34.56", "A1.2B3.4", "1/2.5", "№5.5a", "3.5.7x2.1cm", "٣٤ and ²"]
)
def test_every_figure_is_taken_by_a_rule(text: str) -> None:
    for rules in (ENGLISH, MANDARIN):
        left = [piece.text for piece in rewrite(text, rules) if piece.spoken is None]
        assert not re.search("[0-9]", "".join(left)), left


FOREIGN = [
    ("en", "هذا كوب جميل بسعر 20 دولار.", True),
    ("en", "Прочная кружка 350 мл.", True),
    ("en", "このマグカップは350mlです。", True),
    ("en", "مرحبا", False),
    ("en", "Привет, мир!", False),
    ("en", "こんにちは", False),
    ("zh", "This mug holds 350 ml, only $24.00!", True),
    ("zh", "هذا كوب جميل", None),
    ("zh", "この商品は5個です", True),
]


@pytest.mark.parametrize(("language", "text", "heard"), FOREIGN)
def test_text_in_another_script_never_fails(language: Language, text: str, heard: bool | None) -> None:
    words = speakable(text, language)
    if heard is not None:
        assert bool(words) is heard
    if words:
        assert "".join("".join(word.text for word in words).split()) == "".join(text.split())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "unit",
    [
        *("1", "a", "a.", "1.", "1-", "1/", "1,", "x@", "A-1", "A1-", "5 x ", "第1", "' 6'", "$1,", "1 a", "Mark I"),
        *("May 1 ", "0-9~", "#", "发卷", "w.", "1:0", "½", "GB 1", "T/A", "(021)", "1,000", "%*1"),
    ],
)
def test_long_hostile_text_is_read_to_its_end(language: Language, unit: str) -> None:
    text = (unit * 20_000)[:20_000] + ".5"
    words = speakable(text, language)
    assert "".join("".join(word.text for word in words).split()) in ("", "".join(text.split()))
