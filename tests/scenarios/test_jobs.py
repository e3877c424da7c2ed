"""Which parts each job makes of a product, and which of them only where a model can."""

from dataclasses import replace

import pytest

from mmdemo.errors import InputError
from mmdemo.registry import installed_scenarios
from mmdemo.schema import Look, Photo, Product, Recording, Request

BARE = Product("Mug", "en")
PHOTO = replace(BARE, photo=Photo(b"", 8, 8))


def parts(product: Product, look: Look | None = None) -> dict[str, bool]:
    """The parts of a listing, and whether each is optional."""
    briefs = installed_scenarios()["listing"].briefs(product, Request(look=look or Look()))
    seen: set[str] = set()
    for brief in briefs:
        assert set(brief.needs) <= seen
        seen.add(brief.part)
    return {brief.part: brief.optional for brief in briefs}


def test_a_listing_with_a_photo() -> None:
    assert parts(PHOTO) == {
        "copy": False,
        "image/cutout": False,
        "image/main": False,
        "image/scene": False,
        "narration": False,
        "narration/heard": True,
    }


def test_a_listing_without_a_photo() -> None:
    assert parts(BARE) == {
        "copy": False,
        "image/card": False,
        "image/concept": True,
        "narration": False,
        "narration/heard": True,
    }


def test_variations_market_and_size_add_parts() -> None:
    look = Look(variations=3, market="tiktok", enlarge=True)
    assert [part for part in parts(PHOTO, look) if part.startswith("image/scene")] == [
        "image/scene",
        "image/scene-2",
        "image/scene-3",
        "image/scene-market",
        "image/scene-large",
    ]
    assert "image/concept-3" in parts(BARE, look)
    assert "image/concept-large" in parts(BARE, look)


def test_what_was_asked_for_in_so_many_words_is_not_optional() -> None:
    asked = parts(PHOTO, Look(market="tiktok", enlarge=True))
    assert not asked["image/scene-market"]
    assert not asked["image/scene-large"]
    assert not parts(BARE, Look(variations=2))["image/concept-2"]
    briefs = installed_scenarios()["listing"].briefs(BARE, Request(generators={"image": "z-image"}))
    assert [brief.optional for brief in briefs if brief.part == "image/concept"] == [False]


def test_a_square_market_needs_no_other_format() -> None:
    assert "image/scene-market" not in parts(PHOTO, Look(market="amazon"))


def test_reading_needs_a_photo_and_dictation_a_voice() -> None:
    jobs = installed_scenarios()
    for job, field in (("reading", "photo"), ("dictation", "voice")):
        with pytest.raises(InputError) as caught:
            jobs[job].briefs(BARE, Request())
        assert caught.value.field == field
    assert [brief.part for brief in jobs["reading"].briefs(PHOTO, Request())] == ["photo/reading"]
    spoken = replace(BARE, voice=Recording(b"", 16_000, 1.0))
    assert [brief.part for brief in jobs["dictation"].briefs(spoken, Request())] == ["voice/transcript"]
