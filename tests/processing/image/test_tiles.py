"""Piece by piece comes out as in one piece."""

import cv2
import numpy as np
import pytest

from mmdemo.processing.image.tiles import enlarge_in_tiles


def softened(pixels):
    """Four times as large, each pixel of it made from its neighbours up to two pixels away."""
    larger = cv2.resize(pixels, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    return cv2.GaussianBlur(larger, (0, 0), 1)


@pytest.mark.parametrize("size", [(70, 90), (64, 64), (5, 3), (1, 1), (65, 200)])
@pytest.mark.parametrize("factor", [4, 2])
def test_seams_do_not_show(size, factor):
    picture = np.random.default_rng(0).integers(0, 255, (*size, 3), dtype=np.uint8)
    told = []
    made = enlarge_in_tiles(picture, factor, 32, softened, lambda *news: told.append(news))
    assert made.shape == (size[0] * factor, size[1] * factor, 3)
    count = -(-size[0] // 32) * -(-size[1] // 32)
    assert told == [(done, count) for done in range(count)]
    whole = softened(np.pad(picture, ((16, 16), (16, 16), (0, 0)), mode="symmetric"))[64:-64, 64:-64]
    if factor == 2:
        whole = cv2.resize(whole, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert abs(made.astype(int) - whole).max() <= 1
