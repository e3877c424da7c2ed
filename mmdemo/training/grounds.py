"""What products stand and lie on: sweeps, tables before walls, wood, stone, carpets, cloth, brick, shelves, rooms.

Every painter takes (rng, size) and returns (height, width, 3) float32 sRGB in 0..1.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Floats
from mmdemo.training import artwork
from mmdemo.training.fields import Rng, Size, colour, floats, fractal, grain, muted, near, ramp, relief, ruler, smooth


def _paper(rng: Rng) -> Floats:
    """The colours of walls and paper: mostly light and grey."""
    if rng.random() < 0.7:
        level = rng.choice([rng.uniform(0.85, 1), rng.uniform(0.5, 0.9), rng.uniform(0.05, 0.5)], p=[0.5, 0.38, 0.12])
        return floats(np.clip(level + rng.normal(0, 0.025, 3), 0, 1))
    return colour(rng)


def sweep(rng: Rng, size: Size) -> Floats:
    """Paper curved up behind the product: one colour with a fall-off, and a soft horizon."""
    base = _paper(rng)
    fall = smooth(rng, size, 2)
    if rng.random() < 0.5:
        bend = ruler(size, np.pi / 2) - rng.uniform(-0.3, 0.3)
        fall = 0.5 * fall + 0.5 / (1 + np.exp(-bend * rng.uniform(5, 60))).astype(np.float32)
    return ramp(fall, base, np.clip(base * rng.uniform(0.6, 1.1), 0, 1).astype(np.float32))


def planks(rng: Rng, size: Size) -> Floats:
    """A board, a floor or a slatted table; gaps between boards are dark."""
    picture = artwork.wood(rng, size)
    if rng.random() < 0.65:
        across = (ruler(size, np.pi / 2) + 2) * rng.uniform(2, 9)
        board = np.floor(across).astype(int)
        tone = rng.uniform(0.75, 1.15, 64).astype(np.float32)
        gap = (across - board) < rng.uniform(0.01, 0.1)
        picture = picture * (tone[board % 64] * np.where(gap, rng.uniform(0.2, 0.7), 1))[..., None]
    if rng.random() < 0.5:
        turned = np.ascontiguousarray(np.rot90(picture))
        picture = turned if turned.shape[:2] == size else floats(cv2.resize(turned, size[::-1]))
    return floats(np.clip(picture, 0, 1))


def marble(rng: Rng, size: Size) -> Floats:
    vein = np.abs(fractal(rng, size, rng.uniform(2, 4), 5) - 0.5) * rng.uniform(4, 14)
    cloud = smooth(rng, size, 4)
    base = _paper(rng)
    return ramp(np.clip(vein, 0, 1) * (0.7 + 0.3 * cloud), near(rng, base * rng.uniform(0.4, 0.9), 0.04), base)


def tiles(rng: Rng, size: Size) -> Floats:
    """Tiles, bricks or parquet: rows of blocks, every other row moved on, each block a little different."""
    rows, shape = rng.uniform(3, 14), rng.uniform(0.8, 4)
    down = (ruler(size, np.pi / 2) + 2) * rows
    course = np.floor(down).astype(int)
    along = (ruler(size, 0) + 2) * rows / shape + (course % 2) * float(rng.choice([0, 0.5]))
    block = np.floor(along).astype(int)
    joint = np.minimum((down - course) / shape, along - block) < rng.uniform(0.01, 0.12)
    spread = rng.uniform(0, 0.25)
    tone = rng.normal(1, spread, (64, 64)).astype(np.float32)[course % 64, block % 64]
    picture = muted(rng) * (tone * (0.85 + 0.3 * fractal(rng, size, 20, 2)))[..., None]
    return floats(np.clip(np.where(joint[..., None], _paper(rng), picture), 0, 1))


def carpet(rng: Rng, size: Size) -> Floats:
    """Carpet, lawn, gravel, asphalt, sand: noise of one size, lit from the side."""
    if rng.random() < 0.5:
        height = grain(rng, size, rng.uniform(0.6, 4))
    else:
        fine = cv2.resize(grain(rng, (size[0], max(8, size[1] // 4)), rng.uniform(0.5, 1)), size[::-1])
        turned = cv2.getRotationMatrix2D((size[1] / 2, size[0] / 2), rng.uniform(0, 180), 1.5)
        height = floats(cv2.warpAffine(fine, turned, size[::-1], borderMode=cv2.BORDER_REFLECT))
    base = (muted, muted, colour)[rng.integers(3)](rng)
    contrast = rng.uniform(0.1, 0.9)
    return floats(np.clip(ramp(height, base * (1 - contrast), base * (1 + contrast)), 0, 1))


def stones(rng: Rng, size: Size) -> Floats:
    """Gravel, pebbles, coffee beans, leaves: many small rounds in a few tones with dark between them."""
    picture = np.full((*size, 3), rng.uniform(0.02, 0.3), np.float32)
    base, spread = muted(rng), rng.uniform(0.01, 0.15) * rng.random()
    radius = rng.uniform(0.012, 0.06) * size[0]
    aspect = rng.uniform(0.35, 1)
    for _ in range(min(900, int(2.5 * size[0] * size[1] / radius**2 / 3))):
        centre = (int(rng.integers(size[1])), int(rng.integers(size[0])))
        axes = (max(1, round(radius * rng.uniform(0.6, 1.3))), max(1, round(radius * aspect)))
        tone = np.clip(near(rng, base, spread) * rng.uniform(0.5, 1.3), 0, 1)
        cv2.ellipse(picture, centre, axes, float(rng.uniform(0, 180)), 0, 360, tone.tolist(), -1)
    return floats(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1)))


def cloth(rng: Rng, size: Size) -> Floats:
    """A sheet, a curtain or a blanket with folds."""
    base = artwork.artwork(rng, size, ("plain", "plain", "plain", "stripes", "checks", "dots", "knit", "blotches"))
    folds = fractal(rng, size, rng.uniform(1.5, 5), 3, rng.uniform(0.3, 3))
    light = np.array([rng.uniform(-1, 1), rng.uniform(-1, 1), 1.2])
    shade = relief(
        np.abs(folds - 0.5), rng.uniform(5, 40) * size[0] / 160, (light / np.linalg.norm(light)).astype(np.float32)
    )
    return floats(np.clip(base * shade[..., None], 0, 1))


def pattern(rng: Rng, size: Size) -> Floats:
    """A printed cloth or paper, a poster, a screen."""
    return artwork.artwork(rng, size)


def bokeh(rng: Rng, size: Size) -> Floats:
    """Lights far out of focus."""
    picture = ramp(smooth(rng, size, 3), colour(rng) * 0.5, colour(rng))
    for _ in range(rng.integers(5, 40)):
        centre = (int(rng.integers(size[1])), int(rng.integers(size[0])))
        radius = int(rng.uniform(0.02, 0.12) * size[0]) + 1
        disc = cv2.circle(np.zeros(size, np.float32), centre, radius, float(rng.uniform(0.1, 0.7)), -1)
        picture = picture + disc[..., None] * (colour(rng) - picture)
    return floats(cv2.GaussianBlur(picture.astype(np.float32), (0, 0), rng.uniform(0.5, 3)))


def room(rng: Rng, size: Size) -> Floats:
    """Furniture, doors and boxes as overlapping blocks, more or less in focus."""
    picture = sweep(rng, size)
    for _ in range(rng.integers(4, 22)):
        left, top = rng.uniform(-0.2, 0.95) * size[1], rng.uniform(-0.2, 0.95) * size[0]
        wide, tall = rng.uniform(0.03, 0.6) * size[1], rng.uniform(0.03, 0.6) * size[0]
        lean = rng.normal(0, 0.1, (4, 2)) * [wide, tall]
        corners = np.array([(left, top), (left + wide, top), (left + wide, top + tall), (left, top + tall)]) + lean
        cv2.fillConvexPoly(picture, corners.astype(np.int32), colour(rng).tolist())
    picture = picture * (0.7 + 0.6 * fractal(rng, size, 3, 3))[..., None]
    return floats(cv2.GaussianBlur(np.clip(picture, 0, 1).astype(np.float32), (0, 0), rng.uniform(0.3, 5)))


def shelf(rng: Rng, size: Size) -> Floats:
    """Rows of packs in a shop, each row of a few kinds, with dark gaps and a board under them."""
    picture = np.full((*size, 3), rng.uniform(0.02, 0.8), np.float32)
    tall = int(size[0] / rng.uniform(1.5, 4))
    for top in range(int(rng.integers(-tall, 1)), size[0], tall + 1):
        left = -int(rng.integers(20))
        while left < size[1]:
            wide = int(rng.uniform(0.3, 1.1) * tall) + 2
            pack = artwork.artwork(rng, (max(8, int(tall * rng.uniform(0.6, 0.92))), wide), artwork.PACK)
            for _ in range(rng.integers(1, 4)):
                _paste(picture, pack, top + tall - len(pack), left)
                left += wide + int(rng.integers(1, 6))
        cv2.line(picture, (0, top + tall), (size[1], top + tall), muted(rng).tolist(), int(rng.integers(1, 9)))
    return floats(cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 4)))


def _paste(picture: Floats, patch: Floats, top: int, left: int) -> None:
    """Put `patch` on `picture`; what lies beyond its edges is cut off."""
    inner = patch[max(0, -top) : max(0, len(picture) - top), max(0, -left) : max(0, picture.shape[1] - left)]
    top, left = max(0, top), max(0, left)
    picture[top : top + inner.shape[0], left : left + inner.shape[1]] = inner


def table(rng: Rng, size: Size) -> Floats:
    """Two of the other grounds that meet in a horizon: a table or a floor before a wall."""
    horizon = round(size[0] * rng.uniform(0.1, 0.6))
    wall = GROUNDS[("sweep", "sweep", "room", "bokeh", "tiles", "cloth", "planks")[rng.integers(7)]](rng, size)
    floor = GROUNDS[("sweep", "planks", "planks", "marble", "cloth", "carpet", "tiles")[rng.integers(7)]](rng, size)
    picture: Floats = floats(cv2.GaussianBlur(wall, (0, 0), rng.uniform(0.3, 4)))
    picture[horizon:] = receding(rng, floor)[: size[0] - horizon]
    return picture


GROUNDS: dict[str, Callable[[Rng, Size], Floats]] = {
    painter.__name__: painter
    for painter in (sweep, planks, marble, tiles, carpet, stones, cloth, pattern, bokeh, room, shelf, table)
}
OFTEN = {"sweep": 4.0, "table": 3.0, "planks": 1.5, "cloth": 1.5, "bokeh": 0.5, "pattern": 0.6, "stones": 0.7}


def receding(rng: Rng, floor: Floats) -> Floats:
    """`floor` laid down so that its far edge, the upper one, looks narrower."""
    height, width = floor.shape[:2]
    far = rng.uniform(0.02, 0.35) * width
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[0, 0], [width, 0], [width + 2 * far, height], [-2 * far, height]], np.float32)
    onto = cv2.getPerspectiveTransform(flat, seen)
    return floats(cv2.warpPerspective(floor, onto, (width, height), borderMode=cv2.BORDER_REFLECT))


def ground(rng: Rng, size: Size) -> Floats:
    """One of the grounds, more often a usual one, lit unevenly, sometimes with a hard edge of sunlight across it."""
    names = list(GROUNDS)
    weights = np.array([OFTEN.get(name, 1.0) for name in names])
    name = names[rng.choice(len(names), p=weights / weights.sum())]
    picture = GROUNDS[name](rng, size)
    if name not in ("sweep", "table", "room", "bokeh", "shelf") and rng.random() < 0.4:
        picture = receding(rng, picture)
    light = 1 + rng.uniform(0, 0.35) * (smooth(rng, size, 2) - 0.5)
    if rng.random() < 0.12:
        edge = ruler(size, rng.uniform(0, 2 * np.pi)) - rng.uniform(-0.4, 0.4)
        light = light * np.where(edge > 0, 1, rng.uniform(0.3, 0.7))
    return floats(np.clip(picture * light[..., None], 0, 1))
