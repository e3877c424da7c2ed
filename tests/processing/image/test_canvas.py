"""A canvas gives a model what it needs to see, and gives back what must not change."""

import numpy as np
import pytest

from mmdemo.errors import GenerationError
from mmdemo.look import MARKETS, RATIOS
from mmdemo.processing.image.canvas import NEUTRAL, SIDE, around_product, extended


@pytest.fixture(scope="module")
def noise():
    return np.random.default_rng(0).integers(0, 255, (1024, 1024, 3), dtype=np.uint8)


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("side", [1024, 768])
def test_solid_pixels_come_back_byte_by_byte_whatever_was_painted(mug_cutout, noise, upright, side):
    canvas = around_product(mug_cutout, upright, side)
    assert canvas.painted_size == (side, side)
    finished = canvas.finish(noise[:side, :side])
    assert finished.shape == (SIDE, SIDE, 3)
    solid = canvas.placed.rgba[..., 3] == 255
    assert solid.sum() > 500_000
    assert np.array_equal(finished[canvas.placed.box][solid], canvas.placed.rgba[solid][:, :3])


def test_what_was_painted_shows_right_up_to_the_matte(mug_cutout):
    canvas = around_product(mug_cutout, True, 1024)
    painted = np.zeros((1024, 1024, 3), np.uint8)
    painted[..., 1] = 255
    outside = np.ones((SIDE, SIDE), bool)
    outside[canvas.placed.box] = canvas.placed.rgba[..., 3] <= 2
    assert (canvas.finish(painted)[outside] == (0, 255, 0)).all()


@pytest.mark.parametrize("cell", [16, 8])
def test_the_model_keeps_only_whole_cells_inside_the_matte(mug_cutout, cell):
    canvas = around_product(mug_cutout, True, 1024)
    mask = canvas.mask(cell)
    assert mask.shape == (1024, 1024)
    assert set(np.unique(mask)) == {0, 255}
    solid = np.zeros((SIDE, SIDE), bool)
    solid[canvas.placed.box] = canvas.placed.rgba[..., 3] == 255
    kept = (mask == 0).repeat(2, axis=0).repeat(2, axis=1)
    assert kept.sum() > 300_000
    assert not (kept & ~solid).any()
    # and nothing of the neutral ground lies in what is kept
    assert np.array_equal(canvas.finish(canvas.source())[kept], canvas.finish(np.zeros_like(canvas.source()))[kept])


def test_the_model_sees_the_product_before_neutral_ground(mug_cutout):
    canvas = around_product(mug_cutout, True, 1024)
    source = canvas.source()
    assert source.shape == (1024, 1024, 3)
    assert (source[:100] == NEUTRAL).all() and (source[-150:] == NEUTRAL).all()
    assert (source != NEUTRAL).any(axis=2).mean() > 0.1


def test_a_product_stands_on_its_line_or_lies_in_the_middle(mug_cutout):
    standing, lying = around_product(mug_cutout, True, 1024).placed, around_product(mug_cutout, False, 1024).placed
    assert standing.top + standing.rgba.shape[0] == round(0.815 * SIDE)
    assert abs(2 * lying.top + lying.rgba.shape[0] - SIDE) <= 1


def test_an_empty_cutout_is_refused():
    with pytest.raises(GenerationError) as failure:
        around_product(np.zeros((30, 30, 4), np.uint8), True, 1024)
    assert "empty" in failure.value.text("en") and "空" in failure.value.text("zh")


@pytest.mark.parametrize("shape", [(8, 8), (1, 1), (3, 900), (8000, 40)])
def test_cutouts_of_any_size_fit(shape):
    canvas = around_product(np.full((*shape, 4), 255, np.uint8), True, 1024)
    assert canvas.finish(canvas.source()).shape == (SIDE, SIDE, 3)


@pytest.mark.parametrize("ratio", RATIOS.values())
@pytest.mark.parametrize("area", [1024**2, 768**2])
def test_the_model_paints_the_markets_ratio_at_about_a_megapixel(noise, ratio, area):
    canvas = extended(noise, ratio, area)
    height, width = canvas.painted_size
    assert width * ratio[1] == height * ratio[0]
    assert 0.55 * area < height * width <= area
    assert height % 16 == width % 16 == 0
    assert canvas.source().shape == (height, width, 3)


@pytest.mark.parametrize("size", [(512, 512), (700, 512), (512, 900), (2000, 2000)])
@pytest.mark.parametrize("ratio", RATIOS.values())
def test_an_extended_picture_keeps_its_own_pixels_and_fades_at_the_seams(size, ratio):
    own = np.random.default_rng(1).integers(0, 255, (*size, 3), dtype=np.uint8)
    canvas = extended(own, ratio, 1024**2)
    painted = np.full((*canvas.painted_size, 3), 128, np.uint8)
    finished = canvas.finish(painted)
    height, width = finished.shape[:2]
    assert abs(width / height - ratio[0] / ratio[1]) < 0.003
    assert (height, width) == (size[0], finished.shape[1]) or width == size[1]
    solid = canvas.placed.rgba[..., 3] == 255
    assert solid.mean() > 0.85
    assert np.array_equal(finished[canvas.placed.box][solid], own[solid])
    kept = canvas.mask(16) == 0
    assert kept.sum() > 0.6 * kept.size * solid.sum() / (height * width)
    beside = finished[0] if canvas.placed.top else finished[:, 0]
    assert (beside == 128).all()


def test_the_ground_of_an_extension_carries_the_colours_at_the_rim_on():
    own = np.zeros((512, 512, 3), np.uint8)
    own[:256] = (250, 250, 250)
    own[256:] = (120, 60, 20)
    ground = extended(own, (9, 16), 1024**2).ground
    assert (ground[0] > 240).all()
    assert abs(ground[-1].astype(int) - (120, 60, 20)).max() < 5


def test_a_picture_of_that_ratio_needs_nothing(noise):
    for height in (2048, 2560):
        picture = np.zeros((height, round(height * 4 / 5), 3), np.uint8)
        with pytest.raises(GenerationError, match="4:5"):
            extended(picture, (4, 5), 1024**2)


@pytest.mark.parametrize("size", [(8, 8), (8000, 600), (255, 4000)])
def test_pictures_too_small_or_too_large_are_refused(size):
    with pytest.raises(GenerationError) as failure:
        extended(np.zeros((*size, 3), np.uint8), (4, 5), 1024**2)
    assert f"{size[1]} × {size[0]}" in failure.value.text("en")
    assert f"{size[1]} × {size[0]}" in failure.value.text("zh")


def test_markets_that_show_tall_pictures_are_markets():
    assert set(RATIOS) < set(MARKETS)
