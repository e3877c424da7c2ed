"""What is seen or heard is offered: no part of a listing looks for facts in the photo or in a voice note."""

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.photo import read_photo
from mmdemo.scenarios.dictation import SCENARIO as DICTATION
from mmdemo.scenarios.listing import SCENARIO as LISTING
from mmdemo.scenarios.reading import SCENARIO as READING
from mmdemo.schema import Look, Product, Recording, Request

VOICE = Recording(b"RIFF", 16_000, 1.0)
WISHES = Look(market="tiktok", variations=3, enlarge=True, banners=True)


def test_a_listing_takes_no_fact_from_the_photo_or_the_voice_note(photo: bytes) -> None:
    product = Product("Bottle", "en", photo=read_photo(photo), voice=VOICE)
    briefs = LISTING.briefs(product, Request(look=WISHES))
    assert not [brief.part for brief in briefs if brief.modality == "vision"]
    # The only thing that is listened to is the narration.
    assert [brief.needs for brief in briefs if brief.modality == "hearing"] == [("narration",)]
    assert all(brief.product.facts == () for brief in briefs)
    assert not {need for brief in briefs for need in brief.needs if need.startswith(("photo", "voice"))}


def test_a_reading_and_a_dictation_are_jobs_of_their_own(photo: bytes) -> None:
    product = Product("Bottle", "en", photo=read_photo(photo), voice=VOICE)
    assert [brief.part for brief in READING.briefs(product, Request())] == ["photo/reading"]
    assert [brief.part for brief in DICTATION.briefs(product, Request())] == ["voice/transcript"]


@pytest.mark.parametrize(("scenario", "field"), [(READING, "photo"), (DICTATION, "voice")])
def test_without_anything_to_read_or_hear_it_says_so(scenario, field: str) -> None:
    with pytest.raises(InputError) as caught:
        scenario.briefs(Product("Bottle", "en"), Request())
    assert caught.value.field == field
