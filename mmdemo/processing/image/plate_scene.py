"""A product in one of the rendered places: fitted to it, standing on it, shading it, mirrored in it.

The product's own pixels are copied, never tinted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.cast_shadow import ACROSS, CANVAS, shade, thrower
from mmdemo.processing.image.footing import Ground, find_ground
from mmdemo.processing.image.placement import Placed, lay_over, scale_to, trim
from mmdemo.processing.image.plates import LONG_SIDE, Format, Plate

TALLEST, WIDEST = 1.22, 1.44  # units of a standing product
BROADEST = {"square": 1.34, "tall": 1.12, "wide": 1.34}  # units of a lying one's longer side
NARROW = 1.16  # units of a standing product's width in a tall picture
FOOT = 110  # alpha from which a product rests on the ground
FINE = 700  # pixels of the longer side at which the line that a product rests on is read
KEPT = 0.997  # share of its light from which the ground is left as it is
MIRRORED = 0.55  # of a product's height that can be seen in a glossy ground
STEPS = 4095  # of the tables that turn sRGB into light and back


@dataclass(frozen=True)
class Spot:
    """Where on the ground a product is put: `x` and `y` in units from the middle, `size` in usual sizes.

    What lies beyond the ground of a place counts as its edge.
    """

    x: float = 0.0
    y: float = 0.0
    size: float = 1.0


MIDDLE = Spot()


def place_in(
    rgba: Bytes, plate: Plate, format: Format = "square", long_side: int = LONG_SIDE, spot: Spot = MIDDLE
) -> tuple[Bytes, Placed]:
    """A cutout, (height, width, 4), in a place: the picture, (h, w, 3), and where the product lies in it."""
    picture = plate.picture(format, long_side).copy()
    height, width = picture.shape[:2]
    placed = _fitted(trim(rgba), plate, format, (width, height), spot)
    ground = find_ground(_outline(placed, FINE))
    alpha = _outline(placed, ACROSS * min(1.0, max(width, height) / CANVAS))
    thrown = thrower(alpha, ground, placed.region, plate, plate.cameras[format], (width, height))
    _darken(picture, shade(plate, plate.cameras[format], thrown, width, height))
    if plate.gloss and not plate.lying:
        _mirror(picture, placed, ground, plate)
    return lay_over(picture, placed), placed


def _fitted(rgba: Bytes, plate: Plate, format: Format, size: tuple[int, int], spot: Spot) -> Placed:
    camera = plate.cameras[format]
    near, far, half = plate.floor
    foot = np.array([np.clip(spot.x, -half, half), np.clip(spot.y, near, far), 0.0])
    middle, aside = camera.project(np.stack([foot, foot + np.array([1.0, 0.0, 0.0])]), *size)
    unit = float(aside[0] - middle[0]) * spot.size
    if plate.lying:
        scaled, scale = scale_to(rgba, *[max(1, round(BROADEST[format] * unit))] * 2)
        top = round(float(middle[1]) - scaled.shape[0] / 2)
    else:
        wide = NARROW if format == "tall" else WIDEST
        rows, columns = _solid(rgba)
        width = round(wide * unit * rgba.shape[1] / (np.ptp(columns) + 1))
        scaled, scale = scale_to(rgba, width, round(TALLEST * unit * rgba.shape[0] / (np.ptp(rows) + 1)))
        # A soft rim under the foot, such as a shadow that came with a cutout, lies on the ground before it.
        top = round(float(middle[1])) - int(_solid(scaled)[0][-1]) - 1
    return Placed(scaled, round(float(middle[0]) - scaled.shape[1] / 2), top, scale)


def _solid(rgba: Bytes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows and the columns in which something of a cutout would bear weight; of a veil, its thicker half."""
    alpha = rgba[..., 3]
    solid = alpha > min(FOOT, int(alpha.max()) // 2)
    return np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))


