"""Grounds and walls of the stages: their shapes and their pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from assets.render.geometry import Array, Surface, grid
from assets.render.materials import Plugin, Transform, principled, texture
from assets.render.textures import Colour, Field, Picture, blend, noise, to_picture


def flat(x: tuple[float, float], y: tuple[float, float], z: float, material: Plugin) -> Plugin:
    """A level rectangle; u runs along x, v along y."""
    half_x, half_y = (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
    placed = Transform().translate([x[0] + half_x, y[0] + half_y, z]) @ Transform().scale([half_x, half_y, 1])
    return {"type": "rectangle", "to_world": placed, "bsdf": material}


def upright(x: tuple[float, float], y: float, z: tuple[float, float], material: Plugin) -> Plugin:
    """A wall that faces the camera; u runs along x, v along z."""
    half_x, half_z = (x[1] - x[0]) / 2, (z[1] - z[0]) / 2
    placed = Transform().translate([x[0] + half_x, y, z[0] + half_z]) @ Transform().rotate([1, 0, 0], 90)
    return {"type": "rectangle", "to_world": placed @ Transform().scale([half_x, half_z, 1]), "bsdf": material}


def sweep(back: float = 2.0, radius: float = 2.6, half_width: float = 14.0) -> Surface:
    """A sheet that lies on the ground and curves up into a wall behind y = `back`."""
    turn = np.linspace(0.02, np.pi / 2, 64)
    profile = [
        (-9.0, 0.0),
        *np.stack([back + radius * np.sin(turn), radius - radius * np.cos(turn)], 1),
        (back + radius, 12.0),
    ]
    along = np.array([(y, z) for y, z in profile])
    points = np.stack([np.column_stack([np.full(len(along), x), along]) for x in (-half_width, half_width)], axis=1)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(along, axis=0), axis=1))])
    uv = np.stack(np.meshgrid([0.0, 1.0], length / length[-1]), -1)
    made = grid(points, uv)
    return Surface(made.points, made.normals * np.sign(made.normals[0, 0, 2] or 1), made.uv)


def relief(
    x: tuple[float, float], y: tuple[float, float], cells: tuple[int, int], height: Callable[[Array, Array], Array]
) -> Surface:
    """A ground whose height above z = 0 is `height(x, y)`, on `cells` (along x, along y)."""
    across, along = np.meshgrid(np.linspace(*x, cells[0]), np.linspace(*y, cells[1]))
    points = np.stack([across, along, height(across, along)], -1)
    uv = np.stack(np.meshgrid(np.linspace(0, 1, cells[0]), np.linspace(0, 1, cells[1])), -1)
    made = grid(points, uv)
    return Surface(made.points, made.normals * np.where(made.normals[..., 2:] < 0, -1, 1), made.uv)


def waving(cells: tuple[int, int], seed: int, shape: tuple[int, ...]) -> Array:
    """Slow waves on a grid of that shape, of unit variance."""
    coarse = noise((220, 220), cells, 3, seed).astype(np.float32)
    return cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC)


def boards(
    shape: tuple[int, int], count: int, dark: Colour, light: Colour, seed: int, gap: int = 4
) -> tuple[Picture, Field]:
    """Wooden boards that run across: their picture, and how rough they are, in 0..1."""
    rng = np.random.default_rng(seed)
    height, width = shape
    picture, rough = np.zeros((height, width, 3)), np.zeros(shape)
    for number in range(count):
        top, bottom = number * height // count, (number + 1) * height // count
        rows = bottom - top
        size = (rows, width)
        y = np.linspace(-1, 1, rows)[:, None]
        # Growth rings cut lengthwise: the level lines of a slowly varying height across the board.
        bow = rng.uniform(0.3, 1.6) * (y - rng.uniform(-0.9, 0.9)) ** 2
        rings = 9 * bow + 0.75 * noise(size, (1.2, 3), 3, seed + 7 * number) + rng.uniform(0, 9)
        ring = 0.5 + 0.5 * np.sin(2 * np.pi * rings)
        pores = noise(size, (rows / 3, width / 260), 2, seed + 7 * number + 1, 0.6)
        tone = 0.52 + 0.16 * (ring**1.6 - 0.4) + 0.045 * pores + 0.08 * noise(size, (1, 3), 3, seed + 7 * number + 2)
        board = blend(dark, light, tone) * rng.uniform(0.93, 1.05)
        board[pores > 1.9] *= 0.86
        edge = np.minimum(np.arange(rows), np.arange(rows)[::-1])
        board *= np.clip(0.45 + edge / (2.2 * gap), 0, 1)[:, None, None]
        picture[top:bottom], rough[top:bottom] = board, 0.5 + 0.12 * pores - 0.1 * ring
    return to_picture(picture), np.clip(rough, 0, 1)


def marble(shape: tuple[int, int], ground: Colour, vein: Colour, seed: int) -> Picture:
    """White marble with grey veins that wander and split."""
    height, width = shape
    y, x = np.mgrid[:height, :width] / max(shape)
    total = np.zeros(shape)
    for turn, count, strength, sharp in ((0.62, 2.3, 0.62, 26), (-0.9, 3.4, 0.34, 34), (0.2, 6.0, 0.2, 42)):
        bent = noise(shape, (3, 3), 6, seed + round(10 * turn), 0.55) * 0.34
        wave = np.abs(np.sin(np.pi * (count * (x * np.cos(turn) + y * np.sin(turn) * 1.5) + bent)))
        fade = np.clip(0.55 + 0.4 * noise(shape, (3, 3), 3, seed + 50 + round(10 * turn)), 0, 1)
        total += strength * fade * (np.exp(-wave * sharp) + 0.22 * np.exp(-wave * sharp / 6))
    cloud = np.clip(0.05 * (noise(shape, (4, 5), 5, seed + 90) + 1), 0, 0.3)
    return to_picture(blend(ground, vein, np.clip(total, 0, 0.85) + cloud))


def tiles(
    count: tuple[int, int], colours: Sequence[Colour], grout: Colour, seed: int, side: int = 192
) -> tuple[Picture, Field, Field]:
    """Glazed tiles, (down, across): picture, relief in 0..1, roughness in 0..1."""
    rng = np.random.default_rng(seed)
    shape = (count[0] * side, count[1] * side)
    y, x = np.mgrid[: shape[0], : shape[1]] % side
    edge = np.minimum(np.minimum(x, side - 1 - x), np.minimum(y, side - 1 - y))
    joint = 3.4
    glazed = np.clip((edge - joint) / 2.0, 0, 1)
    rounded = np.clip((edge - joint) / 9.0, 0, 1)
    shades = np.array([colours[i] for i in rng.integers(len(colours), size=count[0] * count[1])], float)
    shades *= rng.normal(1, 0.018, (len(shades), 1))
    each = np.repeat(np.repeat(shades.reshape(*count, 3), side, 0), side, 1)
    picture = each * (1 + 0.012 * noise(shape, (count[0] * 2, count[1] * 2), 3, seed + 1))[..., None]
    rough_grout = np.array(grout) * (1 + 0.05 * noise(shape, (shape[0] / 4, shape[1] / 4), 2, seed + 2))[..., None]
    picture = picture * glazed[..., None] + rough_grout * (1 - glazed[..., None])
    lean_x, lean_y = (np.repeat(np.repeat(rng.normal(0, 0.10, count), side, 0), side, 1) for _ in range(2))
    tilt = lean_x * (x / side - 0.5) + lean_y * (y / side - 0.5)
    raised = np.sqrt(1 - (1 - rounded) ** 2) + tilt * rounded + 0.02 * noise(shape, count, 3, seed + 3)
    return to_picture(picture), cv2.GaussianBlur(raised, (0, 0), 1.2), 0.12 + 0.6 * (1 - glazed)


def matte(picture: Picture, roughness: float = 0.7, **more: float) -> Plugin:
    """A material of that picture."""
    return principled(texture(picture), roughness, **{"specular": 0.3, **more})
