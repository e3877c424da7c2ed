"""A picture on its plate, which is a little larger than the panel: where it lies there, and what goes on around it."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.compose.video.camera import OVERSCAN
from mmdemo.compose.video.layout import Layout
from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bools, Bytes

PLAIN = 5.0  # standard deviation of the levels along the border, up to which a picture stands on one colour
CONTINUED = 0.7  # of the scale that fills the plate, down to which a picture shrinks so that its product is seen whole
_MIDDLE = (0.7, 0.8)  # of a picture's width and height, where its product stands if nobody says more
_STANDS_OUT = 12  # levels from a plain ground
_COARSE = 8  # how many times smaller the ground around a picture is made
_SOFTER = (2.0, 6.0, 16.0)  # standard deviations of its blur there, each for twice the distance of the one before
_GRAIN = 72  # pixels over which a picture's own edge goes on before it is soft


def plate_size(panel: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the plate behind a panel."""
    width, height = (round(side * OVERSCAN / 2) * 2 for side in panel)
    return width, height


def place_on_plate(rgb: Bytes, product: Region | None, layout: Layout, *, lettered: bool) -> Region:
    """Where a picture lies on the plate, over whose edge it may reach.

    It fills the plate. It is smaller where its product would lie under words or captions, where it is `lettered`, which
    is never cropped, and where it stands on one colour, which goes on around it.
    """
    height, width = rgb.shape[:2]
    panel = (layout.picture.width, layout.picture.height)
    plate = plate_size(panel)
    border = [(whole - seen) / 2 for whole, seen in zip(plate, panel, strict=True)]
    room = layout.product.moved(round(border[0]), round(border[1]))
    across, cover = plate[0] / width, max(plate[0] / width, plate[1] / height)
    whole = Region(0, 0, width, height)
    shown = product or _middle(whole)
    plain = border_colour(rgb)
    if plain is not None and lettered and _reaches_a_side(rgb, plain):
        scale, shown = min(across, plate[1] / height), whole
    elif plain is not None:
        shown = _content(rgb, plain) if lettered or product is None else product
        scale = min(room.width / shown.width, room.height / shown.height)
    elif lettered:
        scale, shown = min(panel[0] / width, panel[1] / height), whole
    elif not _inside(shown, whole):
        scale, shown = cover, whole  # a close-up
    else:
        fitting = min(room.width / shown.width, room.height / shown.height)
        scale = min(cover, max(fitting, min(CONTINUED * cover, across)))
    left = room.left + room.width / 2 - (shown.left + shown.width / 2) * scale
    top = room.top + room.height / 2 - (shown.top + shown.height / 2) * scale
    if lettered and plain is None:
        left, top = (border[0] + (panel[0] - width * scale) / 2, border[1] + (panel[1] - height * scale) / 2)
    elif plain is None:
        edges = (shown.left * scale, (shown.left + shown.width) * scale)
        left = _settled(left, width * scale, plate[0], edges, (room.left, room.left + room.width))
        edges = (shown.top * scale, (shown.top + shown.height) * scale)
        top = _settled(top, height * scale, plate[1], edges, (room.top, room.top + room.height))
    return Region(round(left), round(top), round(width * scale), round(height * scale))


def plate_with(rgb: Bytes, lies: Region, size: tuple[int, int]) -> Bytes:
    """The plate of a size (width, height) with a picture where it lies, and around it what the picture ends in."""
    scaled = resized(rgb, (lies.width, lies.height))
    seen = scaled[max(0, -lies.top) : size[1] - lies.top, max(0, -lies.left) : size[0] - lies.left]
    top, left = max(0, lies.top), max(0, lies.left)
    bottom, right = size[1] - top - seen.shape[0], size[0] - left - seen.shape[1]
    if not (top or left or bottom > 0 or right > 0):
        return seen
    plain = border_colour(rgb)
    if plain is not None:
        return _padded(seen, (top, bottom, left, right), plain)
    return _continued(seen, (top, bottom, left, right))


def resized(pixels: Bytes, size: tuple[int, int]) -> Bytes:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    way = cv2.INTER_AREA if size[0] <= pixels.shape[1] else cv2.INTER_CUBIC
    return cast(Bytes, cv2.resize(pixels, size, interpolation=way))


