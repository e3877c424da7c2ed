"""Small kits put together by hand, for tests of what is said of their parts."""

from collections.abc import Collection, Mapping

from mmdemo.schema import (
    Asset,
    Copy,
    Handover,
    Kit,
    Language,
    Look,
    Music,
    Narration,
    Payload,
    Photo,
    Picture,
    Product,
    Provenance,
    Request,
)
from tests.media import RATE, picture, sound

MADE = Provenance("auto", "embedded", "Embedded studio", "CPU", 1, 0, 0.0, "mmdemo", "1", "Apache-2.0", "0" * 64)
COPY = Copy("A mug", ("Holds 350 ml",), "A mug.", "A mug that holds 350 ml.", ("mug",), {}, "A mug.")
NARRATION = Narration(sound(), RATE, 1.0, "A mug.", ((),), -16.0, -2.0)


def kit_of(
    *parts: str,
    photo: bool = False,
    used: Mapping[str, str] | None = None,
    edited: Collection[str] = (),
    language: Language = "en",
    market: str = "any",
    handover: Handover | None = None,
) -> Kit:
    """A kit with these parts; `used` names the generator of some, `edited` those that the merchant changed."""
    product = Product("Mug", language, photo=Photo(picture(size=(64, 48)), 64, 48) if photo else None)
    assets = {
        part: Asset(part, _payload(part), _made(part, (used or {}).get(part, "embedded"), part in edited))
        for part in parts
    }
    request = Request(name="Mug", look=Look(market=market), language=language, seed=1)
    if handover is not None:
        request = Request(**vars(request) | {"handover": handover})
    return Kit(request, product, 1, tuple(assets), assets)


def _made(part: str, used: str, edited: bool) -> Provenance:
    label = "Embedded studio" if used == "embedded" else used.title()
    return Provenance(**vars(MADE) | {"used": used, "label": label, "edited": edited})


def _payload(part: str) -> Payload:
    if part == "copy":
        return COPY
    if part == "narration":
        return NARRATION
    if part == "music":
        return Music(sound(2.0), RATE, 2.0, "calm", 90, "A major", -20.0)
    alpha = part.startswith("image/cutout")
    return Picture(picture(alpha=alpha), 320, 240, concept=part.startswith(("image/concept", "image/card")))
