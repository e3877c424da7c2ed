"""How much of a product is left in a picture made from its cutout."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from PIL import Image

from mmdemo.picture import ProductLock, Region
from mmdemo.processing.image.arrays import Bools, Bytes, shrink, to_lab
from mmdemo.processing.image.colour_difference import ciede2000
from mmdemo.processing.image.placement import trim
from mmdemo.processing.image.segment import refine

SAMPLED = 100_000  # changed pixels that the colour difference is taken from, at most
OUTLINED_AT = 320  # pixels of the longer side, where the outline is looked for
INWARD, OUTWARD = 0.03, 0.12  # of the product's longer side: how far from its own outline that may be found
SOLID, INSIDE = 255, 128  # alpha


def measure_lock(picture: Bytes, cutout: Bytes, lies: Region) -> ProductLock | None:
    """Compare `picture`, (height, width, 3), with the `cutout`, (any height, any width, 4), laid where it `lies` there.

    What of the product lies outside the picture, as in a close-up, is not counted; None where nothing of it is inside.
    """
    laid = _laid(cutout, lies)
    height, width = picture.shape[:2]
    rows = slice(max(0, -lies.top), max(0, min(lies.height, height - lies.top)))
    columns = slice(max(0, -lies.left), max(0, min(lies.width, width - lies.left)))
    seen = laid[rows, columns]
    shown = picture[lies.top + rows.start : lies.top + rows.stop, lies.left + columns.start : lies.left + columns.stop]
    solid = seen[..., 3] == SOLID
    if not solid.any():
        return None
    changed = solid & (shown != seen[..., :3]).any(axis=2)
    share = float(changed.sum() / solid.sum())
    difference = share * _difference(shown[changed], seen[changed][:, :3]) if share else 0.0
    expected = np.zeros((height, width), bool)
    expected[lies.top + rows.start : lies.top + rows.stop, lies.left + columns.start : lies.left + columns.stop] = (
        seen[..., 3] >= INSIDE
    )
    return ProductLock(*(round(value, 4) for value in (1 - share, difference, _outline_overlap(picture, expected))))


def _laid(cutout: Bytes, lies: Region) -> Bytes:
    trimmed = trim(cutout)
    size = (lies.width, lies.height)
    if trimmed.shape[1::-1] == size:
        return trimmed
    return np.asarray(Image.fromarray(trimmed).resize(size, Image.Resampling.LANCZOS))


def _difference(shown: Bytes, given: Bytes) -> float:
    """Mean CIEDE2000 of two lists of colours, (count, 3) each."""
    every = -(-len(shown) // SAMPLED)
    one, other = (to_lab(np.ascontiguousarray(colours[::every])[None]) for colours in (shown, given))
    return float(ciede2000(one, other).mean())


def _outline_overlap(picture: Bytes, expected: Bools) -> float:
    """Intersection over union of `expected`, (height, width), and of what GrabCut makes of it in this picture.

    An outline that was moved, eaten into or painted over shows; more of the product painted outside it does not.
    """
    small = shrink(picture, OUTLINED_AT)
    size = small.shape[1::-1]
    inside = cast(Bytes, cv2.resize(expected.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA)) >= INSIDE
    rows, columns = np.nonzero(inside)
    if not len(rows):
        return 1.0
    longer = max(np.ptp(rows), np.ptp(columns)) + 1
    certain = cv2.erode(inside.astype(np.uint8), _ball(INWARD * longer), borderType=cv2.BORDER_REPLICATE) > 0
    possible = cv2.dilate(inside.astype(np.uint8), _ball(OUTWARD * longer)) > 0
    found = refine(small, inside, certain, ~possible)
    return float((found & inside).sum() / max(1, (found | inside).sum()))


def _ball(radius: float) -> Bytes:
    side = 2 * max(1, round(radius)) + 1
    return cast(Bytes, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
