"""Studio sets: sweeps, stone, silk and sand."""

from __future__ import annotations

import cv2
import numpy as np

from assets.plates.props import Props, arch, drum, lantern, ring, turned, vase
from assets.plates.stage import Light, Stage
from assets.plates.surfaces import flat, matte, relief, sweep, upright
from assets.render.materials import mesh, principled, texture
from assets.render.textures import mottled, noise


def white() -> Stage:
    paper = mesh(sweep(), principled((243, 243, 242), 0.7, specular=0.3), "paper")
    lights = (
        Light((-3.4, -2.4, 4.2), (2.6, 2.6), (9.0, 9.0, 9.0)),
        Light((3.2, -0.6, 2.6), (1.0, 3.0), (2.4, 2.4, 2.4)),
    )
    return Stage({"paper": paper}, lights, (0.58, 0.58, 0.585), exposure=1.0, gloss=0.05)


def warm() -> Stage:
    paint = principled(texture(mottled((222, 190, 160), 0.012, (6, 10), 3)), 0.75, specular=0.2)
    clay = principled(texture(mottled((205, 152, 118), 0.016, (6, 6), 4)), 0.8, specular=0.2)
    objects: Props = {
        "paper": mesh(sweep(3.2, 1.6), paint, "paper"),
        "arch": mesh(arch(2.1, 2.0, 0.35).moved(-0.75, 2.3, 0), clay, "arch"),
        "drum": mesh(drum(0.62, 0.34, 0.0).moved(1.55, 1.7, 0), clay, "drum"),
        "vase": mesh(vase(0.85, 0.24).moved(1.55, 1.7, 0.34), principled((236, 222, 204), 0.6), "vase"),
    }
    lights = (Light((-3.6, -2.0, 3.6), (1.3, 1.3), (27.0, 25.0, 22.0)),)
    return Stage(objects, lights, (0.36, 0.36, 0.37), exposure=1.15, aperture=0.05)


def stone() -> Stage:
    speckle = noise((1536, 1536), (190, 190), 3, 8)
    limestone = mottled((214, 205, 190), 0.03, (7, 7), 8, (1536, 1536)).astype(float)
    limestone[speckle > 1.7] *= 0.95
    limestone[speckle < -2.1] *= 0.88
    pitted = texture(0.5 + 0.1 * speckle + 0.08 * noise((1536, 1536), (30, 30), 4, 9))
    block_stone = principled(texture(limestone.clip(0, 255).astype(np.uint8)), 0.75, bump=pitted, bump_scale=0.012)
    sage = principled(texture(mottled((166, 176, 156), 0.012, (6, 8), 10)), 0.8, specular=0.2)
    objects: Props = {
        "podium": mesh(drum(1.25, 0.0, -0.42, 0.025), block_stone, "podium"),
        "floor": mesh(sweep(3.4, 1.6).moved(0, 0, -0.42), sage, "floor"),
        "low": mesh(drum(0.75, 0.0, -0.42, 0.025).moved(1.75, 1.9, -0.12), block_stone, "low"),
        "tall": mesh(drum(0.55, 0.0, -1.35, 0.025).moved(-1.75, 2.3, 0.93), block_stone, "tall"),
    }
    lights = (Light((-3.8, -1.8, 3.9), (0.9, 0.9), (56.0, 53.0, 48.0)),)
    return Stage(objects, lights, (0.34, 0.36, 0.38), exposure=1.12, aperture=0.05, floor=(-0.7, 0.5, 1.0), edge=1.25)


def luxe() -> Stage:
    lacquer = principled((14, 14, 16), 0.16, specular=0.6)
    back = principled(texture(mottled((58, 52, 50), 0.05, (6, 9), 12)), 0.6, specular=0.3)
    gold = principled((222, 172, 92), 0.22, metallic=1.0)
    objects: Props = {
        "floor": flat((-9, 9), (-8, 4.2), 0.0, lacquer),
        "wall": upright((-9, 9), 4.2, (0, 9), back),
        "ring": mesh(ring(1.12, 0.022, (0.0, 2.6, 0.95)), gold, "ring"),
        "block": mesh(drum(0.5, 0.55, 0.0, 0.01).moved(-1.9, 1.6, 0), principled((20, 20, 22), 0.3), "block"),
        "band": mesh(drum(0.503, 0.50, 0.485, 0.001).moved(-1.9, 1.6, 0), gold, "band"),
    }
    lights = (
        Light((-3.0, -2.6, 4.0), (1.1, 1.1), (22.0, 20.0, 17.0)),
        Light((2.9, 2.2, 3.0), (0.5, 2.2), (20.0, 15.0, 9.5), (0, 0.4, 0.4)),
        Light((0.0, 2.9, 4.6), (2.6, 0.7), (30.0, 23.0, 15.0), (0, 4.2, 1.2)),
    )
    return Stage(objects, lights, (0.05, 0.05, 0.055), exposure=1.3, aperture=0.05, gloss=0.30, blur=0.05)


