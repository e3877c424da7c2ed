"""Every rendered place: its pictures, its cameras and its light."""

import numpy as np
import pytest

from mmdemo.look import SETTINGS
from mmdemo.processing.image.plates import FORMATS, LONG_SIDE, plates
from mmdemo.processing.image.scene import FLAT

IDS = sorted(plates())
RATIOS = {"square": 1, "tall": 9 / 16, "wide": 16 / 9}


def test_every_setting_has_a_place_to_stand_and_one_to_lie():
    standing = {id for id, plate in plates().items() if not plate.lying}
    assert standing == set(SETTINGS) - {"auto", "studio"}
    lying = set(plates()) - standing
    assert lying == {*FLAT.values(), "flat_paper"}
    assert set(FLAT) < standing


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("format", FORMATS)
def test_pictures(id, format):
    pixels = plates()[id].picture(format)
    assert pixels.dtype == np.uint8
    assert max(pixels.shape) == LONG_SIDE
    assert pixels.shape[1] / pixels.shape[0] == pytest.approx(RATIOS[format], abs=0.001)
    small = plates()[id].picture(format, 200)
    assert max(small.shape) == 200
    assert np.abs(small.mean((0, 1)) - pixels.mean((0, 1))).max() < 2
    assert not pixels.flags.writeable


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("format", FORMATS)
def test_a_product_has_its_place_in_the_frame(id, format):
    plate = plates()[id]
    camera = plate.cameras[format]
    width, height = round(2048 * min(1, RATIOS[format])), round(2048 / max(1, RATIOS[format]))
    foot, top = camera.project(np.array([[0.0, 0, 0], [0, 0, 1]]), width, height)
    assert foot[0] == pytest.approx(width / 2)
    if plate.lying:
        assert foot[1] == pytest.approx(height / 2)
    else:
        assert 0.68 * height < foot[1] < 0.88 * height  # room for a shadow before it
        assert 0.05 * height < top[1] < foot[1] - 0.3 * height


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("format", FORMATS)
def test_the_ground_under_a_pixel_is_seen_at_that_pixel(id, format):
    camera = plates()[id].cameras[format]
    places = np.array([[-0.6, -0.4, 0.0], [0.0, 0.0, 0.0], [0.7, 0.5, 0.0]])
    assert np.allclose(camera.ground(camera.project(places, 640, 480), 640, 480), places)


@pytest.mark.parametrize("id", IDS)
def test_light(id):
    plate = plates()[id]
    assert plate.lights
    for light in plate.lights:
        assert light.position[2] > 1
        assert all(0 <= share <= 1 for share in light.share)
    assert all(sum(shares) <= 1 for shares in zip(*(light.share for light in plate.lights), strict=True))


def test_a_mirrored_place_is_lit_from_the_other_side():
    plate = plates()["wood"]
    mirrored = plate.mirror()
    assert np.array_equal(mirrored.picture("wide", 200), plate.picture("wide", 200)[:, ::-1])
    assert mirrored.lights[0].position[0] == -plate.lights[0].position[0]
    assert mirrored.mirror() == plate
