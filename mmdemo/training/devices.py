"""Goods with limbs: glasses, hair dryers, tripods, tools, headphones, robots, furniture, lamps."""

from __future__ import annotations

import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.training.artwork import artwork, plain
from mmdemo.training.fields import Rng, colour, floats, near
from mmdemo.training.outlines import arc, ellipse, jitter, limb, polygon
from mmdemo.training.sprites import CANVAS, Easel, Finish, Sprite, any_finish

SHEET = (CANVAS, CANVAS)


def _flat(shade: Floats) -> Floats:
    return np.broadcast_to(shade, (CANVAS, CANVAS, 3))


def spectacles(rng: Rng, light: Floats) -> Sprite:
    """Glasses and sunglasses: rims, lenses dark or clear, a bridge, arms that run back."""
    easel = Easel(rng, light)
    frame, finish = _flat(colour(rng) * rng.uniform(0.1, 1)), any_finish(rng)
    wide, tall, thin = rng.uniform(0.3, 0.4), rng.uniform(0.22, 0.36), rng.uniform(0.012, 0.05)
    slant = rng.uniform(-0.3, 0.3)
    lens, passing = _flat(colour(rng) * 0.3), rng.choice([0.0, 0.2, 0.85])
    for side in (-1, 1):
        x, y = side * (wide + 0.08), side * slant * 0.4 + 0.2
        arm = [(side * (2 * wide + 0.06), y - 0.1), (side * rng.uniform(0.5, 0.9), y - rng.uniform(0.5, 1.1))]
        easel.add(limb(arm, max(0.012, thin * 0.8)), frame, finish=finish)
        glass = ellipse(x, y, wide, tall, rng.uniform(-8, 8))
        easel.lay(floats(glass / 255), np.ascontiguousarray(lens), passing)
        easel.add(limb(arc(x, y, wide, tall, 0, 360), thin, closed=True), frame, finish=finish)
        easel.mark(
            polygon([(x - 0.2, y - 0.2), (x - 0.1, y - 0.2), (x - 0.2, y + 0.1)], 0), np.ones(3, np.float32), 0.3
        )
    easel.clear *= easel.cover
    easel.add(limb([(-0.1, 0.14 - slant * 0.04), (0.1, 0.14 + slant * 0.04)], thin), frame, finish=finish)
    return easel.sprite(stands=True)


def dryer(rng: Rng, light: Floats) -> Sprite:
    """Hair dryers, drills, torches, hammers, taps: a barrel, a handle, a nozzle, sometimes a cable."""
    easel = Easel(rng, light)
    skin, finish = plain(rng, SHEET) * rng.uniform(0.1, 1), any_finish(rng)
    row, lean = rng.uniform(-0.5, -0.2), rng.uniform(-0.2, 0.2)
    if rng.random() < 0.5:
        easel.add(limb([(lean, 0.7), (lean + 0.1, 0.85), (0.4, 0.97)], 0.02), skin, finish=finish)
    easel.add(limb([(0, row), (lean, rng.uniform(0.4, 0.8))], rng.uniform(0.08, 0.16)), skin, puff=0.9, finish=finish)
    thick = rng.uniform(0.14, 0.3)
    barrel = [(-0.55, row - thick), (0.5, row - thick * 0.75), (0.5, row + thick * 0.75), (-0.55, row + thick)]
    easel.add(polygon(jitter(rng, barrel, 0.02), 2), skin, puff=0.95, finish=finish)
    mouth = rng.uniform(0.3, 1)
    nozzle = [
        (0.45, row - thick * 0.6),
        (0.92, row - thick * mouth),
        (0.92, row + thick * mouth),
        (0.45, row + thick / 2),
    ]
    easel.add(polygon(jitter(rng, nozzle, 0.01), 1), _flat(colour(rng)), puff=0.8, finish=finish)
    easel.mark(limb([(0.42, row - 0.4), (0.42, row + 0.4)], 0.02), colour(rng))
    easel.mark(ellipse(lean * 0.5, 0.1, 0.05, 0.08), colour(rng))
    return easel.sprite(stands=rng.random() < 0.5)


def tripod(rng: Rng, light: Floats) -> Sprite:
    """Telescopes, easels, stools, floor lamps, chairs: a top on thin legs."""
    easel = Easel(rng, light)
    skin, finish, thin = plain(rng, SHEET), any_finish(rng), rng.uniform(0.012, 0.05)
    hub = rng.uniform(-0.5, 0.1)
    legs = np.linspace(-1, 1, int(rng.integers(2, 5))) * rng.uniform(0.3, 0.85)
    for foot in legs:
        start = (foot * rng.uniform(0.05, 1), hub)
        easel.add(limb([start, (foot, rng.uniform(0.8, 0.97))], thin), skin, finish=finish)
    if rng.random() < 0.4:
        easel.add(limb([(legs[0] * 0.5, 0.5), (legs[-1] * 0.5, 0.5)], thin), skin, finish=finish)
    kind = rng.integers(3)
    head = plain(rng, SHEET)
    if kind == 0:
        tilt = rng.uniform(-0.3, 0.3)
        easel.add(
            limb([(-0.75, hub + tilt), (0.75, hub - tilt)], rng.uniform(0.05, 0.14)), head, puff=0.9, finish=finish
        )
        easel.add(limb([(0.6, hub - tilt * 0.8), (0.85, hub - tilt)], rng.uniform(0.06, 0.16)), _flat(colour(rng)))
    elif kind == 1:
        wide = rng.uniform(0.4, 0.9)
        easel.add(polygon([(-wide, hub), (wide, hub), (wide, hub - 0.14), (-wide, hub - 0.14)], 1), head, finish=finish)
        if rng.random() < 0.5:
            back = [(-wide, hub - 0.1), (wide, hub - 0.1), (wide * 0.9, -0.95), (-wide * 0.9, -0.95)]
            easel.add(polygon(back, 1), artwork(rng, SHEET), finish=finish, folds=0.1)
    else:
        easel.add(limb([(0, hub), (0, -0.6)], thin), skin, finish=finish)
        hood = [(-0.25, -0.95), (0.25, -0.95), (0.55, -0.4), (-0.55, -0.4)]
        easel.add(polygon(jitter(rng, hood, 0.04), 1), head, puff=0.8, finish=finish)
    return easel.sprite(stands=True)


