"""A scene in the format of a market that shows tall pictures, made without a model."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import cv2
import numpy as np

from mmdemo.look import Setting
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.placement import Placed
from mmdemo.processing.image.plate_scene import place_in
from mmdemo.processing.image.scene import place_for
from mmdemo.processing.image.stance import stands
from mmdemo.processing.image.sweep import GRAIN

FOOT = 0.82  # of the height: where a product stands that has the choice
CALM = 64, 80.0  # rows of a paper's rim that are averaged before it is carried on, and a blur across, in pixels
SLOPE, FADE = 200, 250  # rows that tell how its light rises, and how many it takes for that to die out


def tall_scene(
    rgba: Bytes, setting: Setting, ratio: tuple[int, int], seed: int, *, upright: bool | None = None
) -> tuple[Bytes, Placed]:
    """A cutout in a place, `ratio` (width, height), 1152 pixels wide, and where the product lies in it.

    The setting is neither "auto" nor "studio". The seed picks the side that the light comes from.
    """
    standing = stands(rgba) if upright is None else upright
    plate = place_for(setting, standing=standing)
    if np.random.default_rng(seed).random() < 0.5:
        plate = plate.mirror()
    picture, placed = place_in(rgba, plate, "tall")
    across, down = ratio
    height = min(picture.shape[0], round(picture.shape[1] * down / across))
    rows = placed.rgba.shape[0]
    wanted = placed.top + rows - FOOT * height if standing else placed.top + (rows - height) / 2
    top = int(np.clip(wanted, 0, picture.shape[0] - height))
    return picture[top : top + height].copy(), replace(placed, top=placed.top - top)


def longer_paper(picture: Bytes, ratio: tuple[int, int], seed: int) -> tuple[Bytes, int]:
    """A scene on a paper sweep, (h, w, 3), with more paper above and below it, and how many rows are above.

    Paper has no detail but its grain, so the light at its rim is carried on, and how it rises dies out.
    """
    height, width = picture.shape[:2]
    more = round(width * ratio[1] / ratio[0]) - height
    above = more // 2
    rng = np.random.default_rng(seed)

    def paper(inwards: Bytes, rows: int) -> Bytes:
        """`rows` more, from the rim on outwards; `inwards` begins at the rim."""
        deep, across = CALM
        near, far = (
            cv2.GaussianBlur(part.astype(np.float32).mean(axis=0, keepdims=True), (0, 0), across)
            for part in (inwards[:deep], inwards[SLOPE : SLOPE + deep])
        )
        slope = (near - far) / SLOPE
        beyond = np.arange(rows, dtype=np.float32)[:, None, None] + deep / 2
        grown = near + slope * FADE * (1 - np.exp(-beyond / FADE))
        return cast(Bytes, np.clip(np.rint(grown + rng.normal(0, GRAIN, (rows, width, 1))), 0, 255).astype(np.uint8))

    top, foot = paper(picture, above)[::-1], paper(picture[::-1], more - above)
    return np.concatenate([top, picture, foot]), above
