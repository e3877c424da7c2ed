"""Every setting that a product can be shown in, small: to choose from."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image

from mmdemo.look import SETTINGS, Setting
from mmdemo.processing.image.arrays import Bytes, shrink
from mmdemo.processing.image.plate_scene import place_in
from mmdemo.processing.image.scene import place_for, studio_scene
from mmdemo.processing.image.stance import stands

SIDE = 240  # pixels, twice what the page shows
PRODUCT = 320  # pixels, the cutout's longer side: enough for a thumbnail

LYING: tuple[Setting, ...] = ("studio", "white", "wood", "marble", "linen")
"""The settings whose surfaces differ from above."""


def scene_thumbnails(rgba: Bytes, *, upright: bool | None = None) -> Mapping[Setting, bytes]:
    """A WebP of 240 pixels a side of a cutout, (height, width, 4), in every setting that would look different.

    `upright` says whether it stands or lies; None reads it from its outline.
    """
    standing = stands(rgba) if upright is None else upright
    small = shrink(rgba, PRODUCT)
    found: dict[Setting, bytes] = {}
    for setting in SETTINGS:
        if setting == "auto" or (not standing and setting not in LYING):
            continue
        if setting == "studio":
            found[setting] = _webp(studio_scene(small, 0, upright=standing)[0])
        else:
            plate = place_for(setting, standing=standing)
            found[setting] = _webp(place_in(small, plate, long_side=SIDE)[0])
    return found


def _webp(pixels: Bytes) -> bytes:
    image = Image.fromarray(pixels)
    image.thumbnail((SIDE, SIDE), Image.Resampling.BOX, reducing_gap=2.0)
    encoded = io.BytesIO()
    image.save(encoded, "WEBP", quality=80, method=0)
    return encoded.getvalue()