def tool(rng: Rng, light: Floats) -> Sprite:
    """Spoons, forks, brushes, pens, screwdrivers, torches: long and thin, with a head."""
    easel = Easel(rng, light)
    wide = rng.uniform(0.03, 0.12)
    skin, metal = artwork(rng, SHEET, ("plain", "wood", "plain")), Finish(0.6, rng.random() < 0.5)
    waist = rng.uniform(-0.5, 0.2)
    easel.add(limb([(0, waist - 0.05), (0, 0.9)], wide), skin, puff=0.9, finish=any_finish(rng))
    head, steel = rng.integers(3), _flat(colour(rng))
    if head == 0:
        easel.add(ellipse(0, (waist - 0.95) / 2, wide * rng.uniform(1, 3), (waist + 0.95) / 2), steel, finish=metal)
    elif head == 1:
        easel.add(limb([(0, waist), (0, -0.9)], wide * rng.uniform(0.2, 0.9)), steel, puff=0.9, finish=metal)
    else:
        block = [(-wide * 3, -0.95), (wide * 3, -0.95), (wide * 2, waist), (-wide * 2, waist)]
        easel.add(polygon(jitter(rng, block, 0.02), 1), steel, finish=metal, folds=0.2)
    easel.mark(limb([(-0.3, waist), (0.3, waist)], 0.02), colour(rng))
    easel.mark(limb([(0, 0.1), (0, 0.6)], wide * 0.4), colour(rng), float(rng.choice([0, 0.8])))
    return easel.sprite(stands=False)


def headphones(rng: Rng, light: Floats) -> Sprite:
    """A bow with two cups; the same shape makes baskets and padlocks."""
    easel = Easel(rng, light)
    skin, finish = plain(rng, SHEET), any_finish(rng)
    wide, low = rng.uniform(0.5, 0.8), rng.uniform(0.1, 0.4)
    easel.add(
        limb(arc(0, low, wide, low + rng.uniform(0.5, 0.9), 180, 360), rng.uniform(0.03, 0.1)), skin, finish=finish
    )
    cup = colour(rng)
    across, down = rng.uniform(0.12, 0.24), rng.uniform(0.2, 0.4)
    for side in (-1, 1):
        easel.add(ellipse(side * wide, low + 0.1, across, down, side * 8), _flat(cup), puff=0.9, finish=finish)
        easel.add(ellipse(side * wide, low + 0.1, across * 0.6, down * 0.7), _flat(near(rng, cup, 0.2)), puff=0.6)
    return easel.sprite(stands=rng.random() < 0.5)


def robot(rng: Rng, light: Floats) -> Sprite:
    """Toys, appliances and gadgets built of blocks and rounds in two or three colours, left and right alike."""
    easel = Easel(rng, light)
    palette, finish = [colour(rng) for _ in range(3)], any_finish(rng)
    for _ in range(rng.integers(3, 8)):
        x, y = rng.uniform(0, 0.55), rng.uniform(-0.7, 0.7)
        across, down = rng.uniform(0.1, 0.4), rng.uniform(0.1, 0.4)
        paint = _flat(palette[rng.integers(3)])
        round_one = rng.random() < 0.5
        for side in (-1, 1):
            if round_one:
                outline = ellipse(side * x, y, across, down)
            else:
                corners = np.array([(-across, -down), (across, -down), (across, down), (-across, down)])
                outline = polygon(corners + np.array([side * x, y]), 1)
            easel.add(outline, paint, puff=0.8, finish=finish)
    trunk = np.array([(-0.4, -0.6), (0.4, -0.6), (0.4, 0.6), (-0.4, 0.6)])
    easel.add(polygon(jitter(rng, trunk, 0.04), 1), _flat(palette[0]), puff=0.7, finish=Finish(0.4))
    easel.add(ellipse(0, -0.65, 0.3, 0.28), _flat(palette[1]), puff=0.9, finish=finish)
    for _ in range(rng.integers(1, 6)):
        x, y = rng.uniform(-0.3, 0.3), rng.uniform(-0.8, 0.5)
        easel.mark(ellipse(x, y, rng.uniform(0.02, 0.12), rng.uniform(0.02, 0.12)), colour(rng))
    return easel.sprite(stands=True)
