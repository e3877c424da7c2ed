"""Goods of cloth, leather and plush: clothes, shoes, hats, bags and soft toys, laid flat, hung or standing."""

from __future__ import annotations

import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.training.artwork import CLOTH, artwork, plain
from mmdemo.training.fields import Rng, colour, near
from mmdemo.training.outlines import arc, blob, ellipse, jitter, limb, mirrored, polygon
from mmdemo.training.sprites import CANVAS, Easel, Finish, Sprite, any_finish

SHEET = (CANVAS, CANVAS)
MATT = Finish(0.03)


def _flat(shade: Floats) -> Floats:
    return np.broadcast_to(shade, (CANVAS, CANVAS, 3))


def _cloth(rng: Rng) -> Floats:
    return artwork(rng, SHEET, CLOTH)


def top(rng: Rng, light: Floats) -> Sprite:
    """T-shirts, shirts, jumpers, hoodies, dresses: sleeves of any length, a body of any length and flare."""
    easel = Easel(rng, light)
    sleeve, length, flare = rng.uniform(0, 1), rng.uniform(0.35, 0.95), rng.uniform(0.9, 1.6)
    out, low = 0.62 + 0.33 * sleeve ** rng.uniform(0.5, 2), -0.6 + 1.1 * sleeve
    cuff = rng.uniform(0.1, 0.22)
    waist = 0.42
    half = [(0.16, -0.84), (0.42, -0.8), (out, low), (out - cuff * (0.6 + 0.4 * sleeve), low + cuff)]
    half += [
        (waist, -0.38),
        (waist * (1 + flare) / 2, length * 0.3),
        (min(0.95, waist * flare), length),
        (0.01, length),
    ]
    skin = _cloth(rng)
    sleeves = _flat(near(rng, skin[5, 5], 0.02)) if rng.random() < 0.2 else skin
    if rng.random() < 0.35:  # a hood or a collar behind
        easel.add(polygon(jitter(rng, mirrored([(0.1, -0.98), (0.25, -0.9), (0.22, -0.6)]), 0.02)), sleeves, folds=0.1)
    outline = polygon(jitter(rng, mirrored(half), 0.015), int(rng.integers(1, 3)))
    easel.add(outline, skin, puff=rng.uniform(0.1, 0.5), folds=rng.uniform(0.05, 0.6), finish=MATT)
    neck = near(rng, skin[5, 5] * rng.uniform(0.3, 0.9), 0.03)
    easel.mark(ellipse(0, -0.82, rng.uniform(0.1, 0.2), rng.uniform(0.03, 0.16)), neck)
    if rng.random() < 0.3:  # a panel of another colour
        row = rng.uniform(-0.3, 0.5)
        easel.mark(polygon([(-1, row), (1, row), (1, 1), (-1, 1)], 0), colour(rng), 0.8)
    if rng.random() < 0.3:
        for row in np.linspace(-0.6, length - 0.1, 6):
            easel.mark(ellipse(0, row, 0.018, 0.018), colour(rng))
    return easel.sprite(stands=False)


def bottoms(rng: Rng, light: Floats) -> Sprite:
    """Trousers, shorts and skirts."""
    easel = Easel(rng, light)
    waist, length = rng.uniform(0.25, 0.5), rng.uniform(0, 0.95)
    if rng.random() < 0.35:
        half = [(waist, -0.8), (waist * rng.uniform(1.1, 1.9), rng.uniform(-0.1, 0.8))]
        half.append((0.01, half[1][1] + rng.uniform(0, 0.08)))
    else:
        hip, foot = waist * 1.15, rng.uniform(0.14, 0.26)
        spread = rng.uniform(0.02, 0.2)
        half = [(waist, -0.92), (hip, -0.4), (spread + foot * 2, length), (spread, length), (0.01, -0.25)]
    skin = _cloth(rng)
    outline = polygon(jitter(rng, mirrored(half), 0.015), 1)
    easel.add(outline, skin, puff=rng.uniform(0.1, 0.5), folds=rng.uniform(0.1, 0.6), finish=MATT)
    seam = near(rng, skin[5, 5] * 0.6, 0.05)
    for line in ([(-0.7, -0.74), (0.7, -0.74)], [(0, -0.9), (0, -0.3)], [(waist, -0.5), (waist * 0.6, -0.72)]):
        easel.mark(limb(line, 0.01), seam, 0.7)
    return easel.sprite(stands=False)


