"""Rooms: tables and counters before walls that are out of focus, and a garden."""

from __future__ import annotations

import numpy as np

from assets.plates.props import Props, block, foliage, plant, vase
from assets.plates.stage import Light, Stage
from assets.plates.surfaces import boards, flat, matte, relief, upright, waving
from assets.plates.surfaces import marble as veined
from assets.plates.surfaces import tiles as glazed
from assets.render.geometry import Surface, grid
from assets.render.materials import Plugin, mesh, principled, texture
from assets.render.textures import Colour, mottled, noise, weave

GREENS: list[Colour] = [(66, 92, 54), (84, 112, 66), (104, 128, 78), (52, 78, 50)]
SHAPE = (2304, 4608)  # pixels of a table's picture


def counter(material: Plugin, back: float = 1.7, front: float = -3.4, half_width: float = 4.6) -> Props:
    """A table top with its back edge at y = `back`."""
    return {"top": flat((-half_width, half_width), (front, back), 0.0, material)}


def board_material(
    dark: Colour, light: Colour, seed: int, count: int = 7, roughness: tuple[float, float] = (0.34, 0.3)
) -> Plugin:
    picture, rough = boards(SHAPE, count, dark, light, seed)
    return principled(texture(picture), texture(roughness[0] + roughness[1] * rough), specular=0.4)


def wood() -> Stage:
    objects: Props = {
        **counter(board_material((150, 104, 66), (204, 160, 112), 21)),
        "wall": upright((-9, 9), 5.2, (-3, 8), matte(mottled((196, 196, 184), 0.015, (5, 8), 22), 0.8)),
        **plant("plant", (-1.75, 3.9, -0.5), 1.5, (206, 190, 168), GREENS, 23),
        "vase": mesh(vase(1.0, 0.3).moved(1.9, 4.2, -0.15), principled((226, 214, 196), 0.5), "vase"),
        "shelf": mesh(block(1.6, 0.3, 0.06).moved(2.1, 4.4, -0.22), principled((150, 108, 72), 0.5), "shelf"),
    }
    lights = (Light((-4.0, -1.4, 3.2), (1.2, 1.6), (30.0, 27.5, 23.0)),)
    return Stage(objects, lights, (0.50, 0.51, 0.53), exposure=1.12, aperture=0.10, gloss=0.06)


def marble() -> Stage:
    slab = principled(texture(veined((2304, 4608), (236, 234, 230), (120, 120, 126), 31)), 0.14, specular=0.5)
    objects: Props = {
        **counter(slab),
        "wall": upright((-9, 9), 5.0, (-3, 8), matte(mottled((226, 216, 206), 0.012, (5, 8), 32), 0.8)),
        "bowl": mesh(vase(0.7, 0.42).moved(-1.7, 3.4, 0.05), principled((214, 196, 178), 0.5), "bowl"),
        "ledge": mesh(block(5.0, 0.5, 0.3).moved(0, 3.5, -0.25), principled((236, 228, 218), 0.6), "ledge"),
        **foliage("leaf", (1.75, 3.5, 0.9), (0.38, 0.2, 0.42), 46, [(120, 140, 112), (146, 160, 130)], 0.42, 33),
    }
    lights = (Light((-3.8, -1.8, 3.6), (1.4, 1.4), (24.0, 23.4, 22.6)),)
    return Stage(objects, lights, (0.56, 0.56, 0.57), exposure=1.0, aperture=0.08, gloss=0.16, blur=0.05)


def _folds(x_range: tuple[float, float], z_range: tuple[float, float], y: float, seed: int) -> Surface:
    """A curtain with folds that hang straight."""
    across, up = np.meshgrid(np.linspace(*x_range, 900), np.linspace(*z_range, 60))
    wander = noise((60, 900), (2, 26), 2, seed)
    depth = y + 0.13 * np.sin(7.5 * across + 1.1 * np.sin(1.3 * across)) + 0.07 * wander
    made = grid(
        np.stack([across, depth, up], -1), np.stack(np.meshgrid(np.linspace(0, 6, 900), np.linspace(0, 6, 60)), -1)
    )
    return Surface(made.points, made.normals * np.where(made.normals[..., 1:2] > 0, -1, 1), made.uv)


