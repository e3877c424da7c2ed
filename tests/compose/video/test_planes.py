"""Colours there and back, layers over frames, cameras over planes."""

import cv2
import numpy as np
import pytest

from mmdemo.compose.video.planes import Frame, Layer, Planes, lay, layer_of, planes_of, warp, warp_layer

COLOURS = [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (176, 36, 48), (15, 118, 110)]


def filled(colour: tuple[int, int, int], width: int = 64, height: int = 48) -> Frame:
    frame = Frame(width, height)
    for plane, source in zip(frame.planes, planes_of(np.full((height, width, 3), colour, np.uint8)), strict=True):
        plane[:] = source
    return frame


def square(colour: tuple[int, int, int], alpha: int, left: int = 16, top: int = 8) -> Layer:
    return layer_of(np.full((16, 20, 4), (*colour, alpha), np.uint8), left, top)


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_comes_back(colour: tuple[int, int, int]) -> None:
    assert np.abs(filled(colour).rgb().astype(int) - colour).max() <= 2


def test_white_and_black_are_those_of_limited_range() -> None:
    for colour, level in (((255, 255, 255), 235), ((0, 0, 0), 16)):
        y, u, v = filled(colour).planes
        assert (y == level).all() and (u == 128).all() and (v == 128).all()


def test_a_frame_is_what_an_encoder_reads() -> None:
    frame = filled((255, 0, 0), 64, 48)
    assert frame.buffer.shape == (64 * 48 * 3 // 2,)
    decoded = cv2.cvtColor(frame.buffer.reshape(72, 64), cv2.COLOR_YUV2RGB_I420)  # BT.601, so only roughly
    assert np.abs(decoded.astype(int) - (255, 0, 0)).max() < 60


@pytest.mark.parametrize("alpha", [0, 60, 128, 255])
def test_a_layer_covers_by_its_alpha(alpha: int) -> None:
    frame = filled((255, 255, 255))
    lay(square((255, 0, 0), alpha), frame.planes)
    share = alpha / 255
    expected = np.array((255, 255 * (1 - share), 255 * (1 - share)))
    seen = frame.rgb().astype(int)
    assert np.abs(seen[12:20, 20:32] - expected).max() <= 5
    seen[6:26, 14:38] = 255  # read back, colour is spread over its neighbours
    assert seen.min() >= 253  # nothing beside it


def test_a_layer_can_come_on_softly_and_from_below() -> None:
    frame = filled((255, 255, 255))
    lay(square((0, 0, 0), 255), frame.planes, 0.5, 8)
    y = frame.planes.y.astype(int)
    assert np.abs(y[16:32, 16:36] - 126).max() <= 2
    assert (y[:16] == 235).all() and (y[32:] == 235).all()


def test_a_camera_reads_where_it_should_in_all_planes() -> None:
    plate = np.zeros((120, 160, 3), np.uint8)
    plate[40:80, 60:100] = (255, 0, 0)
    seen = Frame(80, 60)
    warp(planes_of(plate), (1.0, 40.0, 30.0), seen.planes)
    assert np.abs(seen.rgb().astype(int) - plate[30:90, 40:120]).mean() < 3
    warp(planes_of(plate), (2.0, 0.0, 0.0), seen.planes)
    small = cv2.resize(plate, (80, 60), interpolation=cv2.INTER_AREA)
    assert np.abs(seen.rgb().astype(int) - small).mean() < 6


def test_what_lies_beyond_the_plate_is_its_edge() -> None:
    plate = np.full((40, 40, 3), 90, np.uint8)
    seen = Frame(80, 80)
    warp(planes_of(plate), (1.0, -20.0, -20.0), seen.planes)
    assert np.ptp(seen.rgb()) == 0


@pytest.mark.parametrize("clear", [0, 16])
@pytest.mark.parametrize("where", [(1.0, 0.0, 0.0), (0.8, 3.5, 2.25), (1.2, -6.0, 1.0), (0.8, 30.0, 24.0)])
def test_a_layer_moves_with_its_ground(where: tuple[float, float, float], clear: int) -> None:
    ground = np.full((96, 128, 3), 255, np.uint8)
    ground[30:60, 40:80] = (20, 90, 40)
    apart, together = Frame(96, 64), Frame(96, 64)
    warp(planes_of(ground), where, together.planes)
    warp(planes_of(np.full_like(ground, 255)), where, apart.planes)
    rgba = np.dstack([ground[30:60, 40:80], np.full((30, 40), 255, np.uint8)])
    rgba = cv2.copyMakeBorder(rgba, clear, clear, clear, clear, cv2.BORDER_CONSTANT)
    warp_layer(layer_of(rgba, 40 - clear, 30 - clear, clear), where, apart.planes)
    assert np.abs(apart.rgb().astype(int) - together.rgb()).mean() < 1.5


def test_a_layer_out_of_sight_changes_nothing() -> None:
    frame = filled((9, 90, 9))
    before = frame.buffer.copy()
    for where in ((1.0, 300.0, 0.0), (1.0, 0.0, -300.0)):
        warp_layer(square((255, 0, 0), 255), where, frame.planes)
    assert (frame.buffer == before).all()


def test_planes_of_a_picture_are_half_as_large_in_colour() -> None:
    planes = planes_of(np.zeros((40, 60, 3), np.uint8))
    assert isinstance(planes, Planes)
    assert [plane.shape for plane in planes] == [(40, 60), (20, 30), (20, 30)]
