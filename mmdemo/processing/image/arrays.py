"""The arrays that travel between the picture modules, and how a picture becomes one.

A picture is (height, width, 3) RGB or (height, width, 4) RGBA, uint8, not premultiplied. Lab is CIE L*a*b* (D65),
float32, L in 0..100.
"""

from __future__ import annotations

import io
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]


def decode(data: bytes) -> Bytes:
    """The pixels of an encoded RGB or RGBA picture."""
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture)


def encode(pixels: Bytes) -> bytes:
    """A PNG without metadata. Level 1 is four times as fast as the default and about an eighth larger."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def to_lab(rgb: Bytes) -> Floats:
    """CIE Lab of an RGB picture, same height and width."""
    return cast(Floats, cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB))


def shrink(pixels: Bytes, longest: int) -> Bytes:
    """The picture with its longer side at most `longest` pixels, averaged over the area of each new pixel."""
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cast(Bytes, cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))
