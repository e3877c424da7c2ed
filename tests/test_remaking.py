"""A narration and music made again as the merchant wishes them by now."""

from dataclasses import replace
from typing import Any

import pytest

from mmdemo.errors import InputError
from mmdemo.export.archive import kit_zip
from mmdemo.export.recipe import read_recipe
from mmdemo.narrating import NARRATION
from mmdemo.pipeline import make_kit, redo_part
from mmdemo.registry import installed
from mmdemo.remaking import handed_on, with_wishes
from mmdemo.replay import replay_kit
from mmdemo.schema import AUTO, Handover, Kit, Promotion, Request, Sound

MUSIC = "music"
WISHED = Sound("embedded/en-us+m6", pace="slow", mood="festive", tempo="slow", key="E", notice="morse")


@pytest.fixture(scope="module")
def kit() -> Kit:
    request = Request(name="Oak mug", facts=("350 ml",), language="en", seed=7, generators={"speech": "embedded"})
    return make_kit(request)


def remade(kit: Kit, *parts: str) -> Kit:
    for part in parts:
        kit = redo_part(with_wishes(kit, part, WISHED, "embedded", installed()), part)
    return kit


def test_a_narration_takes_the_wishes_for_a_voice_and_leaves_those_for_music(kit: Kit) -> None:
    again = remade(kit, NARRATION)
    assert again.assets[NARRATION].provenance.options["voice"] == "en-us+m6"
    assert again.narration is not None
    assert again.narration.notice == "morse"
    assert again.request.sound == replace(WISHED, mood="auto", tempo="auto", key="auto")
    assert again.assets[MUSIC] is kit.assets[MUSIC]


def test_music_takes_the_wishes_for_music(kit: Kit) -> None:
    again = remade(kit, MUSIC)
    assert again.music is not None
    assert (again.music.mood, again.music.key.split()[0]) == ("festive", "E")
    assert again.request.sound.voice == kit.request.sound.voice
    assert again.assets[NARRATION] is kit.assets[NARRATION]


@pytest.mark.parametrize("parts", [(NARRATION,), (MUSIC,), (MUSIC, NARRATION)], ids="+".join)
def test_it_comes_again_when_the_kit_is_made_again(kit: Kit, parts: tuple[str, ...]) -> None:
    archive = kit_zip(remade(kit, *parts))
    assert kit_zip(replay_kit(read_recipe(archive))) == archive


def test_the_other_parts_have_no_such_wishes(kit: Kit) -> None:
    assert with_wishes(kit, "copy", WISHED, AUTO, installed()) is kit


@pytest.mark.parametrize(
    ("part", "sound", "narrator", "field"),
    [
        (MUSIC, Sound(mood="none"), AUTO, "sound"),
        (NARRATION, Sound(voice="embedded/cmn+f2"), AUTO, "narrator_voice"),
        (NARRATION, Sound(voice="embedded/en-us+m6"), "flite", "narrator_voice"),
        (NARRATION, Sound(pace="never"), AUTO, "sound"),  # type: ignore[arg-type]
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(kit: Kit, part: str, sound: Sound, narrator: str, field: str) -> None:
    with pytest.raises(InputError) as caught:
        with_wishes(kit, part, sound, narrator, installed())
    assert caught.value.field == field
    assert caught.value.text("zh") != caught.value.text("en")


SHOP = Handover(("ebay",), shop="https://kiln.example", labels="eu")
OF_THE_MUG = replace(SHOP, sku="MUG-1", barcode="4006381333931", stock=4, was_price="$30")
OFFER = Promotion(price="$20")


@pytest.mark.parametrize(
    ("changed", "handover", "offer"),
    [
        ({"tone": "luxury"}, OF_THE_MUG, OFFER),
        ({"price": "$26"}, OF_THE_MUG, None),
        ({"price": "$30"}, replace(OF_THE_MUG, was_price=""), None),
        ({"price": "€20"}, replace(OF_THE_MUG, was_price=""), None),
        ({"price": "soon"}, replace(OF_THE_MUG, was_price=""), None),
        ({"name": "Oak bowl"}, SHOP, None),
    ],
    ids=["the same product", "another price", "a higher one", "another currency", "no price", "another product"],
)
def test_a_new_request_keeps_what_was_wished_of_the_files(
    kit: Kit, changed: dict[str, Any], handover: Handover, offer: Promotion | None
) -> None:
    before = replace(kit, request=replace(kit.request, price="$24", handover=OF_THE_MUG, promotion=OFFER))
    request = handed_on(replace(Request(name=" Oak mug ", price="$24"), **changed), before)
    assert (request.handover, request.promotion) == (handover, offer)