def border_colour(rgb: Bytes) -> tuple[int, int, int] | None:
    """The one colour that a picture's border has, if it has only one."""
    border = np.concatenate([rgb[:4].reshape(-1, 3), rgb[-4:].reshape(-1, 3), rgb[:, :4].reshape(-1, 3)])
    if border.std(axis=0).max() > PLAIN:
        return None
    red, green, blue = np.median(border, axis=0)
    return int(red), int(green), int(blue)


def _padded(pixels: Bytes, margins: tuple[int, int, int, int], colour: tuple[int, int, int]) -> Bytes:
    return cast(Bytes, cv2.copyMakeBorder(pixels, *margins, cv2.BORDER_CONSTANT, value=colour))


def _continued(pixels: Bytes, margins: tuple[int, int, int, int]) -> Bytes:
    """A picture whose edges go on outwards, softer and softer, as a ground goes on out of focus."""
    edge = cast(Bytes, cv2.copyMakeBorder(pixels, *margins, cv2.BORDER_REPLICATE))
    height, width = edge.shape[:2]
    top, bottom, left, right = margins
    inside = np.full((height, width), 255, np.uint8)
    inside[top : height - bottom, left : width - right] = 0
    away = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
    small = (max(1, width // _COARSE), max(1, height // _COARSE))
    coarse = cv2.resize(edge, small, interpolation=cv2.INTER_AREA).astype(np.float32)
    distance = cv2.resize(away, small, interpolation=cv2.INTER_AREA)[..., None]
    soft = coarse
    for order, deviation in enumerate(_SOFTER):
        share = np.clip(distance / (_GRAIN * 2**order), 0, 1)
        soft = soft * (1 - share) + cv2.GaussianBlur(coarse, (0, 0), deviation) * share
    around = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
    for rows, columns in (
        (slice(0, top), slice(None)),
        (slice(height - bottom, None), slice(None)),
        (slice(top, height - bottom), slice(0, left)),
        (slice(top, height - bottom), slice(width - right, None)),
    ):
        share = np.minimum(away[rows, columns, None] / _GRAIN, 1)
        mixed = edge[rows, columns] * (1 - share) + around[rows, columns] * share
        edge[rows, columns] = np.clip(mixed + 0.5, 0, 255)
    return edge


def _settled(
    start: float, length: float, plate: float, product: tuple[float, float], room: tuple[float, float]
) -> float:
    """A place of a picture along one side of the plate, as near as can be to `start`.

    There is no gap at either end, unless its product (from, to, in the picture) would leave its `room` (on the plate).
    """
    start = min(max(start, min(0.0, plate - length)), max(0.0, plate - length))
    least, most = room[0] - product[0], room[1] - product[1]
    return min(max(start, least), most) if least <= most else start


def _middle(whole: Region) -> Region:
    width, height = round(whole.width * _MIDDLE[0]), round(whole.height * _MIDDLE[1])
    return Region((whole.width - width) // 2, (whole.height - height) // 2, width, height)


def _inside(region: Region, whole: Region) -> bool:
    right, bottom = region.left + region.width, region.top + region.height
    return region.left >= 0 and region.top >= 0 and right <= whole.width and bottom <= whole.height


def _content(rgb: Bytes, plain: tuple[int, int, int]) -> Region:
    """What of a picture stands out of its one colour; all of it where nothing does."""
    differs = _standing_out(rgb, plain)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return Region(0, 0, rgb.shape[1], rgb.shape[0])
    left, top = int(columns[0]), int(rows[0])
    return Region(left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1)


def _reaches_a_side(rgb: Bytes, plain: tuple[int, int, int]) -> bool:
    """Whether something that stands out is cut off by the left or right edge."""
    return bool(_standing_out(rgb[:, [0, -1]], plain).any())


def _standing_out(rgb: Bytes, plain: tuple[int, int, int]) -> Bools:
    red, green, blue = plain
    least = (red - _STANDS_OUT, green - _STANDS_OUT, blue - _STANDS_OUT)
    most = (red + _STANDS_OUT, green + _STANDS_OUT, blue + _STANDS_OUT)
    like = cv2.inRange(np.ascontiguousarray(rgb), least, most)
    return cast(Bools, like == 0)
