"""Where a product rests on the ground, read from its outline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from mmdemo.processing.image.arrays import Floats
from mmdemo.processing.image.stance import GROUND

SOLID = 0.35  # of full alpha, from which something can bear weight
SMOOTH = 2.0  # columns
STEEPEST = 0.9  # rows a column; a steeper outline is a side, not a sole


@dataclass(frozen=True)
class Ground:
    """By column of an outline with `rows` rows.

    `bottom` is the lowest row of the outline (-1 without one); `touch`, how surely it rests there, 0 to 1;
    `line`, the row where the ground lies under that column.
    """

    bottom: NDArray[np.float64]
    touch: NDArray[np.float64]
    line: NDArray[np.float64]
    rows: int

    def line_at(self, across: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the ground lies, in parts of the height, at these parts of the width: even between two rows."""
        smooth = gaussian_filter1d(self.line, SMOOTH, mode="nearest")
        return np.interp(across, np.linspace(0, 1, len(smooth)), (smooth + 1) / self.rows)


def find_ground(alpha: Floats) -> Ground:
    """Where a product rests: its lowest outline, and long runs of it that lie on its lower convex hull.

    Seen from above, a shoe rests on a slanting line, so the lowest point alone would leave its heel in the air.
    """
    solid = alpha > min(SOLID, float(alpha.max()) / 2)
    covered = solid.any(axis=0)
    columns = np.flatnonzero(covered)
    bottom = np.where(covered, len(alpha) - 1 - solid[::-1].argmax(axis=0), -1).astype(np.float64)
    tall = max(1, int(np.ptp(np.flatnonzero(solid.any(axis=1))))) if covered.any() else 1
    drop = (bottom.max() - bottom) / tall
    near = np.clip(1 - drop / GROUND, 0, 1)

    hull = _lower_hull(columns, bottom[columns])
    slope = np.abs(np.gradient(hull))
    gap = np.full(len(bottom), np.inf)
    gap[columns] = np.where(slope < STEEPEST, hull - bottom[columns], np.inf)
    window = max(3, round(0.1 * len(columns)) | 1)
    run = np.convolve(gap < 0.02 * tall, np.ones(window) / window, "same")
    touch = np.where(covered, np.maximum(near, np.clip(2 * run - 0.9, 0, 1) * (drop < 0.65)), 0)

    resting = np.flatnonzero(touch > 0.5)
    line = np.interp(np.arange(len(bottom)), resting, bottom[resting])
    return Ground(bottom, touch, line, len(alpha))


def _lower_hull(x: NDArray[np.intp], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The convex hull of the points (x, y) on the side of large y, at every x (A. Andrew's monotone chain, 1979)."""
    kept: list[int] = []
    for i in range(len(x)):
        while len(kept) > 1:
            a, b = kept[-2], kept[-1]
            if (x[b] - x[a]) * (y[i] - y[a]) < (y[b] - y[a]) * (x[i] - x[a]):
                break
            kept.pop()
        kept.append(i)
    return np.interp(x, x[kept], y[kept])
