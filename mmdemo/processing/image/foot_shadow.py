"""The shadow that a product throws on its table, where an outline took it along.

A shadow has the hue of the ground beside it, is smooth, and fades out at its far side, while the product's own edge
beside it is sharp. What has all of that at the foot of an outline is not product. The thresholds were set on six
rendered and 24 real photos: the five that hold such a shadow lose it, dark soles and a tripod's feet stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes, Floats, to_lab
from mmdemo.processing.image.backdrop import edge_strength
from mmdemo.processing.image.tone import reflectances

FOOT = 0.35  # of the outline's height, from its lowest row up
BESIDE, ABOVE, BELOW = 0.6, 0.25, 0.12  # of its width and height: the ground that is looked at
MARGIN = 0.02  # of its height that the ground keeps from it
ENOUGH = 200  # pixels of ground
LIT = 0.85  # of the ground's light, from which it is not in shadow
SAME_HUE, MIXED_HUE = 7.0, 14.0  # distance in a and b of CIE Lab from the ground with less light; of an edge to it
SMOOTH = 3.0  # Lab units a pixel
SMALLEST, LARGEST = 0.0015, 0.2  # of the outline's area
OPEN = 0.25  # of what surrounds it that must be ground
SOFTER = 0.62  # times as sharp as the product's edge that its own may be
FADED = 4.0  # Lab units a pixel: a sharper rim is an object's
RIM = np.ones((9, 9), np.uint8)
REACH = 3  # pixels beyond what was found, where it is still mixed with the product's edge
THIN = 0.012  # of the outline's height: what is thinner and hangs on a shadow, such as light that came through glass
LIGHT = np.array([0.2126, 0.7152, 0.0722], np.float32)


@dataclass(frozen=True)
class _Frame:
    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    def foot(self, shape: tuple[int, ...]) -> Bools:
        zone = np.zeros(shape, bool)
        zone[round(self.bottom - FOOT * self.height) :] = True
        return zone

    def ground(self, shape: tuple[int, ...]) -> Bools:
        """Where the ground lies beside the foot, the product itself included."""
        zone, aside = np.zeros(shape, bool), round(BESIDE * (self.right - self.left + 1))
        rows = slice(max(0, round(self.bottom - ABOVE * self.height)), round(self.bottom + BELOW * self.height) + 1)
        zone[rows, max(0, self.left - aside) : self.right + aside] = True
        return zone


def without_foot_shadow(rgb: Bytes, mask: Bools) -> Bools:
    """`mask`, (height, width), of a product in `rgb`, (height, width, 3), without the shadow at its foot."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    frame = _Frame(int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1]))
    margin = max(2, round(MARGIN * frame.height))
    near = cv2.dilate(mask.astype(np.uint8), np.ones((2 * margin + 1,) * 2, np.uint8)) > 0
    ground = frame.ground(mask.shape) & ~near
    if ground.sum() < ENOUGH:
        return mask
    edges, foot = edge_strength(to_lab(rgb)), frame.foot(mask.shape)
    hue = _from_shadow(rgb, ground)
    dark = mask & foot & (hue < SAME_HUE)
    opened = cv2.morphologyEx((dark & (edges < SMOOTH)).astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    shadow = np.zeros(mask.shape, bool)
    for label in range(1, count):
        if SMALLEST < stats[label, cv2.CC_STAT_AREA] / mask.sum() < LARGEST and _fades(labels == label, mask, edges):
            shadow |= labels == label
    if not shadow.any():
        return mask
    thin = max(1, round(THIN * frame.height))
    reach = _grown(shadow, REACH)
    loose = _hanging(_thin(mask & ~reach, thin) & foot, reach)
    gone = loose | reach & (shadow | (hue < MIXED_HUE) | _grown(loose, REACH))
    # Under a round foot the shadow runs on as a strip too sharp to be told by itself.
    kept, strip = mask & ~gone, dark & ~gone
    strip[: -2 * thin] &= ~kept[2 * thin :]
    return _largest(kept & ~_hanging(_thin(strip, thin), gone))


def _from_shadow(rgb: Bytes, ground: Bools) -> Floats:
    """How far each pixel is in hue, in CIE Lab, from the ground with less light; infinite where it has as much."""
    linear = reflectances()[rgb]
    usual = np.median(linear[ground], axis=0)
    share = np.maximum(linear @ LIGHT / max(float(usual @ LIGHT), 1e-4), 1e-3)
    darker = np.clip(usual * share[..., None], 0, 1)
    encoded = np.where(darker <= 0.0031308, 12.92 * darker, 1.055 * darker ** (1 / 2.4) - 0.055).astype(np.float32)
    away = to_lab(rgb) - cv2.cvtColor(encoded, cv2.COLOR_RGB2LAB)
    return cast(Floats, np.where(share < LIT, np.hypot(away[..., 1], away[..., 2]), np.inf))


def _fades(part: Bools, mask: Bools, edges: Floats) -> bool:
    """Whether it lies open to the ground, and is softer there than where it touches the product."""
    around = (cv2.dilate(part.astype(np.uint8), RIM) > 0) & ~part
    outer, inner = around & ~mask, around & mask
    if outer.sum() < OPEN * around.sum() or not inner.any():
        return False
    rim = float(np.median(edges[outer]))
    return rim < FADED and rim < SOFTER * float(np.percentile(edges[inner], 70))


def _grown(part: Bools, by: int) -> Bools:
    return cv2.dilate(part.astype(np.uint8), np.ones((2 * by + 1,) * 2, np.uint8)) > 0


def _thin(part: Bools, thin: int) -> Bools:
    """What of it is no thicker than twice that many pixels."""
    ball = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * thin + 1,) * 2)
    return part & ~_grown(cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_OPEN, ball) > 0, 1)


def _hanging(loose: Bools, on: Bools) -> Bools:
    """The pieces of `loose` that touch something."""
    _, labels = cv2.connectedComponents(loose.astype(np.uint8), connectivity=8)
    return np.isin(labels, np.unique(labels[_grown(on, 1) & loose])) & loose


def _largest(mask: Bools) -> Bools:
    """Without the crumbs that a shadow leaves: pieces of less than a fiftieth."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=4)
    kept = stats[:, cv2.CC_STAT_AREA] > 0.02 * mask.sum()
    kept[0] = False
    return cast(Bools, kept[labels])
