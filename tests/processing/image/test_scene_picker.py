"""The settings to choose from, drawn with a product."""

import io

import numpy as np
import pytest
from PIL import Image

from mmdemo.look import SETTINGS
from mmdemo.processing.image.scene_picker import LYING, SIDE, scene_thumbnails

DIFFERENT = [setting for setting in SETTINGS if setting != "auto"]


@pytest.mark.parametrize("upright", [True, False])
def test_every_setting_has_a_picture_of_its_own(mug_cutout, upright):
    found = scene_thumbnails(mug_cutout, upright=upright)
    assert tuple(found) == (tuple(DIFFERENT) if upright else LYING)
    pictures = {}
    for setting, data in found.items():
        with Image.open(io.BytesIO(data)) as picture:
            assert (picture.format, picture.size) == ("WEBP", (SIDE, SIDE))
            pictures[setting] = np.asarray(picture).astype(int)
        assert len(data) < 20_000
    corners = {tuple(picture[:40, :40].mean((0, 1)).round(-1)) for picture in pictures.values()}
    assert len(corners) > 0.6 * len(pictures)


def test_without_a_word_the_outline_says_whether_it_stands(mug_cutout):
    assert set(scene_thumbnails(mug_cutout)) == set(DIFFERENT)
