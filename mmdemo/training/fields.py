"""Random smooth fields and colours, from which the training pictures are painted.

Colours are float32 sRGB in 0..1; a field is (height, width) float32 in 0..1.
"""

from __future__ import annotations

import colorsys

import cv2
import numpy as np
from numpy.typing import ArrayLike

from mmdemo.processing.image.arrays import Floats

Rng = np.random.Generator
Size = tuple[int, int]  # height, width in pixels


def floats(values: ArrayLike) -> Floats:
    """`values` in the precision that everything is painted in."""
    return np.asarray(values, np.float32)


def smooth(rng: Rng, size: Size, cells: float, stretch: float = 1.0) -> Floats:
    """Value noise with about `cells` bumps down the picture and `cells` / `stretch` across it."""
    rows, columns = max(2, round(cells)) + 1, max(2, round(cells / stretch)) + 1
    grid = rng.random((rows, columns), dtype=np.float32)
    return floats(np.clip(cv2.resize(grid, size[::-1], interpolation=cv2.INTER_CUBIC), 0, 1))


def fractal(rng: Rng, size: Size, cells: float, octaves: int = 4, stretch: float = 1.0) -> Floats:
    """Octaves of value noise, each twice as fine and half as strong, stretched to fill 0..1."""
    total = np.zeros(size, np.float32)
    for octave in range(octaves):
        total += np.float32(0.5**octave) * smooth(rng, size, cells * 2**octave, stretch)
    low, high = total.min(), total.max()
    return floats((total - low) / (high - low + 1e-6))


def grain(rng: Rng, size: Size, radius: float) -> Floats:
    """Noise blurred over `radius` pixels, mean 0.5, standard deviation about 0.2."""
    noise = cv2.GaussianBlur(rng.random(size, dtype=np.float32), (0, 0), max(0.3, radius))
    return floats(np.clip((noise - 0.5) * np.float32(0.2 / (noise.std() + 1e-6)) + 0.5, 0, 1))


def colour(rng: Rng) -> Floats:
    """A colour that goods come in: a third near-neutral, from white to black, the others muted to strong."""
    if rng.random() < 0.36:
        level = rng.choice([rng.uniform(0.82, 0.98), rng.uniform(0.3, 0.8), rng.uniform(0.03, 0.2)])
        return floats(np.clip(level + rng.normal(0, 0.02, 3), 0, 1))
    saturation = rng.beta(1.8, 1.6)
    return np.array(colorsys.hsv_to_rgb(rng.random(), saturation, rng.beta(2.2, 1.2)), np.float32)


def muted(rng: Rng) -> Floats:
    """A colour that floors and walls come in: any, drawn towards its own grey."""
    strong = colour(rng)
    return floats(strong + rng.beta(2, 1) * (strong.mean() - strong))


def near(rng: Rng, base: Floats, spread: float) -> Floats:
    """A colour about `spread` from `base`."""
    return np.clip(base + rng.normal(0, spread, 3), 0, 1).astype(np.float32)


def ramp(field: Floats, low: Floats, high: Floats) -> Floats:
    """(height, width, 3): `low` where `field` is 0, `high` where it is 1."""
    return floats(low + field[..., None] * (high - low))


def ruler(size: Size, angle: float) -> Floats:
    """Signed distance of each pixel from the middle of the picture along `angle` (radians), in heights."""
    rows, columns = np.mgrid[: size[0], : size[1]].astype(np.float32)
    across, down = (columns - size[1] / 2) / size[0], (rows - size[0] / 2) / size[0]
    return floats(across * np.cos(angle) + down * np.sin(angle))


def relief(height: Floats, strength: float, light: Floats) -> Floats:
    """(height, width) shade of a bumpy sheet, about 1 where it is level; `light` points to the lamp."""
    down, across = np.gradient(height)
    across, down = across * strength, down * strength
    facing = (light[2] - across * light[0] - down * light[1]) / np.sqrt(1 + across**2 + down**2)
    return floats(facing / light[2])
