"""Small drawings for labels, painted in white into a square mask."""

from __future__ import annotations

import math
from typing import Literal, get_args

from PIL import ImageDraw

Emblem = Literal["sprig", "hills", "moon", "sun", "wave"]
EMBLEMS: tuple[Emblem, ...] = get_args(Emblem)
Point = tuple[float, float]


def paint_emblem(emblem: Emblem, draw: ImageDraw.ImageDraw, side: float) -> None:
    """Paint `emblem` into a square of `side` pixels."""
    {"sprig": _sprig, "hills": _hills, "moon": _moon, "sun": _sun, "wave": _wave}[emblem](draw, side)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: int = 255) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _leaf(draw: ImageDraw.ImageDraw, foot: Point, length: float, angle: float) -> None:
    """A pointed leaf from its `foot`, at `angle` radians above the horizontal."""
    edge = [(step / 20, 0.2 * math.sin(math.pi * (step / 20) ** 0.8)) for step in range(21)]
    outline = edge + [(along, -0.6 * across) for along, across in reversed(edge)]
    cosine, sine = math.cos(angle), math.sin(angle)
    draw.polygon(
        [(foot[0] + length * (u * cosine - v * sine), foot[1] - length * (u * sine + v * cosine)) for u, v in outline],
        fill=255,
    )


def _sprig(draw: ImageDraw.ImageDraw, side: float) -> None:
    def stem(share: float) -> Point:
        return side * (0.47 + 0.06 * math.sin(share * 1.9)), side * (0.98 - 0.86 * share)

    draw.line([stem(step / 30) for step in range(31)], fill=255, width=max(1, round(side * 0.016)), joint="curve")
    for pair in range(5):
        length = side * (0.30 - 0.03 * pair)
        for turn in (-1, 1):
            _leaf(draw, stem(0.2 + 0.15 * pair), length, math.radians(90 - turn * (58 - 4.4 * pair)))
    _leaf(draw, stem(0.92), side * 0.16, math.radians(92))


def _hills(draw: ImageDraw.ImageDraw, side: float) -> None:
    _disc(draw, side * 0.66, side * 0.24, side * 0.14)
    for middle, height, shade in ((0.32, 0.62, 110), (0.72, 0.44, 165), (0.5, 0.32, 255)):
        top = [
            (side * step / 80, side * (0.92 - height * math.exp(-(((step / 80 - middle) / 0.2) ** 2))))
            for step in range(81)
        ]
        draw.polygon([*top, (side, side * 0.93), (0, side * 0.93)], fill=shade)


def _moon(draw: ImageDraw.ImageDraw, side: float) -> None:
    _disc(draw, side * 0.5, side * 0.5, side * 0.44)
    _disc(draw, side * 0.68, side * 0.44, side * 0.37, fill=0)


def _sun(draw: ImageDraw.ImageDraw, side: float) -> None:
    _disc(draw, side * 0.5, side * 0.5, side * 0.24)
    for ray in range(16):
        angle, far = math.pi * ray / 8, 0.48 if ray % 2 == 0 else 0.42
        cosine, sine = math.cos(angle), math.sin(angle)
        ends = [(side * (0.5 + reach * cosine), side * (0.5 + reach * sine)) for reach in (0.32, far)]
        draw.line(ends, fill=255, width=max(1, round(side * 0.022)))


def _wave(draw: ImageDraw.ImageDraw, side: float) -> None:
    for row in range(4):
        middle = 0.23 + 0.18 * row
        points = [
            (side * (0.06 + 0.88 * step / 80), side * (middle + 0.06 * math.sin(step / 80 * 4 * math.pi)))
            for step in range(81)
        ]
        draw.line(points, fill=255, width=max(1, round(side * 0.036)), joint="curve")
