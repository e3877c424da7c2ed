"""A picture that came cut out: its own alpha, and the colours under it."""

from __future__ import annotations

import numpy as np

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.hints import Hints


def own_colours(on_white: Bytes, alpha: Bytes) -> Bytes:
    """The colours of a picture shown on white, (height, width, 3), without the white: the compositing equation solved
    for the foreground. Black where `alpha`, (height, width), is 0."""
    colours = on_white.copy()
    soft = alpha < 255
    share = alpha[soft].astype(np.float32)[:, None] / 255
    free = (on_white[soft] - 255 * (1 - share)) / np.maximum(share, 1 / 255)
    colours[soft] = np.where(share > 0, np.clip(np.rint(free), 0, 255), 0).astype(np.uint8)
    return colours


def mend_alpha(alpha: Bytes, hints: Hints) -> Bytes:
    """`alpha` with what the merchant painted made solid or empty."""
    mended = alpha.copy()
    mended[hints.kept(*alpha.shape)] = 255
    mended[hints.erased(*alpha.shape)] = 0
    return mended
