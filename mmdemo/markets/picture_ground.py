"""The ground of a picture: whether it is white all around, where something lies on it, whether a frame runs round.

Measured in cells of 8 pixels, the blocks of a JPEG, so that what its compression does along an edge is not taken for
ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from mmdemo.markets.picture_file import read_pixels
from mmdemo.picture import Region

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bools, Bytes

CELL = 8  # pixels
NEAR = 243  # of each channel, from where a pixel is white to the eye
EDGE = 2  # cells around a product that its soft edge and the compression may tint: 4:2:0 JPEG works on 16 pixels
LEAST_RIM = 0.98  # of the outermost pixels that must be white to the eye for the ground to be white
SPECK = 0.0005  # of the ground that may be anything but white: a single block
WIDEST_FRAME = 0.08  # of the shorter side
UNEVEN = 0.25  # of the widest bar that another may be narrower
SAME, DIFFERENT = 6, 24  # levels of a channel
MOSTLY = 0.95  # of a frame's inner line that must differ from it


@dataclass(frozen=True)
class Ground:
    """`rim` is the share of outermost pixels that are white to the eye; `off` the share of the ground not exactly so.

    `box` is where something lies on it, None where nothing does. Only told where the rim is white.
    """

    rim: float
    off: float
    box: Region | None

    @property
    def pale(self) -> bool:
        """White to the eye."""
        return self.rim >= LEAST_RIM

    @property
    def white(self) -> bool:
        """RGB 255, 255, 255 all around."""
        return self.pale and self.off <= SPECK


@lru_cache(maxsize=64)
def ground_of(data: bytes, product: Region | None = None) -> Ground:
    """The ground of an encoded picture. Where a `product` is known to lie, there is no ground."""
    return measure_ground(read_pixels(data), product)


@lru_cache(maxsize=64)
def frame_of(data: bytes) -> int:
    """The width in pixels of a frame of one colour that runs round an encoded picture, 0 where there is none."""
    return measure_frame(read_pixels(data))


def measure_ground(pixels: Bytes, product: Region | None = None) -> Ground:
    """The ground of a picture, (height, width, 3)."""
    darkest = darkest_channel(pixels)
    near = darkest >= NEAR
    rim = np.concatenate([near[0], near[-1], near[:, 0], near[:, -1]])
    share = float(rim.mean())
    if share < LEAST_RIM:
        return Ground(share, 1.0, None)
    cells = ground_cells(near, product)
    exact = _all_in_cells(darkest == 255)
    off = float((cells & ~exact).sum() / max(1, cells.sum()))
    return Ground(share, off, _box(near))


def darkest_channel(pixels: Bytes) -> Bytes:
    """The lowest of the three channels at each pixel, (height, width)."""
    return cast("Bytes", np.minimum(np.minimum(pixels[..., 0], pixels[..., 1]), pixels[..., 2]))


def ground_cells(near: Bools, product: Region | None) -> Bools:
    """Which cells are ground: those joined to the rim by pixels `near` to white, and not next to anything else."""
    free = _all_in_cells(near)
    if product is not None:
        free[
            max(0, product.top) // CELL : -(-(product.top + product.height) // CELL),
            max(0, product.left) // CELL : -(-(product.left + product.width) // CELL),
        ] = False
    from scipy import ndimage  # a quarter of a second that start-up does without

    free = ~ndimage.binary_dilation(~free, iterations=EDGE)
    labels, _ = ndimage.label(free)
    joined = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    return np.isin(labels, joined[joined > 0])


def _all_in_cells(mask: Bools) -> Bools:
    """Whether a mask holds in all of each cell; what is over at the right and the bottom belongs to the last cells."""
    height, width = mask.shape
    rows, columns = np.arange(0, max(1, height - CELL + 1), CELL), np.arange(0, max(1, width - CELL + 1), CELL)
    return np.logical_and.reduceat(np.logical_and.reduceat(mask, rows, axis=0), columns, axis=1)


def _box(near: Bools) -> Region | None:
    rows, columns = np.flatnonzero(~near.all(axis=1)), np.flatnonzero(~near.all(axis=0))
    if not len(rows):
        return None
    return Region(int(columns[0]), int(rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)


def measure_frame(pixels: Bytes) -> int:
    """The width of a frame of one colour around a picture, (height, width, 3): four even bars that end abruptly.

    What is white to the eye is ground: a carton seen from the front leaves straight bars of it.
    """
    height, width = pixels.shape[:2]
    colour = np.median(np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]), axis=0).astype(np.int16)
    if colour.min() >= NEAR:
        return 0
    widest = max(1, round(WIDEST_FRAME * min(height, width)))

    def bar(lines: Bytes) -> int:
        """How many of some lines, (count, length, 3), from the outside in are of that colour, 0 without a hard end."""
        apart = np.abs(lines[: widest + 1].astype(np.int16) - colour).max(axis=2)
        inner = lines.shape[1] // 10
        plain = (apart <= SAME).mean(axis=1) >= MOSTLY
        count = int(np.argmin(plain)) if not plain.all() else 0
        if not 0 < count <= widest:
            return 0
        # The line behind may be half covered, the one behind that is not; the side bars cross both at their ends.
        behind = apart[count : count + 2, inner : lines.shape[1] - inner].max(axis=0)
        return count if (behind >= DIFFERENT).mean() >= MOSTLY else 0

    turned = pixels.swapaxes(0, 1)
    bars = [bar(pixels), bar(pixels[::-1]), bar(turned), bar(turned[::-1])]
    return max(bars) if min(bars) > 0 and max(bars) - min(bars) <= UNEVEN * max(bars) + 1 else 0
