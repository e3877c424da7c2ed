"""How different two colours look: CIEDE2000.

G. Sharma, W. Wu and E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test
Data, and Mathematical Observations", Color Research & Application 30 (2005); the numbers in the comments are its
equations.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

_CHROMA_KNEE = 25.0**7


def ciede2000(one: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.float64]:
    """The difference of two arrays of CIE L*a*b* colours, (..., 3): (...), with all weights 1.

    1 is about what an eye just sees in large even areas side by side.
    """
    lightness, a, b = np.moveaxis(np.stack([one, other]).astype(np.float64), -1, 0)
    chroma = np.hypot(a, b)  # 2
    grey = 0.5 * (1 - _knee(chroma.mean(axis=0)))  # 3 and 4
    a = (1 + grey) * a  # 5
    chroma = np.hypot(a, b)  # 6
    hue = np.degrees(np.arctan2(b, a)) % 360  # 7

    coloured = chroma.prod(axis=0) > 0
    turn = hue[1] - hue[0]
    turn = np.where(coloured, (turn + 180) % 360 - 180, 0)  # 10
    hue_step = 2 * np.sqrt(chroma.prod(axis=0)) * np.sin(np.radians(turn / 2))  # 11

    mean_lightness, mean_chroma = lightness.mean(axis=0), chroma.mean(axis=0)  # 12, 13
    total = hue.sum(axis=0)
    apart = np.abs(hue[1] - hue[0]) > 180
    mean_hue = np.where(apart, np.where(total < 360, total + 360, total - 360), total) / 2  # 14
    mean_hue = np.where(coloured, mean_hue, total)

    tint = (  # 15
        1
        - 0.17 * _cos(mean_hue - 30)
        + 0.24 * _cos(2 * mean_hue)
        + 0.32 * _cos(3 * mean_hue + 6)
        - 0.20 * _cos(4 * mean_hue - 63)
    )
    rotation = -2 * _knee(mean_chroma) * np.sin(np.radians(60 * np.exp(-(((mean_hue - 275) / 25) ** 2))))  # 16, 17, 21
    off_grey = (mean_lightness - 50) ** 2
    by_lightness = (lightness[1] - lightness[0]) / (1 + 0.015 * off_grey / np.sqrt(20 + off_grey))  # 18
    by_chroma = (chroma[1] - chroma[0]) / (1 + 0.045 * mean_chroma)  # 19
    by_hue = hue_step / (1 + 0.015 * mean_chroma * tint)  # 20
    squared = by_lightness**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue
    return cast(NDArray[np.float64], np.sqrt(np.maximum(squared, 0)))  # 22; rounding alone can make it negative


def _knee(chroma: NDArray[np.float64]) -> NDArray[np.float64]:
    seventh = chroma**7
    return cast(NDArray[np.float64], np.sqrt(seventh / (seventh + _CHROMA_KNEE)))


def _cos(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return cast(NDArray[np.float64], np.cos(np.radians(degrees)))