def linen() -> Stage:
    cloth, raised = weave((228, 219, 202), (300, 300), 41, 0.09, pixels=7)
    woven = principled(texture(cloth, 5.0), 0.9, bump=texture(raised, 5.0), bump_scale=0.004, specular=0.15, sheen=0.4)

    def height(x, y):
        waves = waving((3, 3), 42, x.shape)
        crease = np.abs(np.sin(1.5 * x + 0.9 * y + 0.9 * waves)) ** 0.6
        flat_here = np.clip((np.hypot(x, 1.2 * y) - 0.45) / 1.3, 0, 1) ** 1.5
        return flat_here * (0.075 * waves + 0.05 * (crease - 0.7)) - 0.004

    ground = relief((-5, 5), (-3.4, 2.6), (1100, 700), height)
    curtain = mesh(_folds((-8, 8), (-3, 8), 4.2, 43), principled((214, 204, 188), 0.9, specular=0.1), "curtain")
    objects: Props = {
        "cloth": mesh(ground, woven, "cloth"),
        "curtain": curtain,
        **foliage("leaf", (1.55, 2.0, 0.55), (0.30, 0.2, 0.34), 30, [(158, 146, 112), (176, 160, 122)], 0.36, 44),
    }
    lights = (Light((-3.9, -1.2, 3.0), (1.1, 1.5), (32.0, 29.5, 25.5)),)
    return Stage(objects, lights, (0.50, 0.50, 0.50), exposure=1.12, aperture=0.07)


def bathroom() -> Stage:
    picture, raised, rough = glazed(
        (14, 26), [(148, 176, 164), (158, 184, 172), (140, 168, 158), (168, 190, 178)], (222, 218, 208), 51
    )
    wall = principled(texture(picture), texture(rough), bump=texture(raised), bump_scale=0.05, specular=0.6)
    stone = principled(texture(mottled((228, 224, 216), 0.02, (40, 60), 52)), 0.22, specular=0.5)
    objects: Props = {
        **counter(stone, back=1.5),
        "wall": upright((-4.55, 4.55), 1.5, (-0.4, 4.5), wall),
        "splash": mesh(block(5.0, 0.05, 0.10, 0.012).moved(0, 1.46, 0), stone, "splash"),
        "jar": mesh(vase(0.62, 0.2).moved(1.5, 1.0, 0), principled((236, 232, 224), 0.35), "jar"),
        **foliage("stem", (1.5, 1.0, 0.92), (0.16, 0.12, 0.2), 26, GREENS, 0.28, 53),
    }
    lights = (Light((-3.6, -2.6, 3.6), (1.5, 1.5), (24.0, 23.6, 23.0)),)
    return Stage(objects, lights, (0.46, 0.47, 0.48), exposure=0.9, aperture=0.06, gloss=0.12, blur=0.06)


def kitchen() -> Stage:
    picture, raised, rough = glazed((12, 22), [(238, 236, 230), (232, 230, 224), (242, 240, 236)], (206, 202, 194), 61)
    wall = principled(texture(picture), texture(rough), bump=texture(raised), bump_scale=0.04, specular=0.6)
    wood = principled((168, 120, 78), 0.5)
    objects: Props = {
        **counter(board_material((170, 122, 78), (214, 172, 124), 62, 18)),
        "wall": upright((-6, 6), 3.8, (-1, 6), wall),
        "ledge": mesh(block(6.0, 0.6, 0.1).moved(0, 3.1, -0.1), principled((226, 220, 210), 0.4), "ledge"),
        "board": mesh(block(0.5, 0.04, 1.3, 0.03).moved(-1.5, 3.4, 0), wood, "board"),
        "board_b": mesh(block(0.36, 0.04, 0.95, 0.03).moved(-0.95, 3.25, 0), principled((140, 96, 60), 0.5), "board_b"),
        "jar": mesh(block(0.2, 0.2, 0.55, 0.06).moved(1.75, 3.2, 0), principled((222, 214, 200), 0.4), "jar"),
        "jar_b": mesh(block(0.16, 0.16, 0.4, 0.06).moved(2.25, 3.1, 0), principled((122, 140, 128), 0.4), "jar_b"),
        **plant("herbs", (1.15, 3.0, 0), 0.9, (190, 120, 86), GREENS, 63),
    }
    lights = (Light((-4.0, -1.0, 3.4), (1.6, 1.8), (23.0, 22.6, 21.6)),)
    return Stage(objects, lights, (0.48, 0.49, 0.50), exposure=1.04, aperture=0.11, gloss=0.06)


