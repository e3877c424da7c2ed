"""Hands that hold or touch the product: skin over its edge that belongs to no product."""

from __future__ import annotations

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.training.fields import Rng, floats, fractal, near

SKIN = np.array(
    [[0.93, 0.76, 0.66], [0.85, 0.65, 0.52], [0.72, 0.5, 0.37], [0.5, 0.33, 0.23], [0.33, 0.21, 0.15]], np.float32
)


def hand(rng: Rng, cover: Floats) -> tuple[Floats, Floats, Floats]:
    """A hand that comes from the edge of the picture to the product `cover` (side, side).

    Returns:
        colour (side, side, 3), the part behind the product and the fingers before it, both (side, side) in 0..1.
    """
    side = cover.shape[0]
    rows, columns = np.nonzero(cover > 0.5)
    middle = np.array([columns.mean(), rows.mean()])
    angle = rng.uniform(0.1, 0.9) * np.pi if rng.random() < 0.75 else rng.uniform(0, 2 * np.pi)
    away = np.array([np.cos(angle), np.sin(angle)])
    span = (np.stack([columns, rows], 1) - middle) @ away
    touch = middle + away * np.quantile(span, 0.98)
    across = np.array([-away[1], away[0]])
    palm = rng.uniform(0.07, 0.13) * side
    wrist = touch + away * 2.2 * palm
    behind, before = np.zeros((side, side), np.uint8), np.zeros((side, side), np.uint8)
    cv2.line(behind, _point(wrist), _point(wrist + away * 2 * side), 255, round(1.7 * palm), cv2.LINE_AA)
    cv2.line(behind, _point(wrist), _point(touch + away * 0.5 * palm), 255, round(2.2 * palm), cv2.LINE_AA)
    thickness = max(2, round(palm * rng.uniform(0.42, 0.6)))
    for finger in range(int(rng.integers(2, 6))):
        start = touch + across * (finger - 1.8) * thickness * 1.05 + away * 0.6 * palm
        length = palm * rng.uniform(0.8, 2.4)
        bent = start - away * length + across * rng.normal(0, 0.35) * length
        cv2.line(before, _point(start), _point(bent), 255, thickness, cv2.LINE_AA)
    if rng.random() < 0.4:
        behind, before = before, behind
    tone = near(rng, SKIN[rng.integers(len(SKIN))], 0.03)
    either = np.maximum(behind, before)
    depth = cv2.distanceTransform((either > 127).astype(np.uint8), cv2.DIST_L2, 3)
    shade = 0.62 + 0.38 * np.sqrt(np.minimum(depth / (0.5 * thickness + 1), 1))
    knuckles = cv2.GaussianBlur(before.astype(np.float32) / 255, (0, 0), 1.5) - before.astype(np.float32) / 255
    colour = tone * (shade * (0.9 + 0.2 * fractal(rng, (side, side), 6, 2)) - 0.2 * np.maximum(knuckles, 0))[..., None]
    return floats(np.clip(colour, 0, 1)), floats(behind / 255), floats(before / 255)


def _point(place: Floats) -> tuple[int, int]:
    return round(float(place[0])), round(float(place[1]))