def _outline(placed: Placed, longest: float) -> Floats:
    """The product's alpha with at most that many pixels on its longer side, 0..1."""
    height, width = placed.rgba.shape[:2]
    scale = min(1.0, longest / max(height, width))
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    return cast(Floats, cv2.resize(placed.rgba[..., 3], size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255)


def _darken(picture: Bytes, kept: Floats) -> None:
    """Take the shaded part of its light from the ground, in place; `kept`, (h, w, 3), may be smaller than `picture`."""
    height, width = picture.shape[:2]
    touched = kept.min(axis=2) < KEPT
    if not touched.any():
        return
    rows, columns = np.flatnonzero(touched.any(axis=1)), np.flatnonzero(touched.any(axis=0))
    scale = height / kept.shape[0]
    top, bottom = int(rows[0] * scale), min(height, int(np.ceil((rows[-1] + 1) * scale)))
    left, right = int(columns[0] * scale), min(width, int(np.ceil((columns[-1] + 1) * scale)))
    moved = np.array(
        [[1 / scale, 0, left / scale + 0.5 / scale - 0.5], [0, 1 / scale, top / scale + 0.5 / scale - 0.5]]
    )
    size = (right - left, bottom - top)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    large = cv2.warpAffine(kept, moved, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    to_light, to_screen = _tables()
    region = picture[top:bottom, left:right]
    region[:] = to_screen[(to_light[region] * large * STEPS + 0.5).astype(np.uint16)]


@cache
def _tables() -> tuple[Floats, Bytes]:
    """sRGB bytes to linear light, and light in steps of 1 / 4095 back."""
    screen = np.arange(256) / 255
    light = np.where(screen <= 0.04045, screen / 12.92, ((screen + 0.055) / 1.055) ** 2.4)
    steps = np.arange(STEPS + 1) / STEPS
    back = np.where(steps <= 0.0031308, 12.92 * steps, 1.055 * steps ** (1 / 2.4) - 0.055)
    return light.astype(np.float32), np.rint(back * 255).astype(np.uint8)


def _mirror(picture: Bytes, placed: Placed, ground: Ground, plate: Plate) -> None:
    """Lay the product's mirror image on a glossy ground, in place: weaker and less sharp the farther from its foot."""
    height, width = placed.rgba.shape[:2]
    line = (height * ground.line_at(np.linspace(0, 1, width))).astype(np.float32)
    first = int(line.min())
    depth = round(MIRRORED * height)
    room = min(picture.shape[0] - placed.top, int(line.max()) + depth) - first
    if room <= 0:
        return
    rows = np.arange(first, first + room, dtype=np.float32)[:, None]
    from_x = np.broadcast_to(np.arange(width, dtype=np.float32)[None, :], (room, width)).copy()
    from_y = 2 * line[None, :] - rows - 1
    covered = cv2.remap(placed.rgba, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    away = np.maximum(rows - line[None, :], 0) / height
    alpha = covered[..., 3].astype(np.float32) / 255 * (rows >= line[None, :])
    soft = _blurred(np.dstack([covered[..., :3] * alpha[..., None], alpha]), away, plate.blur * height)
    strength = plate.gloss * np.clip(1 - away / MIRRORED, 0, 1)[..., None] ** 1.3
    left, right = max(0, placed.left), min(picture.shape[1], placed.left + width)
    own = slice(left - placed.left, right - placed.left)
    top = placed.top + first
    region = picture[top : top + room, left:right]
    laid = region * (1 - strength[:, own] * soft[:, own, 3:]) + strength[:, own] * soft[:, own, :3]
    region[:] = np.rint(laid).astype(np.uint8)


def _blurred(premultiplied: NDArray[np.float32], away: Floats, most: float) -> Floats:
    """`premultiplied`, (h, w, 4), blurred by `away`, (h, w), times `most` pixels; between two blurs it is mixed."""
    far = cv2.GaussianBlur(premultiplied, (0, 0), max(0.6, most * MIRRORED))
    near = cv2.GaussianBlur(premultiplied, (0, 0), max(0.4, most * MIRRORED / 6))
    share = np.clip(away / MIRRORED, 0, 1)[..., None]
    return cast(Floats, (near * (1 - share) + far * share).astype(np.float32))
