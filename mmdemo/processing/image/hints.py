"""What the merchant showed of the product, ready for the arrays of a photo: a box, and strokes to keep and to erase."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from mmdemo.outline import Box, Outline
from mmdemo.processing.image.arrays import Bools, Bytes, decode

TOUCHED = 64  # of 255
THIN = 24  # of 255 where the strokes are made smaller: one of a pixel's width still counts


@dataclass(frozen=True)
class Hints:
    """`keep` and `erase` are grey pictures, 255 where painted, of the photo's proportions and any size."""

    box: Box | None = None
    keep: Bytes | None = None
    erase: Bytes | None = None

    @property
    def strokes(self) -> bool:
        """True when something was painted."""
        return self.keep is not None or self.erase is not None

    def kept(self, height: int, width: int) -> Bools:
        """Where the merchant painted product, (height, width). What was painted both ways is erased."""
        return _sized(self.keep, height, width) & ~self.erased(height, width)

    def erased(self, height: int, width: int) -> Bools:
        """Where the merchant painted background, (height, width)."""
        return _sized(self.erase, height, width)

    def inside(self, height: int, width: int) -> Bools:
        """The pixels in the box, (height, width); all of them where none was dragged."""
        if self.box is None:
            return np.ones((height, width), bool)
        mask = np.zeros((height, width), bool)
        left, top, right, bottom = self.box
        mask[
            int(top * height) : max(int(top * height) + 1, round(bottom * height)),
            int(left * width) : max(int(left * width) + 1, round(right * width)),
        ] = True
        return mask


NO_HINTS = Hints()


def read_hints(outline: Outline) -> Hints:
    """The hints of an outline that the intake has checked."""
    keep, erase = (decode(painted) if painted else None for painted in (outline.keep, outline.erase))
    return Hints(outline.box, keep, erase)


def _sized(painted: Bytes | None, height: int, width: int) -> Bools:
    if painted is None:
        return np.zeros((height, width), bool)
    if painted.shape[0] > height:
        return cv2.resize(painted, (width, height), interpolation=cv2.INTER_AREA) > THIN
    return cv2.resize(painted, (width, height), interpolation=cv2.INTER_LINEAR) > TOUCHED
