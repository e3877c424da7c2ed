"""Goods that are turned or folded: bottles, jars, mugs, tubes, lamps, glasses, cartons, books, phones, pouches."""

from __future__ import annotations

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.training.artwork import PACK, artwork, plain
from mmdemo.training.fields import Rng, colour, near, ramp, smooth
from mmdemo.training.outlines import arc, jitter, limb, polygon
from mmdemo.training.solids import banded, box, lathe, profile
from mmdemo.training.sprites import CANVAS, Easel, Finish, Sprite, any_finish

FACE = (160, 160)


def _wrapped(rng: Rng, cap: float) -> Floats:
    """A pack's side: cap, bare body, label, bare body."""
    body = plain(rng, (32, 32))
    upper, label = rng.uniform(0.05, 0.35) * (1 - cap), rng.uniform(0.25, 0.6) * (1 - cap)
    if rng.random() < 0.25:
        body = artwork(rng, FACE, PACK)
    top = colour(rng) if rng.random() < 0.6 else body[0, 0]
    return banded(rng, CANVAS, CANVAS, [(cap, top), (upper, body), (label, artwork(rng, FACE, PACK)), (1 - cap, body)])


def bottle(rng: Rng, light: Floats) -> Sprite:
    easel = Easel(rng, light)
    body, neck, shoulder = rng.uniform(0.12, 0.26), rng.uniform(0.04, 0.08), rng.uniform(0.5, 0.78)
    cap = rng.uniform(0.06, 0.16)
    lid = neck * rng.uniform(1.0, 1.5)
    waist = body * rng.uniform(0.85, 1.05)
    points = [(0, body * 0.92), (0.03, body), (shoulder / 2, waist), (shoulder, body), (shoulder + 0.12, neck)]
    points += [(1 - cap - 0.001, neck), (1 - cap, lid), (1, lid)]
    clear = rng.uniform(0.3, 0.8) if rng.random() < 0.2 else 0.0
    finish = any_finish(rng)
    lathe(easel, rng, profile(points, 1.5), _wrapped(rng, cap), finish=finish, clear=clear, filling=rng.uniform(0, 0.9))
    return easel.sprite(stands=True)


def jar(rng: Rng, light: Floats) -> Sprite:
    """Jars, tins, cans, candles, tubes: a near-straight wall, with or without a lid."""
    easel = Easel(rng, light)
    radius = rng.uniform(0.18, 0.75)
    cap = rng.uniform(0.05, 0.3) if rng.random() < 0.6 else 0.0
    lid = radius * rng.uniform(0.85, 1.06)
    taper = radius * rng.uniform(0.85, 1.1)
    points = [(0, radius * 0.96), (0.03, radius), (1 - cap - 0.04, taper), (1 - cap - 0.001, min(lid, taper))]
    points += [(1 - cap, lid), (1, lid * 0.98)]
    lathe(easel, rng, profile(points, 1.0), _wrapped(rng, cap), finish=any_finish(rng), hollow=cap == 0)
    return easel.sprite(stands=True)


