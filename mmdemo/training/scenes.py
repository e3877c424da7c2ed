"""Training pictures: products placed on grounds among clutter, with shadows and hands, and the mask of the product.

The network sees every photo stretched to a square, so that scenes are laid out in a square and things in them are
narrowed or widened as the photo's shape would.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.training.camera import photograph
from mmdemo.training.detail import TIMES
from mmdemo.training.fields import Rng, floats
from mmdemo.training.grounds import ground
from mmdemo.training.hands import hand
from mmdemo.training.products import any_light, product
from mmdemo.training.sprites import Sprite

SIDE = 160 * TIMES  # pixels, of the finished sample
STAGE = 208 * TIMES  # pixels, of the scene before it is photographed
EXTRAS = 240  # sprites kept for clutter, per seed


@dataclass(frozen=True)
class Sample:
    """`rgb` (SIDE, SIDE, 3) and `mask` (SIDE, SIDE), 255 where a pixel is all product.

    `boxed`: other things in it could be meant as well; only a box round the product says which one is.
    """

    rgb: Bytes
    mask: Bytes
    boxed: bool


@dataclass(frozen=True)
class _Placed:
    """A sprite on the stage: `light` (STAGE, STAGE, 3) its colour times its opacity, `opacity` and `cover`."""

    light: Floats
    opacity: Floats
    cover: Floats
    stands: bool


def make_sample(seed: int, index: int) -> Sample:
    """The sample `index` of a series: the same two numbers give the same bytes."""
    rng = np.random.default_rng([seed, index])
    light = any_light(rng)
    aspect = float(np.exp(rng.normal(0, 0.28)))  # of the photo, width to height
    picture = ground(rng, (STAGE, STAGE))
    kind = rng.choice(["one", "set", "several"], p=[0.74, 0.1, 0.16])
    if kind == "one":
        placed = [_place(rng, product(rng, light), aspect, rng.uniform(0.35, 1.15), floats(rng.normal(0, 0.08, 2)))]
    else:
        placed = _row(rng, light, aspect)
    for _ in range(rng.integers(0, 6) if kind == "one" and rng.random() < 0.45 else 0):
        picture = _clutter(rng, picture, seed, placed[0].cover)
    if rng.random() < 0.22:  # a ground of the product's own colour
        mean = placed[0].light.sum(axis=(0, 1)) / (placed[0].opacity.sum() + 1)
        picture = np.clip(picture + rng.uniform(0.5, 1) * (mean - picture.mean(axis=(0, 1))), 0, 1).astype(np.float32)
    picture = _shadows(rng, picture, placed, light)
    chosen = int(rng.integers(len(placed)))
    mask = np.zeros((STAGE, STAGE), np.float32)
    held = rng.random() < 0.14
    colour, behind, before = hand(rng, placed[0].cover) if held else (picture, mask, mask)
    picture = picture + behind[..., None] * (colour - picture)
    for number, thing in enumerate(placed):
        picture = picture * (1 - thing.opacity[..., None]) + thing.light
        mask = mask * (1 - thing.cover)
        if kind != "several" or number == chosen:
            mask = np.maximum(mask, thing.cover)
    picture = picture + before[..., None] * (colour - picture)
    mask = mask * (1 - before)
    small = cv2.resize(mask, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    rgb = photograph(rng, np.clip(picture, 0, 1).astype(np.float32), SIDE)
    return Sample(rgb, np.rint(small * 255).astype(np.uint8), kind == "several")


def _row(rng: Rng, light: Floats, aspect: float) -> list[_Placed]:
    """Two or three things beside each other on one base, seldom the same one again."""
    count = int(rng.integers(2, 4))
    base = rng.uniform(-0.05, 0.15)
    same = product(rng, light) if rng.random() < 0.3 else None
    row = []
    for number in range(count):
        size = rng.uniform(0.35, 0.75)
        middle = ((number - (count - 1) / 2) * 0.8 / count + rng.normal(0, 0.03), base + 0.2 - size / 2.4)
        row.append(_place(rng, same or product(rng, light), aspect, size, floats(middle)))
    return row


def _place(rng: Rng, sprite: Sprite, aspect: float, size: float, offset: Floats) -> _Placed:
    """`size` is the longer side of the thing, `offset` its middle off the stage's; both as parts of the stage."""
    rows, columns = np.nonzero(sprite.cover > 0.5)
    extent = max(int(np.ptp(rows)), int(np.ptp(columns)), 8)
    scale = size * STAGE / extent
    turn = rng.normal(0, 6) if sprite.stands and rng.random() < 0.85 else rng.uniform(-180, 180)
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    stretch = np.diag([aspect**-0.5, aspect**0.5])
    if size < 0.9:  # a photo of another shape still shows the whole of it
        stretch = stretch * min(1.0, 1 / (max(stretch[0, 0], stretch[1, 1]) * size + 0.1))
    flip = np.diag([rng.choice([-1, 1]), 1])
    turned = stretch @ np.array([[cos, -sin], [sin, cos]]) @ flip * scale
    centre = np.array([(columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2])
    move = STAGE * (0.5 + offset) - turned @ centre
    transform = np.column_stack([turned, move])
    opacity = sprite.cover * (1 - sprite.clear)
    layers = np.dstack([sprite.colour * opacity[..., None], opacity])
    size_out = (STAGE, STAGE)
    placed = cv2.warpAffine(layers, transform, size_out, flags=cv2.INTER_LINEAR)
    cover = cv2.warpAffine(sprite.cover, transform, size_out, flags=cv2.INTER_LINEAR)
    return _Placed(floats(placed[..., :3]), floats(placed[..., 3]), floats(cover), sprite.stands)


@lru_cache(maxsize=EXTRAS)
def _extra(seed: int, number: int) -> Sprite:
    rng = np.random.default_rng([seed, number, 1])
    return product(rng, any_light(rng))


def _clutter(rng: Rng, picture: Floats, seed: int, cover: Floats) -> Floats:
    """One thing more that is not the product: at the picture's edge, small or blurred, and behind the product."""
    angle = rng.uniform(0, 2 * np.pi)
    offset = floats(np.array([np.cos(angle), np.sin(angle)]) * rng.uniform(0.42, 0.62))
    thing = _place(rng, _extra(seed, int(rng.integers(EXTRAS))), 1.0, rng.uniform(0.15, 0.7), offset)
    # What lies clear of the product and whole in the picture could be meant as well: leave it out.
    if thing.cover.sum() > 0.4 * cover.sum() and (thing.cover[[0, -1]].sum() + thing.cover[:, [0, -1]].sum()) < 10:
        return picture
    merged = picture * (1 - thing.opacity[..., None]) + thing.light
    blur = rng.choice([0.0, rng.uniform(0.5, 5)])
    return floats(cv2.GaussianBlur(merged, (0, 0), blur) if blur else merged)


def _shadows(rng: Rng, picture: Floats, placed: list[_Placed], light: Floats) -> Floats:
    """Cast shadows, soft to hard and sometimes tinted, contact shadows, and a mirror image on polished tables."""
    cover = np.max([thing.cover for thing in placed], axis=0)
    rows = np.nonzero(cover.max(axis=1) > 0.5)[0]
    base = float(rows.max()) if len(rows) else float(STAGE)
    strength = rng.beta(1.5, 1.8) * 0.9
    tint = 1 - strength * np.clip(1 + rng.normal(0, 0.08, 3), 0.8, 1.1)
    if placed[0].stands:
        # Sheared about the base line: the lower the lamp, the longer.
        lean, length = -light[0] * rng.uniform(0.5, 2.2), rng.uniform(0.1, 0.8) * rng.choice([1, 1, -0.5])
        transform = np.array([[1, -lean * abs(length), lean * abs(length) * base], [0, length, base * (1 - length)]])
    else:
        reach = rng.uniform(0.005, 0.05) * STAGE
        transform = np.array([[1, 0, -light[0] * reach * 2], [0, 1, -light[1] * reach]])
    shadow = cv2.warpAffine(cover, transform, (STAGE, STAGE))
    shadow = cv2.GaussianBlur(shadow, (0, 0), rng.choice([rng.uniform(0.4, 2), rng.uniform(2, 14)]))
    picture = floats(picture * (1 - shadow[..., None] * (1 - tint)))
    contact = cv2.GaussianBlur(cover, (0, 0), rng.uniform(1.5, 7))
    below = np.clip((np.arange(STAGE, dtype=np.float32) - base) / (0.1 * STAGE) + 1, 0, 1)[:, None]
    amount = rng.uniform(0, 0.6) * (below if placed[0].stands else 1)
    picture = floats(picture * (1 - contact * amount)[..., None])
    if placed[0].stands and rng.random() < 0.1:
        mirror = np.array([[1.0, 0, 0], [0, -1, 2 * base - 2]])
        layers = np.dstack([placed[0].light, placed[0].opacity])
        seen = cv2.warpAffine(layers, mirror, (STAGE, STAGE)) * rng.uniform(0.1, 0.45)
        fade = np.clip(1 - (np.arange(STAGE) - base) / (0.4 * STAGE), 0, 1).astype(np.float32)[:, None, None]
        picture = picture * (1 - seen[..., 3:] * fade) + seen[..., :3] * fade
    return np.clip(picture, 0, 1).astype(np.float32)
