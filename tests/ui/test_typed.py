"""From what stands in the form to a request."""

from pathlib import Path

import pytest

from mmdemo.errors import InputError
from mmdemo.intake.facts import read_facts
from mmdemo.schema import AUTO, Finish, Look, Request, Sound
from mmdemo.ui.typed import typed_request

UNTOUCHED = {
    **dict.fromkeys(("name", "category", "price", "brand", "facts", "seed", "idea", "brand_colour", "badge"), ""),
    **dict.fromkeys(("writer", "painter", "narrator"), AUTO),
    "tone": "friendly",
    "language": "en",
    "setting": "auto",
    "season": "any",
    "market": "any",
    "variations": 1,
    "enlarge": False,
    "banners": False,
    "finish": [],
    "script_seconds": 20,
    **dict.fromkeys(("narrator_voice", "mood", "tempo", "key", "notice"), "auto"),
    "pace": "usual",
    "voice_sample": None,
    "voice_allowed": False,
}
NOTHING = Request(language="en", generators={"text": AUTO, "image": AUTO, "speech": AUTO})


def test_an_untouched_form_asks_for_nothing_special() -> None:
    assert typed_request(UNTOUCHED, ()) == NOTHING


def test_a_browser_may_send_nothing_for_what_is_empty() -> None:
    sent = {name: value or None for name, value in UNTOUCHED.items()}
    sent |= dict.fromkeys(("writer", "painter", "narrator", "variations", "script_seconds", "narrator_voice"))
    assert typed_request(sent, ()) == NOTHING


def test_everything_typed_reaches_the_request() -> None:
    typed = {
        "name": "Mug",
        "category": "Kitchen",
        "price": "$4",
        "brand": "Ours",
        "facts": "350 ml\nBlue",
        "tone": "premium",
        "language": "zh",
        "seed": "7",
        "writer": "qwen3",
        "painter": "flux2-klein",
        "narrator": "bark",
        "setting": "marble",
        "season": "winter",
        "market": "tiktok",
        "idea": "with snow",
        "variations": 3.0,
        "enlarge": True,
        "banners": True,
        "brand_colour": "navy",
        "badge": "New",
        "finish": ["sharpen"],
        "script_seconds": 45.0,
        "narrator_voice": "bark/zh_speaker_9",
        "pace": "brisk",
        "mood": "festive",
        "tempo": "fast",
        "key": "Eb",
        "notice": "spoken",
        "voice_sample": "me.wav",
        "voice_allowed": True,
    }
    photos = (Path("photo.png"), Path("back.png"), Path("detail.png"))
    assert typed_request(typed, photos, Path("logo.png")) == Request(
        name="Mug",
        category="Kitchen",
        price="$4",
        brand="Ours",
        facts=("350 ml", "Blue"),
        photo=Path("photo.png"),
        more_photos=(Path("back.png"), Path("detail.png")),
        tone="premium",
        look=Look("marble", "winter", "tiktok", 3, True, "with snow", True, "navy", "New"),
        language="zh",
        seed=7,
        finish=Finish(sharpen=True),
        script_seconds=45,
        sound=Sound("bark/zh_speaker_9", "brisk", "festive", "fast", "Eb", "spoken"),
        logo=Path("logo.png"),
        voice_sample=Path("me.wav"),
        generators={"text": "qwen3", "image": "flux2-klein", "speech": "bark"},
    )


def test_a_seed_that_is_none_is_refused() -> None:
    with pytest.raises(InputError):
        typed_request({**UNTOUCHED, "seed": "many"}, ())


def test_a_voice_is_used_only_where_somebody_ticked_that_it_may_be() -> None:
    with pytest.raises(InputError) as caught:
        typed_request({**UNTOUCHED, "voice_sample": "me.wav"}, ())
    assert caught.value.field == "voice_sample"
    assert caught.value.text("zh") != caught.value.text("en")
    assert typed_request({**UNTOUCHED, "voice_allowed": True}, ()) == NOTHING


def test_a_line_that_was_added_keeps_its_origin_until_it_is_changed() -> None:
    origins = {"Color: red": "photo", "Made in Oslo": "voice", "Text on the product: Oats": "photo"}
    facts = "350 ml\n  Color: red \nMade in Oslo, Norway\nText on the product: Oats"
    made = typed_request({**UNTOUCHED, "facts": facts}, (), None, origins)
    assert made.origins == {"Color: red": "photo", "Text on the product: Oats": "photo"}
    assert [fact.origin for fact in read_facts(made.facts, "en", made.origins)] == ["typed", "photo", "typed", "photo"]
    assert typed_request({**UNTOUCHED, "facts": None}, (), None, origins).origins == {}
