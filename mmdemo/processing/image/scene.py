"""The studio picture: the product on a paper sweep, lit from one side."""

from __future__ import annotations

import numpy as np

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.palette import main_colours
from mmdemo.processing.image.placement import Placed, lay_over, place, trim
from mmdemo.processing.image.shadow import lying_shadow, standing_shadow
from mmdemo.processing.image.stance import stands
from mmdemo.processing.image.sweep import choose_sweep, darken, paint_sweep

GROUND_LINE = 0.815  # where a product stands, as a part of the height
HORIZON = 0.66  # where the paper begins to rise
STANDING_SIZE = 0.6  # of the square's side
LYING_SIZE = 0.7


def studio_scene(rgba: Bytes, seed: int, *, upright: bool | None = None) -> tuple[Bytes, Placed]:
    """A cutout in a studio, (2000, 2000, 3), and where the product stands in it.

    The product's own colours are untouched. `upright` says whether it stands or lies; None reads it from its outline.
    """
    rng = np.random.default_rng(seed)
    trimmed = trim(rgba)
    sweep = choose_sweep(*main_colours(trimmed), rng)
    if stands(rgba) if upright is None else upright:
        placed = place(trimmed, STANDING_SIZE, GROUND_LINE)
        paper, shadow = paint_sweep(sweep, rng, horizon=HORIZON), standing_shadow(placed, sweep.light)
    else:
        placed = place(trimmed, LYING_SIZE)
        paper, shadow = paint_sweep(sweep, rng, horizon=None), lying_shadow(placed, sweep.light)
    return lay_over(darken(paper, shadow), placed), placed
