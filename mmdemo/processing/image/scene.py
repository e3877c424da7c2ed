"""The scene: the product in one of the rendered places, or on a paper sweep in a colour that suits it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mmdemo.look import Setting
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.palette import main_colours
from mmdemo.processing.image.placement import Placed, lay_over, place, trim
from mmdemo.processing.image.plate_scene import Spot, place_in
from mmdemo.processing.image.plates import Plate, plates
from mmdemo.processing.image.shadow import lying_shadow, standing_shadow
from mmdemo.processing.image.stance import stands
from mmdemo.processing.image.sweep import choose_sweep, darken, paint_sweep

GROUND_LINE = 0.815  # where a product stands, as a part of the height
HORIZON = 0.66  # where the paper begins to rise
STANDING_SIZE = 0.6  # of the square's side
LYING_SIZE = 0.7
ASIDE = 0.05  # units that a seed may move a product from the middle

FLAT: Mapping[Setting, str] = {
    "wood": "flat_wood",
    "kitchen": "flat_wood",
    "desk": "flat_wood",
    "garden": "flat_wood",
    "marble": "flat_marble",
    "bathroom": "flat_marble",
    "linen": "flat_linen",
    "beach": "flat_linen",
}
"""The place seen from above that goes with a setting; paper goes with all others."""


def make_scene(rgba: Bytes, setting: Setting, seed: int, *, upright: bool | None = None) -> tuple[Bytes, Placed]:
    """A cutout in a setting other than "auto", (h, w, 3), and where the product lies in it.

    The product's own colours are untouched. `upright` says whether it stands or lies; None reads it from its outline.
    The seed moves the product a little and picks the side that the light comes from.
    """
    if setting == "studio":
        return studio_scene(rgba, seed, upright=upright)
    standing = stands(rgba) if upright is None else upright
    plate = place_for(setting, standing=standing)
    rng = np.random.default_rng(seed)
    if rng.random() < 0.5:
        plate = plate.mirror()
    return place_in(rgba, plate, spot=Spot(rng.uniform(-ASIDE, ASIDE), 0.0, rng.uniform(0.94, 1.0)))


def place_for(setting: Setting, *, standing: bool) -> Plate:
    """The place of a setting; for coloured paper, which is painted anew each time, the white one."""
    if not standing:
        return plates()[FLAT.get(setting, "flat_paper")]
    return plates()["white" if setting == "studio" else setting]


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
