"""Which parts each job makes of a product, and which of them only where a model can."""

from dataclasses import replace

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.facts import read_facts
from mmdemo.look import BANNER_SIZES
from mmdemo.outline import UNMENDED, Outline
from mmdemo.registry import installed_scenarios
from mmdemo.schema import Finish, Look, Photo, Product, Recording, Request, Sound

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
        "music": False,
        "narration": False,
        "narration/heard": True,
    }


def test_a_listing_without_a_photo() -> None:
    assert parts(BARE) == {
        "copy": False,
        "image/card": False,
        "image/concept": False,
        "music": False,
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


def test_banners_are_made_with_and_without_a_photo() -> None:
    banners = {f"image/banner-{size}": False for size in BANNER_SIZES}
    assert banners.items() <= parts(PHOTO, Look(banners=True)).items()
    assert banners.items() <= parts(BARE, Look(banners=True)).items()
    assert not banners.keys() & parts(BARE).keys()


def test_what_was_asked_for_in_so_many_words_is_not_optional() -> None:
    asked = parts(PHOTO, Look(market="tiktok", enlarge=True))
    assert not asked["image/scene-market"]
    assert not asked["image/scene-large"]


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


def with_photo(width: int, height: int, *facts: str) -> Product:
    return replace(BARE, photo=Photo(b"", width, height), facts=read_facts(facts))


def test_a_size_picture_needs_dimensions_and_a_photo() -> None:
    assert "image/size" in parts(with_photo(800, 600, "350 ml", "Height: 12 cm"))
    assert "image/size" in parts(with_photo(800, 600, "长10厘米"))
    assert "image/size" not in parts(with_photo(800, 600, "350 ml", "2 years warranty"))
    assert "image/size" not in parts(replace(BARE, facts=read_facts(["Height: 12 cm"])))


def test_no_picture_shows_facts_that_contradict_each_other() -> None:
    product = replace(BARE, facts=read_facts(["350 ml", "500 ml", "Dishwasher safe"]))
    job = installed_scenarios()["listing"]

    def shown(request: Request) -> set[tuple[str, ...]]:
        pictures = [brief for brief in job.briefs(product, request) if brief.modality == "image"]
        return {tuple(fact.text for fact in brief.product.facts) for brief in pictures}

    assert shown(Request()) == {("Dishwasher safe",)}
    assert shown(Request(confirmed=("Holds 350 ml",))) == {("350 ml", "Dishwasher safe")}
    assert job.briefs(product, Request())[0].product == product  # the writer tells all, and the ledger marks it


@pytest.mark.parametrize(("size", "wanted"), [((1200, 800), True), ((800, 1200), True), ((1199, 1199), False)])
def test_close_ups_need_a_large_photo(size: tuple[int, int], wanted: bool) -> None:
    made = parts(with_photo(*size))
    assert [part for part in made if part.startswith("image/detail")] == ["image/detail", "image/detail-2"][
        : 2 * wanted
    ]
    assert all(made[part] for part in made if part.startswith("image/detail"))  # optional: there may be nothing to see


def test_further_photos_bring_a_cutout_and_a_main_picture_each_in_order() -> None:
    photos = tuple(Photo(b"", 8 * number, 8) for number in (2, 3, 4))
    product = replace(PHOTO, more_photos=photos)
    briefs = installed_scenarios()["listing"].briefs(product, Request())
    further = [brief for brief in briefs if brief.part[-1].isdigit()]
    assert [brief.part for brief in further] == [
        part for number in (2, 3, 4) for part in (f"image/cutout-{number}", f"image/main-{number}")
    ]
    for brief, photo in zip(further, [photo for photo in photos for _ in range(2)], strict=True):
        assert brief.product.photo is photo
        assert brief.needs == (() if brief.kind == "cutout" else (brief.part.replace("main", "cutout"),))
    assert next(brief for brief in briefs if brief.part == "image/main").product.photo is PHOTO.photo


def test_each_cutout_has_its_own_outline_and_all_the_same_finish() -> None:
    outlines = {"image/cutout": Outline("framed"), "image/cutout-2": Outline(box=(0.1, 0.1, 0.9, 0.9))}
    finish = Finish(white_balance=True)
    product = replace(PHOTO, more_photos=(Photo(b"", 8, 8),))
    briefs = installed_scenarios()["listing"].briefs(product, Request(outlines=outlines, finish=finish))
    assert {brief.part: brief.outline for brief in briefs if brief.outline != UNMENDED} == outlines
    assert {brief.finish for brief in briefs} == {finish}


@pytest.mark.parametrize(
    ("market", "language", "notice"),
    [("any", "en", "none"), ("any", "zh", "morse"), ("taobao", "en", "morse"), ("amazon", "zh", "none")],
)
def test_a_voice_says_what_it_is_where_the_market_asks_for_it(market, language, notice) -> None:
    product = replace(BARE, language=language)
    told = {
        brief.part: brief.sound
        for brief in installed_scenarios()["listing"].briefs(product, Request(look=Look(market=market)))
    }
    assert told["narration"].notice == notice
    assert told["copy"] == Sound()


def test_music_can_be_left_out_and_a_notice_chosen() -> None:
    wish = Sound(mood="none", notice="spoken")
    briefs = {brief.part: brief for brief in installed_scenarios()["listing"].briefs(BARE, Request(sound=wish))}
    assert "music" not in briefs
    assert briefs["narration"].sound == wish


def test_only_the_narrator_is_given_a_voice_to_speak_with() -> None:
    lent = Recording(b"", 8, 1.0)
    briefs = installed_scenarios()["listing"].briefs(replace(BARE, voice_sample=lent), Request())
    assert {brief.part: brief.sample for brief in briefs if brief.sample is not None} == {"narration": lent}
