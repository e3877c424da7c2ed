"""From what stands in the form to a request."""

from pathlib import Path

import pytest

from mmdemo.errors import InputError
from mmdemo.schema import AUTO, Finish, Look, Request
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
}
NOTHING = Request(language="en", generators={"text": AUTO, "image": AUTO, "speech": AUTO})


def test_an_untouched_form_asks_for_nothing_special() -> None:
    assert typed_request(UNTOUCHED, ()) == NOTHING


def test_a_browser_may_send_nothing_for_what_is_empty() -> None:
    sent = {name: value or None for name, value in UNTOUCHED.items()}
    assert typed_request(sent | dict.fromkeys(("writer", "painter", "narrator", "variations")), ()) == NOTHING


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
        logo=Path("logo.png"),
        generators={"text": "qwen3", "image": "flux2-klein", "speech": "bark"},
    )


def test_a_seed_that_is_none_is_refused() -> None:
    with pytest.raises(InputError):
        typed_request({**UNTOUCHED, "seed": "many"}, ())
