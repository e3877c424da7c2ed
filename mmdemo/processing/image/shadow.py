"""The shadows that hold a product to its ground, made from its own outline."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.processing.image.footing import find_ground
from mmdemo.processing.image.placement import SIDE, Placed
from mmdemo.processing.image.sweep import Side

COARSE = 500  # pixels; everything here is blurred
FINE = 1000  # pixels; the contact shadow needs a sharper edge
LEAN = 0.62  # how far aside the shadow of a point falls, in heights above the ground
FALL = 0.2  # how far back it falls


def standing_shadow(placed: Placed, light: Side) -> Floats:
    """Shadow of a standing product, (2000, 2000) in 0..1: a dark line of contact, a soft pool, one cast backwards."""
    return _over(_contact(placed), _cast(placed, light))


def lying_shadow(placed: Placed, light: Side) -> Floats:
    """Shadow of a product seen from above, (2000, 2000) in 0..1, falling away from the light and towards the viewer."""
    alpha = _on_square(placed, COARSE)
    total = np.zeros_like(alpha)
    for offset, blur, strength in ((0.003, 0.0035, 0.34), (0.010, 0.012, 0.26), (0.026, 0.034, 0.20)):
        move = np.array([[1, 0, -light * offset * COARSE * 0.8], [0, 1, offset * COARSE]], np.float32)
        moved = cv2.warpAffine(alpha, move, (COARSE, COARSE))
        total = _over(total, strength * cv2.GaussianBlur(moved, (0, 0), blur * COARSE))
    return cast(Floats, cv2.resize(total, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))


def _cast(placed: Placed, light: Side) -> Floats:
    alpha = _on_square(placed, COARSE)
    ground = find_ground(alpha)
    y, x = np.nonzero(alpha > 0.02)
    height = np.maximum(ground.line[x] - y, 0)
    # Every point of the outline, thrown along the light onto the ground under it.
    landed_x = np.rint(x - light * LEAN * height).astype(np.intp)
    landed_y = np.rint(ground.line[x] - FALL * height).astype(np.intp)
    on = (landed_x >= 0) & (landed_x < COARSE) & (landed_y >= 0) & (landed_y < COARSE)
    landed_x, landed_y, height, weight = landed_x[on], landed_y[on], height[on], alpha[y[on], x[on]]
    tallest = max(1.0, float(height.max(initial=0)))
    # The penumbra widens with the height of what throws it: three layers by height, each blurred in its own way.
    total = np.zeros_like(alpha)
    for level, blur, strength in ((0.0, 0.007, 0.44), (0.45, 0.018, 0.30), (1.0, 0.036, 0.18)):
        share = weight * np.clip(1 - np.abs(height / tallest - level) / 0.5, 0, 1)
        layer = np.zeros_like(alpha)
        np.add.at(layer, (landed_y, landed_x), (share * FALL).astype(np.float32))
        total += strength * cv2.GaussianBlur(np.minimum(layer, 1), (0, 0), blur * COARSE)
    return cast(Floats, cv2.resize(np.minimum(total, 0.4), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))


def _contact(placed: Placed) -> Floats:
    alpha = _on_square(placed, FINE)
    ground = find_ground(alpha)
    thick = max(2.0, 0.012 * placed.rgba.shape[0] * FINE / SIDE)
    rows = np.arange(FINE)[:, None]
    foot = ((rows <= ground.bottom + 0.25 * thick) & (rows > ground.bottom - thick)) * ground.touch
    foot = foot.astype(np.float32)
    line = cv2.GaussianBlur(foot, (0, 0), sigmaX=0.0032 * FINE, sigmaY=0.0022 * FINE)
    pool = cv2.GaussianBlur(foot, (0, 0), sigmaX=0.020 * FINE, sigmaY=0.0075 * FINE)
    wide = cv2.GaussianBlur(foot, (0, 0), sigmaX=0.06 * FINE, sigmaY=0.018 * FINE)
    total = _over(_over(np.clip(0.62 * line, 0, 0.6), np.clip(0.9 * pool, 0, 0.4)), np.clip(1.3 * wide, 0, 0.25))
    return cast(Floats, cv2.resize(total, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))


def _on_square(placed: Placed, side: int) -> Floats:
    """Alpha of `placed` on the whole square, (side, side), 0..1."""
    square = np.zeros((SIDE, SIDE), np.uint8)
    square[placed.box] = placed.rgba[..., 3]
    return cast(Floats, cv2.resize(square, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32) / 255)


def _over(one: Floats, two: Floats) -> Floats:
    return cast(Floats, 1 - (1 - one) * (1 - two))
