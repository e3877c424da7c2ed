"""The studio picture: the product untouched, the shadow where it belongs, no banding."""

import numpy as np
import pytest

from mmdemo.processing.image.scene import studio_scene
from tests.processing.image.conftest import drawn


def test_product_pixels_are_never_tinted(mug_cutout):
    for upright in (True, False):
        picture, placed = studio_scene(mug_cutout, 3, upright=upright)
        solid = placed.rgba[..., 3] == 255
        assert solid.sum() > 200_000
        assert np.array_equal(picture[placed.box][solid], placed.rgba[solid][:, :3])


def test_same_seed_same_bytes_other_seed_other_studio(mug_cutout):
    first, _ = studio_scene(mug_cutout, 3)
    assert np.array_equal(first, studio_scene(mug_cutout, 3)[0])
    papers = {tuple(studio_scene(mug_cutout, seed)[0][40:80, 960:1040].mean((0, 1)).round()) for seed in range(4)}
    assert len(papers) > 2


def test_standing_product_is_held_by_a_contact_shadow(mug_cutout):
    picture, placed = studio_scene(mug_cutout, 3)
    ground = placed.top + placed.rgba.shape[0]
    middle = placed.left + placed.rgba.shape[1] // 3
    under = picture[ground + 2 : ground + 10, middle - 40 : middle + 40].mean()
    front = picture[ground + 150 : ground + 160, middle - 40 : middle + 40].mean()
    assert under < front - 25


def test_cast_shadow_falls_to_one_side(mug_cutout):
    picture, placed = studio_scene(mug_cutout, 3)
    ground = placed.top + placed.rgba.shape[0]
    strip = picture[ground - 60 : ground - 20].mean(axis=(0, 2))
    left = strip[placed.left - 150 : placed.left - 30].mean()
    right = strip[placed.left + placed.rgba.shape[1] + 30 : placed.left + placed.rgba.shape[1] + 150].mean()
    assert abs(left - right) > 6


def test_lying_product_is_centred(mug_cutout):
    _, placed = studio_scene(mug_cutout, 3, upright=False)
    assert abs(2 * placed.top + placed.rgba.shape[0] - 2000) <= 1


@pytest.mark.parametrize("seed", range(3))
def test_paper_has_no_bands(mug_cutout, seed):
    picture, _ = studio_scene(mug_cutout, seed)
    corner = picture[:300, :300, 1].astype(int)
    assert (corner == corner[0, 0]).mean() < 0.6
    runs = (np.diff(corner, axis=1) == 0).mean()
    assert runs < 0.6  # without grain nearly every neighbour would be equal


def test_white_product_stands_out():
    alpha = np.asarray(drawn(lambda draw: draw.rectangle([900, 400, 1900, 1800], fill=255)))
    white = np.dstack([np.where(alpha[..., None] > 0, np.uint8(250), 0).repeat(3, axis=2), alpha])
    picture, placed = studio_scene(white, 1)
    beside = picture[placed.top + 100 : placed.top + 300, placed.left - 60 : placed.left - 20]
    assert beside.mean() < 215
