"""A product in a place: untouched, on the ground, shading it and mirrored in it."""

import numpy as np
import pytest

from mmdemo.processing.image.plate_scene import Spot, place_in
from mmdemo.processing.image.plates import FORMATS, plates
from mmdemo.processing.image.scene import make_scene

IDS = sorted(plates())
SIDE = 640


def bottle(height=400, width=140, rim=0):
    """A red block with a soft rim of `rim` rows of shadow under it."""
    rgba = np.zeros((height + rim + 40, width + 40, 4), np.uint8)
    rgba[20 : 20 + height, 20 : 20 + width] = (180, 40, 40, 255)
    rgba[20 + height : 20 + height + rim, 20 : 20 + width] = (0, 0, 0, 60)
    return rgba


def change(id, rgba, format="square", **moved):
    """How much darker or lighter the place became, (h, w), outside the product; and where the product lies."""
    plate = plates()[id]
    picture, placed = place_in(rgba, plate, format, SIDE, Spot(**moved))
    difference = picture.astype(int) - plate.picture(format, SIDE)
    box = placed.region
    difference[max(0, box.top) : box.top + box.height, box.left : box.left + box.width] = 0
    return difference.mean(axis=2), box


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("format", FORMATS)
def test_the_product_is_copied_and_whole(id, format):
    picture, placed = place_in(bottle(), plates()[id], format, SIDE)
    solid = placed.rgba[..., 3] == 255
    assert np.array_equal(picture[placed.box][solid], placed.rgba[solid][:, :3])
    box = placed.region
    assert box.left > 0 and box.top > 0
    assert box.left + box.width < picture.shape[1] and box.top + box.height < picture.shape[0]
    assert max(box.width / picture.shape[1], box.height / picture.shape[0]) > 0.35


@pytest.mark.parametrize("id", IDS)
def test_the_ground_before_its_foot_is_darker_and_far_away_as_it_was(id):
    difference, box = change(id, bottle())
    if id == "luxe":  # black lacquer has no light to lose
        return
    foot = box.top + box.height
    middle = box.left + box.width // 2
    under = difference[foot : foot + 4, middle - 20 : middle + 20].mean()
    assert under < -8
    assert np.abs(difference[:20]).max() <= 1
    assert np.abs(difference[-8:, :40]).mean() < 6


@pytest.mark.parametrize("id", ["wood", "warm", "stone", "beach"])
def test_the_shadow_falls_away_from_the_lamp(id):
    for plate, sign in ((plates()[id], 1), (plates()[id].mirror(), -1)):
        picture, placed = place_in(bottle(), plate, "square", SIDE)
        difference = picture.astype(int) - plate.picture("square", SIDE)
        box = placed.region
        rows = slice(box.top + box.height - 30, box.top + box.height)
        left = difference[rows, box.left - 60 : box.left - 4].mean()
        right = difference[rows, box.left + box.width + 4 : box.left + box.width + 60].mean()
        assert sign * (left - right) > 3


def test_nothing_is_put_beside_the_ground():
    _, aside = change("stone", bottle(), format="wide", x=5.0)
    _, limit = change("stone", bottle(), format="wide", x=plates()["stone"].floor[2])
    assert aside == limit


def test_black_lacquer_mirrors_the_product():
    difference, box = change("luxe", bottle())
    foot = box.top + box.height
    near = difference[foot + 4 : foot + 24, box.left + 20 : box.left + box.width - 20]
    assert near.mean() > 4


def test_a_soft_rim_lies_before_the_foot():
    _, plain = change("wood", bottle())
    _, rimmed = change("wood", bottle(rim=80))
    assert rimmed.top == pytest.approx(plain.top, abs=2)
    picture, _ = place_in(bottle(rim=300), plates()["wood"], "square", SIDE)
    assert picture.shape == (SIDE, SIDE, 3)


def test_what_is_nowhere_solid_is_put_there_all_the_same():
    veil = bottle()
    veil[..., 3] = np.minimum(veil[..., 3], 60)
    picture, placed = place_in(veil, plates()["wood"], "square", SIDE)
    assert placed.top > 0
    assert (picture[placed.box] != plates()["wood"].picture("square", SIDE)[placed.box]).any()


def test_a_spot_moves_it_along_the_ground():
    _, middle = change("wood", bottle(), format="wide")
    _, aside = change("wood", bottle(), format="wide", x=0.8)
    _, behind = change("wood", bottle(), format="wide", y=0.6)
    assert aside.left - middle.left > 80
    assert behind.top + behind.height < middle.top + middle.height
    assert behind.height < middle.height


@pytest.mark.parametrize("setting", ["studio", "marble"])
def test_same_seed_same_bytes(setting, mug_cutout):
    first, _ = make_scene(mug_cutout, setting, 3)
    assert np.array_equal(first, make_scene(mug_cutout, setting, 3)[0])
    assert len({make_scene(mug_cutout, setting, seed)[0].tobytes() for seed in range(3)}) > 1


def test_what_cannot_stand_lies_on_the_surface_that_goes_with_the_setting(mug_cutout):
    lying, placed = make_scene(mug_cutout, "wood", 1, upright=False)
    middle = placed.top + placed.rgba.shape[0] / 2
    assert middle == pytest.approx(lying.shape[0] / 2, abs=2)
    standing, _ = make_scene(mug_cutout, "wood", 1, upright=True)
    assert not np.array_equal(lying, standing)
