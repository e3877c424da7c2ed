"""How tall a product is for its width, where its outline tells."""

from __future__ import annotations

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes, shrink
from mmdemo.schema import Message

SIZE = 400  # pixels of the longer side at which an outline is measured
LEAST_RATIO = 1.25  # of the longer to the shorter side, from which a product is clearly tall or wide
MOST_RATIO = 6.0  # beyond it a pixel at the narrow side changes the figure
LEAST_SYMMETRY = 0.9  # overlap of the outline with its mirror image
FLAT = 0.03  # of the width: as level as a foot is that is seen from its own height
LEAST_FLAT = 0.8  # of the width that stands on such a foot


def height_to_width(rgba: Bytes) -> float | None:
    """Height over width of the product in a cutout, (height, width, 4); None where the view may not be from the front.

    Taken for a view from the front is an upright outline in one piece inside the frame, the same on its left and on its
    right, over a level foot: a round foot seen from 9 degrees above is no longer level. What is not known: how near
    the camera was, how deep the product is, and whether a box shows some of its top. A hand or a hanger in the cutout
    counts as product. The figure is within a tenth of the truth where none of that plays a part.
    """
    solid = shrink(np.ascontiguousarray(rgba[..., 3]), SIZE) > 128
    if not solid.any() or (solid[0].any() or solid[-1].any() or solid[:, 0].any() or solid[:, -1].any()):
        return None
    if cv2.connectedComponents(solid.astype(np.uint8), connectivity=8)[0] > 2:
        return None
    rows, columns = np.nonzero(solid)
    seen = solid[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    ratio = seen.shape[0] / seen.shape[1]
    clear = LEAST_RATIO <= max(ratio, 1 / ratio) <= MOST_RATIO
    return ratio if clear and _from_the_front(seen) else None


def in_words(ratio: float) -> Message:
    """A ratio of height to width with the smaller side as 1: "1.5 : 1", or "1 : 2.4" for what is wide."""
    larger = f"{max(ratio, 1 / ratio):.1f}".removesuffix(".0")
    high, wide = (larger, "1") if ratio > 1 else ("1", larger)
    return Message(f"about {high} : {wide} (height to width)", f"约{high}:{wide}")


def _from_the_front(seen: Bools) -> bool:
    mirrored = seen[:, ::-1]
    symmetry = (seen & mirrored).sum() / (seen | mirrored).sum()
    gaps = seen[::-1].argmax(axis=0)  # pixels from the lowest line up to the product, in each column
    flat = (gaps <= max(1, FLAT * seen.shape[1])).mean()
    return bool(symmetry >= LEAST_SYMMETRY and flat >= LEAST_FLAT)
