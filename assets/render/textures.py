"""Procedural surface textures of the example products. Every picture is uint8, sRGB, shape (height, width, 3)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Field = NDArray[np.float64]
Colour = tuple[int, int, int]


def noise(shape: tuple[int, int], cells: tuple[float, float], octaves: int, seed: int, gain: float = 0.5) -> Field:
    """Fractal value noise of unit variance; the coarsest octave has `cells` (down, across) grid cells."""
    rng = np.random.default_rng(seed)
    total = np.zeros(shape)
    for octave in range(octaves):
        size = [max(2, min(round(c * 2**octave), s)) for c, s in zip(cells, shape, strict=True)]
        layer = rng.standard_normal(size).astype(np.float32)
        total += gain**octave * cv2.resize(layer, shape[::-1], interpolation=cv2.INTER_CUBIC)
    return (total - total.mean()) / total.std()


def blend(dark: Colour, light: Colour, amount: Field) -> Field:
    weight = np.clip(amount, 0, 1)[..., None]
    return np.array(dark) * (1 - weight) + np.array(light) * weight


def to_picture(values: Field) -> Picture:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def weave(
    colour: Colour, threads: tuple[int, int], seed: int, contrast: float = 0.16, pixels: int = 8
) -> tuple[Picture, Field]:
    """Plain-weave cloth of `threads` (down, across): its picture, and its relief in [0, 1]."""
    down, across = threads
    shape = (down * pixels, across * pixels)
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[: shape[0], : shape[1]] / pixels
    x = x + 0.10 * noise(shape, (down / 4, across / 20), 2, seed + 1)
    y = y + 0.10 * noise(shape, (down / 20, across / 4), 2, seed + 2)
    column_index, row_index = np.floor(x).astype(int) % across, np.floor(y).astype(int) % down
    over = (column_index + row_index) % 2 == 0
    warp, weft = np.sin(np.pi * (x % 1)), np.sin(np.pi * (y % 1))
    relief = np.where(over, 0.5 + 0.5 * warp * weft**0.5, 0.5 * weft * warp**0.5 + 0.25)
    slub = np.where(over, rng.normal(0, 1, across)[column_index], rng.normal(0, 1, down)[row_index])
    slub += 0.7 * noise(shape, (down / 3, across / 3), 2, seed + 3)
    tone = 1 + contrast * (0.9 * (relief - 0.55) + 0.28 * slub)
    return to_picture(np.array(colour) * tone[..., None]), relief


def mottled(
    colour: Colour, contrast: float, cells: tuple[float, float], seed: int, shape: tuple[int, int] = (1024, 1536)
) -> Picture:
    """Plaster, paper or stone: one colour with cloudy variation of relative strength `contrast`."""
    return to_picture(np.array(colour) * (1 + contrast * noise(shape, cells, 6, seed))[..., None])


def page_edges(seed: int = 61) -> Picture:
    """Cut edge of a block of paper: 240 sheets as thin lines running across the picture."""
    rng = np.random.default_rng(seed)
    lines = np.repeat(rng.normal(0, 1, 240), 4)[:, None] + 0.4 * noise((960, 512), (240, 3), 1, seed)
    return to_picture(np.array((238, 230, 212)) * (1 + 0.055 * lines)[..., None])
