"""Enlarging a picture piece by piece, so that memory does not grow with the picture."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes

MARGIN = 16  # pixels that a piece sees beyond its own, so that neighbours agree at the seam


def enlarge_in_tiles(
    rgb: Bytes, factor: int, core: int, enlarge: Callable[[Bytes], Bytes], tick: Callable[[int, int], None]
) -> Bytes:
    """`rgb`, (height, width, 3), `factor` times as large.

    `enlarge` makes a square of `core` + 32 pixels any whole number of times larger, at least `factor` times; what is
    too much is averaged. `tick` is told before each piece how many of how many are done.
    """
    height, width = rgb.shape[:2]
    rows, columns = -(-height // core), -(-width // core)
    beyond = ((MARGIN, rows * core - height + MARGIN), (MARGIN, columns * core - width + MARGIN), (0, 0))
    padded = np.pad(rgb, beyond, mode="symmetric")
    made = np.empty((rows * core * factor, columns * core * factor, 3), np.uint8)
    for number, (row, column) in enumerate(product(range(rows), range(columns))):
        tick(number, rows * columns)
        y, x = row * core, column * core
        seen = padded[y : y + core + 2 * MARGIN, x : x + core + 2 * MARGIN]
        larger = enlarge(seen)
        scale = larger.shape[0] // seen.shape[0]
        own = slice(MARGIN * scale, (MARGIN + core) * scale)
        side = core * factor
        made[y * factor :, x * factor :][:side, :side] = _averaged(larger[own, own], side)
    return made[: height * factor, : width * factor]


def _averaged(pixels: Bytes, side: int) -> Bytes:
    return (
        pixels if len(pixels) == side else cast(Bytes, cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA))
    )
