"""Scenes in the formats of markets: the ratio, the product whole and untouched, paper carried on."""

import numpy as np
import pytest

from mmdemo.look import RATIOS
from mmdemo.processing.image.scene import studio_scene
from mmdemo.processing.image.tall_scene import longer_paper, tall_scene


def block(height: int = 500, width: int = 300) -> np.ndarray:
    rgba = np.zeros((height + 20, width + 20, 4), np.uint8)
    rgba[10:-10, 10:-10] = (150, 70, 40, 255)
    return rgba


@pytest.mark.parametrize("market", RATIOS)
@pytest.mark.parametrize("upright", [True, False])
def test_the_product_lies_whole_in_a_picture_of_that_ratio(market, upright):
    picture, placed = tall_scene(block(), "wood", RATIOS[market], 1, upright=upright)
    height, width = picture.shape[:2]
    across, down = RATIOS[market]
    assert width == 1152 and height == pytest.approx(width * down / across, abs=1)
    rows, columns = placed.box
    assert rows.start >= 0 and rows.stop <= height and columns.start >= 0 and columns.stop <= width
    solid = placed.rgba[..., 3] == 255
    assert np.array_equal(picture[placed.box][solid], placed.rgba[..., :3][solid])


def test_same_seed_same_bytes_and_both_sides_are_lit():
    made = [tall_scene(block(), "marble", (4, 5), seed, upright=True)[0] for seed in (0, 0, 1, 2, 3)]
    assert np.array_equal(made[0], made[1])
    assert any(not np.array_equal(made[0], other) for other in made[2:])


def test_paper_is_carried_on_without_a_seam():
    scene, placed = studio_scene(block(), 3, upright=True)
    picture, above = longer_paper(scene, (9, 16), 3)
    assert picture.shape == (3556, 2000, 3)
    assert np.array_equal(picture[above : above + 2000], scene)
    for seam in (above, above + 2000):
        one, other = (
            picture[rows].astype(float).mean(axis=(0, 1)) for rows in (slice(seam - 8, seam), slice(seam, seam + 8))
        )
        assert np.abs(one - other).max() < 1.0
    assert placed.region.moved(0, above).top == placed.top + above
