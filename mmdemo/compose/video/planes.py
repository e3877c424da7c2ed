"""Frames as H.264 stores them: a plane of brightness and two of colour at half the size, BT.709 in limited range.

All that is warped, blended and sent to the encoder is in these planes, which halves the work of RGB. Planes are uint8;
widths, heights and places are even, so that colour lies under its brightness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from mmdemo.compose.video.reading import Affine, scaled, shifted
from mmdemo.processing.image.arrays import Bytes

# ITU-R BT.709, full-range RGB to limited-range Y'CbCr; rows Y, Cb, Cr, the last column is the offset.
_MATRIX = np.array(
    [
        [0.18258588, 0.61423059, 0.06200706, 16.0],
        [-0.10064373, -0.33857195, 0.43921569, 128.0],
        [0.43921569, -0.39894216, -0.04027352, 128.0],
    ],
    np.float32,
)
_BACK = np.linalg.inv(_MATRIX[:, :3]) @ np.column_stack([np.eye(3), -_MATRIX[:, 3]])


class Planes(NamedTuple):
    """Brightness (height, width), and blue and red difference (height / 2, width / 2)."""

    y: Bytes
    u: Bytes
    v: Bytes


@dataclass(frozen=True)
class Layer:
    """What is laid over a frame: planes multiplied with their alpha, and that alpha at both sizes; its corner there.

    `clear` pixels on each side are empty: a camera reads faster where there is something around what it shows.
    """

    planes: Planes
    alpha: Bytes
    small_alpha: Bytes
    left: int
    top: int
    clear: int = 0


class Frame:
    """One picture of the video: the three planes lie one after the other in `buffer`, as the encoder reads them."""

    def __init__(self, width: int, height: int) -> None:
        self.buffer: Bytes = np.empty(width * height * 3 // 2, np.uint8)
        area = width * height
        y = self.buffer[:area].reshape(height, width)
        u = self.buffer[area : area + area // 4].reshape(height // 2, width // 2)
        v = self.buffer[area + area // 4 :].reshape(height // 2, width // 2)
        self.planes = Planes(y, u, v)

    def rgb(self) -> Bytes:
        """The picture as (height, width, 3) RGB."""
        y, u, v = self.planes
        size = (y.shape[1], y.shape[0])
        wide = [y, *(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (u, v))]
        return cast(Bytes, cv2.transform(cv2.merge(wide), _BACK))


def planes_of(rgb: Bytes) -> Planes:
    """The planes of an RGB picture with even sides."""
    converted = cast(Bytes, cv2.transform(rgb, _MATRIX))
    size = (rgb.shape[1] // 2, rgb.shape[0] // 2)
    small = cast(Bytes, cv2.resize(converted, size, interpolation=cv2.INTER_AREA))
    return Planes(*(np.ascontiguousarray(part) for part in (converted[..., 0], small[..., 1], small[..., 2])))


def layer_of(rgba: Bytes, left: int, top: int, clear: int = 0) -> Layer:
    """An RGBA picture with even sides as a layer with its corner at an even place."""
    alpha = np.ascontiguousarray(rgba[..., 3])
    weighted = cv2.transform(np.ascontiguousarray(rgba[..., :3]), _MATRIX).astype(np.float32)
    weighted *= alpha[..., None].astype(np.float32) / 255
    size = (rgba.shape[1] // 2, rgba.shape[0] // 2)
    small = cv2.resize(weighted, size, interpolation=cv2.INTER_AREA)
    small_alpha = cast(Bytes, cv2.resize(alpha, size, interpolation=cv2.INTER_AREA))
    parts = (weighted[..., 0], small[..., 1], small[..., 2])
    return Layer(Planes(*(np.rint(part).astype(np.uint8) for part in parts)), alpha, small_alpha, left, top, clear)


def warp(source: Planes, where: Affine, into: Planes) -> None:
    """Read `source` through a camera; beyond its edge the edge goes on."""
    for plane, target, half in zip(source, into, (False, True, True), strict=True):
        _read(plane, where, target, half, cv2.BORDER_REPLICATE)


def warp_layer(layer: Layer, where: Affine, into: Planes) -> None:
    """Lay a layer over a frame as the same camera sees it; `where` is for a source that the layer lies in."""
    scale, right, down = where
    height, width = into.y.shape
    rows, columns = layer.alpha.shape
    left = max(0, int((layer.left + layer.clear - right) / scale - 2) // 2 * 2)
    top = max(0, int((layer.top + layer.clear - down) / scale - 2) // 2 * 2)
    end = min(width, int((layer.left + columns - layer.clear - right) / scale + 3) // 2 * 2)
    bottom = min(height, int((layer.top + rows - layer.clear - down) / scale + 3) // 2 * 2)
    if end <= left or bottom <= top:
        return
    seen = (scale, right + scale * left - layer.left, down + scale * top - layer.top)
    size = (bottom - top, end - left)
    masks = [np.empty((size[0] // share, size[1] // share), np.uint8) for share in (1, 2)]
    _read(layer.alpha, seen, masks[0], False, cv2.BORDER_CONSTANT)
    _read(layer.small_alpha, seen, masks[1], True, cv2.BORDER_CONSTANT)
    for plane, target, half in zip(layer.planes, into, (False, True, True), strict=True):
        mask = masks[half]
        drawn = np.empty_like(mask)
        _read(plane, seen, drawn, half, cv2.BORDER_CONSTANT)
        share = 2 if half else 1
        _over(target[top // share : bottom // share, left // share : end // share], drawn, mask)


def lay(layer: Layer, into: Planes, strength: float = 1.0, down: int = 0) -> None:
    """Lay a layer over a frame, `down` (even) pixels below its place, with its alpha times `strength`."""
    rows, columns = layer.alpha.shape
    for plane, target, half in zip(layer.planes, into, (False, True, True), strict=True):
        share = 2 if half else 1
        top, left = (layer.top + down) // share, layer.left // share
        place = target[top : top + rows // share, left : left + columns // share]
        mask = layer.small_alpha if half else layer.alpha
        if strength < 1:
            plane, mask = (cast(Bytes, cv2.convertScaleAbs(part, alpha=strength)) for part in (plane, mask))
        _over(place, plane, mask)


def _over(place: NDArray[np.uint8], drawn: Bytes, mask: Bytes) -> None:
    cv2.multiply(place, cv2.bitwise_not(mask), dst=place, scale=1 / 255)
    cv2.add(place, drawn, dst=place)


def _read(plane: Bytes, where: Affine, target: Bytes, half: bool, border: int) -> None:
    if half:
        # Colour sits in the middle of four pixels of brightness.
        where = (where[0], where[1] / 2 + (where[0] - 1) / 4, where[2] / 2 + (where[0] - 1) / 4)
    scale, right, down = where
    if (shifted if scale == 1 else scaled)(plane, where, target):
        return
    matrix = np.array([[scale, 0, right], [0, scale, down]])
    size = (target.shape[1], target.shape[0])
    cv2.warpAffine(plane, matrix, size, dst=target, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=border)
