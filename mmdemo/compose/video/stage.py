"""A shot's picture made ready for the camera: cropped or extended to the panel, the product parted from its scene."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from mmdemo.compose.video.camera import ground_view, product_view
from mmdemo.compose.video.layout import Layout
from mmdemo.compose.video.planes import Frame, Layer, Planes, layer_of, planes_of, warp, warp_layer
from mmdemo.compose.video.plate import place_on_plate, plate_size, plate_with, resized
from mmdemo.picture import Picture, Region
from mmdemo.processing.image.arrays import Bytes, decode
from mmdemo.processing.image.placement import trim
from mmdemo.schema import Kit
from mmdemo.video import Move, Shot

_FILLED_AT = 280  # pixels of the longer side, where the ground behind the product is made up
_CLEAR = 64  # pixels around what is seen of a product or plate
LETTERED_PARTS = ("image/size", "image/card", "image/banner")


@dataclass(frozen=True)
class Stage:
    """What the camera goes over: the ground, larger than its panel, and for a parallax the product before it.

    The ground is the plate with `_CLEAR` pixels more on each side, so that all of it can be read fast.
    """

    move: Move
    ground: Planes
    product: Layer | None
    panel: tuple[int, int]

    def draw(self, progress: float, into: Planes) -> None:
        """Draw what is seen when that share of the shot is over."""
        seen = ground_view(self.move, progress, self.panel, plate_size(self.panel))
        warp(self.ground, (seen[0], seen[1] + _CLEAR, seen[2] + _CLEAR), into)
        if self.product is not None:
            rows, columns = self.product.alpha.shape
            foot = (self.product.left + columns / 2, self.product.top + rows - self.product.clear)
            warp_layer(self.product, product_view(seen, progress, self.panel, foot), into)


def stage_of(kit: Kit, shot: Shot, layout: Layout, grounds: dict[str, Planes] | None = None) -> Stage:
    """The stage of a shot. A parallax without a cutout to part from its scene becomes a zoom.

    `grounds` keeps what was made of a picture for the next shot that shows it.
    """
    picture = kit.pictures[shot.picture]
    panel = (layout.picture.width, layout.picture.height)
    cut = _cutout_of(kit, shot.picture, picture) if shot.move == "parallax" else None
    made = None if grounds is None or cut is not None else grounds.get(shot.picture)
    if made is None:
        rgb = _on_white(decode(picture.data))
        lies = place_on_plate(rgb, picture.product, layout, lettered=shot.picture.startswith(LETTERED_PARTS))
        rgb = resized(rgb, (lies.width, lies.height))
        if cut is not None:
            alpha = resized(_laid(cut, picture), (lies.width, lies.height))
            ground = _ground(plate_with(_without(rgb, alpha), lies, plate_size(panel)))
            product = _product_layer(rgb, alpha, lies)
            if grounds is not None:
                grounds[shot.picture] = _together(ground, product)
            return Stage("parallax", ground, product, panel)
        made = _ground(plate_with(rgb, lies, plate_size(panel)))
        if grounds is not None:
            grounds[shot.picture] = made
    return Stage("zoom_in" if shot.move == "parallax" else shot.move, made, None, panel)


def blank(frame: Frame, colour: tuple[int, int, int]) -> None:
    """Fill a frame with one colour."""
    for plane, level in zip(frame.planes, planes_of(np.full((2, 2, 3), colour, np.uint8)), strict=True):
        plane[:] = level[0, 0]


def _on_white(pixels: Bytes) -> Bytes:
    if pixels.ndim == 2:
        return np.repeat(pixels[..., None], 3, axis=2)
    if pixels.shape[2] == 3:
        return pixels
    alpha = pixels[..., 3:].astype(np.float32) / 255
    return cast(Bytes, np.rint(pixels[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8))


def _cutout_of(kit: Kit, part: str, picture: Picture) -> Bytes | None:
    """The product that stands in a picture, RGBA and trimmed; None where it is not known where it stands."""
    if picture.product is None:
        return None
    if picture.alone is not None:
        return trim(decode(picture.alone))
    cutout = kit.pictures.get("image/cutout")
    return trim(decode(cutout.data)) if cutout is not None and part.startswith("image/scene") else None


def _laid(cutout: Bytes, picture: Picture) -> Bytes:
    """The product's alpha in a picture, of its height and width."""
    lies = cast(Region, picture.product)
    alpha = cv2.resize(cutout[..., 3], (lies.width, lies.height), interpolation=cv2.INTER_AREA)
    whole = np.zeros((picture.height, picture.width), np.uint8)
    top, left = max(0, lies.top), max(0, lies.left)
    seen = alpha[top - lies.top : picture.height - lies.top, left - lies.left : picture.width - lies.left]
    whole[top : top + seen.shape[0], left : left + seen.shape[1]] = seen
    return whole


def _without(rgb: Bytes, alpha: Bytes) -> Bytes:
    """The picture with its surroundings drawn in over the product. Only a rim of it is ever seen."""
    scale = _FILLED_AT / max(alpha.shape)
    size = (max(1, round(alpha.shape[1] * scale)), max(1, round(alpha.shape[0] * scale)))
    hole = cv2.dilate((cv2.resize(alpha, size, interpolation=cv2.INTER_AREA) > 4).astype(np.uint8), np.ones((7, 7)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    filled = cv2.inpaint(small, hole, 5, cv2.INPAINT_TELEA)
    whole = (alpha.shape[1], alpha.shape[0])
    reach = max(3, round(alpha.shape[1] / 250))
    grown = cv2.dilate(alpha, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    soft = cv2.blur(grown, (reach, reach))[..., None].astype(np.float32) / 255
    drawn = cv2.resize(filled, whole, interpolation=cv2.INTER_LINEAR)
    return cast(Bytes, (rgb * (1 - soft) + drawn * soft + 0.5).astype(np.uint8))


def _ground(plate: Bytes) -> Planes:
    return planes_of(cast(Bytes, cv2.copyMakeBorder(plate, _CLEAR, _CLEAR, _CLEAR, _CLEAR, cv2.BORDER_REPLICATE)))


def _together(ground: Planes, product: Layer) -> Planes:
    """The ground with its product on it again."""
    whole = Planes(*(plane.copy() for plane in ground))
    warp_layer(product, (1.0, -_CLEAR, -_CLEAR), whole)
    return whole


def _product_layer(scaled: Bytes, mask: Bytes, lies: Region) -> Layer:
    """The product where it lies on the plate, which it may leave over an edge."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, left = rows[0] + (rows[0] + lies.top) % 2, columns[0] + (columns[0] + lies.left) % 2
    height, width = (rows[-1] + 1 - top) // 2 * 2, (columns[-1] + 1 - left) // 2 * 2
    part = np.dstack([scaled[top : top + height, left : left + width], mask[top : top + height, left : left + width]])
    part = cast(Bytes, cv2.copyMakeBorder(part, _CLEAR, _CLEAR, _CLEAR, _CLEAR, cv2.BORDER_CONSTANT))
    return layer_of(part, int(left + lies.left) - _CLEAR, int(top + lies.top) - _CLEAR, _CLEAR)
