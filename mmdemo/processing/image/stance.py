"""Whether a product can stand on a floor, read from its outline, or, for clothes, from its name."""

from __future__ import annotations

import re

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, shrink

GROUND = 0.2  # outline within this part of the height above the lowest point can be a foot in perspective
BROAD = 0.22  # a foot's span, as a part of the width, below which a product would tip over
SECOND_PIECE = 0.15  # of the largest piece's area, from which a product counts as several things laid out

# A shirt laid out on a bed has the outline of a thing that stands. Words say better.
GARMENT = re.compile(
    r"\b(?:(?:t-?|sweat|under|night)?shirts?|tees?|polos?|blouses?|sweaters?|jumpers?|hoodies?|jackets?|coats?|vests?|"
    r"cardigans?|dress(?:es)?|skirts?|gowns?|pants|trousers|jeans|shorts|leggings|socks?|scar(?:f|ves)|shawls?|gloves?|"
    r"pyjamas|pajamas|swimsuits?|bikinis?|towels?|blankets?|rugs?|posters?|apparel|clothing|clothes|long-?sleeves?)\b"
    r"|[衣衫裤裙袜褛]|T恤|卫衣|旗袍|围巾|披肩|手套|毛巾|浴巾|毯|海报",
    re.IGNORECASE,
)
NOT_A_GARMENT = re.compile(r"\b(?:hangers?|racks?|hooks?|detergent|washers?)\b|衣架|衣柜|衣钩|洗衣|晾衣", re.IGNORECASE)


def is_garment(words: str) -> bool:
    """True when a product's name or category, English or Chinese, says that it lies flat: clothes, towels, posters."""
    return GARMENT.search(words) is not None and NOT_A_GARMENT.search(words) is None


def stands(rgba: Bytes) -> bool:
    """True when the product in a cutout, (height, width, 4), would stand: one piece, its centre over a broad foot.

    A product cut off by the side or the top of the photo, or several things side by side, are shown lying down.
    """
    solid = shrink(np.ascontiguousarray(rgba[..., 3]), 400) > 100
    if not solid.any() or (solid[0].any() or solid[:, 0].any() or solid[:, -1].any()) or solid[-1].mean() > 0:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid.astype(np.uint8), connectivity=8)
    areas = np.sort(stats[1:, cv2.CC_STAT_AREA])
    if len(areas) > 1 and areas[-2] > SECOND_PIECE * areas[-1]:
        return False
    rows, columns = np.nonzero(solid)
    height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
    covered = np.unique(columns)
    bottom = np.array([rows[columns == column].max() for column in covered])
    feet = covered[bottom >= rows.max() - GROUND * height]
    inside = feet.min() - 0.03 * width <= columns.mean() <= feet.max() + 0.03 * width
    return bool(inside and np.ptp(feet) >= BROAD * width)
