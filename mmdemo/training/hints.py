"""What a merchant would add to a photo: a box round the product, strokes of the keep and the erase brush."""

from __future__ import annotations

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes, Floats
from mmdemo.training.fields import Rng

LOOSE = 0.03  # of the picture: how far a dragged box is from the outline, one standard deviation


def dragged_box(rng: Rng, mask: Bools) -> Floats:
    """(side, side), 1 inside a box round `mask` as a hand would drag it, rather too large than too small."""
    side = mask.shape[0]
    plane = np.zeros(mask.shape, np.float32)
    rows, columns = np.nonzero(mask)
    edges = np.array([rows.min(), rows.max() + 1, columns.min(), columns.max() + 1]) / side
    slack = rng.normal(0.4 * LOOSE, LOOSE, 4) * [-1, 1, -1, 1]
    top, bottom, left, right = np.rint(np.clip(edges + slack, 0, 1) * side).astype(int)
    top, left = min(top, side - 1), min(left, side - 1)
    plane[top : max(bottom, top + 1), left : max(right, left + 1)] = 1
    return plane


def stroke(rng: Rng, region: Bools) -> Floats:
    """(side, side), 1 on a stroke that begins in the largest piece of `region` and never leaves `region`."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(region.astype(np.uint8))
    if count == 1:
        return np.zeros(region.shape, np.float32)
    piece = labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    rows, columns = np.nonzero(piece)
    picks = rng.integers(len(rows), size=rng.integers(1, 5))
    line = np.stack([columns[picks], rows[picks]], axis=1).astype(np.int32)
    canvas: Bytes = np.zeros(region.shape, np.uint8)
    thickness = int(rng.integers(2, 10))
    cv2.polylines(canvas, [line], False, 1, thickness)
    cv2.circle(canvas, (int(line[0, 0]), int(line[0, 1])), thickness // 2, 1, -1)
    return (canvas * region).astype(np.float32)


def wanted_strokes(rng: Rng, mask: Bools, likely: Floats) -> tuple[Floats, Floats]:
    """Keep and erase strokes where `likely` (side, side) in 0..1 is wrong about `mask`, as a merchant would mend it.

    Seldom also where it is right, so that a needless stroke does no harm.
    """
    missing, extra = mask & (likely < 0.5), ~mask & (likely > 0.5)
    least = 0.002 * mask.size
    keep = stroke(rng, missing if missing.sum() > least else mask & (rng.random() < 0.3))
    erase = stroke(rng, extra if extra.sum() > least else ~mask & (rng.random() < 0.3))
    return keep, erase
