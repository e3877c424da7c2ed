"""Two quick ways to read a plane through a camera: a pan is a blend of two pictures, a zoom a resize.

Both are several times as fast as a warp and give what it gives. Each returns whether it could; where a camera looks
over the edge, or a zoom stands nearly still, a warp must do.
"""

from __future__ import annotations

import math
from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes

Affine = tuple[float, float, float]
"""Scale, then shift right and down: where in the source an output pixel is read, `scale * place + shift`."""

_EXACT = 0.06  # pixels by which a picture may lie beside its place
_PLACES = np.arange(96) + 0.5  # middles of pixels, with which a zoom begins before what is seen


def shifted(plane: Bytes, where: Affine, target: Bytes) -> bool:
    """Fill `target` with the plane at a scale of 1."""
    _, right, down = where
    height, width = target.shape
    left, top = math.floor(right), math.floor(down)
    across, along = right - left, down - top
    columns, rows = width + (across > 0), height + (along > 0)
    if left < 0 or top < 0 or left + columns > plane.shape[1] or top + rows > plane.shape[0]:
        return False
    seen = plane[top : top + rows, left : left + columns]
    if across and along:
        seen = cast(Bytes, cv2.addWeighted(seen[:, :-1], 1 - across, seen[:, 1:], across, 0))
        cv2.addWeighted(seen[:-1], 1 - along, seen[1:], along, 0, dst=target)
    elif across:
        cv2.addWeighted(seen[:, :-1], 1 - across, seen[:, 1:], across, 0, dst=target)
    elif along:
        cv2.addWeighted(seen[:-1], 1 - along, seen[1:], along, 0, dst=target)
    else:
        target[:] = seen
    return True


def scaled(plane: Bytes, where: Affine, target: Bytes) -> bool:
    """Fill `target` with the plane at another scale."""
    scale, right, down = where
    across, along = _beginning(scale, right), _beginning(scale, down)
    if across is None or along is None:
        return False
    (left, columns), (top, rows) = across, along
    height, width = target.shape
    end, bottom = left + math.ceil((columns + width) * scale), top + math.ceil((rows + height) * scale)
    # With a factor and no size, OpenCV takes the factor as it is.
    resized = cv2.resize(plane[top:bottom, left:end], None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_LINEAR)
    seen = resized[rows : rows + height, columns : columns + width]
    if seen.shape != target.shape:
        return False
    target[:] = seen
    return True


def _beginning(scale: float, shift: float) -> tuple[int, int] | None:
    """A whole pixel of the plane from which a resize meets `shift`, and how many pixels it makes before that."""
    begins = shift + 0.5 - scale * _PLACES
    places = np.flatnonzero((begins >= 0) & (np.abs(begins - np.rint(begins)) <= _EXACT))
    return (round(float(begins[places[0]])), int(places[0])) if len(places) else None
