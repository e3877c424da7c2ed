"""Surfaces of the example products, as vertex grids. Lengths are centimetres, z points up, the table top is z = 0.

Nothing in a shop has a sharp edge, so every profile is filleted and normals come from finite differences over the grid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Outline = Callable[[float], Array]
"""Half-width along x (cm) to a closed counter-clockwise curve, shape (n, 2), whose last point repeats the first."""


@dataclass(frozen=True)
class Surface:
    """A grid of vertices: `points` and `normals` (rows, columns, 3), `uv` (rows, columns, 2) with v growing upwards."""

    points: Array
    normals: Array
    uv: Array

    def faces(self) -> NDArray[np.uint32]:
        rows, columns = self.points.shape[:2]
        index = np.arange(rows * columns).reshape(rows, columns)
        a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
        return np.concatenate([np.stack([a, b, c], -1), np.stack([a, c, d], -1)]).reshape(-1, 3).astype(np.uint32)

    def turned(self, degrees: float) -> Surface:
        """Rotated about the z axis."""
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        matrix = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
        return replace(self, points=self.points @ matrix.T, normals=self.normals @ matrix.T)

    def mapped(self, matrix: Array) -> Surface:
        """Multiplied by a (3, 3) rotation."""
        return replace(self, points=self.points @ matrix.T, normals=self.normals @ matrix.T)

    def moved(self, x: float, y: float, z: float) -> Surface:
        return replace(self, points=self.points + np.array([x, y, z]))


def grid(points: Array, uv: Array, closed: bool = False) -> Surface:
    """Surface through `points` (rows, columns, 3); `closed` joins the last column to the first."""
    along_rows = np.gradient(points, axis=0)
    if closed:
        ring = points[:, :-1]
        across = np.roll(ring, -1, axis=1) - np.roll(ring, 1, axis=1)
        across = np.concatenate([across, across[:, :1]], axis=1)
    else:
        across = np.gradient(points, axis=1)
    normals = np.cross(across, along_rows)
    length = np.linalg.norm(normals, axis=-1, keepdims=True)
    return Surface(points, normals / np.maximum(length, 1e-12), uv)


def filleted(corners: Sequence[tuple[float, float, float]], steps: int = 10) -> Array:
    """Polyline (x, y, fillet radius) with its corners replaced by arcs, shape (n, 2)."""
    path = [np.array(corners[0][:2])]
    for i in range(1, len(corners) - 1):
        before, here, after = (np.array(corners[j][:2]) for j in (i - 1, i, i + 1))
        to_before = (before - here) / np.linalg.norm(before - here)
        to_after = (after - here) / np.linalg.norm(after - here)
        half_angle = 0.5 * np.arccos(np.clip(to_before @ to_after, -1, 1))
        radius = corners[i][2]
        if radius == 0 or half_angle > np.radians(89.5):
            path.append(here)
            continue
        bisector = (to_before + to_after) / np.linalg.norm(to_before + to_after)
        centre = here + bisector * radius / np.sin(half_angle)
        reach = radius / np.tan(half_angle)
        start, end = here + to_before * reach - centre, here + to_after * reach - centre
        sweep = np.pi - 2 * half_angle
        for t in np.linspace(0, 1, steps + 1):
            arc = (np.sin((1 - t) * sweep) * start + np.sin(t * sweep) * end) / np.sin(sweep)
            path.append(centre + arc)
    path.append(np.array(corners[-1][:2]))
    return np.array(path)


def resampled(path: Array, spacing: float) -> Array:
    """`path` with points added so that no segment is longer than `spacing` (cm)."""
    pieces = []
    for start, end in pairwise(path):
        count = max(1, int(np.ceil(np.linalg.norm(end - start) / spacing)))
        pieces.append(start + (end - start) * np.arange(count)[:, None] / count)
    return np.concatenate([*pieces, path[-1:]])


def circle(n: int = 256, start: float = -270.0, span: float = 360.0) -> Outline:
    """Circle (or an arc of `span` degrees) beginning at `start` degrees; -90 degrees faces the camera."""
    theta = np.radians(start + np.linspace(0, span, n + 1))
    return lambda half_width: half_width * np.stack([np.cos(theta), np.sin(theta)], -1)


def rounded_rectangle(half_x: float, half_y: float, corner: float, steps: int = 14) -> Outline:
    """Outline of a box with rounded corners, shrunk evenly as the half-width falls below `half_x`."""

    def outline(half_width: float) -> Array:
        depth = max(half_y - (half_x - half_width), 0.0)
        radius = max(corner - (half_x - half_width), 0.0)
        x, y = half_width - radius, depth - radius
        quarter = np.linspace(0, np.pi / 2, steps + 1)
        # Begins in the middle of the back, where a wrap-around print has its seam.
        curves = [np.array([[0.0, depth]])]
        for turn, (cx, cy) in enumerate(((-x, y), (-x, -y), (x, -y), (x, y)), start=1):
            angle = quarter + np.pi / 2 * turn
            curves.append(np.stack([cx + radius * np.cos(angle), cy + radius * np.sin(angle)], -1))
        curves.append(curves[0])
        sides = [np.linspace(before[-1], after[0], 11)[1:-1] for before, after in pairwise(curves)]
        joined = [piece for pair in zip(curves, sides, strict=False) for piece in pair]
        return np.concatenate([*joined, curves[-1]])

    return outline


def loft(
    profile: Array, outline: Outline, relief: Callable[[Array, Array], Array] | None = None, spacing: float = 0.25
) -> Surface:
    """Sweeps `profile` (half-width, z) round `outline`; a circle makes it a lathe.

    Profiles run so that outside lies to the right of the direction of travel (up the outer wall, down the inner one).
    `relief(u, z)` is a displacement in cm along the normal; u in [0, 1] round the outline. The v coordinate is the
    length along the profile over its whole.
    """
    profile = resampled(profile, spacing)
    points = np.stack([np.column_stack([outline(max(r, 1e-5)), np.full(len(outline(1.0)), z)]) for r, z in profile])
    widest = points[int(np.argmax(profile[:, 0]))]
    u = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(widest, axis=0), axis=1))])
    v = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(profile, axis=0), axis=1))])
    uv = np.stack(np.broadcast_arrays(u[None] / u[-1], v[:, None] / v[-1]), -1)
    closed = bool(np.allclose(points[:, 0], points[:, -1]))
    surface = grid(points, uv, closed)
    if relief is None:
        return surface
    raised = points + surface.normals * relief(uv[..., 0], points[..., 2])[..., None]
    return grid(raised, uv, closed)


def tube(path: Array, binormal: Array, half_width: Array, half_depth: Array, n: int = 40) -> Surface:
    """Elliptic tube along a planar `path` (k, 3): `half_width` (k,) along `binormal`, `half_depth` (k,) across it."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    normal = np.cross(np.broadcast_to(binormal, tangent.shape), tangent)
    angle = np.linspace(0, 2 * np.pi, n + 1)
    points = (
        path[:, None]
        + (half_depth[:, None] * np.cos(angle))[..., None] * normal[:, None]
        + (half_width[:, None] * np.sin(angle))[..., None] * binormal
    )
    u, v = np.meshgrid(angle / (2 * np.pi), np.linspace(0, 1, len(path)))
    return grid(points, np.stack([u, v], -1), closed=True)


def spline(controls: Sequence[Sequence[float]], n: int = 80) -> Array:
    """Centripetal Catmull-Rom curve through `controls` (k, d): shape (n, d)."""
    points = np.array(controls, float)
    points = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    knots = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1) ** 0.5)])
    out = []
    for t in np.linspace(knots[1], knots[-2] - 1e-9, n):
        i = int(np.searchsorted(knots, t, side="right")) - 1
        k, p = knots[i - 1 : i + 3], points[i - 1 : i + 3]
        a = [((k[j + 1] - t) * p[j] + (t - k[j]) * p[j + 1]) / (k[j + 1] - k[j]) for j in range(3)]
        b = [((k[j + 2] - t) * a[j] + (t - k[j]) * a[j + 1]) / (k[j + 2] - k[j]) for j in range(2)]
        out.append(((k[2] - t) * b[0] + (t - k[1]) * b[1]) / (k[2] - k[1]))
    return np.array(out)
