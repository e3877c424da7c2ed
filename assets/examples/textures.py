"""Procedural surface textures of the example products. Every picture is uint8, sRGB, shape (height, width, 3)."""

from __future__ import annotations

import math
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

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


def oak(dark: Colour, light: Colour, boards: int, seed: int, shape: tuple[int, int] = (2700, 4000)) -> Picture:
    """Boards running across the picture: growth rings, fine fibres, open pores and a dark joint between boards."""
    height, width = shape
    edges = np.linspace(0, height, boards + 1).astype(int)
    out = np.empty((height, width, 3))
    for i, (top, bottom) in enumerate(pairwise(edges.tolist())):
        size = (bottom - top, width)
        y = np.linspace(0, 1, size[0])[:, None]
        rng = np.random.default_rng(seed + i)
        phase = 9 * rng.uniform(0.6, 1.4) * (y + 0.25 * noise(size, (2, 1.5), 3, seed + 100 + i)) + rng.uniform(0, 9)
        rings = (phase % 1.0) ** 2.2 * (1 - np.clip(((phase % 1.0) - 0.93) / 0.07, 0, 1))
        fibres = noise(size, (size[0] / 9, 6), 3, seed + 200 + i)
        pores = noise(size, (size[0] / 4, width / 90), 1, seed + 300 + i)
        tone = 0.66 - 0.34 * rings + 0.07 * fibres + 0.05 * noise(size, (2, 2), 2, seed + 400 + i)
        tone -= 0.22 * np.clip(pores - 1.5, 0, 1) * (0.4 + rings)
        tone += rng.uniform(-0.10, 0.10)
        joint = np.minimum(np.arange(size[0]), np.arange(size[0])[::-1])[:, None]
        out[top:bottom] = blend(dark, light, tone) * np.where(joint < 4, 0.45, 1.0)[..., None]
    return to_picture(out)


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


def terrazzo(seed: int, shape: tuple[int, int] = (2400, 3600)) -> Picture:
    """Pale cement with stone chips."""
    rng = np.random.default_rng(seed)
    image = Image.fromarray(mottled((226, 222, 214), 0.012, (40, 60), seed, shape))
    draw = ImageDraw.Draw(image)
    chips = ((176, 166, 152), (206, 190, 172), (150, 152, 150), (242, 240, 236), (190, 150, 128), (112, 112, 112))
    for _ in range(5200):
        x, y = rng.uniform(0, shape[1]), rng.uniform(0, shape[0])
        size = 4 + 20 * rng.beta(1.3, 5)
        angles = np.sort(rng.uniform(0, 2 * np.pi, rng.integers(5, 9)))
        reach = size * rng.uniform(0.6, 1.2, len(angles))
        chip = chips[rng.choice(len(chips), p=(0.24, 0.22, 0.17, 0.20, 0.10, 0.07))]
        draw.polygon(
            [(x + r * math.cos(a), y + 0.8 * r * math.sin(a)) for r, a in zip(reach, angles, strict=True)], fill=chip
        )
    return np.asarray(image)


def page_edges(seed: int = 61) -> Picture:
    """Cut edge of a block of paper: 240 sheets as thin lines running across the picture."""
    rng = np.random.default_rng(seed)
    lines = np.repeat(rng.normal(0, 1, 240), 4)[:, None] + 0.4 * noise((960, 512), (240, 3), 1, seed)
    return to_picture(np.array((238, 230, 212)) * (1 + 0.055 * lines)[..., None])