def glass(rng: Rng, light: Floats) -> Sprite:
    """Empty or half full, with a lid of wood or metal or none."""
    easel = Easel(rng, light)
    radius, top = rng.uniform(0.15, 0.6), rng.uniform(0.8, 1.15)
    cap = rng.uniform(0.08, 0.22) if rng.random() < 0.45 else 0.0
    tint = np.clip(rng.uniform(0.75, 1.0) + rng.normal(0, 0.05, 3), 0, 1).astype(np.float32)
    drink = tint if rng.random() < 0.5 else colour(rng)
    filling = rng.uniform(0.2, 0.85)
    lid = artwork(rng, FACE, ("wood", "plain", "plain"))
    wall = banded(rng, CANVAS, CANVAS // 2, [(cap, lid), ((1 - cap) * (1 - filling), tint), (1.0, drink)])
    points = [(0, radius * rng.uniform(0.6, 1)), (0.1, radius), (1 - cap, radius * top), (1, radius * top)]
    if cap == 0 and rng.random() < 0.3:
        stem = rng.uniform(0.02, 0.05)
        points = [(0, radius * 0.8), (0.03, radius * 0.7), (0.06, stem), (0.4, stem), (0.55, radius), (1, radius * 0.8)]
    radii = profile(points, 1.5)
    clear = rng.uniform(0.5, 0.92)
    base, peak = lathe(easel, rng, radii, wall, finish=Finish(0.8), hollow=cap == 0, clear=clear, filling=filling)
    # The lid lets no light through.
    rows = np.arange(CANVAS)[:, None]
    easel.clear[np.broadcast_to(rows < peak + cap * (base - peak), easel.clear.shape)] *= float(cap == 0)
    return easel.sprite(stands=True)


def mug(rng: Rng, light: Floats) -> Sprite:
    easel = Easel(rng, light)
    radius = rng.uniform(0.3, 0.55)
    foot = rng.uniform(0.55, 1.05)
    side, skin = (
        int(rng.choice([-1, 1])),
        artwork(rng, (CANVAS, CANVAS), ("plain", "plain", "lettered", "motif", "stripes")),
    )
    finish = any_finish(rng)
    reach = min(0.95, radius * 1.15 / max(1, 2 * radius))
    handle = arc(side * reach * 0.85, rng.uniform(-0.1, 0.1), rng.uniform(0.25, 0.38), rng.uniform(0.28, 0.45), 0, 360)
    easel.add(
        limb(handle, rng.uniform(0.045, 0.09), closed=True), np.broadcast_to(skin[0, 0], skin.shape), finish=finish
    )
    points = [(0, radius * foot * 0.93), (0.05, radius * foot), (0.5, radius * (1 + foot) / 2), (1, radius)]
    lathe(easel, rng, profile(points), skin, finish=finish, hollow=True, shift=-0.06 * side)
    return easel.sprite(stands=True)


def turned(rng: Rng, light: Floats) -> Sprite:
    """Vases, bowls, lamps, pots, toys: any smooth profile; a wide top is open."""
    easel = Easel(rng, light)
    count = rng.integers(3, 7)
    widths = rng.uniform(0.08, 0.6, count)
    points = list(zip(np.linspace(0, 1, count), widths, strict=True))
    skin = artwork(rng, (CANVAS, CANVAS))
    if rng.random() < 0.4:
        skin = banded(rng, CANVAS, CANVAS, [(rng.uniform(0.2, 0.6), colour(rng)), (1.0, colour(rng))])
    hollow = bool(widths[-1] > 0.2 and rng.random() < 0.7)
    lathe(easel, rng, profile(points, rng.uniform(2, 14)), skin, finish=any_finish(rng), hollow=hollow)
    return easel.sprite(stands=True)


def carton(rng: Rng, light: Floats) -> Sprite:
    """Cartons and boxes; some have the sloped top of a milk carton."""
    easel = Easel(rng, light)
    face = artwork(rng, FACE, PACK)
    flank = artwork(rng, FACE, PACK) if rng.random() < 0.5 else np.broadcast_to(near(rng, face[0, 0], 0.05), face.shape)
    lid = np.broadcast_to(near(rng, face[0, 0], 0.1), face.shape)
    sides, roof = (rng.uniform(0.3, 1), rng.uniform(0.3, 1.3), rng.uniform(0.12, 0.9)), 0.0
    if rng.random() < 0.3:
        sides, roof = (rng.uniform(0.3, 0.45), 1.0, rng.uniform(0.28, 0.45)), rng.uniform(0.2, 0.5)
    box(easel, rng, sides, [np.ascontiguousarray(one) for one in (face, flank, lid)], any_finish(rng), roof)
    return easel.sprite(stands=True)


def book(rng: Rng, light: Floats) -> Sprite:
    """A book, a notebook or a phone, lying or standing: one large face and thin flanks, of paper or metal."""
    easel = Easel(rng, light)
    face = artwork(rng, FACE, ("plain", "lettered", "lettered", "blotches", "patches"))
    if rng.random() < 0.3:
        dark = rng.uniform(0.02, 0.12, 3).astype(np.float32)
        face = np.ascontiguousarray(ramp(smooth(rng, FACE, 2), dark, near(rng, dark, 0.1)))
    edge = np.broadcast_to(near(rng, np.array([0.9, 0.88, 0.82], np.float32), 0.1), face.shape)
    depth = rng.uniform(0.02, 0.12)
    flat = rng.random() < 0.4
    sides = (rng.uniform(0.45, 1), depth if flat else 1.0, 1.0 if flat else depth)
    pages = np.ascontiguousarray(edge)
    box(easel, rng, sides, [pages, pages, face] if flat else [face, pages, pages], any_finish(rng))
    return easel.sprite(stands=True)


def pouch(rng: Rng, light: Floats) -> Sprite:
    """A bag of tea or crisps, a sachet, a tube of cream, a cushion: swollen in the middle, flat at its seams."""
    easel = Easel(rng, light)
    wide = rng.uniform(0.45, 0.95)
    half = [(wide * rng.uniform(0.8, 1), -0.95), (wide, -0.4), (wide * rng.uniform(0.8, 1), 0.4), (wide, 0.95)]
    corners = np.array(half + [(-x, y) for x, y in half[::-1]])
    skin = artwork(rng, (CANVAS, CANVAS), PACK)
    outline = polygon(jitter(rng, corners, 0.02), int(rng.integers(0, 3)))
    easel.add(outline, skin, puff=rng.uniform(0.5, 1), folds=rng.uniform(0.05, 0.35), finish=any_finish(rng))
    if rng.random() < 0.6:
        ink = colour(rng)
        for row in (-0.86, 0.86):
            easel.mark(limb([(-1, row), (1, row)], 0.012), ink, 0.5)
    return easel.sprite(stands=rng.random() < 0.6)


def plant(rng: Rng, light: Floats) -> Sprite:
    """A pot with a plant: leaves over a turned vessel."""
    easel = Easel(rng, light)
    green = np.array([rng.uniform(0.1, 0.45), rng.uniform(0.3, 0.7), rng.uniform(0.05, 0.35)], np.float32)
    easel.add(
        polygon([(-0.35, 0.25), (0.35, 0.25), (0.25, 0.95), (-0.25, 0.95)], 1), artwork(rng, (CANVAS, CANVAS)), puff=1
    )
    for _ in range(rng.integers(5, 16)):
        angle, length = rng.uniform(-2.9, -0.25), rng.uniform(0.6, 1.1)
        tip = (np.cos(angle) * length * 0.9, 0.25 + np.sin(angle) * length)
        wide = rng.uniform(0.03, 0.15)
        side = np.array([-np.sin(angle), np.cos(angle)]) * wide
        half = np.array([tip[0] / 2, (0.25 + tip[1]) / 2])
        leaf = [(0, 0.28), tuple(half + side), tip, tuple(half - side)]
        shade_of = np.broadcast_to(near(rng, green, 0.05), (CANVAS, CANVAS, 3))
        easel.add(polygon(leaf, 2), shade_of, puff=0.4, finish=Finish(0.2))
    easel.cover[:] = cv2.GaussianBlur(easel.cover, (0, 0), 0.4)
    return easel.sprite(stands=True)
