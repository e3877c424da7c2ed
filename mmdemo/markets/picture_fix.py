"""A picture made to keep what a marketplace asks of a slot."""

from __future__ import annotations

import io
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
from PIL import Image, ImageFilter
from scipy import ndimage

from mmdemo.markets.picture_check import PictureFacts
from mmdemo.markets.picture_file import read_pixels
from mmdemo.markets.picture_ground import CELL, EDGE, NEAR, darkest_channel, ground_cells
from mmdemo.markets.picture_plan import Frame, Plan, plan_fix
from mmdemo.markets.pictures import PictureFormat, PictureSlot
from mmdemo.picture import Region

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bools, Bytes, Ints

QUALITY, LEAST_QUALITY, MOST_QUALITY = 92, 60, 100  # of JPEG; eBay asks for 90 or more
LABELS = 20_000  # bytes left for what labels and a signature add to a finished picture
SOFT, GRAIN = 12, 4  # levels below the ground: where the product's edge begins, and what is the ground's own grain
BLUR, RIM = 0.03, 0.08  # of the shorter side: how soft a ground becomes that goes on, and over how much of it
SMALLER = 4  # times


@dataclass(frozen=True)
class FixedPicture:
    """An encoded picture for a slot, sizes in pixels. `product` is where the product lies in it, if that is known."""

    data: bytes
    width: int
    height: int
    product: Region | None


def fix_picture(data: bytes, slot: PictureSlot, facts: PictureFacts) -> FixedPicture:
    """An encoded picture brought to what a slot asks for, as far as that is possible without making it anew.

    Raises:
        NothingToShow: it has too few pixels.
        OSError: this is no picture.
    """
    plan = plan_fix(data, slot, facts)
    return FixedPicture(_encoded(data, plan, slot), plan.width, plan.height, plan.seen(facts.product))


def _encoded(data: bytes, plan: Plan, slot: PictureSlot) -> bytes:
    """The bytes of a planned picture: of the usual quality, or what brings them within the slot's limits."""
    encoded = _drawn(data, plan, slot.format, QUALITY)
    limits = [rule for rule in slot.rules if rule.kind == "bytes"]
    least = max((rule.least or 0 for rule in limits), default=0)
    most = min((rule.most or math.inf for rule in limits), default=math.inf) - LABELS
    if slot.format != "JPEG" or least <= len(encoded) <= most:
        return encoded

    def size(quality: int) -> int:
        return len(_drawn(data, plan, "JPEG", quality))

    # Bytes grow with quality: the first with enough of them, or the last with not too many.
    if len(encoded) < least:
        quality = QUALITY + bisect_left(range(QUALITY, MOST_QUALITY), least, key=size)
    else:
        quality = max(LEAST_QUALITY, LEAST_QUALITY - 1 + bisect_right(range(LEAST_QUALITY, QUALITY), most, key=size))
    return _drawn(data, plan, "JPEG", quality)


@lru_cache(maxsize=64)
def _drawn(data: bytes, plan: Plan, kind: PictureFormat, quality: int) -> bytes:
    buffer = io.BytesIO()
    image = _image(data, plan)
    if kind == "JPEG":
        image.save(buffer, "JPEG", quality=quality, subsampling="4:4:4")
    else:
        image.save(buffer, kind)
    return buffer.getvalue()


@lru_cache(maxsize=2)
def _image(data: bytes, plan: Plan) -> Image.Image:
    pixels = read_pixels(data)
    if plan.whiten:
        pixels = _whitened(pixels)
    height, width = pixels.shape[:2]
    frame, size = plan.frame, (plan.width, plan.height)
    picture = Image.fromarray(pixels)
    inside = _inside(frame, width, height)
    if inside == frame:
        whole = frame == Frame(0, 0, width, height)
        return picture if whole and picture.size == size else _scaled(picture, frame, size)
    across, down = plan.width / frame.width, plan.height / frame.height
    left, top = round((inside.left - frame.left) * across), round((inside.top - frame.top) * down)
    part = _scaled(picture, inside, (max(1, round(inside.width * across)), max(1, round(inside.height * down))))
    if plan.ground == "white":
        canvas = Image.new("RGB", size, "white")
        canvas.paste(part, (left, top))
        return canvas
    return _carried_on(part, left, top, size)


