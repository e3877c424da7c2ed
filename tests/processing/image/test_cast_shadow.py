"""Light that a body takes from the ground, against what geometry says."""

import numpy as np
import pytest

from mmdemo.picture import Region
from mmdemo.processing.image.cast_shadow import shade, thrower
from mmdemo.processing.image.footing import find_ground
from mmdemo.processing.image.plates import Camera, Light, Plate

CAMERA = Camera((0.0, -6.5, 1.75), (0.0, 0.0, 0.58), 17.5, (0.0, 0.0, 1.0))
SIZE = 720


def place(*lights, edge=0.0):
    return Plate("test", False, {"square": CAMERA}, tuple(lights), (-1.0, 1.0, 3.0), edge, 0.0, 0.05)


def lamp(position, half, share=0.8):
    return Light(position, ((half, 0.0, 0.0), (0.0, half, 0.0)), (share, share, share))


def kept(plate, width=0.3, height=1.0):
    """The light that is left around a post of these units at the origin, (360, 360)."""
    corners = np.array([[-width / 2, 0, 0], [width / 2, 0, height]])
    (left, bottom), (right, top) = CAMERA.project(corners, SIZE, SIZE)
    box = Region(round(left), round(top), round(right - left), round(bottom - top))
    alpha = np.ones((84, max(2, round(84 * box.width / box.height))), np.float32)
    thrown = thrower(alpha, find_ground(alpha), box, plate, CAMERA, (SIZE, SIZE))
    return shade(plate, CAMERA, thrown, SIZE, SIZE)[..., 0]


def at(light, x, y):
    column, row = CAMERA.project(np.array([x, y, 0.0]), 360, 360)
    return light[round(row), round(column)]


LEFT = (-1.0, 0.0, 3.0)


def test_a_small_lamp_throws_a_shadow_as_long_as_geometry_says():
    # The shadow of a post one unit tall ends half as far beyond its edge at 0.15 as the lamp at -1 is away from that.
    light = kept(place(lamp(LEFT, 0.02)))
    assert at(light, 0.65, 0.08) < 0.35
    assert at(light, 0.8, 0.08) > 0.95
    assert at(light, -0.4, 0.08) > 0.9


def test_a_large_lamp_has_a_soft_edge():
    def steepest(half):
        light = kept(place(lamp(LEFT, half)))
        return np.abs(np.diff([at(light, x, 0.08) for x in np.arange(0.3, 0.95, 0.02)])).max()

    assert steepest(0.9) < 0.6 * steepest(0.02)


def test_without_lamps_the_sky_darkens_the_contact_most():
    light = kept(place())
    assert at(light, 0.0, -0.03) < 0.75
    assert at(light, 0.0, -0.03) < at(light, 0.0, -0.3) < at(light, 0.0, -1.2) + 0.01


def test_shares_are_taken_channel_by_channel():
    red = Light(LEFT, ((0.1, 0, 0), (0, 0.1, 0)), (0.8, 0.0, 0.0))
    corner = np.array([0.5, 0.08, 0.0])
    plate = place(red)
    alpha = np.ones((84, 30), np.float32)
    corners = CAMERA.project(np.array([[-0.15, 0, 0], [0.15, 0, 1.0]]), SIZE, SIZE)
    box = Region(*(round(v) for v in (corners[0, 0], corners[1, 1], *(np.abs(corners[1] - corners[0])))))
    light = shade(plate, CAMERA, thrower(alpha, find_ground(alpha), box, plate, CAMERA, (SIZE, SIZE)), SIZE, SIZE)
    column, row = CAMERA.project(corner, 360, 360)
    red_left, green_left, _ = light[round(row), round(column)]
    assert red_left < 0.4
    assert green_left > 0.6


@pytest.mark.parametrize("edge", [0.35, 0.5])
def test_beyond_a_round_table_nothing_is_shaded(edge):
    light = kept(place(lamp(LEFT, 0.05), edge=edge))
    assert at(light, edge + 0.1, 0.08) == pytest.approx(1)
    assert at(light, edge - 0.1, 0.08) < 0.6
