"""What a product takes from the light on the ground, by the place's own lamps and by the sky.

The outline is given a thickness and thrown from many points of each lamp onto the ground, so that a shadow is sharp
where the product touches and soft far away, as under a real lamp.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Floats
from mmdemo.processing.image.footing import SOLID, Ground
from mmdemo.processing.image.plates import Camera, Light, Numbers, Plate

ACROSS = 84  # samples of the product's longer side
CANVAS = 360  # pixels of the longer side of the picture that a shadow is computed at, at most
LAMP = 5  # rows and columns of points on a lamp
SKY_RINGS = ((15.0, 6), (32.0, 8), (48.0, 11), (63.0, 13), (76.0, 13))  # degrees from above, and directions there
SKY_BLUR = 1.6  # pixels of the canvas for each unit a ring leans: without it every direction shows as a ray
THICKNESS = 0.55  # of the smaller of width and height: how deep a product that stands is taken to be
LAYERS = 3  # points in the depth of a product that stands
GOLDEN = 0.618034  # its multiples fill an interval evenly in any number
FLATNESS = 0.035  # units that a product which lies rises from the ground
SKY_DEPTH = 0.92  # of the light from everywhere that full occlusion takes: some still creeps under
UPWARDS = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Standing:
    """Points of a product in the place, (n, 3) in units, and how far apart they are in pixels of the canvas."""

    points: Numbers
    spacing: float


def thrower(
    alpha: Floats, ground: Ground, box: Region, plate: Plate, camera: Camera, size: tuple[int, int]
) -> Standing:
    """The points of a product with that `alpha`, (rows, columns) in 0..1, in a picture of `size` (width, height).

    `box` is where it lies there: left, top, width and height in pixels. `ground` tells where it touches.
    """
    rows, columns = np.nonzero(alpha > min(SOLID, float(alpha.max()) / 2))
    step = box.width / alpha.shape[1], box.height / alpha.shape[0]
    x = box.left + (columns + 0.5) * step[0]
    if plate.lying:
        on_ground = camera.ground(np.stack([x, box.top + (rows + 0.5) * step[1]], -1), *size)
        points = [on_ground + UPWARDS * (FLATNESS * share) for share in (0.15, 0.55, 1.0)]
        return Standing(np.concatenate(points), _canvas(size) / max(size) * max(step))
    line = ground.line_at((columns + 0.5) / alpha.shape[1]) * alpha.shape[0]
    foot = camera.ground(np.stack([x, box.top + line * step[1]], -1), *size)
    unit = _pixels_per_unit(camera, foot, size)
    tall = np.maximum((line - rows - 0.5) * step[1], 0) / unit
    aside = 2 * (columns + 0.5) / alpha.shape[1] - 1
    smaller = min(box.width, box.height) / float(unit.mean())
    depth = THICKNESS * smaller * np.sqrt(np.maximum(1 - aside**2, 0))
    points = []
    for layer in range(LAYERS):
        # Each point lies at a depth of its own: even layers would throw a shadow of stripes.
        share = (layer + np.arange(len(depth)) * GOLDEN % 1) / LAYERS
        points.append(foot + np.stack([np.zeros_like(tall), share * depth, tall], -1))
    return Standing(np.concatenate(points), _canvas(size) / max(size) * max(step))


def _canvas(size: tuple[int, int]) -> int:
    return min(CANVAS, max(size))


def _pixels_per_unit(camera: Camera, at: Numbers, size: tuple[int, int]) -> Numbers:
    """How many pixels tall an upright unit is at each of these places, (n,)."""
    return (camera.project(at, *size) - camera.project(at + UPWARDS, *size))[..., 1]


def shade(plate: Plate, camera: Camera, thrower: Standing, width: int, height: int) -> Floats:
    """The share of its light that each pixel of a picture of `width` x `height` keeps, (h, w, 3), on a small canvas."""
    scale = _canvas((width, height)) / max(width, height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    kept = np.ones((size[1], size[0], 3), np.float32)
    ambient = np.ones(3)
    for light in plate.lights:
        share = np.array(light.share)
        ambient -= share
        kept -= _from_lamp(light, camera, thrower, size)[..., None] * share.astype(np.float32)
    kept -= _from_sky(camera, thrower, size)[..., None] * (SKY_DEPTH * np.clip(ambient, 0, 1)).astype(np.float32)
    if plate.edge:
        kept = 1 - (1 - kept) * _inside(plate.edge, camera, size)[..., None]
    return cast(Floats, np.clip(cv2.GaussianBlur(kept, (0, 0), 0.8), 0, 1))


def _from_lamp(light: Light, camera: Camera, thrower: Standing, size: tuple[int, int]) -> Floats:
    steps = (np.arange(LAMP) + 0.5) / LAMP * 2 - 1
    first, second = np.array(light.axes[0]), np.array(light.axes[1])
    total = np.zeros((size[1], size[0]), np.float32)
    for a in steps:
        for b in steps:
            lamp = np.array(light.position) + a * first + b * second
            away = thrower.points - lamp
            reach = thrower.points[:, 2:] / np.maximum(lamp[2] - thrower.points[:, 2:], 0.05)
            total += _covered(thrower.points + away * reach, camera, thrower.spacing, size)
    return cast(Floats, total / LAMP**2)


def _from_sky(camera: Camera, thrower: Standing, size: tuple[int, int]) -> Floats:
    total = np.zeros((size[1], size[0]), np.float32)
    weights = 0.0
    points = thrower.points[::2]
    for number, (angle, count) in enumerate(SKY_RINGS):
        lean = np.tan(np.radians(angle))
        ring = np.zeros_like(total)
        for turn in 2 * np.pi * (np.arange(count) + 0.5 + 0.37 * number) / count:
            away = np.array([np.cos(turn) * lean, np.sin(turn) * lean, -1.0])
            ring += _covered(points + away * points[:, 2:], camera, 1.5 * thrower.spacing, size)
        # Lambert's cosine law times the ring's share of the hemisphere.
        weight = np.cos(np.radians(angle)) * np.sin(np.radians(angle))
        total += np.float32(weight / count) * cv2.GaussianBlur(ring, (0, 0), SKY_BLUR * lean)
        weights += weight
    return cast(Floats, total / np.float32(weights))


def _covered(landed: Numbers, camera: Camera, spacing: float, size: tuple[int, int]) -> Floats:
    """Where points on the ground, (n, 3), are seen, as a closed surface: (height, width), 0..1."""
    width, height = size
    pixels = camera.project(landed, width, height)
    x, y = np.floor(pixels[:, 0]).astype(np.intp), np.floor(pixels[:, 1]).astype(np.intp)
    seen = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    hit = np.zeros(width * height, np.float32)
    hit[y[seen] * width + x[seen]] = 1
    side = 2 * max(1, round(spacing)) + 1
    return cast(Floats, cv2.morphologyEx(hit.reshape(height, width), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)))


def _inside(radius: float, camera: Camera, size: tuple[int, int]) -> Floats:
    """1 on the round table of that radius, 0 beyond it."""
    width, height = size
    pixels = np.stack(np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5), -1)
    place = camera.ground(pixels, width, height)
    return np.clip((radius - np.hypot(place[..., 0], place[..., 1])) / 0.02 + 0.5, 0, 1).astype(np.float32)
