"""Superpixels by simple linear iterative clustering (R. Achanta et al., "SLIC Superpixels Compared to State-of-the-Art
Superpixel Methods", 2012), for pictures of a few hundred pixels."""

from __future__ import annotations

from typing import cast

import numpy as np

from mmdemo.processing.image.arrays import Floats, Ints

ROUNDS = 5
COMPACTNESS = 18.0  # Lab units that one grid step of distance is worth


def superpixels(lab: Floats, count: int) -> Ints:
    """Labels 0..n-1, (height, width), of about `count` superpixels of `lab`, (height, width, 3).

    Every pixel chooses among the nine centres of its grid cell and the cells around it, so superpixels need not be
    connected: harmless for colour statistics, which is what they are for.
    """
    height, width = lab.shape[:2]
    step = np.sqrt(height * width / count)
    rows, columns = max(2, round(height / step)), max(2, round(width / step))
    y, x = np.mgrid[:height, :width]
    cell_y, cell_x = y * rows // height, x * columns // width
    features = np.dstack([lab, x * (COMPACTNESS / step), y * (COMPACTNESS / step)]).reshape(-1, 5).astype(np.float32)
    labels = (cell_y * columns + cell_x).ravel()
    total = rows * columns
    # (9, pixels): the candidate centres; a cell at the rim offers itself again instead of one outside.
    candidates = np.stack(
        [
            (np.clip(cell_y + dy, 0, rows - 1) * columns + np.clip(cell_x + dx, 0, columns - 1)).ravel()
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
        ]
    )
    centres = means(features, labels, total)
    for _ in range(ROUNDS):
        nearest = np.full(labels.shape, np.inf, np.float32)
        for candidate in candidates:
            difference = features - centres[candidate]
            distance = np.einsum("ij,ij->i", difference, difference)
            closer = distance < nearest
            labels = np.where(closer, candidate, labels)
            nearest = np.where(closer, distance, nearest)
        centres = np.where(np.bincount(labels, minlength=total)[:, None] > 0, means(features, labels, total), centres)
    return cast(Ints, np.unique(labels, return_inverse=True)[1].reshape(height, width).astype(np.int32))


def means(features: Floats, labels: np.ndarray, count: int) -> Floats:
    """Mean of `features`, (pixels, channels), in each of `count` labels; zero where a label has no pixel."""
    sizes = np.maximum(np.bincount(labels, minlength=count), 1)
    sums = [np.bincount(labels, channel, minlength=count) for channel in features.T]
    return (np.stack(sums, axis=1) / sizes[:, None]).astype(np.float32)
