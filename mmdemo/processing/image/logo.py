"""A shop's logo, made ready to be laid on something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.banner_colours import hexadecimal
from mmdemo.processing.image.legibility import contrast, luminance
from mmdemo.processing.image.placement import scale_to, trim

APART = 3.0  # contrast that a logo needs with what it lies on
CLEAR = 4.5  # contrast from which more does not help
PLAIN = 24  # levels of a channel up to which a pixel of an opaque logo belongs to its ground


@dataclass(frozen=True)
class Mark:
    """A logo, (height, width, 4), as large as it is drawn, and the `#rrggbb` of the ground it came on, if any."""

    rgba: Bytes
    ground: str | None

    def clearness(self, ground: float) -> float:
        """The mean contrast of what can be seen of it with a ground of that relative luminance, each up to `CLEAR`."""
        alpha = self.rgba[..., 3].astype(np.float32)
        seen = np.minimum(contrast(luminance(self.rgba[..., :3]), ground), CLEAR)
        return float((seen * alpha).sum() / alpha.sum())

    def lost_on(self, ground: float) -> bool:
        """True when it is hard to see on a ground of that luminance: one that came on a ground of its own never is."""
        return self.ground is None and self.clearness(ground) < APART


def fit_logo(logo: Bytes, width: int, height: int) -> Mark:
    """A logo, (h, w, 4), cropped to what can be seen of it and made to fit `width` x `height`; never enlarged."""
    if int(logo[..., 3].min()) < 255:
        seen, ground = trim(logo), None
    else:
        corner = logo[0, 0, :3]
        away = np.abs(logo[..., :3].astype(np.int16) - corner).max(axis=-1) > PLAIN
        rows, columns = np.flatnonzero(away.any(axis=1)), np.flatnonzero(away.any(axis=0))
        seen = logo[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        ground = hexadecimal(corner.astype(np.float32))
    return Mark(scale_to(seen, min(seen.shape[1], width), min(seen.shape[0], height))[0], ground)
