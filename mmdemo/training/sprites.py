"""One rendered thing on a transparent ground, and the shading that all things share."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.training.detail import TIMES
from mmdemo.training.fields import Rng, floats, fractal

CANVAS = 192 * TIMES  # pixels, height and width of every sprite

Normals = tuple[Floats, Floats, Floats]
Part = tuple[slice, slice]
WHOLE: Part = (slice(None), slice(None))


@dataclass(frozen=True)
class Sprite:
    """`colour` (CANVAS, CANVAS, 3), `cover` (CANVAS, CANVAS) how much of a pixel the thing fills, `clear` how much
    light comes through it there: all float32 in 0..1. `stands`: on its base, so that its shadow falls from there."""

    colour: Floats
    cover: Floats
    clear: Floats
    stands: bool


@dataclass(frozen=True)
class Finish:
    """How a surface answers light: `gloss` 0 matt to 1 varnish; `metal` mirrors a room instead of showing a colour."""

    gloss: float
    metal: bool = False


def any_finish(rng: Rng) -> Finish:
    return Finish(float(rng.choice([0.0, 0.1, 0.35, 0.8]) * rng.uniform(0.6, 1.2)), rng.random() < 0.12)


def unit_normals(across: Floats, down: Floats, out: Floats | float = 1.0) -> Normals:
    """Three planes (height, width), of length one in each pixel: to the right, down and to the viewer."""
    scale = 1 / np.sqrt(across * across + down * down + out * out)
    return floats(across * scale), floats(down * scale), floats(out * scale)


def shade(albedo: Floats, normals: Normals, light: Floats, finish: Finish, ambient: float) -> Floats:
    """Blinn-Phong shading (J. Blinn, 1977) of `albedo` (height, width, 3); the viewer looks along -z."""
    across, down, out = normals
    diffuse = ambient + (1 - ambient) * np.maximum(across * light[0] + down * light[1] + out * light[2], 0)
    if finish.metal:
        # A room as metal shows it: a dark floor, a bright window, a grey wall.
        room = 0.45 + 0.4 * np.sin(5 * across + 2) + 0.25 * np.sin(9 * down - 4 * across)
        diffuse = 0.25 + 0.9 * np.clip(room, 0, 1)
    lit = albedo * diffuse[..., None]
    if finish.gloss > 0.02:
        half = light + np.array([0, 0, 1], np.float32)
        half /= np.linalg.norm(half)
        toward = np.maximum(across * half[0] + down * half[1] + out * half[2], 0)
        lit = lit + (finish.gloss * toward ** np.float32(8 + 60 * finish.gloss))[..., None]
    return floats(np.clip(lit, 0, 1))


class Easel:
    """Paints parts over one another on one canvas, each swollen from its outline."""

    def __init__(self, rng: Rng, light: Floats) -> None:
        self.rng, self.light = rng, light
        self.ambient = float(rng.uniform(0.3, 0.7))
        self.colour = np.zeros((CANVAS, CANVAS, 3), np.float32)
        self.cover = np.zeros((CANVAS, CANVAS), np.float32)
        self.clear = np.zeros((CANVAS, CANVAS), np.float32)

    def add(
        self, outline: Bytes, albedo: Floats, *, puff: float = 0.5, folds: float = 0.0, finish: Finish | None = None
    ) -> None:
        """`outline` (CANVAS, CANVAS), 255 inside; `puff` 0 a flat sheet, 1 round; `folds` the depth of creases."""
        columns, rows, wide, tall = cv2.boundingRect(outline)
        if not wide:
            return
        part = slice(max(0, rows - 2), rows + tall + 2), slice(max(0, columns - 2), columns + wide + 2)
        inside = np.ascontiguousarray(outline[part])
        depth = cv2.distanceTransform((inside > 127).astype(np.uint8), cv2.DIST_L2, 3)
        reach = max(3.0, 0.7 * float(depth.max()))
        height = np.sqrt(np.clip(1 - (1 - np.minimum(depth / reach, 1)) ** 2, 0, 1)) * (reach * puff)
        if folds:
            crease = fractal(self.rng, inside.shape, self.rng.uniform(2, 5), 3, self.rng.uniform(0.5, 2))
            height = height + folds * 30 * np.abs(crease - 0.5)
        height = cv2.GaussianBlur(floats(height), (0, 0), 1.2)
        across = floats(cv2.Sobel(height, cv2.CV_32F, 1, 0, ksize=3, scale=0.125))
        down = floats(cv2.Sobel(height, cv2.CV_32F, 0, 1, ksize=3, scale=0.125))
        normals = unit_normals(-across, -down)
        painted = shade(albedo[part], normals, self.light, finish or any_finish(self.rng), self.ambient)
        self.lay(floats(inside) / np.float32(255), painted, part=part)

    def lay(self, cover: Floats, colour: Floats, clear: Floats | float = 0.0, part: Part = WHOLE) -> None:
        """Put shaded `colour` over what is there, in `part` of the canvas.

        What lies beneath its rim is a little darker, as in a seam.
        """
        below, share = self.colour[part], cover[..., None]
        if self.cover[part].any():
            below *= (1 - 0.4 * cv2.GaussianBlur(cover, (0, 0), 2.5))[..., None]
        below += share * (colour - below)
        self.clear[part] += cover * (clear - self.clear[part])
        self.cover[part] = np.maximum(self.cover[part], cover)

    def mark(self, outline: Bytes, colour: Floats, strength: float = 1.0) -> None:
        """Print, seam or button: colour inside what is already covered."""
        columns, rows, wide, tall = cv2.boundingRect(outline)
        part = slice(rows, rows + tall), slice(columns, columns + wide)
        share = (outline[part] * np.float32(strength / 255) * (self.cover[part] > 0.5))[..., None]
        self.colour[part] += share * (colour - self.colour[part])

    def sprite(self, *, stands: bool) -> Sprite:
        return Sprite(self.colour, self.cover, self.clear, stands)
