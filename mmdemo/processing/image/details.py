"""Close-ups: the squares of a photo where the product has most to show, in the photo's own pixels.

What is worth a close-up, lettering, stitching, weave, grain, has gradients in every direction inside a small window:
the smaller eigenvalue of the structure tensor is high there (J. Shi and C. Tomasi, "Good Features to Track", 1994) and
nearly nothing along a single edge, such as the outline, a fold or the rim of a reflection.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats, shrink

LEAST, MOST = 600, 1200  # pixels a side: a zoom needs the one, a product page shows no more than the other
SHARE = 0.4  # of the product's longer side that a close-up shows, where the photo has the pixels
WHOLE = 0.7  # a square of more than this part of it shows the product over again
INSIDE = 0.85  # part of a square that must be product
ANALYSED_AT = 640  # pixels
WINDOW = 5  # pixels there, in which gradients must go every way
STRONG = 0.3  # root of the eigenvalue, lightness in 0..1, from which more contrast counts for no more
CRISP = 6.0  # mean absolute Laplacian in the photo's own pixels of a surface in focus
GLARE = 246  # sRGB value of a reflection
RIM = 0.012  # of the picture's side: what lies so near to the outline is not counted
MIDDLE = 0.7  # of a square's side; what lies there counts more, so that words are not cut at its edge
MIDDLE_WEIGHT = 0.8
PLAIN = 0.03  # of the highest score: a plain surface makes no picture
FAINT = 0.4  # of the first square's score that the second must reach
OVERLAP = 0.2  # of a square that the second may share with the first


@dataclass(frozen=True)
class Square:
    """A part of a photo, in its pixels. `score`, 0 to 1, is how much there is to see."""

    left: int
    top: int
    side: int
    score: float

    def of(self, pixels: Bytes) -> Bytes:
        """The pixels of the photo that it shows."""
        return pixels[self.top : self.top + self.side, self.left : self.left + self.side]


def choose_details(rgb: Bytes, alpha: Bytes) -> tuple[Square, ...]:
    """Up to two squares of `rgb`, (height, width, 3), best first, for a product of `alpha`, (height, width).

    None where the photo has too few pixels of the product, or nothing on it stands out.
    """
    score, inside, scale = _score(rgb, alpha)
    columns, rows = np.flatnonzero((inside > 0.5).any(axis=0)), np.flatnonzero((inside > 0.5).any(axis=1))
    if not len(columns):
        return ()
    longer = max(np.ptp(columns), np.ptp(rows)) / scale
    side = min(MOST, max(LEAST, round(SHARE * longer)), min(rgb.shape[:2]))
    while LEAST <= side <= WHOLE * longer:
        worth = _worth(score, inside, side * scale)
        first = _best(worth, side, scale, rgb)
        if first is not None and first.score >= PLAIN:
            second = _best(_away_from(worth, first, scale), side, scale, rgb)
            return (first,) if second is None or second.score < FAINT * first.score else (first, second)
        side = round(side * 0.85)
    return ()


def _score(rgb: Bytes, alpha: Bytes) -> tuple[Floats, Floats, float]:
    """How much there is to see at each pixel, 0 to 1, and whether it is product; both at the scale that is returned."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    edges = cast(Bytes, cv2.convertScaleAbs(cv2.Laplacian(cv2.GaussianBlur(grey, (3, 3), 0), cv2.CV_16S)))
    small, opacity = shrink(rgb, ANALYSED_AT), shrink(alpha, ANALYSED_AT)
    reach = 2 * round(RIM * max(small.shape)) + 1
    inside = (opacity > 127).astype(np.uint8)
    counted = cv2.erode(inside, np.ones((reach, reach), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    glare = cv2.dilate((small.min(axis=2) >= GLARE).astype(np.uint8), np.ones((WINDOW, WINDOW), np.uint8))
    light = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    every_way = np.sqrt(np.maximum(cv2.cornerMinEigenVal(light, WINDOW, ksize=3), 0))
    crisp = cv2.blur(shrink(edges, ANALYSED_AT).astype(np.float32), (15, 15)) / CRISP
    score = np.minimum(every_way / STRONG, 1) * np.minimum(crisp, 1) * counted * (1 - glare)
    return cast(Floats, score.astype(np.float32)), inside.astype(np.float32), small.shape[1] / rgb.shape[1]


def _worth(score: Floats, inside: Floats, side: float) -> Floats:
    """The mean score of the square around each pixel, -1 where it reaches out of the picture or off the product."""

    def mean(values: Floats, width: int) -> Floats:
        return cast(Floats, cv2.boxFilter(values, cv2.CV_32F, (width, width), borderType=cv2.BORDER_CONSTANT))

    width = 2 * round(side / 2) - 1
    middle = 2 * round(MIDDLE * side / 2) - 1
    worth = MIDDLE_WEIGHT * mean(score, middle) + (1 - MIDDLE_WEIGHT) * mean(score, width)
    worth[mean(inside, width) < INSIDE] = -1
    half = math.ceil(side / 2)
    framed = np.full_like(worth, -1)
    height, across = worth.shape
    framed[half : height - half, half : across - half] = worth[half : height - half, half : across - half]
    return framed


def _best(worth: Floats, side: int, scale: float, rgb: Bytes) -> Square | None:
    _, score, _, (x, y) = cv2.minMaxLoc(worth)
    if score < 0:
        return None
    height, width = rgb.shape[:2]
    left, top = (round((at + 0.5) / scale - side / 2) for at in (x, y))
    return Square(min(max(0, left), width - side), min(max(0, top), height - side), side, round(float(score), 3))


def _away_from(worth: Floats, taken: Square, scale: float) -> Floats:
    """`worth` without the squares that share too much with the one taken."""
    y, x = np.indices(worth.shape, dtype=np.float32)
    side = taken.side * scale
    across = np.clip(side - np.abs(x - (taken.left + taken.side / 2) * scale), 0, side)
    down = np.clip(side - np.abs(y - (taken.top + taken.side / 2) * scale), 0, side)
    return np.where(across * down > OVERLAP * side * side, np.float32(-1), worth)