def _inside(frame: Frame, width: int, height: int) -> Frame:
    """What of a frame lies in a picture of that size."""
    left, top = max(0.0, frame.left), max(0.0, frame.top)
    right, bottom = min(float(width), frame.left + frame.width), min(float(height), frame.top + frame.height)
    return Frame(left, top, right - left, bottom - top)


def _scaled(picture: Image.Image, part: Frame, size: tuple[int, int]) -> Image.Image:
    box = (part.left, part.top, part.left + part.width, part.top + part.height)
    return picture.resize(size, Image.Resampling.LANCZOS, box=box)


def _carried_on(part: Image.Image, left: int, top: int, size: tuple[int, int]) -> Image.Image:
    """A picture in the middle of a larger one: its rim goes on mirrored, and is blurred the more the farther out."""
    right, bottom = size[0] - left - part.width, size[1] - top - part.height
    reach = max(1, round(RIM * min(part.size)))
    rows, columns = _folded(top, part.height, bottom, reach), _folded(left, part.width, right, reach)
    mirrored = Image.fromarray(np.asarray(part)[rows][:, columns])
    # Blurred at a quarter of the size, which cannot be told from the whole.
    small = mirrored.reduce(SMALLER).filter(ImageFilter.GaussianBlur(BLUR * min(part.size) / SMALLER))
    soft = small.resize(size, Image.Resampling.BICUBIC)
    across, down = _outward(left, part.width, right, reach), _outward(top, part.height, bottom, reach)
    return Image.composite(soft, mirrored, Image.fromarray(np.maximum.outer(down, across)))


def _folded(before: int, inside: int, behind: int, reach: int) -> Ints:
    """Which pixel of a side stands at each place: outside, the outermost `reach` ones to and fro."""
    to_and_fro = np.concatenate([np.arange(reach), np.arange(reach)[::-1]])
    first, last = np.resize(to_and_fro, before)[::-1], inside - 1 - np.resize(to_and_fro, behind)
    return np.concatenate([first, np.arange(inside), last]).astype(np.int32)


def _outward(before: int, inside: int, behind: int, reach: int) -> Bytes:
    """How far outside a picture each pixel of a side lies: 0 in it, 255 from `reach` pixels on."""
    steps = np.concatenate([np.arange(before, 0, -1), np.zeros(inside), np.arange(1, behind + 1)])
    return cast("Bytes", np.rint(255 * np.minimum(steps / reach, 1)).astype(np.uint8))


def _whitened(pixels: Bytes) -> Bytes:
    """A picture whose nearly white ground is exactly white, and fades at the product's edge into what it was."""
    darkest = darkest_channel(pixels)
    cells = ground_cells(darkest >= NEAR, None)
    zone = _in_pixels(ndimage.binary_dilation(cells, iterations=EDGE + 1), pixels)
    ground = _in_pixels(cells, pixels)
    level = float(np.median(darkest[ground]))
    share = np.clip((darkest.astype(np.float32) - (level - SOFT)) / (SOFT - GRAIN), 0, 1) * zone
    share[ground] = 1
    return cast("Bytes", np.rint(pixels + (255 - pixels) * share[..., None]).astype(np.uint8))


def _in_pixels(cells: Bools, pixels: Bytes) -> Bools:
    """A mask of cells as one of the pixels they stand for."""
    for axis in (0, 1):
        counts = np.full(cells.shape[axis], CELL)
        counts[-1] += pixels.shape[axis] - counts.sum()
        cells = np.repeat(cells, counts, axis=axis)
    return cells
