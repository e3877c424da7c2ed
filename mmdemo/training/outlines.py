"""Outlines drawn on a sprite's canvas: (CANVAS, CANVAS) uint8, 255 inside. Points are in -1..1, y down."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.image.arrays import Bytes, Ints
from mmdemo.training.fields import Rng
from mmdemo.training.sprites import CANVAS

Points = NDArray[np.float64] | Sequence[tuple[float, float]]
SHIFT = 4  # binary places after the point that OpenCV's drawing takes


def _pixels(points: Points) -> Ints:
    scaled = (np.asarray(points, float) * 0.46 + 0.5) * CANVAS
    return np.asarray(np.rint(scaled * 2**SHIFT), np.int32)


def jitter(rng: Rng, points: Points, amount: float) -> NDArray[np.float64]:
    """`points` moved about, and the whole of them made wider or narrower."""
    moved = np.asarray(points, float) + rng.normal(0, amount, np.shape(points))
    return moved * [rng.uniform(0.75, 1.1), rng.uniform(0.8, 1.05)]


def mirrored(half: Points) -> NDArray[np.float64]:
    """A closed outline from its right half, given from top to bottom."""
    right = np.asarray(half, float)
    return np.concatenate([right, (right * [-1, 1])[::-1]])


def rounded(points: Points, rounds: int = 2) -> NDArray[np.float64]:
    """Corners cut until they are round (G. Chaikin, 1974)."""
    corners = np.asarray(points, float)
    for _ in range(rounds):
        following = np.roll(corners, -1, axis=0)
        corners = np.stack([0.75 * corners + 0.25 * following, 0.25 * corners + 0.75 * following], 1).reshape(-1, 2)
    return corners


def polygon(points: Points, rounds: int = 2) -> Bytes:
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    cv2.fillPoly(canvas, [_pixels(rounded(points, rounds))], 255, cv2.LINE_AA, SHIFT)
    return canvas


def limb(points: Points, radius: float, closed: bool = False) -> Bytes:
    """A line of `radius` (in half canvases) through `points`, round at its ends."""
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    thickness = max(1, round(2 * radius * 0.46 * CANVAS))
    cv2.polylines(canvas, [_pixels(points)], closed, 255, thickness, cv2.LINE_AA, SHIFT)
    return canvas


def ellipse(x: float, y: float, across: float, down: float, turn: float = 0.0) -> Bytes:
    """`across` and `down` are half axes, `turn` degrees."""
    canvas = np.zeros((CANVAS, CANVAS), np.uint8)
    axes = np.rint(np.array([across, down]) * 0.46 * CANVAS * 2**SHIFT).astype(int)
    centre = _pixels([(x, y)])[0]
    cv2.ellipse(
        canvas,
        (int(centre[0]), int(centre[1])),
        (int(axes[0]), int(axes[1])),
        turn,
        0,
        360,
        255,
        -1,
        cv2.LINE_AA,
        SHIFT,
    )
    return canvas


def arc(x: float, y: float, across: float, down: float, start: float, end: float) -> NDArray[np.float64]:
    """Points along an ellipse from `start` to `end` degrees, clockwise from the right."""
    angles = np.radians(np.linspace(start, end, 24))
    return np.stack([x + across * np.cos(angles), y + down * np.sin(angles)], axis=1)


def blob(rng: Rng, roughness: float = 0.25, corners: int = 9) -> NDArray[np.float64]:
    """A closed random outline around the middle."""
    angles = np.sort(rng.random(corners)) * 2 * np.pi
    radii = 0.75 * (1 + roughness * rng.normal(0, 1, corners).clip(-1.6, 1.2))
    return np.stack([np.cos(angles) * radii, np.sin(angles) * radii * rng.uniform(0.6, 1.1)], axis=1).clip(-1, 1)
