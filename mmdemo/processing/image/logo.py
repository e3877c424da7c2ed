"""A shop's logo, made ready to be laid on something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mmdemo.picture import PLAIN
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.banner_colours import DARK, LIGHT, hexadecimal
from mmdemo.processing.image.legibility import contrast, luminance, luminance_of
from mmdemo.processing.image.placement import scale_to, trim

APART, MOST = 3.0, 0.85  # contrast that a logo needs with what it lies on, and in how much of it
CLEAR = 4.5  # contrast from which more does not help
MIDDLE = "#767676"  # black and white are as clear on it
SOLID, ALIKE = 128, 48  # alpha from which a pixel shows its colour, and levels by which those of one ink differ


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
        """True when too much of it is hard to see on a ground of that luminance; never, on a ground of its own."""
        alpha = self.rgba[..., 3].astype(np.float32)
        clear = contrast(luminance(self.rgba[..., :3]), ground) >= APART
        return self.ground is None and float((clear * alpha).sum()) < MOST * float(alpha.sum())

    def paper_on(self, ground: float) -> str | None:
        """The `#rrggbb` of the patch it needs on a ground of that luminance; None where it is as well without."""
        if not self.lost_on(ground):
            return self.ground
        best = max((LIGHT, DARK, MIDDLE), key=lambda paper: self.clearness(luminance_of(paper)))
        return best if self.clearness(luminance_of(best)) > self.clearness(ground) else None

    @property
    def of_one_ink(self) -> bool:
        """Whether all of it has about the same colour, so that it can be drawn in another."""
        solid = self.rgba[self.rgba[..., 3] >= SOLID][:, :3]
        if not solid.size:
            return True
        dark, light = np.percentile(solid, (5, 95), axis=0)
        return bool((light - dark).max() < ALIKE)


def fit_logo(logo: Bytes, width: int, height: int) -> Mark:
    """A logo, (h, w, 4), cropped to what can be seen of it and made to fit `width` x `height`; never enlarged."""
    if int(logo[..., 3].min()) < 255:
        seen, ground = trim(logo), None
    else:
        corner = logo[0, 0, :3]  # the rule by which the intake found something to see
        away = np.abs(logo[..., :3].astype(np.int16) - corner).max(axis=-1) > PLAIN
        rows, columns = np.flatnonzero(away.any(axis=1)), np.flatnonzero(away.any(axis=0))
        seen = logo[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        ground = hexadecimal(corner.astype(np.float32))
    return Mark(scale_to(seen, min(seen.shape[1], width), min(seen.shape[0], height))[0], ground)
