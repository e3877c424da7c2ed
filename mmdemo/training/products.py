"""All families of goods, and one drawn at random."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.training import devices, vessels, wearables
from mmdemo.training.fields import Rng, floats
from mmdemo.training.sprites import Sprite

FAMILIES: dict[str, Callable[[Rng, Floats], Sprite]] = {
    painter.__name__: painter
    for painter in (
        *(vessels.bottle, vessels.jar, vessels.glass, vessels.mug, vessels.turned, vessels.carton),
        *(vessels.book, vessels.pouch, vessels.plant),
        *(wearables.top, wearables.bottoms, wearables.hat, wearables.shoe, wearables.shoes_from_above),
        *(wearables.bag, wearables.plush, wearables.heap, wearables.belt),
        *(devices.spectacles, devices.dryer, devices.tripod, devices.tool, devices.headphones, devices.robot),
    )
}
OFTEN = {"top": 2.5, "bottoms": 1.5, "bottle": 1.5, "jar": 1.5, "carton": 1.5, "shoe": 1.5, "heap": 0.7, "robot": 0.7}


def any_light(rng: Rng) -> Floats:
    """Towards the lamp: from above, left or right, more or less frontal; x right, y down, z to the viewer."""
    light = np.array([rng.uniform(-0.8, 0.8), rng.uniform(-1, -0.2), rng.uniform(0.4, 1.2)])
    return floats(light / np.linalg.norm(light))


def product(rng: Rng, light: Floats) -> Sprite:
    """One of the families, the usual goods more often."""
    names = list(FAMILIES)
    weights = np.array([OFTEN.get(name, 1.0) for name in names])
    return FAMILIES[names[rng.choice(len(names), p=weights / weights.sum())]](rng, light)
