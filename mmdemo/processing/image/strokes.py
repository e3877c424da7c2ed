"""What the merchant painted, applied to an outline: exactly where it was painted, and to what hangs together with it.

A stroke mends its neighbourhood and leaves the rest of the outline alone. Around it GrabCut is run again with the
painted colours taken out of the other side; of what that changes only the pieces that a stroke touches count.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes, Floats, to_lab
from mmdemo.processing.image.hints import Hints
from mmdemo.processing.image.segment import refine

SHADES = 3  # colours that one kind of stroke may have run over
ALIKE = 16.0  # CIE76 difference up to which a pixel has a stroke's colour
RARE = 0.15  # of a stroke: it ran over the edge there, and does not mean that colour
FLOODED = 0.02  # of the photo's frame: a stroke on the product that gains this much there has run into the ground
LEFT = 0.5  # of the product that an erase stroke must leave, or it has run through the product itself
APART = 0.2  # of the outline that lies apart from what an erase stroke is on: that may then go whole
NEIGHBOURHOOD = 0.04  # of the photo's longer side: what a stroke that ran away still changes
SAMPLE = 2000  # pixels of a stroke that its colours are read from


def apply_strokes(rgb: Bytes, mask: Bools, hints: Hints) -> Bools:
    """`mask`, (height, width) of `rgb`'s size, with what the merchant painted taken in and out."""
    height, width = mask.shape
    kept, erased = hints.kept(height, width), hints.erased(height, width)
    lab = to_lab(rgb)
    like_kept, like_erased = _distance(lab, kept), _distance(lab, erased)
    wrong = mask & _touching((like_erased < ALIKE) & (like_erased < like_kept), erased)
    missing = ~mask & _touching((like_kept < ALIKE) & (like_kept < like_erased), kept)
    settled = refine(rgb, (mask & ~wrong) | missing, kept, erased)
    gained, lost = _touching(settled & ~mask, kept), _touching(mask & ~settled, erased)
    near = round(NEIGHBOURHOOD * max(height, width))
    if _frame_share(gained) > FLOODED > _frame_share(kept) and _frame_share(mask) < FLOODED:
        gained &= _within(kept, near)
    if lost.sum() > (1 - LEFT) * mask.sum() and (mask & ~_touching(mask, erased)).sum() < APART * mask.sum():
        lost &= _within(erased, near)
    mended = (mask | gained) & ~lost
    return (mended | kept) & ~erased


def _distance(lab: Floats, strokes: Bools) -> Floats:
    """CIE76 difference of every pixel from the nearest main colour under the strokes; infinite without strokes."""
    painted = lab[strokes]
    if len(painted) < SHADES:
        return np.full(lab.shape[:2], np.inf, np.float32)
    painted = painted[:: max(1, len(painted) // SAMPLE)]
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, groups, centres = cv2.kmeans(painted, SHADES, np.empty(0, np.int32), stop, 2, cv2.KMEANS_PP_CENTERS)
    centres = centres[np.bincount(groups[:, 0], minlength=SHADES) >= RARE * len(painted)]
    nearest = np.full(lab.shape[:2], np.inf, np.float32)
    for centre in centres:
        nearest = np.minimum(nearest, np.sqrt(((lab - centre) ** 2).sum(axis=2)))
    return nearest


def _frame_share(region: Bools) -> float:
    return float(np.concatenate([region[0], region[-1], region[:, 0], region[:, -1]]).mean())


def _within(strokes: Bools, distance: int) -> Bools:
    side = 2 * max(1, distance) + 1
    ball = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return cv2.dilate(strokes.astype(np.uint8), ball) > 0


def _touching(region: Bools, strokes: Bools) -> Bools:
    """The connected pieces of `region` that a stroke touches."""
    near = cv2.dilate(strokes.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    count, labels = cv2.connectedComponents(region.astype(np.uint8), connectivity=4)
    touched = np.zeros(count, bool)
    touched[np.unique(labels[near])] = True
    touched[0] = False
    return cast(Bools, touched[labels])
