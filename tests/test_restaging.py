"""A scene made again in another setting, and nothing else."""

import threading
from dataclasses import replace

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.errors import Cancelled, InputError
from mmdemo.export.archive import kit_zip
from mmdemo.export.recipe import read_recipe
from mmdemo.look import BANNER_SIZES
from mmdemo.pipeline import replace_picture
from mmdemo.registry import Registry, installed
from mmdemo.replay import replay_kit
from mmdemo.restaging import restage
from mmdemo.schema import EMBEDDED, Look

EMBEDDED_ONLY = Registry(found for found in installed().specs() if found.id == EMBEDDED)


@pytest.fixture(scope="module")
def kit(photo: bytes) -> Kit:
    request = Request(name="Bottle", price="$9", facts=("350 ml",), photo=photo, seed=3, look=Look(variations=2))
    return make_kit(request, registry=EMBEDDED_ONLY)


def last(kit: Kit, setting: str, **more: object) -> Kit:
    *_, made = restage(kit, setting, registry=EMBEDDED_ONLY, **more)  # type: ignore[arg-type]
    return made


def test_only_the_scenes_change(kit: Kit) -> None:
    made = last(kit, "marble")
    changed = {part for part in kit.assets if made.assets[part] is not kit.assets[part]}
    assert changed == {"image/scene", "image/scene-2"}
    assert made.request.look == replace(kit.request.look, setting="marble")
    assert made.assets["image/scene"].provenance.options["setting"] == "marble"
    assert made.pictures["image/scene"].data != made.pictures["image/scene-2"].data
    assert made.complete


def test_banners_follow(photo: bytes) -> None:
    kit = make_kit(Request(name="Bottle", photo=photo, seed=3, look=Look(banners=True)), registry=EMBEDDED_ONLY)
    made = last(kit, "luxe")
    changed = {part for part in kit.assets if made.assets[part] is not kit.assets[part]}
    assert changed == {"image/scene", *(f"image/banner-{size}" for size in BANNER_SIZES)}


def test_back_again_gives_the_same_bytes(kit: Kit) -> None:
    there = last(kit, "wood")
    assert last(last(there, "stone"), "wood").pictures["image/scene"].data == there.pictures["image/scene"].data


def test_a_replay_gives_the_same_bytes(kit: Kit) -> None:
    made = last(kit, "luxe")
    again = replay_kit(read_recipe(kit_zip(made)), registry=EMBEDDED_ONLY)
    assert again.pictures["image/scene"].data == made.pictures["image/scene"].data


def test_a_picture_of_the_merchants_own_stays(kit: Kit, photo: bytes) -> None:
    own = replace_picture(kit, "image/scene", photo)
    made = last(own, "marble")
    assert made.assets["image/scene"] is own.assets["image/scene"]
    assert made.assets["image/scene-2"] is not own.assets["image/scene-2"]


def test_a_setting_nobody_has_is_refused(kit: Kit) -> None:
    with pytest.raises(InputError, match="moon"):
        last(kit, "moon")


def test_stop(kit: Kit) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        last(kit, "marble", stop=stop)