def hat(rng: Rng, light: Floats) -> Sprite:
    """Caps with a peak, beanies with a brim, sun hats."""
    easel = Easel(rng, light)
    skin = _cloth(rng)
    finish = any_finish(rng)
    kind = rng.integers(3)
    crown = [(-0.6, 0.2), (-0.6, -0.3), (-0.3, -0.72), (0.3, -0.72), (0.6, -0.3), (0.6, 0.2)]
    if kind == 2:
        easel.add(ellipse(0, 0.2, 0.98, rng.uniform(0.25, 0.5)), skin, puff=0.4, finish=finish)
    easel.add(polygon(jitter(rng, crown, 0.03), 2), skin, puff=0.9, folds=rng.uniform(0, 0.25), finish=finish)
    if kind == 0:
        peak = [(-0.5, 0.05), (0.1, 0.0), (0.7, 0.1), (0.98, 0.4), (0.5, 0.4), (-0.1, 0.3), (-0.55, 0.25)]
        worn = _flat(near(rng, skin[90, 90], 0.08) if rng.random() < 0.7 else colour(rng))
        easel.add(polygon(jitter(rng, peak, 0.02), 2), worn, puff=0.35, finish=finish)
    else:
        band = [(-0.63, 0.0), (0.63, 0.0), (0.63, 0.3), (-0.63, 0.3)]
        easel.add(polygon(jitter(rng, band, 0.02), 1), _flat(near(rng, skin[90, 90], 0.1)), puff=0.4, finish=finish)
    if rng.random() < 0.5:
        easel.mark(ellipse(rng.uniform(-0.2, 0.2), -0.2, 0.16, 0.14), colour(rng))
    return easel.sprite(stands=True)


def shoe(rng: Rng, light: Floats) -> Sprite:
    """One shoe or boot from the side: upper, sole, laces, a stripe of another colour."""
    easel = Easel(rng, light)
    shaft = rng.uniform(-0.95, -0.25)
    finish = any_finish(rng)
    sole = [(-0.9, 0.36), (-0.3, 0.4), (0.4, 0.36), (0.95, 0.36), (0.95, 0.56), (0.2, 0.58), (-0.9, 0.58)]
    upper = [(-0.85, 0.4), (-0.9, shaft), (-0.25, shaft), (-0.1, -0.2), (0.45, 0.02), (0.88, 0.12), (0.95, 0.4)]
    skin = artwork(rng, SHEET, ("plain", "plain", "plain", "blotches", "knit", "patches"))
    tread = _flat(colour(rng) if rng.random() < 0.5 else np.full(3, 0.93, np.float32))
    easel.add(polygon(jitter(rng, upper, 0.025), 2), skin, puff=0.8, folds=rng.uniform(0, 0.2), finish=finish)
    toe = [(0.45, 0.1), (0.9, 0.15), (0.95, 0.4), (0.4, 0.4)]
    if rng.random() < 0.5:
        easel.mark(polygon(jitter(rng, toe, 0.03), 2), colour(rng))
    if rng.random() < 0.5:
        easel.mark(limb(jitter(rng, [(-0.6, 0.3), (-0.2, 0.25), (0.1, -0.1)], 0.05), 0.06), colour(rng))
    easel.mark(ellipse(-0.57, shaft + 0.02, 0.25, 0.05), skin[0, 0] * 0.2)
    easel.add(polygon(jitter(rng, sole, 0.015), 1), tread, puff=0.5, finish=MATT)
    lace = colour(rng)
    for step in np.linspace(0, 1, int(rng.integers(0, 6))):
        x, y = -0.15 + 0.5 * step, -0.2 + 0.25 * step
        easel.mark(limb([(x - 0.1, y + 0.16), (x + 0.03, y)], 0.018), lace)
    return easel.sprite(stands=True)


