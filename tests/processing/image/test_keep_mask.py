"""Cells that stay hold nothing but pixels that stay."""

import numpy as np
import pytest

from mmdemo.processing.image.keep_mask import kept_cells, repaint_mask


def brute(stays, rows, columns):
    """The definition, cell by cell: every pixel that a cell touches."""
    height, width = stays.shape
    kept = np.zeros((rows, columns), bool)
    for row in range(rows):
        for column in range(columns):
            y = slice(int(np.floor(row * height / rows)), int(np.ceil((row + 1) * height / rows)))
            x = slice(int(np.floor(column * width / columns)), int(np.ceil((column + 1) * width / columns)))
            kept[row, column] = stays[y, x].all()
    return kept


@pytest.mark.parametrize(("shape", "grid"), [((64, 64), (4, 4)), ((61, 47), (5, 7)), ((128, 96), (12, 9))])
def test_a_cell_stays_when_all_of_its_pixels_do(shape, grid):
    stays = np.random.default_rng(2).random(shape) > 0.002
    kept = kept_cells(stays, *grid)
    assert 0 < kept.sum() < kept.size
    assert np.array_equal(kept, brute(stays, *grid))


def test_one_pixel_of_ground_gives_its_cell_away():
    stays = np.ones((2048, 2048), bool)
    stays[33, 64] = False
    kept = kept_cells(stays, 64, 64)
    assert not kept[1, 2]
    assert kept.sum() == 64 * 64 - 1


def test_a_part_thinner_than_a_cell_is_painted_over():
    stays = np.zeros((256, 256), bool)
    stays[:, 100:120] = True
    assert not kept_cells(stays, 8, 8).any()


def test_the_mask_is_white_where_a_model_paints():
    mask = repaint_mask(np.array([[True, False], [False, True]]), 16)
    assert (mask.shape, mask.dtype) == ((32, 32), np.uint8)
    assert not mask[:16, :16].any() and not mask[16:, 16:].any()
    assert (mask[:16, 16:] == 255).all() and (mask[16:, :16] == 255).all()
