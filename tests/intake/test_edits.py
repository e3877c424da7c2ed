"""Texts edited by hand."""

from dataclasses import replace

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.edits import read_copy
from mmdemo.schema import Copy

COPY = Copy(
    title="Mug",
    bullets=("Holds 350 ml", "Dishwasher safe"),
    short_description="A mug.",
    long_description="One.\nTwo.",
    keywords=("mug", "stoneware"),
    alt_texts={"image/main": "A mug"},
    script="A mug. It holds 350 ml.",
)


def test_clean_copy_comes_through_unchanged() -> None:
    assert read_copy(COPY) == COPY


def test_empty_lines_are_dropped_and_markup_stays_text() -> None:
    read = read_copy(replace(COPY, title=" <b>Mug</b>\u202e ", bullets=("", " one ", ""), keywords=("a", " ")))
    assert read.title == "<b>Mug</b>"
    assert read.bullets == ("one",)
    assert read.keywords == ("a",)


def test_an_empty_script_is_kept_for_the_narrator_to_refuse() -> None:
    assert read_copy(replace(COPY, script="  \n ")).script == ""


@pytest.mark.parametrize(
    "change",
    [
        {"title": "  "},
        {"title": "x" * 201},
        {"bullets": ("x" * 501,)},
        {"bullets": ("x",) * 51},
        {"keywords": ("x" * 101,)},
        {"long_description": "x" * 10_001},
        {"alt_texts": {"image/main": "x" * 301}},
        {"script": "x" * 3_001},
        {"script": "好" * 1_001},
    ],
    ids=lambda change: next(iter(change)),
)
def test_too_much_or_too_little_is_named(change: dict[str, object]) -> None:
    with pytest.raises(InputError) as caught:
        read_copy(replace(COPY, **change))
    assert caught.value.field == next(iter(change))
    assert caught.value.text("zh") != caught.value.text("en")
