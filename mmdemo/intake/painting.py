"""What a merchant painted on a photo with one brush, told apart by its colour: keep, erase, a frame around the product.

Dragged straight from one corner of the product to the other, or drawn all around it, a frame means the same box.
"""

from __future__ import annotations

import io

import cv2
import numpy as np
from PIL import Image

from mmdemo.errors import InputError
from mmdemo.intake.outline import MAX_BYTES, MAX_PIXELS, read_outline
from mmdemo.outline import Box, Outline
from mmdemo.processing.image.arrays import Bools, Bytes, encode

KEEP = (22, 163, 74)
ERASE = (220, 38, 38)
FRAME = (37, 99, 235)
"""The colours of the brush, RGB. Each is strongest in a channel of its own, which is how they are told apart."""

_PAINTED = 64  # of 255: the brush lets the photo shine through
_SPECK = 3  # pixels; less of a colour comes from edges where two colours meet
_MOST_INSET = 0.04  # of the photo's side: a frame that was filled in is no broad line


def read_painting(layer: bytes, candidate: str = "", box: Box | None = None) -> Outline:
    """The outline painted on a layer, a see-through PNG or WebP of the photo's proportions; b"" for nothing.

    `box` is one given in numbers; a frame on the layer goes before it.

    Raises:
        InputError: the layer is no picture, is too large, or what it says cannot be used (`field="outline"`).
    """
    if not layer:
        return read_outline(Outline(candidate, box))
    pixels = _decode(layer)
    strongest = pixels[..., :3].argmax(axis=2)
    painted = pixels[..., 3] >= _PAINTED
    red, green, blue = (_without_specks(painted & (strongest == channel)) for channel in range(3))
    return read_outline(Outline(candidate, _framed(blue) or box, _strokes(green), _strokes(red)))


def as_painting(outline: Outline, width: int, height: int) -> Bytes:
    """The strokes of an outline as a layer to paint on further, (height, width, 4)."""
    layer = np.zeros((height, width, 4), np.uint8)
    for data, colour in ((outline.keep, KEEP), (outline.erase, ERASE)):
        if data:
            with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
                layer[np.asarray(opened.resize((width, height))) >= _PAINTED] = (*colour, 255)
    return layer


def _decode(layer: bytes) -> Bytes:
    too_large = InputError(
        "What was painted is too large a picture. Undo some of it.", "涂抹的图片太大。请撤销一部分。", field="outline"
    )
    if len(layer) > MAX_BYTES:
        raise too_large
    try:
        with Image.open(io.BytesIO(layer), formats=("PNG", "WEBP")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise too_large
            return np.asarray(opened.convert("RGBA"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise InputError(
            "What was painted did not arrive whole. Press Apply again.",
            "涂抹的内容没有完整上传。请再次点击“应用”。",
            field="outline",
        ) from error


def _without_specks(painted: Bools) -> Bools:
    return cv2.morphologyEx(painted.astype(np.uint8), cv2.MORPH_OPEN, np.ones((_SPECK, _SPECK), np.uint8)) > 0


def _strokes(painted: Bools) -> bytes:
    return encode(painted.astype(np.uint8) * 255) if painted.any() else b""


def _framed(painted: Bools) -> Box | None:
    """The box around the middle of a drawn line, as parts of the picture's sides."""
    if not painted.any():
        return None
    height, width = painted.shape
    half = cv2.distanceTransform(painted.astype(np.uint8), cv2.DIST_L2, 3).max()
    columns, rows = np.flatnonzero(painted.any(axis=0)), np.flatnonzero(painted.any(axis=1))
    edges = []
    for found, side in ((columns, width), (rows, height)):
        inset = min(half, _MOST_INSET * side, (found[-1] + 1 - found[0]) / 2)
        edges.append(((found[0] + inset) / side, (found[-1] + 1 - inset) / side))
    (left, right), (top, bottom) = edges
    return float(left), float(top), float(right), float(bottom)
