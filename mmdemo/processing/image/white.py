"""Soft edges shown on white, and their own colours found again."""

from __future__ import annotations

import numpy as np

from mmdemo.processing.image.arrays import Bytes


def off_white(pixels: Bytes, alpha: Bytes) -> Bytes:
    """The colours, (height, width, 3), that laid over white with `alpha`, (height, width), give `pixels`.

    `255 + (pixels - 255) * 255 / alpha`, rounded and clipped to a byte; white where `alpha` is 0. They are within
    127 / alpha of what was laid there, which over any ground is one level at most; laid over white again they give the
    very same `pixels`.
    """
    colours = np.full_like(pixels, 255)
    seen = alpha > 0
    missing = pixels[seen].astype(np.float32) - 255
    colours[seen] = np.clip(np.rint(255 + missing * (255 / alpha[seen, None].astype(np.float32))), 0, 255)
    return colours
