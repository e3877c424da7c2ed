"""Every picture made from a photo carries its lock: in the kit, in the manifest; nothing else does."""

import json
from dataclasses import replace

from mmdemo import Kit, Request, make_kit, replace_picture
from mmdemo.export.archive import kit_files
from mmdemo.export.manifest import MANIFEST
from mmdemo.registry import Registry, installed
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import EMBEDDED
from tests.conftest import draw_photo, encoded

EMBEDDED_ONLY = Registry(found for found in installed().specs() if found.id == EMBEDDED)
PICTURES = next(found for found in EMBEDDED_ONLY.specs("image"))


def bottle(**more) -> Request:
    photo = encoded(draw_photo())
    return Request(name="Bottle", facts=("Height: 24 cm", "Width: 8 cm"), photo=photo, seed=7, **more)


class Repainting:
    """A painter that cannot leave the product alone."""

    def __init__(self) -> None:
        self._honest = PICTURES.load(ON_CPU)

    def generate(self, brief, ctx):
        import numpy as np

        from mmdemo.processing.image.arrays import decode, encode

        made = self._honest.generate(brief, ctx)
        if brief.kind != "scene":
            return made
        return replace(made, data=encode((decode(made.data) * np.float32(0.8)).astype(np.uint8)))


def locks(kit: Kit) -> dict:
    return {part: picture.lock for part, picture in kit.pictures.items()}


def test_every_picture_made_from_a_photo_is_measured():
    kit = make_kit(bottle(), registry=EMBEDDED_ONLY)
    found = locks(kit)
    assert found.pop("image/cutout") is None
    assert {"image/main", "image/scene", "image/size"} <= found.keys()
    for part, lock in found.items():
        assert lock is not None, part
        assert lock.unchanged == 1, part
        assert lock.holds, part
    parts = json.loads(kit_files(kit)[MANIFEST])["parts"]
    assert parts["image/scene"]["lock"]["unchanged"] == 1
    assert parts["copy"]["lock"] is None


def test_a_further_photo_is_held_to_its_own_cutout():
    kit = make_kit(bottle(more_photos=(encoded(draw_photo().rotate(3, fillcolor="white")),)), registry=EMBEDDED_ONLY)
    assert locks(kit)["image/main-2"].unchanged == 1


def test_a_painter_that_repaints_the_product_is_found_out():
    registry = Registry(
        replace(found, load=lambda _: Repainting()) if found.modality == "image" else found
        for found in EMBEDDED_ONLY.specs()
    )
    lock = locks(make_kit(bottle(), registry=registry))["image/scene"]
    assert lock.unchanged < 0.05
    assert lock.colour_difference > 1
    assert not lock.holds


def test_the_merchants_own_picture_and_a_product_without_photo_have_none():
    kit = make_kit(bottle(), registry=EMBEDDED_ONLY)
    assert locks(replace_picture(kit, "image/scene", encoded(draw_photo())))["image/scene"] is None
    assert set(locks(make_kit(Request(name="Bottle", seed=1), registry=EMBEDDED_ONLY)).values()) == {None}
