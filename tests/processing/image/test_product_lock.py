"""The product lock: whole where nothing was touched, broken where something was."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.picture import ProductLock, Region
from mmdemo.processing.image.details import Square
from mmdemo.processing.image.placement import bounds, on_white
from mmdemo.processing.image.product_lock import measure_lock
from mmdemo.processing.image.scene import studio_scene
from mmdemo.processing.image.size_picture import draw_size_picture
from mmdemo.processing.text.dimensions import read_dimensions


@pytest.fixture(scope="module")
def scene(mug_cutout):
    return studio_scene(mug_cutout, 3)


def test_untouched_pictures_hold(mug_cutout, scene):
    sizes = read_dimensions(read_facts(["Height: 10 cm", "Width: 12 cm"]))
    for pixels, placed in (on_white(mug_cutout), scene, draw_size_picture(mug_cutout, sizes, "en")):
        lock = measure_lock(pixels, mug_cutout, placed.region)
        assert lock.unchanged == 1
        assert lock.colour_difference == 0
        assert lock.outline_overlap > 0.95
        assert lock.holds


def test_a_close_up_counts_what_it_shows(mug_cutout):
    photo = np.where(mug_cutout[..., 3:] > 0, mug_cutout[..., :3], 230).astype(np.uint8)
    square = Square(300, 200, 200, 1.0)
    left, top, width, height = bounds(mug_cutout)
    lies = Region(left - square.left, top - square.top, width, height)
    lock = measure_lock(square.of(photo), mug_cutout, lies)
    assert lock.unchanged == 1
    assert lock.holds


def test_a_repainted_part_is_counted(mug_cutout, scene):
    pixels, placed = scene
    lies = placed.region
    changed = pixels.copy()
    half = slice(lies.top, lies.top + lies.height // 2)
    changed[half] = cv2.GaussianBlur(changed[half], (0, 0), 12)
    lock = measure_lock(changed, mug_cutout, lies)
    assert 0.3 < lock.unchanged < 0.8
    assert lock.colour_difference > 0.5
    assert not lock.holds


def test_another_hue_is_measured_as_the_eye_sees_it(mug_cutout, scene):
    pixels, placed = scene
    lock = measure_lock(np.clip(np.add(pixels, [40, 0, -40]), 0, 255).astype(np.uint8), mug_cutout, placed.region)
    assert lock.unchanged == 0
    assert lock.colour_difference > 10
    slight = measure_lock(pixels ^ 1, mug_cutout, placed.region)
    assert slight.unchanged == 0
    assert 0 < slight.colour_difference < 1


def test_a_moved_product_shows_in_its_outline(mug_cutout, scene):
    pixels, placed = scene
    lies = placed.region
    lock = measure_lock(pixels, mug_cutout, replace(lies, left=lies.left + lies.width // 8))
    assert lock.outline_overlap < 0.9
    assert not lock.holds


def test_outside_the_picture_there_is_nothing_to_measure(mug_cutout):
    blank = np.full((400, 400, 3), 255, np.uint8)
    assert measure_lock(blank, mug_cutout, Region(500, 500, 200, 200)) is None
    assert measure_lock(blank, mug_cutout, Region(-900, 0, 200, 200)) is None


def test_same_picture_same_lock(mug_cutout, scene):
    pixels, placed = scene
    assert measure_lock(pixels, mug_cutout, placed.region) == measure_lock(pixels, mug_cutout, placed.region)


@pytest.mark.parametrize("broken", [{"unchanged": 0.9}, {"colour_difference": 3.0}, {"outline_overlap": 0.7}])
def test_each_measure_can_break_the_lock(broken):
    whole = ProductLock(1.0, 0.0, 0.99)
    assert whole.holds
    assert not replace(whole, **broken).holds


def test_a_region_follows_its_picture():
    region = Region(10, 20, 30, 40)
    assert region.moved(5, -5) == Region(15, 15, 30, 40)
    assert region.enlarged(2) == Region(20, 40, 60, 80)
