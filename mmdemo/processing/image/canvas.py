"""A picture in which some pixels stay and a model paints the rest, at a size of the model's own.

What stays is scaled down with the ground for the model to see, and put back over the painting at full size. Where its
alpha is 255 its bytes come out unchanged; the soft edge of its matte is the seam.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from PIL import Image

from mmdemo.errors import GenerationError
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.keep_mask import kept_cells, repaint_mask
from mmdemo.processing.image.placement import VISIBLE, Placed, lay_over, place, trim
from mmdemo.processing.image.scene import GROUND_LINE, LYING_SIZE, STANDING_SIZE

SIDE = 2048  # pixels of a finished scene: twice what the models paint, so a zoom shows the product's own pixels
CELL = 16  # pixels; sizes must be multiples of it, and of the Flux and Z-Image models it is one latent token
NEUTRAL = 200  # grey of the ground a model sees around the product; its colour would enter the scene
SMALLEST, LARGEST = 256, 4096  # pixels, the sides of a picture that can be extended


@dataclass(frozen=True)
class Canvas:
    """`ground` is what a model sees instead of what it will paint, (height, width, 3) at full size; `placed` stays.

    The model paints `rows` x `columns` cells of 16 pixels.
    """

    ground: Bytes
    placed: Placed
    rows: int
    columns: int

    @property
    def painted_size(self) -> tuple[int, int]:
        """Height and width of what the model paints, in pixels."""
        return self.rows * CELL, self.columns * CELL

    def source(self) -> Bytes:
        """What the model sees, at the size it paints."""
        height, width = self.painted_size
        full = lay_over(self.ground.copy(), self.placed)
        return cast(Bytes, cv2.resize(full, (width, height), interpolation=cv2.INTER_AREA))

    def mask(self, cell: int) -> Bytes:
        """Where the model paints (255), at the size it paints, in cells of `cell` pixels: 16 or a part of it."""
        height, width = self.painted_size
        stays = np.zeros(self.ground.shape[:2], bool)
        stays[self.placed.box] = self.placed.rgba[..., 3] == 255
        return repaint_mask(kept_cells(stays, height // cell, width // cell), cell)

    def finish(self, painted: Bytes) -> Bytes:
        """The picture at full size: `painted` enlarged, and what stays put back over it."""
        height, width = self.ground.shape[:2]
        enlarged = Image.fromarray(painted).resize((width, height), Image.Resampling.LANCZOS)
        return lay_over(np.array(enlarged), self.placed)


def around_product(rgba: Bytes, upright: bool, side: int) -> Canvas:
    """A cutout, (height, width, 4), as it stands or lies in a scene of 2048 pixels that a model paints at `side`.

    Raises:
        GenerationError: nothing can be seen in the cutout.
    """
    if not (rgba[..., 3] >= VISIBLE).any():
        raise GenerationError("The cutout is empty: there is nothing to place.", "抠图结果是空的，没有可以摆放的商品。")
    trimmed = trim(rgba)
    placed = place(trimmed, STANDING_SIZE, GROUND_LINE, side=SIDE) if upright else place(trimmed, LYING_SIZE, side=SIDE)
    ground = cast(Bytes, np.full((SIDE, SIDE, 3), NEUTRAL, np.uint8))
    return Canvas(ground, placed, side // CELL, side // CELL)


def extended(rgb: Bytes, ratio: tuple[int, int], area: int) -> Canvas:
    """A picture, (height, width, 3), in the middle of a larger one of `ratio`, which a model paints at `area` pixels.

    One cell at each seam is painted anew, and the picture fades into it.

    Raises:
        GenerationError: the picture has that ratio already, or is too small or too large to be extended.
    """
    height, width = rgb.shape[:2]
    if min(height, width) < SMALLEST or max(height, width) > LARGEST:
        raise GenerationError(
            f"A picture of {width} × {height} pixels cannot be extended; each side must have {SMALLEST} to {LARGEST}.",
            f"{width} × {height} 像素的图片无法扩展；每边须为 {SMALLEST} 到 {LARGEST} 像素。",
        )
    across, down = ratio
    full_width, full_height = max(width, round(height * across / down)), max(height, round(width * down / across))
    if (full_width, full_height) == (width, height):
        raise GenerationError(
            f"The picture is {across}:{down} already; there is nothing to extend.",
            f"图片已经是 {across}:{down}，无需扩展。",
        )
    scale = math.isqrt(area // (across * down)) // CELL
    rows, columns = down * scale, across * scale
    left, top = (full_width - width) // 2, (full_height - height) // 2
    seam = (math.ceil(full_height / rows), math.ceil(full_width / columns))
    alpha = np.minimum.outer(_ramp(height, seam[0] if top else 0), _ramp(width, seam[1] if left else 0))
    placed = Placed(np.dstack([rgb, alpha]), left, top, 1.0)
    return Canvas(_continued(rgb, full_width, full_height), placed, rows, columns)


def _ramp(length: int, seam: int) -> Bytes:
    """Alpha along one side: 255, rising to it over `seam` pixels at both ends."""
    distance = np.minimum(np.arange(length), np.arange(length)[::-1]) + 1
    return cast(Bytes, np.minimum(255 * distance // (seam + 1), 255).astype(np.uint8))


def _continued(rgb: Bytes, width: int, height: int) -> Bytes:
    """The colours at the picture's rim, carried on and blurred: a hint for the model of what lies beyond."""
    small_side = 64 / max(rgb.shape[:2])
    size = (round(rgb.shape[1] * small_side), round(rgb.shape[0] * small_side))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    across, down = (round(width * small_side) - size[0] + 1) // 2, (round(height * small_side) - size[1] + 1) // 2
    wide = cv2.copyMakeBorder(small, down, down, across, across, cv2.BORDER_REPLICATE)
    return cast(Bytes, cv2.resize(cv2.GaussianBlur(wide, (0, 0), 3), (width, height), interpolation=cv2.INTER_LINEAR))
