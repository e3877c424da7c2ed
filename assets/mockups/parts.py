"""What a mock-up is made of: surfaces, the materials on them, and the part that carries the label.

Lengths are in units: a product of usual size is one unit tall and stands at the origin. z points up, the camera looks
along y.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from assets.render.geometry import Array, Outline, Surface, circle, filleted, loft, rounded_rectangle

Corner = tuple[float, float, float]  # half-width, z, fillet radius
Part = tuple[Surface, str]  # a surface and its material
Relief = Callable[[Array, Array], Array]

ORIGIN = np.array([0.0, -6.5, 1.75])
"""The camera, as that of the plates: a cut-out then has the perspective of its new ground."""

FILLS = 0.70  # of the picture's side, by the longer side of the product


@dataclass(frozen=True)
class Finish:
    """How a material takes light, in the terms of Mitsuba's `principled`; its colour comes later.

    `role` is the brand's colour it takes by default. `grain` (height, width) multiplies the colour and has a mean of
    one; `bump` (height, width) in 0..1 is a relief of `bump_scale` units; both repeat `repeat` times.
    """

    role: str
    roughness: float = 0.4
    specular: float = 0.45
    metallic: float = 0.0
    clearcoat: float = 0.0
    grain: Array | None = None
    bump: Array | None = None
    bump_scale: float = 0.0
    repeat: float = 1.0


MATERIALS: Mapping[str, Finish] = {
    "body": Finish("main", 0.24, 0.5, clearcoat=0.4),
    "label": Finish("label", 0.42, 0.4),
    "lid": Finish("dark", 0.30, 0.5),
    "metal": Finish("metal", 0.24, 0.5, metallic=1.0),
    "inner": Finish("accent", 0.24, 0.5, clearcoat=0.4),
    "wax": Finish("light", 0.5, 0.4),
    "wick": Finish("dark", 0.8, 0.2),
    "string": Finish("light", 0.8, 0.2),
    "glass": Finish("dark", 0.10, 0.5),
    "paper": Finish("light", 0.7, 0.25),
    "handle": Finish("main", 0.8, 0.2),
}


@dataclass(frozen=True)
class Mockup:
    """A product without a brand.

    `extent` is the label's width and height in units; `face` the part of it meant for lettering: left, top, right and
    bottom as fractions, from the label's upper left. Without a label its ground shows: the material `ground`.
    `sees` is the material that metal parts mirror most. `finishes` replace those of `MATERIALS`.
    """

    parts: tuple[Part, ...]
    extent: tuple[float, float]
    face: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    ground: str = "body"
    sees: str = "body"
    finishes: Mapping[str, Finish] = field(default_factory=dict)

    @cached_property
    def materials(self) -> Mapping[str, Finish]:
        """Every material used, in the order of the parts."""
        known = {**MATERIALS, **self.finishes}
        return {name: known[name] for _, name in self.parts}

    @property
    def metal(self) -> str | None:
        return next((name for name, finish in self.materials.items() if finish.metallic), None)

    @cached_property
    def points(self) -> Array:
        """Every vertex, (n, 3)."""
        return np.concatenate([surface.points.reshape(-1, 3) for surface, _ in self.parts])

    @cached_property
    def camera(self) -> tuple[Array, float]:
        """Where the camera at `ORIGIN` points, (3,), and its field of view in degrees."""
        target = np.array([0.0, 0.0, 0.5])
        for _ in range(3):
            forward = (target - ORIGIN) / np.linalg.norm(target - ORIGIN)
            right = np.cross(forward, [0.0, 0.0, 1.0])
            right /= np.linalg.norm(right)
            up = np.cross(right, forward)
            away = self.points - ORIGIN
            seen = np.stack([away @ right, away @ up], -1) / (away @ forward)[:, None]
            low, high = seen.min(axis=0), seen.max(axis=0)
            distance = float(np.linalg.norm(target - ORIGIN))
            target = target + distance * (right * (low + high)[0] / 2 + up * (low + high)[1] / 2)
        return target, float(np.degrees(2 * np.arctan((high - low).max() / 2 / FILLS)))


def points(text: str) -> list[tuple[float, ...]]:
    """The rows of numbers in `text`, split by commas."""
    return [tuple(map(float, row.split())) for row in text.split(",")]


def corners(text: str) -> list[Corner]:
    """Corners written as `half-width z fillet, ...`; the fillet is 0 when left out."""
    return [(row[0], row[1], row[2] if len(row) > 2 else 0.0) for row in points(text)]


def profile(text: str) -> Array:
    """The profile through corners as `corners` reads them."""
    return filleted(corners(text))


def lathe(outside: Array, relief: Relief | None = None, n: int = 288) -> Surface:
    """Turned body whose `outside` (half-width, z) runs from bottom to top; u = 0.5 faces the camera."""
    return loft(outside, circle(n), relief, spacing=0.012)


def box(
    half: tuple[float, float], low: float, high: float, corner: float, edge: float, relief: Relief | None = None
) -> Surface:
    """Upright box of half-widths `half` (x, y) between two heights; `corner` and `edge` are its radii."""
    profile = filleted([(0.0, low, 0.0), (half[0], low, edge), (half[0], high, edge), (0.0, high, 0.0)])
    outline = rounded_rectangle(*half, corner)
    return loft(profile, outline if relief is None else even(outline, 720), relief, spacing=0.02)


def even(outline: Outline, n: int) -> Outline:
    """The outline in n equal steps, fine enough to take a relief."""

    def resampled(half_width: float) -> Array:
        curve = outline(half_width)
        along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))]
        at = np.linspace(0, along[-1], n + 1)
        return np.stack([np.interp(at, along, curve[:, axis]) for axis in (0, 1)], -1)

    return resampled


def cut(surface: Surface, rows: slice, columns: slice = slice(None)) -> Surface:
    """A part of the grid."""
    return Surface(surface.points[rows, columns], surface.normals[rows, columns], surface.uv[rows, columns])


def labelled(surface: Surface) -> Surface:
    """The surface with uv from 0 to 1."""
    low, high = surface.uv[0, 0], surface.uv[-1, -1]
    return replace(surface, uv=(surface.uv - low) / (high - low))


def height(surface: Surface, z: float) -> float:
    """The v at which the front of a wall that rises first reaches z."""
    column = surface.points.shape[1] // 2
    return float(surface.uv[int(np.argmax(surface.points[:, column, 2] >= z - 1e-9)), column, 1])


def printed(
    surface: Surface, u: tuple[float, float], v: tuple[float, float], ground: str = "body"
) -> tuple[list[Part], tuple[float, float]]:
    """The surface with its part between those u and v as the label; with the label's extent."""
    first, last = (int(np.abs(surface.uv[0, :, 0] - edge).argmin()) for edge in u)
    low, high = (int(np.abs(surface.uv[:, 0, 1] - edge).argmin()) for edge in v)
    middle = slice(low, high + 1)
    pieces = [
        (labelled(cut(surface, middle, slice(first, last + 1))), "label"),
        (cut(surface, slice(0, low + 1)), ground),
        (cut(surface, slice(high, None)), ground),
        (cut(surface, middle, slice(0, first + 1)), ground),
        (cut(surface, middle, slice(last, None)), ground),
    ]
    parts = [piece for piece in pieces if min(piece[0].points.shape[:2]) > 1]
    return parts, extent(parts[0][0])


def sticker(
    surface: Surface, u: tuple[float, float], v: tuple[float, float], ground: str = "body", lift: float = 0.002
) -> tuple[list[Part], tuple[float, float]]:
    """The surface with a paper label stuck on it."""
    parts, size = printed(surface, u, v)
    label = parts[0][0]
    return [(surface, ground), (replace(label, points=label.points + lift * label.normals), "label")], size


def extent(label: Surface) -> tuple[float, float]:
    """Width and height of a label along its middle lines."""
    rows, columns = label.points.shape[:2]
    across, along = label.points[rows // 2], label.points[:, columns // 2]
    width, tall = (float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum()) for line in (across, along))
    return width, tall


def wrap(degrees: float) -> tuple[float, float]:
    """The u of an arc of that many degrees, centred on the front."""
    return 0.5 - degrees / 720, 0.5 + degrees / 720


def turned(parts: Sequence[Part], degrees: float) -> tuple[Part, ...]:
    """All parts, rotated about the z axis."""
    return tuple((surface.turned(degrees), material) for surface, material in parts)
