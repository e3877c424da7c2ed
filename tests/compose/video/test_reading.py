"""The quick ways to read a plane give what OpenCV's warp gives."""

import cv2
import numpy as np
import pytest

from mmdemo.compose.video.camera import ground_view
from mmdemo.compose.video.plate import plate_size
from mmdemo.compose.video.reading import Affine, scaled, shifted

PANEL = (720, 1280)
PLATE = plate_size(PANEL)
NOISE = np.random.default_rng(2).integers(0, 255, PLATE[::-1], np.uint8)
PLANE = cv2.GaussianBlur(NOISE, (0, 0), 1.5)


def warped(where: Affine) -> np.ndarray:
    matrix = np.array([[where[0], 0, where[1]], [0, where[0], where[2]]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(PLANE, matrix, PANEL, flags=flags, borderMode=cv2.BORDER_REPLICATE).astype(int)


@pytest.mark.parametrize("right", [0.0, 0.25, 7.5, 13.9])
@pytest.mark.parametrize("down", [0.0, 20.0, 20.5])
def test_a_pan_is_a_warp(right: float, down: float) -> None:
    target = np.empty(PANEL[::-1], np.uint8)
    assert shifted(PLANE, (1.0, right, down), target)
    assert np.abs(target - warped((1.0, right, down))).max() <= 3


@pytest.mark.parametrize("where", [(1.0, -0.5, 3.0), (1.0, 3.0, -0.5), (1.0, PLATE[0] - PANEL[0] + 0.5, 0.0)])
def test_a_pan_over_the_edge_is_left_to_the_warp(where: Affine) -> None:
    assert not shifted(PLANE, where, np.empty(PANEL[::-1], np.uint8))


def test_a_zoom_is_a_warp_and_most_of_it_is_quick() -> None:
    quick = 0
    for step in range(31):
        where = ground_view("zoom_in", step / 30, PANEL, PLATE)
        target = np.empty(PANEL[::-1], np.uint8)
        if scaled(PLANE, where, target):
            quick += 1
            away = np.abs(target - warped(where))
            assert away.mean() < 0.6 and away.max() <= 8
    assert quick > 15


@pytest.mark.parametrize("where", [(1.1, -4.0, 0.0), (1.14, PLATE[0] / 2, 20.0), (1.0001, 3.4, 3.4)])
def test_a_zoom_that_cannot_be_met_is_left_to_the_warp(where: Affine) -> None:
    assert not scaled(PLANE, where, np.empty(PANEL[::-1], np.uint8))