def shoes_from_above(rng: Rng, light: Floats) -> Sprite:
    """A pair of shoes or slippers beside each other."""
    easel = Easel(rng, light)
    skin, finish, lace = artwork(rng, SHEET, ("plain", "plain", "knit", "blotches")), any_finish(rng), colour(rng)
    gap = rng.uniform(0.36, 0.5)
    for side in (-1, 1):
        half = np.array([(0, -0.9), (0.24, -0.75), (0.32, -0.3), (0.22, 0.2), (0.27, 0.7), (0, 0.92)])
        sole = jitter(rng, mirrored(half), 0.01) * [1, 1] + [side * gap, rng.uniform(-0.05, 0.05)]
        easel.add(polygon(sole, 2), skin, puff=0.8, folds=rng.uniform(0, 0.2), finish=finish)
        easel.mark(ellipse(side * gap, 0.55, 0.15, 0.24), skin[5, 5] * 0.25)
        for row in np.linspace(-0.35, 0.15, int(rng.integers(1, 6))):
            easel.mark(limb([(side * gap - 0.12, row), (side * gap + 0.12, row)], 0.02), lace)
    return easel.sprite(stands=False)


def bag(rng: Rng, light: Floats) -> Sprite:
    """Totes, handbags, backpacks: a body, one or two handles that leave openings, pockets."""
    easel = Easel(rng, light)
    skin, finish = _cloth(rng), any_finish(rng)
    wide, roof = rng.uniform(0.4, 0.85), rng.uniform(-0.5, 0.0)
    strap = _flat(colour(rng) if rng.random() < 0.5 else near(rng, skin[9, 9], 0.05))
    rise = rng.uniform(0.3, max(0.31, 0.95 + roof))
    for _ in range(rng.integers(1, 3)):
        loop = arc(rng.uniform(-0.05, 0.05), roof + 0.06, wide * rng.uniform(0.3, 0.7), rise, 180, 360)
        easel.add(limb(loop, rng.uniform(0.02, 0.06)), strap, puff=0.6, finish=finish)
    half = [(wide * rng.uniform(0.7, 1), roof), (wide, 0.2), (wide * rng.uniform(0.85, 1.05), 0.92)]
    outline = polygon(jitter(rng, mirrored(half), 0.02), int(rng.integers(0, 3)))
    easel.add(outline, skin, puff=rng.uniform(0.3, 0.8), folds=rng.uniform(0.05, 0.4), finish=finish)
    if rng.random() < 0.5:
        pocket = [(wide * 0.7, 0.25), (wide * 0.7, 0.75)]
        easel.add(polygon(jitter(rng, mirrored(pocket), 0.02), 1), _flat(colour(rng)), puff=0.4, finish=finish)
    return easel.sprite(stands=rng.random() < 0.6)


