"""A shadow on the table is no part of the product; a dark foot with a sharp edge is."""

import cv2
import numpy as np
import pytest

from mmdemo.processing.image.foot_shadow import without_foot_shadow

TABLE, PRODUCT = (150, 168, 158), (196, 120, 104)


def scene(shade: float, blur: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A block on a table with an oval of `shade` times the table's light at its right foot: picture, block, both."""
    block, oval = np.zeros((2, 300, 400), np.uint8)
    block[60:240, 120:220] = 1
    cv2.ellipse(oval, (235, 228), (60, 14), 0, 0, 360, 1, -1)
    softness = cv2.GaussianBlur(oval.astype(np.float32), (0, 0), blur) if blur else oval.astype(np.float32)
    picture = np.array(TABLE) * (1 - (1 - shade) * softness[..., None])
    picture[block > 0] = PRODUCT
    grain = np.random.default_rng(1).normal(0, 1.5, picture.shape)
    taken = (block > 0) | (oval > 0)
    return np.clip(picture + grain, 0, 255).astype(np.uint8), block > 0, taken


def overlap(one: np.ndarray, other: np.ndarray) -> float:
    return float((one & other).sum() / (one | other).sum())


@pytest.mark.parametrize("shade", [0.25, 0.5])
def test_a_soft_shadow_goes_and_the_product_stays(shade):
    picture, block, taken = scene(shade, 7)
    found = without_foot_shadow(picture, taken)
    assert overlap(found, block) > 0.97 > overlap(taken, block)


def test_a_sharp_dark_part_is_the_products_own():
    picture, _, taken = scene(0.3, 0)
    assert np.array_equal(without_foot_shadow(picture, taken), taken)


def test_a_part_of_another_hue_is_the_products_own():
    picture, block, taken = scene(0.5, 7)
    picture[taken & ~block] = (40, 60, 150)
    assert np.array_equal(without_foot_shadow(picture, taken), taken)


def test_light_through_glass_that_hangs_on_the_shadow_goes_with_it():
    picture, block, taken = scene(0.3, 7)
    picture[226:229, 250:285] = (190, 110, 40)
    assert overlap(without_foot_shadow(picture, taken), block) > 0.97


def test_the_sharp_strip_under_the_foot_goes_with_the_shadow():
    picture, block, taken = scene(0.3, 7)
    strip = np.zeros(block.shape, bool)
    strip[240:243, 130:240] = True
    picture[strip] = np.array(TABLE) * 0.15
    found = without_foot_shadow(picture, taken | strip)
    assert (found & strip).sum() < 0.1 * strip.sum()
    assert overlap(found, block) > 0.97


def test_a_dark_line_on_the_product_stays():
    picture, _, taken = scene(0.3, 7)
    picture[222:225, 120:220] = np.array(TABLE) * 0.3
    found = without_foot_shadow(picture, taken)
    assert found[222:225, 120:210].all()


def test_a_product_that_fills_the_picture_is_left_alone():
    picture = np.full((200, 200, 3), 90, np.uint8)
    whole = np.ones((200, 200), bool)
    assert np.array_equal(without_foot_shadow(picture, whole), whole)
