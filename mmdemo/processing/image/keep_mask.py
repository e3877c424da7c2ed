"""Which cells of a picture model's latent grid hold nothing but pixels that stay.

A latent cell is kept or painted as a whole, so a cell is kept only if every pixel under it stays: one that kept a part
of the old ground would leave a halo of it, and what is painted over too much is put back by the matte afterwards.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes


def kept_cells(stays: Bools, rows: int, columns: int) -> Bools:
    """For each cell of a grid over `stays`, (height, width), whether all of its pixels stay; (rows, columns).

    Where cells do not fall on whole pixels, a pixel counts for every cell that it touches.
    """
    changed = cv2.integral((~stays).astype(np.uint8))  # how many pixels change above and left of each corner
    top, bottom = _edges(stays.shape[0], rows)
    left, right = _edges(stays.shape[1], columns)
    inside = (
        changed[np.ix_(bottom, right)]
        - changed[np.ix_(top, right)]
        - changed[np.ix_(bottom, left)]
        + changed[np.ix_(top, left)]
    )
    return cast(Bools, inside == 0)


def repaint_mask(kept: Bools, cell: int) -> Bytes:
    """The mask that pipelines take: 255 where they paint, 0 in the kept cells, each `cell` pixels square."""
    return np.where(kept, 0, 255).astype(np.uint8).repeat(cell, axis=0).repeat(cell, axis=1)


def _edges(length: int, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """First pixel of each cell and the one behind its last."""
    index = np.arange(cells)
    return index * length // cells, -(-(index + 1) * length // cells)
