"""Books, telephones and lamps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.mockups.parts import Finish, Mockup, Part, box, height, lathe, printed, profile, turned, wrap
from assets.render.geometry import Array, Surface, filleted, grid, loft, rounded_rectangle
from assets.render.textures import noise, weave

LINEN = weave((200, 200, 200), (120, 120), 7, 0.10)
SHEETS = 1 + 0.06 * noise((512, 360), (2, 45), 2, 61)  # lines up the cut edge of a block of paper


def book() -> Mockup:
    """A hardback that stands a little turned, its spine to the left."""
    half_x, half_y, tall, board = 0.33, 0.065, 0.98, 0.011

    def hinge(u: Array, z: Array) -> Array:
        return -0.004 * np.exp(-((((u - u_hinge) * around) / 0.010) ** 2))

    around = 4 * (half_x + board / 2)
    u_hinge = (half_x + board + 0.055) / around
    cover = box((half_x, board / 2), 0.0, tall, 0.004, 0.003, hinge)
    u = ((half_x + board) / around, (3 * half_x + board) / around)
    parts, size = printed(
        cover.moved(0, -half_y + board / 2, 0), u, (height(cover, 0.003), height(cover, tall - 0.003))
    )
    turn = np.radians(np.linspace(90, 270, 61))
    spine = np.stack(
        [
            np.column_stack([-half_x + 0.012 + 0.022 * np.cos(turn), half_y * np.sin(turn), np.full(61, z)])
            for z in np.linspace(0.0, tall, 40)
        ]
    )
    pages = box((half_x - 0.014, half_y - board - 0.0005), 0.014, tall - 0.016, 0.003, 0.003).moved(-0.006, 0, 0)
    x, y = pages.points[..., 0], pages.points[..., 1]
    lined = replace(pages, uv=np.stack([y / (2 * half_y) + 0.5, pages.points[..., 2] + x], -1))
    uv = np.stack(np.meshgrid(np.linspace(0, 1, 61), np.linspace(0, 1, 40)), -1)
    outside = grid(spine, uv)
    parts += [(cover.moved(0, half_y - board / 2, 0), "body"), (outside, "body"), (lined, "paper")]
    cloth = Finish("label", 0.6, 0.35)
    leaf = Finish("light", 0.8, 0.2, grain=SHEETS)
    return Mockup(
        turned(parts, -32),
        size,
        (0.07, 0.04, 0.95, 0.96),
        finishes={"body": replace(cloth, role="main"), "label": cloth, "paper": leaf},
    )


def phone() -> Mockup:
    """A telephone that stands upright, its screen as the label."""
    half_x, half_z, half_y, corner = 0.245, 0.51, 0.026, 0.075

    def slab(half: tuple[float, float], radius: float, profile: list[tuple[float, float, float]]) -> Surface:
        lying = loft(filleted(profile), rounded_rectangle(*half, radius, 40), spacing=0.01)
        upright = np.array([[1.0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]])
        flat = np.stack([lying.points[..., 0] / (2 * half[0]) + 0.5, lying.points[..., 1] / (2 * half[1]) + 0.5], -1)
        return replace(lying, uv=flat).mapped(upright).moved(0, 0, half_z)

    frame = slab(
        (half_x, half_z),
        corner,
        [(0, -half_y, 0), (half_x, -half_y, 0.012), (half_x, half_y, 0.009), (half_x - 0.012, half_y, 0)],
    )
    glass = slab(
        (half_x - 0.006, half_z - 0.006),
        corner - 0.006,
        [(half_x - 0.006, half_y - 0.004, 0), (half_x - 0.006, half_y + 0.0015, 0.003), (0, half_y + 0.0015, 0)],
    )
    edge = half_x - 0.017
    screen = slab((edge, half_z - 0.017), corner - 0.017, [(edge, half_y + 0.0022, 0), (0, half_y + 0.0022, 0)])
    camera = slab((0.06, 0.0165), 0.0165, [(0.06, half_y + 0.0028, 0), (0, half_y + 0.0028, 0)]).moved(
        0, 0, half_z - 0.062
    )
    parts: list[Part] = [(screen, "label"), (frame, "metal"), (glass, "glass"), (camera, "glass")]
    parts.append((box((0.006, 0.009), 0.665, 0.775, 0.004, 0.003).moved(half_x, 0, 0), "metal"))
    bright = Finish("label", 0.16, 0.5)
    return Mockup(
        turned(parts, -20),
        (2 * edge, 2 * half_z - 0.034),
        (0.05, 0.07, 0.95, 0.97),
        ground="glass",
        sees="glass",
        finishes={"label": bright, "metal": Finish("metal", 0.3, 0.5, metallic=1.0)},
    )


def lamp() -> Mockup:
    """A table lamp: a glazed foot, a collar of metal and a shade of cloth."""
    foot = lathe(
        profile(
            "0 0, 0.15 0 0.012, 0.155 0.035 0.02, 0.075 0.1 0.08, 0.17 0.26 0.14, 0.16 0.36 0.09, "
            "0.04 0.47 0.06, 0.034 0.52 0.004, 0 0.52"
        )
    )
    collar = lathe(profile("0 0.515, 0.045 0.515 0.004, 0.045 0.545 0.004, 0.013 0.55 0.004, 0.013 0.72"))
    shade = lathe(
        profile("0.36 0.6, 0.364 0.603, 0.365 0.606, 0.365 0.618, 0.24 1.082, 0.24 1.096, 0.236 1.1, 0.232 1.096")
    )
    inside = lathe(profile("0.232 1.096, 0.356 0.61, 0.36 0.6"))
    top = lathe(profile("0 1.072, 0.012 1.075, 0.016 1.135 0.006, 0 1.14"))
    parts, size = printed(shade, wrap(180), (height(shade, 0.62), height(shade, 1.078)), "shade")
    fabric = Finish(
        "accent",
        0.85,
        0.15,
        grain=LINEN[0][..., 0] / LINEN[0][..., 0].mean(),
        bump=LINEN[1],
        bump_scale=0.001,
        repeat=4,
    )
    parts += [(inside, "inner"), (foot, "body"), (collar, "metal"), (top, "metal")]
    return Mockup(
        tuple(parts),
        size,
        (0.2, 0.06, 0.8, 0.94),
        ground="shade",
        finishes={
            "shade": fabric,
            "label": replace(fabric, role="label", repeat=2),
            "inner": Finish("light", 0.8, 0.2),
        },
    )


THINGS = (book, phone, lamp)
