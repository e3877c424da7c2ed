"""Wishes for the pictures: presets that exist, numbers that can be made, an idea that is only words."""

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.look import MAX_BADGE, MAX_IDEA, read_colour, read_look
from mmdemo.look import MARKETS, SEASONS, SETTINGS
from mmdemo.schema import Look


def test_no_wishes_are_fine() -> None:
    assert read_look(Look()) == Look()


@pytest.mark.parametrize("variations", [0, -1, 5, 100])
def test_too_few_or_too_many_variations(variations: int) -> None:
    with pytest.raises(InputError, match=f"1 to 4 variations, not {variations}") as caught:
        read_look(Look(variations=variations))
    assert caught.value.field == "look"
    assert str(variations) in caught.value.text("zh")


@pytest.mark.parametrize(
    ("wishes", "known"),
    [({"setting": "moon"}, SETTINGS), ({"season": "monsoon"}, SEASONS), ({"market": "../etc"}, MARKETS)],
)
def test_a_preset_nobody_has(wishes: dict[str, str], known: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=known[-1]):
        read_look(Look(**wishes))


def test_an_idea_is_cleaned_and_cut() -> None:
    assert read_look(Look(idea="  on\x00 a\n beach \u202e ")).idea == "on a beach"
    assert len(read_look(Look(idea="沙滩 " * 2000)).idea) <= MAX_IDEA


@pytest.mark.parametrize(
    ("typed", "read"),
    [("", ""), ("  ", ""), (" #0A66C2 ", "#0a66c2"), ("0a66c2", "#0a66c2"), ("#fff", "#ffffff"), ("Navy", "#000080")],
)
def test_a_brand_colour(typed: str, read: str) -> None:
    assert read_colour(typed) == read
    assert read_look(Look(brand_colour=typed)).brand_colour == read


@pytest.mark.parametrize("typed", ["not a colour", "#12345", "rgb(1,2,3)", "red;}body{", "🟥", "#0a66c2ff", "x" * 500])
def test_what_is_no_colour_is_refused_in_words(typed: str) -> None:
    with pytest.raises(InputError, match="not a colour we know") as caught:
        read_look(Look(brand_colour=typed))
    assert caught.value.field == "brand_colour"
    assert len(caught.value.text("zh")) < 120


def test_a_badge_is_a_word_or_two() -> None:
    assert read_look(Look(badge="  New\n in ")).badge == "New in"
    assert read_look(Look(badge="新" * (MAX_BADGE // 2))).badge == "新" * (MAX_BADGE // 2)
    for long in ("x" * (MAX_BADGE + 1), "新" * (MAX_BADGE // 2) + "x"):
        with pytest.raises(InputError, match=f"room for {MAX_BADGE} characters") as caught:
            read_look(Look(badge=long))
        assert caught.value.field == "badge"
        assert "新品" in caught.value.text("zh")


@pytest.mark.parametrize(("typed", "lost"), [("🔥 50% off", "🔥"), ("جديد", "جديد")])
def test_a_badge_that_cannot_be_drawn_whole_is_refused(typed: str, lost: str) -> None:
    with pytest.raises(InputError, match=lost) as caught:
        read_look(Look(badge=typed))
    assert caught.value.field == "badge"
