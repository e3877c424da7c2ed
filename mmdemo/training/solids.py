"""Solids seen a little from above: surfaces of revolution and boxes, ray by ray without a renderer."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.training.fields import Rng, colour, floats, near, ramp
from mmdemo.training.sprites import CANVAS, Easel, Finish, shade, unit_normals

RINGS = 150  # enough that rings of the tallest profile lie less than a pixel apart


def profile(points: list[tuple[float, float]], blur: float = 2.0) -> Floats:
    """Radius at RINGS heights from base to top through (height, radius) `points`, softened over `blur` rings."""
    heights, radii = zip(*points, strict=True)
    line = np.interp(np.linspace(0, 1, RINGS), heights, radii).astype(np.float32)
    padded = cv2.copyMakeBorder(line[None], 0, 0, 8, 8, cv2.BORDER_REFLECT_101)
    return cast(Floats, cv2.GaussianBlur(padded, (0, 0), blur)[0, 8:-8])


def lathe(
    easel: Easel,
    rng: Rng,
    radii: Floats,
    texture: Floats,
    *,
    finish: Finish,
    hollow: bool = False,
    clear: float = 0.0,
    filling: float = 0.0,
    shift: float = 0.0,
) -> tuple[float, float]:
    """Paint the surface with `radii` (RINGS,), as parts of its height, wearing `texture` (rows from top to base).

    `hollow` shows the inside at the top; `clear` is how much light passes the wall, up to `filling` of the height
    less. Rings are drawn from the base up: the highest one that covers a pixel is the front of the solid there.

    Returns:
        The rows where the axis begins, at the base, and ends, at the top.
    """
    lift = float(np.sin(rng.uniform(0.06, 0.6)))  # sine of the camera's elevation
    upright = float(np.sqrt(1 - lift**2))
    widest = float(radii.max())
    scale = 0.92 * CANVAS / max(upright + 2 * lift * widest, 2 * widest)
    middle = CANVAS / 2 + shift * CANVAS
    base = CANVAS / 2 + 0.5 * upright * scale
    index = np.full((CANVAS, CANVAS), -1, np.float32)
    for ring, radius in enumerate(radii):
        row = base - upright * scale * ring / (RINGS - 1)
        axes = (max(1, round(radius * scale)), max(1, round(radius * scale * lift)))
        cv2.ellipse(index, (round(middle), round(row)), axes, 0, 0, 360, ring, -1)
    inside = index >= 0
    highest = np.maximum(index, 0).astype(np.int32)
    columns = np.arange(CANVAS, dtype=np.float32)[None]
    sideways = np.clip((columns - middle) / np.maximum(radii[highest] * scale, 1), -1, 1)
    slope = np.gradient(radii * (RINGS - 1))[highest]
    outward = np.sqrt(1 - sideways**2)
    normals = unit_normals(sideways, -slope * upright - outward * lift, outward)
    rows, width = texture.shape[:2]
    across = (np.arcsin(sideways) / np.pi + 0.5) * (width - 1)
    down = (1 - highest / (RINGS - 1)) * (rows - 1)
    albedo = floats(cv2.remap(texture, floats(across), floats(down), cv2.INTER_LINEAR))
    lit = shade(albedo, normals, easel.light, finish, easel.ambient)
    cover = inside.astype(np.float32)
    passing = np.zeros_like(cover)
    if clear:
        rim = outward**0.6
        empty = (highest / (RINGS - 1) > filling) | (highest < 4)
        passing = (clear * rim * np.where(empty, 1, 0.25)).astype(np.float32)
        streak = np.exp(-(((sideways - rng.uniform(-0.7, -0.3)) / 0.08) ** 2)) * rng.uniform(0.2, 0.7)
        lit = floats(np.clip(lit + streak[..., None].astype(np.float32), 0, 1))
    mouth = np.zeros((CANVAS, CANVAS), np.uint8)
    top = base - upright * scale
    rim_axes = (max(1, round(radii[-1] * scale)), max(1, round(radii[-1] * scale * lift)))
    cv2.ellipse(mouth, (round(middle), round(top)), rim_axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
    opening = mouth.astype(np.float32)[..., None] / 255
    if hollow:
        depth = 0.35 + 0.5 * (columns - middle + radii[-1] * scale) / (2 * radii[-1] * scale + 1)
        hole = ramp(np.broadcast_to(depth, cover.shape), 0.1 * texture[0, 0], near(rng, texture[0, 0], 0.1))
        inner = cv2.erode(mouth, np.ones((3, 3), np.uint8)).astype(np.float32)[..., None] / 255
        lit = floats(lit + inner * (hole - lit) * (1 - clear))
    else:
        facing = easel.ambient + (1 - easel.ambient) * max(0.0, float(-easel.light[1]))
        lit = floats(lit + opening * (np.clip(texture[0, 0] * facing, 0, 1) - lit))
    easel.lay(floats(cv2.GaussianBlur(cover, (0, 0), 0.6)), floats(lit), passing)
    return base, top


def box(
    easel: Easel, rng: Rng, sides: tuple[float, float, float], faces: list[Floats], finish: Finish, roof: float = 0.0
) -> None:
    """Paint a box of `sides` (width, height, depth) that shows its front, one flank and its top.

    `faces` are the pictures on them, in that order. `roof` is the rise of a milk carton's sloped top, as a part of
    the height. The camera stands above and to one side, nearer or further.
    """
    width, height, depth = np.array(sides) / np.linalg.norm(sides)
    turn, lift = rng.choice([-1, 1]) * rng.uniform(0.05, 0.9), rng.uniform(0.05, 0.9)
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]) * [width, height, depth]
    rise = roof * height
    ridge = [[x, height + up, 0] for up in (rise, 1.4 * rise) for x in (-width, width)]
    corners = np.concatenate([corners, ridge])
    spin = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    tip = np.array([[1, 0, 0], [0, np.cos(lift), -np.sin(lift)], [0, np.sin(lift), np.cos(lift)]])
    camera = tip @ spin
    seen = corners @ camera.T  # x right, y up, z to the viewer
    flat = seen[:, :2] * (1 / (1 - seen[:, 2:] / rng.uniform(3, 9)))
    flat = (flat - (flat.max(0) + flat.min(0)) / 2) * [1, -1]
    flat = flat / np.abs(flat).max() * 0.46 * CANVAS + CANVAS / 2
    right = turn < 0
    front, flank, lid = faces
    quads = [
        (front, [3, 7, 5, 1], [0, 0, 1.0]),
        (flank, [7, 6, 4, 5] if right else [2, 3, 1, 0], [1.0 if right else -1.0, 0, 0]),
        (lid, [2, 6, 7, 3], [0, 1.0, 0]),
    ]
    if roof:
        slope = np.array([0, depth, rise]) / np.hypot(depth, rise)
        gable = np.broadcast_to(flank[0, 0], flank.shape)
        quads[2:] = [
            (gable, [6, 9, 9, 7] if right else [3, 8, 8, 2], quads[1][2]),
            (front[: len(front) // 3], [8, 9, 7, 3], list(slope)),
            (lid, [10, 11, 9, 8], [0, 0, 1.0]),
        ]
    for face, quad, direction in quads:
        normal = np.array(direction)
        facing = camera @ normal
        if facing[2] <= 0:
            continue
        rows, columns = face.shape[:2]
        source = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
        if len(set(quad)) == 4:
            transform = cv2.getPerspectiveTransform(source, flat[quad].astype(np.float32))
            albedo = floats(cv2.warpPerspective(face, transform, (CANVAS, CANVAS), borderMode=cv2.BORDER_REPLICATE))
        else:
            albedo = np.broadcast_to(face[0, 0], (CANVAS, CANVAS, 3))
        cover = np.zeros((CANVAS, CANVAS), np.uint8)
        cv2.fillConvexPoly(cover, np.rint(flat[quad] * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
        level = np.ones((CANVAS, CANVAS), np.float32)
        normals = unit_normals(level * facing[0], level * -facing[1], level * facing[2])
        lit = shade(albedo, normals, easel.light, Finish(0), easel.ambient)
        sheen = np.linspace(0, finish.gloss * rng.uniform(0, 0.5), CANVAS, dtype=np.float32)[:, None, None]
        easel.lay(floats(cover / 255), floats(np.clip(lit + sheen, 0, 1)))


def banded(rng: Rng, rows: int, columns: int, bands: list[tuple[float, Floats]]) -> Floats:
    """A texture of horizontal bands from the top: each (part of the height, picture or colour)."""
    texture = np.empty((rows, columns, 3), np.float32)
    at = 0.0
    for part, paint in bands:
        start, end = round(at * rows), min(rows, round((at + part) * rows))
        at += part
        if end > start:
            texture[start:end] = paint if paint.ndim == 1 else cv2.resize(paint, (columns, end - start))
    texture[round(at * rows) :] = colour(rng)
    return texture