def desk() -> Stage:
    rng = np.random.default_rng(71)
    spines: list[Colour] = [
        (176, 108, 80),
        (208, 196, 176),
        (92, 110, 118),
        (222, 214, 200),
        (134, 146, 126),
        (196, 168, 120),
    ]
    objects: Props = {
        **counter(board_material((96, 62, 40), (150, 104, 70), 72, 6, (0.3, 0.25))),
        "wall": upright((-9, 9), 5.6, (-3, 8), matte(mottled((206, 202, 196), 0.012, (5, 8), 73), 0.8)),
        "shelf": mesh(block(2.2, 0.4, 0.07).moved(1.5, 4.7, 0.1), principled((130, 92, 62), 0.5), "shelf"),
        "sideboard": mesh(block(1.3, 0.45, 2.7).moved(-2.3, 4.3, -3.0), principled((176, 132, 92), 0.5), "sideboard"),
        **plant("plant", (-1.75, 4.2, -0.3), 1.3, (230, 224, 214), GREENS, 74),
    }
    x = 0.55
    for number in range(14):
        half = rng.uniform(0.05, 0.1)
        x += half
        book = block(half, 0.25, rng.uniform(0.7, 1.05), 0.01).moved(x, 4.6, 0.17)
        objects[f"book{number}"] = mesh(book, principled(spines[int(rng.integers(len(spines)))], 0.7), f"book{number}")
        x += half + 0.01
    lights = (Light((-4.0, -1.4, 3.0), (1.0, 1.6), (34.0, 31.0, 26.0)),)
    return Stage(objects, lights, (0.50, 0.51, 0.53), exposure=1.38, aperture=0.11, gloss=0.08)


def garden() -> Stage:
    leaves: list[Colour] = [(96, 136, 60), (124, 160, 72), (76, 112, 52), (150, 178, 92), (60, 92, 46)]
    objects: Props = {
        **counter(board_material((146, 124, 100), (202, 182, 156), 81, 8, (0.6, 0.3))),
        "lawn": flat((-30, 30), (1.7, 40), -0.9, principled((98, 132, 62), 0.9)),
        "hedge": upright((-30, 30), 16, (-2, 14), matte(mottled((92, 124, 66), 0.22, (22, 40), 82), 0.9)),
        **foliage("near", (-2.2, 4.2, 1.2), (0.9, 0.8, 0.9), 150, leaves, 0.55, 83),
        **foliage("right", (2.6, 5.4, 0.9), (1.1, 0.8, 0.9), 170, leaves, 0.6, 84),
        **foliage("back", (0.2, 8.0, 2.6), (2.6, 1.0, 1.1), 220, leaves, 0.8, 85),
        **foliage("flowers", (0.6, 6.0, -0.1), (2.2, 0.6, 0.3), 60, [(236, 224, 200), (226, 170, 150)], 0.3, 86),
    }
    lights = (Light((-6.4, -2.0, 6.4), (0.7, 0.7), (270.0, 250.0, 205.0), (0, 0, 0)),)
    return Stage(objects, lights, (0.66, 0.72, 0.78), exposure=1.12, aperture=0.14)


ROOMS = (wood, marble, linen, bathroom, kitchen, desk, garden)
