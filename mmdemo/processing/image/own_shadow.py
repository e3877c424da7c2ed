"""The shadow that a picture which came cut out may bring along: soft, dark, and below the product.

It belongs to the ground it was drawn for. In a place with a ground of its own the product would float over it, and it
would make the product smaller in every frame that is fitted to its outline.
"""

from __future__ import annotations

import cv2
import numpy as np
from scipy.ndimage import binary_fill_holes, maximum

from mmdemo.processing.image.arrays import Bools, Bytes

SOLID = 200  # alpha from which a pixel is the product itself
CLEAR = 24  # alpha below which the colour of a pixel cannot be told
DARKEST = 96  # levels up to which a channel of a shadow's own colour reaches
ROUNDING = 3  # levels that a mixture with white may be off
EDGE = 0.004  # of the longer side: how far the soft edge of a product reaches
FOOT = 0.25  # of the product's height, from its lowest part up: what a shadow on the ground begins in
LEAST = 0.002  # of the product's area, below which it is not worth taking away


def own_shadow(on_white: Bytes, alpha: Bytes) -> Bools | None:
    """Where the shadow is in a picture shown on white, (height, width, 3), with its `alpha`, (height, width).

    None where there is none: soft dark parts that are not at the foot, such as smoked glass, are the product's.
    """
    solid = alpha >= SOLID
    if not solid.any():
        return None
    margin = max(2, round(EDGE * max(alpha.shape)))
    reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * margin + 1,) * 2)
    core = binary_fill_holes(cv2.dilate(solid.astype(np.uint8), reach) > 0)
    darkest = 255 - alpha.astype(np.float32) * ((255 - DARKEST) / 255) + ROUNDING
    soft = (alpha > 0) & ~core & (on_white.max(axis=-1) <= darkest)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(soft.astype(np.uint8), connectivity=8)
    rows = np.flatnonzero(solid.any(axis=1))
    foot = rows[-1] - FOOT * np.ptp(rows)
    tops, areas = boxes[:, cv2.CC_STAT_TOP], boxes[:, cv2.CC_STAT_AREA]
    most = maximum(alpha, labels, range(count))
    lowest = [number for number in range(1, count) if tops[number] >= foot and most[number] >= CLEAR]
    if areas[lowest].sum() < LEAST * solid.sum():
        return None
    return np.isin(labels, lowest)
