"""Surfaces seen from above, for clothes and for what cannot stand."""

from __future__ import annotations

import numpy as np

from assets.plates.props import Props
from assets.plates.rooms import board_material
from assets.plates.stage import Light, Stage
from assets.plates.surfaces import flat, marble, matte, relief, waving
from assets.render.materials import mesh, principled, texture
from assets.render.textures import mottled, weave

SKY = (0.52, 0.52, 0.53)


def _window(strength: float = 1.0) -> tuple[Light, ...]:
    return (Light((-3.0, 2.4, 3.2), (1.4, 1.4), (24.0 * strength, 23.0 * strength, 21.0 * strength), (0, 0, 0)),)


def flat_paper() -> Stage:
    paper = matte(mottled((236, 228, 216), 0.008, (9, 9), 91), 0.85)
    objects: Props = {"paper": flat((-5, 5), (-4, 4), 0.0, paper)}
    light = (Light((-4.4, 3.6, 3.9), (0.6, 0.6), (160.0, 150.0, 132.0), (0, 0, 0)),)
    return Stage(objects, light, SKY, exposure=0.9, lying=True)


def flat_linen() -> Stage:
    cloth, raised = weave((226, 216, 198), (300, 300), 92, 0.09, pixels=7)
    woven = principled(texture(cloth, 5.0), 0.9, bump=texture(raised, 5.0), bump_scale=0.004, specular=0.15, sheen=0.4)

    def height(x, y):
        waves = waving((3, 4), 93, x.shape)
        crease = np.exp(-8 * np.abs(np.sin(1.1 * x - 0.8 * y + 0.8 * waves)))
        calm = np.clip((np.hypot(x, y) - 0.4) / 1.2, 0.12, 1)
        return calm * (0.07 * waves + 0.06 * crease)

    ground = relief((-4, 4), (-3, 3), (1100, 820), height)
    return Stage({"cloth": mesh(ground, woven, "cloth")}, _window(), SKY, exposure=1.15, lying=True)


def flat_wood() -> Stage:
    boards = board_material((160, 116, 78), (212, 172, 126), 94, 9)
    return Stage({"boards": flat((-4, 4), (-3, 3), 0.0, boards)}, _window(), SKY, exposure=0.98, lying=True)


def flat_marble() -> Stage:
    slab = principled(texture(marble((2304, 3072), (236, 234, 230), (124, 124, 130), 95)), 0.2, specular=0.5)
    return Stage({"slab": flat((-4, 4), (-3, 3), 0.0, slab)}, _window(), SKY, exposure=0.86, lying=True)


FLATS = (flat_paper, flat_linen, flat_wood, flat_marble)
