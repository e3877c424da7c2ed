"""What is printed, woven or grown on a surface: flat pictures that the shapes wear.

Every painter takes (rng, size) and returns (height, width, 3) float32 sRGB in 0..1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import cv2
import numpy as np
from PIL import Image, ImageDraw

from mmdemo.processing.image.arrays import Floats
from mmdemo.processing.image.typeface import Weight, font
from mmdemo.training.fields import Rng, Size, colour, floats, fractal, grain, near, ramp, ruler, smooth

WORDS = (
    "FRESH COFFEE organic No.7 Studio natural SINCE 1986 Milk tea classic 500 ml SPORT Daily original PURE Soap 42 "
    "Hello 有机 绿茶 经典 手工 新鲜 好物 天然 香皂 牛奶 净含量 山野 清泉 一号 家用"
).split()
TYPE_SIZES = (9, 12, 16, 22, 30, 42, 58)  # pixels; few, so that each is loaded once
WEIGHTS: tuple[Weight, Weight] = ("Regular", "Bold")


def plain(rng: Rng, size: Size) -> Floats:
    base = colour(rng)
    return ramp(smooth(rng, size, 3), near(rng, base, 0.02), near(rng, base, 0.03))


def stripes(rng: Rng, size: Size) -> Floats:
    """Two to four colours in bands of uneven width, at any angle."""
    position = ruler(size, rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])) * rng.uniform(1.5, 9)
    colours = np.stack([colour(rng) for _ in range(rng.integers(2, 5))])
    edges = np.sort(rng.random(len(colours) - 1)).astype(np.float32)
    return cast(Floats, colours[np.searchsorted(edges, position - np.floor(position))])


def checks(rng: Rng, size: Size) -> Floats:
    angle = rng.uniform(0, np.pi)
    period = rng.uniform(3, 14)
    one, other = (np.floor(ruler(size, angle + turn) * period) % 2 for turn in (0, np.pi / 2))
    return ramp(((one + other) / 2).astype(np.float32), colour(rng), colour(rng))


def dots(rng: Rng, size: Size) -> Floats:
    period = rng.uniform(5, 16)
    x, y = (ruler(size, turn) * period for turn in (0, np.pi / 2))
    distance = np.hypot(x - np.round(x), y - np.round(y))
    return ramp((distance < rng.uniform(0.15, 0.4)).astype(np.float32), colour(rng), colour(rng))


def patches(rng: Rng, size: Size) -> Floats:
    """Polygons around random points, each in one of a few colours."""
    points = rng.random((rng.integers(6, 40), 2)) * size
    rows, columns = np.mgrid[: size[0] : 2, : size[1] : 2]
    distance = (rows[..., None] - points[:, 0]) ** 2 + (columns[..., None] - points[:, 1]) ** 2
    palette = np.stack([colour(rng) for _ in range(rng.integers(2, 6))])
    picture = palette[rng.integers(len(palette), size=len(points))[distance.argmin(axis=2)]]
    return cast(Floats, cv2.resize(picture, size[::-1], interpolation=cv2.INTER_LINEAR))


def blotches(rng: Rng, size: Size) -> Floats:
    """Camouflage, tie-dye, cow hide: noise cut at a few levels, or left smooth."""
    field = fractal(rng, size, rng.uniform(2, 6), 3)
    if rng.random() < 0.6:
        field = np.floor(field * rng.integers(2, 5)) / 3
    return ramp(np.minimum(field, 1).astype(np.float32), colour(rng), colour(rng))


def wood(rng: Rng, size: Size) -> Floats:
    """Grain along one direction, of light pine to walnut or grey."""
    base = np.array([rng.uniform(0.35, 0.85), 0, 0], np.float32)
    base[1:] = base[0] * np.array([rng.uniform(0.62, 0.82), rng.uniform(0.35, 0.65)])
    if rng.random() < 0.2:
        base[:] = base.mean()
    rings = fractal(rng, size, rng.uniform(14, 40), 2, stretch=rng.uniform(6, 14))
    figure = smooth(rng, size, 4, 3) * rng.uniform(2, 8)
    field = 0.6 * rings + 0.4 * (0.5 + 0.5 * np.sin(2 * np.pi * (figure + ruler(size, np.pi / 2) * rng.uniform(2, 10))))
    dark = base * rng.uniform(0.55, 0.85)
    return ramp(field.astype(np.float32), dark.astype(np.float32), base)


def knit(rng: Rng, size: Size) -> Floats:
    """Ribs or weave: a fine ripple over one or two colours."""
    base = (plain, stripes, blotches)[rng.integers(3)](rng, size)
    ripple = np.sin(ruler(size, rng.choice([0, np.pi / 2, 0.8])) * rng.uniform(60, 160)) * rng.uniform(0.03, 0.12)
    return floats(np.clip(base * (1 + ripple[..., None] + 0.15 * (grain(rng, size, 0.7)[..., None] - 0.5)), 0, 1))


def lettered(rng: Rng, size: Size) -> Floats:
    """A pack's face or a print: a ground, blocks and discs of colour, a few lines of lettering."""
    ground = (plain, plain, plain, stripes, blotches)[rng.integers(5)](rng, size)
    picture = Image.fromarray((ground * 255).astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    height, width = size

    def paint() -> tuple[int, int, int]:
        return cast(tuple[int, int, int], tuple(int(255 * part) for part in colour(rng)))

    for _ in range(rng.integers(0, 4)):
        x, y = rng.uniform(-0.2, 0.9) * width, rng.uniform(-0.2, 0.9) * height
        box = (x, y, x + rng.uniform(0.1, 1.2) * width, y + rng.uniform(0.05, 0.6) * height)
        draw.ellipse(box, fill=paint()) if rng.random() < 0.4 else draw.rectangle(box, fill=paint())
    ink = paint()
    for _ in range(rng.integers(1, 6)):
        face = font(WEIGHTS[rng.integers(2)], int(rng.choice(TYPE_SIZES)))
        words = " ".join(rng.choice(WORDS, rng.integers(1, 3)))
        draw.text((rng.uniform(0, 0.5) * width, rng.uniform(0, 0.85) * height), words, fill=ink, font=face)
    return floats(np.asarray(picture, np.float32) / 255)


def motif(rng: Rng, size: Size) -> Floats:
    """A plain ground with one print in the middle, as a T-shirt or a bag has."""
    ground = plain(rng, size)
    height, width = size
    print_height, print_width = round(height * rng.uniform(0.2, 0.5)), round(width * rng.uniform(0.2, 0.5))
    top, left = round(height * rng.uniform(0.2, 0.45)), (width - print_width) // 2
    art = (lettered, patches, blotches)[rng.integers(3)](rng, (print_height, print_width))
    shape = np.zeros((print_height, print_width), np.uint8)
    middle = (print_width // 2, print_height // 2)
    if rng.random() < 0.5:
        cv2.ellipse(shape, middle, middle, 0, 0, 360, 1, -1)
    else:
        shape[:] = 1
    region = ground[top : top + print_height, left : left + print_width]
    region[shape > 0] = art[shape > 0]
    return ground


ARTWORK: dict[str, Callable[[Rng, Size], Floats]] = {
    painter.__name__: painter
    for painter in (plain, stripes, checks, dots, patches, blotches, wood, knit, lettered, motif)
}
CLOTH = ("plain", "plain", "plain", "stripes", "checks", "dots", "patches", "blotches", "knit", "motif", "motif")
PACK = ("lettered", "lettered", "lettered", "plain", "stripes", "blotches")
ANY = tuple(ARTWORK)


def artwork(rng: Rng, size: Size, names: tuple[str, ...] = ANY) -> Floats:
    """One of the painters `names`, drawn at random."""
    return ARTWORK[names[rng.integers(len(names))]](rng, size)