def festive() -> Stage:
    silk = principled(texture(mottled((176, 22, 26), 0.03, (5, 8), 14)), 0.45, specular=0.4)
    gold = principled((226, 172, 84), 0.3, metallic=1.0)
    leaf_gold = principled(texture(mottled((218, 164, 80), 0.03, (160, 160), 15)), 0.4, metallic=0.9)
    objects: Props = {
        "sweep": mesh(sweep(3.2, 1.4), silk, "sweep"),
        "moon": mesh(turned(drum(0.95, 0.05, 0.0, 0.01), 0, 0, 90).moved(0.0, 3.1, 1.08), leaf_gold, "moon"),
        "ring": mesh(ring(1.08, 0.024, (0.0, 2.98, 1.08)), gold, "ring"),
        **lantern("left", (-1.12, 2.0, 1.42), 0.2),
        **lantern("right", (1.14, 2.2, 1.22), 0.24),
        **lantern("far", (1.75, 2.7, 1.75), 0.22),
        **lantern("near", (-1.85, 2.5, 1.2), 0.26),
    }
    rng = np.random.default_rng(16)
    for number in range(46):
        x, y = rng.uniform(-2.6, 2.6), rng.uniform(-1.3, 2.2)
        if abs(x) < 0.75 and abs(y) < 0.6:
            continue
        piece = turned(drum(rng.uniform(0.018, 0.04), 0.003, 0.0, 0.0005), rng.uniform(0, 360), rng.uniform(0, 9))
        objects[f"piece{number}"] = mesh(piece.moved(x, y, 0.004), gold, f"piece{number}")
    lights = (
        Light((-3.2, -2.6, 4.0), (1.7, 1.7), (20.0, 18.0, 15.0)),
        Light((3.4, -0.4, 2.4), (0.8, 2.6), (3.4, 2.8, 2.2)),
    )
    return Stage(objects, lights, (0.30, 0.28, 0.27), exposure=0.95, aperture=0.07, gloss=0.06)


def beach() -> Stage:
    grains = noise((1024, 1024), (620, 620), 2, 19, 0.7)
    tint = mottled((232, 208, 170), 0.012, (5, 5), 18, (1024, 1024)) * (1 + 0.035 * grains)[..., None]
    grain = texture(0.5 + 0.12 * grains, 7.0)
    dry = principled(texture(tint.clip(0, 255).astype(np.uint8), 7.0), 0.9, bump=grain, bump_scale=0.006, specular=0.15)
    wander = noise((500, 500), (4, 4), 4, 20)

    def height(x, y):
        bent = cv2.remap(
            wander.astype(np.float32),
            ((x + 11) / 22 * 499).astype(np.float32),
            ((y + 6) / 22 * 499).astype(np.float32),
            cv2.INTER_CUBIC,
        )
        far = np.clip((np.hypot(x, 1.4 * y) - 0.45) / 0.9, 0, 1)  # trodden flat where the product stands
        phase = 1.5 * y + 1.15 * x + 0.34 * bent
        ripple = 0.05 * (1 - 2 * np.abs((phase % 1) - 0.5) ** 1.5)
        return ripple * (0.12 + 0.88 * far) + 0.03 * bent * far - 0.03

    ground = relief((-11, 11), (-5.5, 16), (2200, 2200), height)
    y = np.linspace(0, 1, 512)[:, None, None]
    sky = np.clip(np.array([178, 212, 228]) * y + np.array([236, 234, 222]) * (1 - y), 0, 255)
    sky = np.repeat(sky[::-1], 64, 1).astype(np.uint8)
    sea = principled((104, 168, 176), 0.25)
    objects: Props = {
        "sand": mesh(ground, dry, "sand"),
        "sea": flat((-60, 60), (14, 60), 0.12, sea),
        "sky": upright((-80, 80), 60, (-4, 40), matte(sky, 1.0)),
    }
    lights = (Light((-8.0, -1.6, 4.9), (0.34, 0.34), (1500.0, 1380.0, 1150.0), (0, 0, 0)),)
    return Stage(objects, lights, (0.66, 0.76, 0.92), exposure=0.86, aperture=0.09)


SETS = (white, warm, stone, luxe, festive, beach)
