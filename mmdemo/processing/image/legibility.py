"""How readable words are on a picture: contrast as WCAG 2.2 measures it, and how quiet a ground is.

W3C, "Web Content Accessibility Guidelines 2.2" (2023): success criterion 1.4.3, and "relative luminance".
"""

from __future__ import annotations

from functools import cache
from typing import cast

import cv2
import numpy as np

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.tone import rgb

ENOUGH = 4.5  # contrast that words need
WORST = 3  # percent of the pixels behind words that may have less contrast
GRAIN = 4  # pixels of a picture that quietness is measured over


def luminance(colours: Bytes) -> Floats:
    """Relative luminance, 0..1, of sRGB colours (..., 3)."""
    return _light()[colours] @ np.array([0.2126, 0.7152, 0.0722], np.float32)


@cache
def _light() -> Floats:
    value = np.arange(256) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


def luminance_of(colour: str) -> float:
    """Relative luminance of `#rrggbb`."""
    return float(luminance(np.array(rgb(colour), np.uint8)))


def contrast(one: float | Floats, other: float | Floats) -> Floats:
    """The contrast ratio, 1..21, of two relative luminances."""
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05), np.float32)


def worst_contrast(light: Floats, ink: str) -> float:
    """The contrast of `ink` with the worst of the pixels behind it, whose relative luminances are `light`."""
    return float(np.percentile(contrast(light, luminance_of(ink)), WORST))


def activity(picture: Bytes) -> Floats:
    """How much goes on in a picture, a quarter as wide and high: the size of the gradient of its lightness, L a pixel.

    What is finer than a quarter's pixel, such as the grain of paper, disturbs no reader and is averaged away.
    """
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // GRAIN, height // GRAIN), interpolation=cv2.INTER_AREA)
    lightness = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[..., 0]
    across, down = (cv2.Sobel(lightness, cv2.CV_32F, *order, ksize=3, scale=1 / 8) for order in ((1, 0), (0, 1)))
    return cast(Floats, np.hypot(across, down))


def mean_in(values: Floats, region: Region) -> float:
    """The mean of what `activity` measured in a region of the picture."""
    rows = slice(max(0, region.top // GRAIN), (region.top + region.height) // GRAIN + 1)
    columns = slice(max(0, region.left // GRAIN), (region.left + region.width) // GRAIN + 1)
    return float(values[rows, columns].mean())
