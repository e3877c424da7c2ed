"""Boxes, bags, tubes and tags."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.mockups.parts import (
    Finish,
    Mockup,
    Part,
    box,
    cut,
    even,
    height,
    lathe,
    points,
    printed,
    profile,
    turned,
    wrap,
)
from assets.render.geometry import Array, Surface, filleted, grid, loft, rounded_rectangle, spline
from assets.render.geometry import tube as strand
from assets.render.textures import noise, weave

CARD = Finish("main", 0.42, 0.4)
CLOTH = weave((200, 200, 200), (150, 150), 5)
CANVAS = Finish("main", 0.85, 0.2, grain=CLOTH[0][..., 0] / CLOTH[0][..., 0].mean(), bump=CLOTH[1], bump_scale=0.0016)


def carton() -> Mockup:
    """A folding box, printed over its front and right side, with a tucked lid."""
    half_x, half_y, tall = 0.30, 0.16, 0.94
    profile = filleted([(0.0, 0.0, 0), (half_x, 0.0, 0.004), (half_x, tall, 0.004), (half_x - 0.008, tall, 0)])
    walls = loft(profile, rounded_rectangle(half_x, half_y, 0.007), spacing=0.02)
    lid = box((half_x - 0.005, half_y - 0.008), tall - 0.016, tall - 0.004, 0.006, 0.005).moved(0, 0.004, 0)
    around = 4 * (half_x + half_y)
    u = tuple((half_x + 2 * half_y + more) / around for more in (0.0, 2 * half_x + 2 * half_y))
    parts, size = printed(walls, u, (height(walls, 0.003), height(walls, tall - 0.003)))
    parts.append((lid, "body"))
    return Mockup(
        turned(parts, -30),
        size,
        (0.03, 0.03, half_x / (half_x + half_y) - 0.03, 0.97),
        finishes={"body": CARD, "label": Finish("label", 0.42, 0.4)},
    )


def squeezed(z: Array, n: int) -> Array:
    """Cross-sections of a crimped tube: round at its shoulder, flat at its seam; shape (len(z), n, 3)."""
    radius, low, flat = 0.19, 0.20, 0.99
    rise = np.clip((z - low) / (flat - low), 0, 1)
    deep = np.maximum(radius * (1 - rise**1.35), 0.006)
    deep = np.where(z < low + 0.02, radius - 0.02 + np.sqrt(np.maximum(0.02**2 - (low + 0.02 - z) ** 2, 0)), deep)
    wide = np.where(z < low + 0.02, deep, radius * (1 + 0.5 * (1 - deep / radius) ** 0.85))
    turn = np.radians(-270 + np.linspace(0, 360, n))
    points = np.stack(
        [wide[:, None] * np.cos(turn), deep[:, None] * np.sin(turn), np.broadcast_to(z[:, None], (len(z), n))], -1
    )
    crimp = np.clip((z - 1.0) / 0.008, 0, 1)[:, None] * np.clip((1.055 - z) / 0.006, 0, 1)[:, None]
    points[..., 1] += 0.0025 * crimp * np.cos(2 * np.pi * points[..., 0] / 0.012)
    return points


def tube() -> Mockup:
    """A tube of cream or paste that stands on its cap."""
    z = np.r_[0.198, np.linspace(0.2, 0.22, 10), np.linspace(0.23, 0.98, 90), np.linspace(0.983, 1.06, 40)]
    points = squeezed(z, 721)
    u, v = np.meshgrid(np.linspace(0, 1, 721), (z - z[0]) / (z[-1] - z[0]))
    wall = grid(points, np.stack([u, v], -1), closed=True)
    shut = points[-1:] * np.linspace(1, 0.02, 4)[:, None, None] ** np.array([0.0, 1.0, 0.0])
    end = grid(shut, np.zeros((4, 721, 2)), closed=True)

    def ribs(u: Array, z: Array) -> Array:
        return 0.0016 * np.cos(2 * np.pi * 60 * u) * np.clip((z - 0.02) / 0.01, 0, 1) * np.clip((0.17 - z) / 0.01, 0, 1)

    cap = lathe(profile("0 0, 0.178 0 0.012, 0.178 0.19 0.008, 0.1 0.19"), ribs, 720)
    neck = lathe(profile("0.165 0.185, 0.165 0.2"))
    parts, size = printed(wall, wrap(168), (height(wall, 0.27), height(wall, 0.95)))
    satin = Finish("label", 0.3, 0.5)
    parts += [(end, "body"), (cap, "lid"), (neck, "body")]
    return Mockup(
        turned(parts, -6),
        size,
        (0.14, 0.04, 0.86, 0.96),
        finishes={"body": replace(satin, role="main"), "label": satin},
    )


def pouch() -> Mockup:
    """A stand-up pouch with a heat seal, a zip and a gusset."""
    u, v = np.meshgrid(np.linspace(-1, 1, 321), np.linspace(0, 1, 401))
    half_x, tall, seal = 0.40, 1.08, 0.87
    fill = np.clip(1 - (v / seal) ** 2.6, 0, 1) * (0.72 + 0.28 * np.sin(np.pi * np.clip(v / 0.8, 0, 1)))
    bulge = 0.165 * fill * np.clip(1 - abs(u / 0.955) ** 2.6, 0, 1) ** 0.8
    x = half_x * u * (1 - 0.035 * np.sin(np.pi * np.clip(v / seal, 0, 1)))
    creases = noise(u.shape, (3, 9), 3, 4) * np.exp(-np.clip(seal - v, 0, 1) / 0.10) * (v < seal)
    dents = 0.5 * noise(u.shape, (7, 5), 3, 9)
    for side in (-1, 1):
        away = np.hypot((u - side) * half_x, (v - 0.03) * tall)
        angle = np.arctan2(v * tall, (1 - side * u) * half_x + 1e-6)
        creases += (
            1.2 * np.sin(11 * angle + 2.2 * side + 1.5 * dents) * np.exp(-away / 0.13) * np.clip(away / 0.05, 0, 1)
        )
    bulge += 0.006 * creases * np.clip((1 - abs(u)) / 0.1, 0, 1) * np.clip(fill * 9, 0, 1) + 0.0035 * dents * np.clip(
        fill, 0, 1
    ) * (1 - u**2)
    gusset = 0.045 + 0.12 * np.clip(abs(u), 0, 0.97) ** 2.2
    bulge -= 0.0035 * np.exp(-(((v * tall - gusset) / 0.006) ** 2)) * (abs(u) < 0.96)
    bulge += 0.004 * np.exp(-(((v - 0.835) / 0.005) ** 2)) * (abs(u) < 0.95)
    ribs = np.clip((v - 0.905) / 0.004, 0, 1) * np.clip((0.985 - v) / 0.004, 0, 1)
    bulge += 0.0014 * ribs * np.cos(2 * np.pi * v * tall / 0.011)
    edge = 0.0025
    uv = np.stack([(u + 1) / 2, v], -1)
    front = grid(np.stack([x, -bulge - edge, v * tall], -1), uv)
    back = grid(np.stack([-x, bulge[:, ::-1] + edge, v * tall], -1), uv)
    rim = np.concatenate([front.points[:, -1], front.points[::-1][0, ::-1], front.points[::-1, 0]])
    sides = grid(np.stack([rim * [1, -1, 1], rim]), np.zeros((2, len(rim), 2)))
    parts, size = printed(front, (0.115, 0.885), (0.165, 0.79))
    foil = Finish("label", 0.36, 0.5)
    parts += [(back, "body"), (sides, "body")]
    return Mockup(
        turned(parts, -9), size, (0.05, 0.03, 0.95, 0.97), finishes={"body": replace(foil, role="main"), "label": foil}
    )


def tote() -> Mockup:
    """A cloth bag with two handles."""
    half_x, half_y, tall = 0.38, 0.085, 0.78
    folds = noise((400, 400), (2, 9), 3, 12)

    def hang(u: Array, z: Array) -> Array:
        column = np.clip((u % 1) * 399, 0, 399).astype(int)
        row = np.clip((1 - z / tall) * 399, 0, 399).astype(int)
        return (
            0.009 * folds[row, column] * np.clip(z / 0.1, 0, 1) + 0.018 * np.sin(np.pi * np.clip(z / tall, 0, 1)) ** 2
        )

    outline = even(rounded_rectangle(half_x, half_y, 0.05), 240)
    outer = loft(filleted([(0, 0.0, 0), (half_x, 0.0, 0.03), (half_x, tall, 0)]), outline, hang, 0.012)
    inner = loft(
        filleted([(half_x - 0.007, tall, 0), (half_x - 0.007, 0.3, 0)]), outline, lambda u, z: -hang(u, z), 0.02
    )
    hem = grid(
        np.stack(
            [outer.points[-1], outer.points[-1] + [0, 0, 0.003], inner.points[0] + [0, 0, 0.003], inner.points[0]]
        ),
        np.zeros((4, 241, 2)),
        closed=True,
    )
    parts, size = printed(outer, (0.29, 0.71), (height(outer, 0.07), height(outer, 0.64)))
    parts += [(inner, "body"), (hem, "body")]
    for side in (-1, 1):
        line = spline(
            points(
                "-0.17 0.58, -0.17 0.78, -0.155 0.96, -0.09 1.08, 0 1.12, 0.09 1.08, 0.155 0.96, 0.17 0.78, 0.17 0.58"
            ),
            120,
        )
        depth = np.interp(line[:, 1], [0.5, 0.78, 1.12], [half_y + 0.020, half_y + 0.012, half_y * 0.6])
        path = np.column_stack([line[:, 0], side * depth, line[:, 1]])
        parts.append((strand(path, np.array([0.0, 1.0, 0.0]), np.full(120, 0.005), np.full(120, 0.026)), "handle"))
    return Mockup(
        turned(parts, -10),
        size,
        (0.08, 0.2, 0.92, 0.96),
        finishes={"body": replace(CANVAS, repeat=2.4), "handle": CANVAS, "label": replace(CANVAS, role="label")},
    )


def tag() -> Mockup:
    """A hang tag on a string, hanging from a slender stand."""
    half, tall, thick = 0.23, 0.72, 0.008
    corners = [
        (0, 0),
        (-half, 0),
        (-half, tall - 0.11),
        (-half + 0.11, tall),
        (half - 0.11, tall),
        (half, tall - 0.11),
        (half, 0),
        (0, 0),
    ]
    edge = filleted([(x, z, 0.012) for x, z in corners])[::-1]
    rim = even(lambda _: edge, 720)(1.0)
    hole = np.array([0.0, tall - 0.075])
    ray = (rim - hole) / np.linalg.norm(rim - hole, axis=1, keepdims=True)
    inside = hole + 0.021 * ray
    flat = [inside + (rim - inside) * t for t in np.linspace(0, 0.995, 24)]
    layers = [
        (inside, thick),
        *((ring, 0.0) for ring in flat),
        (rim, 0.0015),
        (rim, thick - 0.0015),
        *((ring, thick) for ring in flat[::-1]),
    ]
    points = np.stack(
        [np.column_stack([ring[:, 0], np.full(len(ring), y - thick / 2), ring[:, 1]]) for ring, y in layers]
    )
    uv = np.stack([points[..., 0] / (2 * half) + 0.5, points[..., 2] / tall], -1)
    card = grid(points, uv, closed=True)
    front = Surface(card.points[1:25], np.broadcast_to([0.0, -1.0, 0.0], card.points[1:25].shape).copy(), card.uv[1:25])
    up = np.array([0, 0, 0.17])
    eyelet_turn = np.linspace(0, 2 * np.pi, 97)
    eyelet = grid(
        np.stack(
            [
                np.column_stack([hole[0] + r * np.cos(eyelet_turn), np.full(97, y), hole[1] + r * np.sin(eyelet_turn)])
                for r, y in ((0.021, 0.006), (0.020, -0.004), (0.024, -0.0085), (0.032, -0.0085), (0.035, -0.004))
            ]
        ),
        np.zeros((5, 97, 2)),
        closed=True,
    )
    parts: list[Part] = [
        (front.moved(*up), "label"),
        (cut(card, slice(24, None)).moved(*up), "body"),
        (cut(card, slice(0, 2)).moved(*up), "body"),
        (eyelet.moved(*up), "metal"),
    ]
    return _hung(parts, hole + up[1:], (2 * half, tall))


def _hung(parts: list[Part], hole: Array, size: tuple[float, float]) -> Mockup:
    """The tag with its string and the stand it hangs from."""
    top = 1.13
    for y, wide in ((-0.012, 0.006), (0.014, -0.006)):
        line = spline(
            [
                (0, y * 0.2, hole[1] - 0.018),
                (0.2 * wide, y * 1.2, hole[1] + 0.01),
                (wide, y * 0.8, (hole[1] + top) / 2),
                (0, 0, top),
            ],
            60,
        )
        parts.append((strand(line, np.array([1.0, 0.0, 0.0]), np.full(60, 0.005), np.full(60, 0.005), 20), "string"))
    rod = spline(
        points("0 0.16 0.01, 0 0.16 0.5, 0 0.16 0.98, 0 0.14 1.09, 0 0.08 1.14, 0 0 1.125, 0 -0.02 1.135"),
        160,
    )
    parts.append((strand(rod, np.array([1.0, 0.0, 0.0]), np.full(160, 0.009), np.full(160, 0.009), 32), "metal"))
    foot = lathe(profile("0 0, 0.17 0 0.004, 0.17 0.018 0.006, 0 0.019"))
    parts.append((foot.moved(0, 0.16, 0), "metal"))
    return Mockup(
        turned(parts, -12), size, (0.08, 0.22, 0.92, 0.95), finishes={"body": CARD, "label": Finish("label", 0.5, 0.35)}
    )


PACKS = (carton, tube, pouch, tote, tag)
