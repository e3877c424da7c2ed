"""The main picture's white, size and untouched pixels."""

import numpy as np
import pytest

from mmdemo.processing.image.placement import SIDE, Placed, lay_over, on_white, place, scale_to, trim


def test_main_picture_is_pure_white_around_a_centred_product(mug_cutout):
    picture, _ = on_white(mug_cutout)
    assert picture.shape == (2000, 2000, 3)
    seen = (picture != 255).any(axis=2)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
    assert 0.85 * SIDE <= max(height, width) <= 0.9 * SIDE + 1
    assert abs(rows[0] + rows[-1] - (SIDE - 1)) <= 4
    assert abs(columns[0] + columns[-1] - (SIDE - 1)) <= 4
    assert not seen[:, :80].any() and not seen[:80].any()


@pytest.mark.parametrize("shape", [(900, 30), (30, 900), (5, 5)])
def test_long_and_tiny_products_fit(shape):
    rgba = np.full((*shape, 4), 255, np.uint8)
    rgba[..., :3] = 20
    picture, placed = on_white(rgba)
    assert max(placed.rgba.shape[:2]) == round(0.9 * SIDE)
    assert (picture[SIDE // 2, SIDE // 2] == 20).all()


def test_solid_pixels_are_the_scaled_cutouts_own(mug_cutout):
    picture, placed = on_white(mug_cutout)
    solid = placed.rgba[..., 3] == 255
    assert solid.sum() > 500_000
    assert np.array_equal(picture[placed.box][solid], placed.rgba[solid][:, :3])


def test_nearly_empty_pixels_leave_exact_white():
    faint = np.zeros((10, 10, 4), np.uint8)
    faint[..., 3] = 2
    white = np.full((SIDE, SIDE, 3), 255, np.uint8)
    assert (lay_over(white, Placed(faint, 5, 7, 1.0)) == 255).all()


def test_scaling_keeps_hidden_colours_out_of_the_edge():
    rgba = np.zeros((60, 60, 4), np.uint8)
    rgba[..., 1] = 255  # green that nobody may see
    rgba[20:40, 20:40] = (200, 30, 30, 255)
    scaled, scale = scale_to(rgba, 300, 300)
    assert scale == 5
    edge = (scaled[..., 3] > 20) & (scaled[..., 3] < 235)
    assert edge.any()
    assert scaled[edge][:, 1].max() < 60


def test_standing_product_ends_on_its_line(mug_cutout):
    placed = place(trim(mug_cutout), 0.6, 0.8)
    assert placed.top + placed.rgba.shape[0] == round(0.8 * SIDE)
