"""Storyboards drawn up from kits: what they say, over which pictures, and for how long."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from mmdemo.compose.storyboard import LEAST_SHOT_SECONDS, MOST_SHOTS, storyboard_of
from mmdemo.errors import InputError
from mmdemo.intake.facts import read_facts
from mmdemo.intake.storyboard import read_storyboard
from mmdemo.schema import Kit, Language, Picture
from mmdemo.video import FRAMES_A_SECOND, VIDEO_SHAPES
from tests.films import COPY, PRODUCT, SAID, cutout, film_kit, on_white, scene

LANGUAGES: tuple[Language, ...] = ("en", "zh")


def said(kit: Kit, seconds: float = 15) -> list[str]:
    return [shot.text for shot in storyboard_of(kit, "9:16", seconds).shots]


def with_facts(kit: Kit, *facts: str) -> Kit:
    return replace(kit, product=replace(kit.product, facts=read_facts(facts)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_goes_from_the_hook_over_benefits_and_proof_to_the_price_and_the_call(language: Language) -> None:
    shots = storyboard_of(film_kit(language), "9:16", 15).shots
    kinds = [shot.kind for shot in shots]
    assert (kinds[0], kinds[-2], kinds[-1]) == ("hook", "price", "call")
    assert set(kinds[1:-2]) == {"benefit", "proof"}
    assert [(shot.kind == "proof") for shot in shots[1:-2]] == [any(map(str.isdigit, s.text)) for s in shots[1:-2]]
    words = {"en": ("Mornings, glazed", "$24.00", "Shop now"), "zh": ("清晨的第一杯", "¥128", "立即选购")}[language]
    assert (shots[0].text, shots[-2].text, shots[-1].text) == words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", VIDEO_SHAPES)
@pytest.mark.parametrize("seconds", [6, 7.5, 15, 33, 60])
def test_it_can_be_filmed_as_it_is(language: Language, shape: Any, seconds: float) -> None:
    kit = film_kit(language)
    drawn = storyboard_of(kit, shape, seconds)
    assert read_storyboard(drawn, kit.pictures) == drawn
    assert drawn.shape == shape
    assert drawn.seconds == pytest.approx(seconds, abs=1e-9)
    for shot in drawn.shots:
        assert shot.seconds * FRAMES_A_SECOND == pytest.approx(round(shot.seconds * FRAMES_A_SECOND))
        assert shot.seconds >= 0.9 * LEAST_SHOT_SECONDS
    assert len(drawn.shots) <= MOST_SHOTS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seconds", [6, 60])
def test_a_kit_with_little_to_say_can_be_filmed_too(language: Language, seconds: float) -> None:
    bare = replace(COPY[language], title=SAID[language][0], bullets=(), headlines=())
    kit = film_kit(language, copy=bare, image_scene=None, image_cutout=None, narration=None, music=None)
    kit = replace(kit, product=replace(kit.product, facts=(), price=None, brand=""))
    drawn = storyboard_of(kit, "1:1", seconds)
    assert read_storyboard(drawn, kit.pictures) == drawn
    assert [shot.text for shot in drawn.shots if shot.text] == [
        bare.title,
        {"en": "Shop now", "zh": "立即选购"}[language],
    ]
    assert max(shot.seconds for shot in drawn.shots) <= 6
    assert (drawn.narration, drawn.music) == (False, False)


def test_more_time_says_more_and_no_line_is_said_twice() -> None:
    kit = film_kit()
    short, long = said(kit, 6), [line for line in said(kit, 30) if line]
    assert len(short) < len(long) == len(set(long))
    assert set(short) <= set(long)
    assert not {"Brand: Lakeside", "Height: 9 cm"} & set(long)  # the eyebrow and "9 cm tall" say so
    assert long.count("$24.00") == 1


def test_facts_that_no_bullet_tells_are_told() -> None:
    assert "Made in Portugal" in said(with_facts(film_kit(), "350 ml", "Made in Portugal"), 20)


def test_a_line_is_its_first_thought() -> None:
    long = "Dishwasher safe, so the washing-up after a long breakfast with the whole family is done by the machine"
    kit = film_kit(copy=replace(COPY["en"], bullets=(long,)))
    line = said(kit, 10)[1]
    assert long.startswith(line) and len(line) <= 44
    assert "\n" not in line


def test_nothing_unconfirmed_is_said() -> None:
    kit = film_kit(copy=replace(COPY["en"], bullets=("Cures headaches within minutes", "Holds 350 ml")))
    assert "Holds 350 ml" in said(kit, 30)
    assert not [line for line in said(kit, 30) if "headache" in line]


def test_the_same_kit_gives_the_same_storyboard() -> None:
    assert storyboard_of(film_kit(), "9:16", 15) == storyboard_of(film_kit(), "9:16", 15)


@pytest.mark.parametrize("given", [film_kit(copy=None), film_kit(image_main=None, image_scene=None)])
def test_without_texts_or_pictures_there_is_none(given: Kit) -> None:
    with pytest.raises(InputError) as caught:
        storyboard_of(given, "9:16", 15)
    assert caught.value.field == "storyboard"


def test_pictures_take_turns_and_suit_what_is_said() -> None:
    main, spot = Picture(on_white(), 400, 400, product=PRODUCT), Picture(scene(), 400, 400, product=PRODUCT)
    kit = film_kit(image_size=main, image_detail=spot)
    shots = storyboard_of(kit, "9:16", 30).shots
    assert shots[0].picture == "image/scene" and shots[0].move == "parallax" and shots[0].into == "cut"
    assert all(one.picture != other.picture for one, other in pairwise(shots))
    assert {shot.picture for shot in shots} == {"image/scene", "image/main", "image/size", "image/detail"}
    assert [shot.text for shot in shots if shot.picture == "image/size"] == ["9 cm tall"]
    assert all(shot.move == "still" for shot in shots if shot.picture == "image/size")
    assert all(shot.into != "cut" for shot in shots[1:])
    assert shots[-1].picture in ("image/scene", "image/main")


def test_cutouts_and_banners_are_not_shown() -> None:
    kit = film_kit(image_scene=None, **{"image/banner-story": Picture(cutout(), 240, 320)})
    assert {shot.picture for shot in storyboard_of(kit, "9:16", 15).shots} == {"image/main"}