def plush(rng: Rng, light: Floats) -> Sprite:
    """Bears, ducks, dolls: a body, a head, ears, limbs, a muzzle and eyes."""
    easel = Easel(rng, light)
    fur, accent = near(rng, colour(rng), 0.02), colour(rng)
    finish = Finish(float(rng.choice([0.0, 0.5])))
    coat = np.clip(_flat(fur) * (0.8 + 0.4 * artwork(rng, SHEET, ("knit", "plain"))), 0, 1).astype(np.float32)
    trim = _flat(accent)
    folds = rng.uniform(0, 0.15)
    reach, spread = rng.uniform(0.3, 0.5), rng.uniform(0.1, 0.5)
    for side in (-1, 1):
        worn = trim if rng.random() < 0.3 else coat
        foot = (side * reach, 0.85)
        easel.add(limb([(side * 0.2, 0.5), foot], rng.uniform(0.1, 0.2)), worn, puff=0.9, finish=finish, folds=folds)
        hand = (side * (reach + spread), rng.uniform(-0.2, 0.5))
        easel.add(limb([(side * 0.25, 0.05), hand], rng.uniform(0.08, 0.16)), worn, puff=0.9, finish=finish)
        ear = ellipse(side * rng.uniform(0.2, 0.38), -0.85, rng.uniform(0.08, 0.16), rng.uniform(0.1, 0.3), side * 20)
        easel.add(ear, worn, puff=0.6, finish=finish)
    body = trim if rng.random() < 0.3 else coat
    easel.add(
        ellipse(0, 0.3, rng.uniform(0.3, 0.5), rng.uniform(0.35, 0.5)), body, puff=0.9, finish=finish, folds=folds
    )
    head = rng.uniform(0.3, 0.45)
    easel.add(ellipse(0, -0.45, head * rng.uniform(0.9, 1.2), head), coat, puff=0.9, finish=finish, folds=folds)
    easel.add(ellipse(0, -0.33, head * 0.45, head * 0.35), _flat(near(rng, accent, 0.1)), puff=0.7, finish=finish)
    for side in (-1, 1):
        easel.mark(ellipse(side * head * 0.4, -0.58, 0.04, 0.05), np.full(3, 0.03, np.float32))
    easel.mark(ellipse(0, -0.38, 0.06, 0.045), np.full(3, 0.05, np.float32))
    return easel.sprite(stands=True)


def heap(rng: Rng, light: Floats) -> Sprite:
    """A scarf, a towel, a folded blanket, fruit, bread, a stone: any soft outline."""
    easel = Easel(rng, light)
    for _ in range(rng.integers(1, 4)):
        skin = artwork(rng, SHEET, (*CLOTH, "plain"))
        outline = polygon(blob(rng, rng.uniform(0.05, 0.35), int(rng.integers(5, 14))) * rng.uniform(0.5, 1), 2)
        easel.add(outline, skin, puff=rng.uniform(0.3, 1), folds=rng.uniform(0, 0.5), finish=any_finish(rng))
    return easel.sprite(stands=rng.random() < 0.5)


def belt(rng: Rng, light: Floats) -> Sprite:
    """Belts, watches, bracelets, cables, necklaces: a strip along a curve, with a face, a buckle or a plug."""
    easel = Easel(rng, light)
    count = rng.integers(3, 6)
    path = np.stack([np.linspace(-0.85, 0.85, count), rng.normal(0, 0.25, count).clip(-0.7, 0.7)], axis=1)
    if rng.random() < 0.35:
        path = arc(0, 0, rng.uniform(0.4, 0.85), rng.uniform(0.4, 0.85), 0, rng.uniform(250, 360))
    wide = rng.uniform(0.03, 0.14)
    skin, finish = plain(rng, SHEET), any_finish(rng)
    easel.add(limb(path, wide), skin, puff=0.5, finish=finish)
    middle = path[len(path) // 2]
    if rng.random() < 0.7:
        size = wide * rng.uniform(1.2, 2.4)
        metal = Finish(0.6, rng.random() < 0.5)
        easel.add(ellipse(middle[0], middle[1], size, size), _flat(colour(rng)), puff=0.5, finish=metal)
        easel.mark(ellipse(middle[0], middle[1], size * 0.75, size * 0.75), colour(rng))
        for tip in ((0.0, -0.6), (0.4, 0.1)):
            end = (middle[0] + tip[0] * size, middle[1] + tip[1] * size)
            easel.mark(limb([tuple(middle), end], 0.01), colour(rng))
    if rng.random() < 0.5:
        easel.add(ellipse(path[0][0], path[0][1], wide * 1.3, wide * 1.3), _flat(colour(rng)), puff=0.4, finish=finish)
    return easel.sprite(stands=False)
