"""Scaling a cutout and laying it over a background, so that its own pixels are never tinted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from PIL import Image

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes

SIDE = 2000  # pixels; what large marketplaces ask for so that a buyer can zoom
VISIBLE = 8  # alpha from which a pixel belongs to the product's bounding box
NOTHING = 2  # alpha up to which a pixel is taken as empty


@dataclass(frozen=True)
class Placed:
    """A scaled cutout, (height, width, 4), whose top left pixel lies at (`left`, `top`) of the square.

    `enlarged` is the scale it was brought to; above 1 there are more pixels than the photo had.
    """

    rgba: Bytes
    left: int
    top: int
    enlarged: float

    @property
    def box(self) -> tuple[slice, slice]:
        """The rows and columns of the square that it covers."""
        height, width = self.rgba.shape[:2]
        return slice(self.top, self.top + height), slice(self.left, self.left + width)

    @property
    def region(self) -> Region:
        """The same as the finished picture records it."""
        height, width = self.rgba.shape[:2]
        return Region(self.left, self.top, width, height)


def bounds(rgba: Bytes) -> tuple[int, int, int, int]:
    """Left, top, width and height of what can be seen of a cutout."""
    rows = np.flatnonzero((rgba[..., 3] >= VISIBLE).any(axis=1))
    columns = np.flatnonzero((rgba[..., 3] >= VISIBLE).any(axis=0))
    return int(columns[0]), int(rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1


def trim(rgba: Bytes) -> Bytes:
    """The cutout cropped to what can be seen of it."""
    left, top, width, height = bounds(rgba)
    return rgba[top : top + height, left : left + width]


def scale_to(rgba: Bytes, width: int, height: int) -> tuple[Bytes, float]:
    """`rgba` scaled with Lanczos to fit `width` x `height`, and the scale.

    Pillow premultiplies by alpha while it resamples, so no background colour creeps into the edges.
    """
    scale = min(width / rgba.shape[1], height / rgba.shape[0])
    size = (max(1, round(rgba.shape[1] * scale)), max(1, round(rgba.shape[0] * scale)))
    return np.asarray(Image.fromarray(rgba).resize(size, Image.Resampling.LANCZOS)), scale


def place(rgba: Bytes, fill: float, bottom: float | None = None, side: int = SIDE) -> Placed:
    """Scale a trimmed cutout until its longer side is `fill` of the square's `side`, and centre it.

    With `bottom`, a part of the square's height, it stands there instead of in the middle.
    """
    scaled, scale = scale_to(rgba, round(side * fill), round(side * fill))
    height, width = scaled.shape[:2]
    top = (side - height) // 2 if bottom is None else round(side * bottom) - height
    return Placed(scaled, (side - width) // 2, top, scale)


def lay_over(background: Bytes, placed: Placed) -> Bytes:
    """Composite `placed` over `background`, (height, width, 3), in place, and return it.

    Where alpha is 255 the product's bytes are copied, where it is nearly 0 the background's are kept. What reaches
    over the bottom or the right is left out.
    """
    region = background[placed.box]
    rgba = placed.rgba[: region.shape[0], : region.shape[1]]
    alpha = rgba[..., 3]
    solid, soft = alpha == 255, (alpha > NOTHING) & (alpha < 255)
    np.copyto(region, rgba[..., :3], where=solid[..., None])
    share = alpha[soft][:, None].astype(np.float32) / 255
    region[soft] = np.rint(rgba[soft][:, :3] * share + region[soft] * (1 - share)).astype(np.uint8)
    return background


def on_white(rgba: Bytes, fill: float = 0.9) -> tuple[Bytes, Placed]:
    """The main picture of a listing: the product on pure white, (2000, 2000, 3), `fill` of the square's side long."""
    placed = place(trim(rgba), fill)
    return lay_over(cast(Bytes, np.full((SIDE, SIDE, 3), 255, np.uint8)), placed), placed
