"""Example products: a stoneware mug, a mushroom lamp and a clothbound notebook. Lengths in cm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assets.examples.artwork import fired_clay, mug_wrap, notebook_cover, specked
from assets.examples.studio import LANDSCAPE, PORTRAIT, Y_AXIS, Shot
from assets.render.geometry import Array, Surface, circle, filleted, loft, resampled, rounded_rectangle, spline, tube
from assets.render.materials import principled, texture, wall
from assets.render.textures import mottled, noise, page_edges, to_picture


def mug() -> Shot:
    height = 9.0
    body = spline([(4.02, 0.75), (4.28, 2.6), (4.34, 5.2), (4.22, height)], 60)
    foot = filleted([(0.001, 0.4, 0), (2.9, 0.4, 0.2), (3.0, 0.0, 0.08), (3.45, 0.0, 0.25), (4.02, 0.75, 0)])
    inside = filleted(
        [
            (4.22, height, 0),
            (4.20, height + 0.34, 0.19),
            (3.80, height + 0.34, 0.19),
            (3.93, 5.2, 2),
            (3.7, 1.0, 1.6),
            (0.001, 0.8, 0),
        ]
    )
    ring = circle(360)

    def throwing_marks(u: Array, z: Array) -> Array:
        return 0.010 * np.sin(2 * np.pi * (z / 0.62 - u)) + 0.006 * np.sin(2 * np.pi * (z / 1.7 + 2 * u))

    path = spline([(3.95, 7.35), (5.5, 7.85), (6.85, 7.0), (7.15, 5.3), (6.5, 3.6), (5.2, 2.65), (3.95, 2.35)], 90)
    t = np.linspace(0, 1, 90)
    flare = 1 + 0.75 * np.exp(-t / 0.055) + 0.75 * np.exp(-(1 - t) / 0.055)
    path3 = np.stack([path[:, 0], np.zeros(90), path[:, 1]], -1)
    handle = tube(path3, Y_AXIS, (0.82 - 0.16 * t) * flare, (0.46 - 0.06 * t) * flare).turned(-24)
    mottle = texture(noise((512, 512), (12, 12), 4, 15) * 0.5 + 0.5)
    glaze = {
        "roughness": 0.14,
        "specular": 0.5,
        "clearcoat": 1.0,
        "clearcoat_gloss": 0.92,
        "bump": mottle,
        "bump_scale": 0.008,
    }
    inner = np.asarray(specked(mottled((226, 212, 186), 0.008, (4, 6), 18, (1400, 2800)), 1500, 18))
    outer = np.asarray(specked(mottled((234, 224, 202), 0.008, (4, 2), 19, (1400, 480)), 420, 19))
    ground = mottled((104, 122, 132), 0.02, (9, 14), 16, (2048, 3072))
    return Shot(
        parts=(
            (loft(foot, ring), principled(texture(to_picture(fired_clay((560, 2970)))), 0.75, specular=0.2)),
            (loft(body, ring, throwing_marks), principled(texture(mug_wrap(0.10, 0.945)), **glaze)),
            (loft(inside, ring), principled(texture(inner), **glaze)),
            (handle, principled(texture(outer), **glaze)),
        ),
        table=principled(texture(ground), 0.6, specular=0.3),
        wall=wall((150, 164, 172), 17),
        size=LANDSCAPE,
        camera=(-2.0, -46.0, 21.0),
        target=(0.4, 0.0, 4.6),
        field_of_view=25.5,
        roll=0.8,
        exposure=0.66,
        warmth=0.02,
    )


def lamp() -> Shot:
    ring = circle(300)
    foot = filleted(
        [(5.3, 0.0, 0), (5.75, 0.0, 0.15), (5.75, 1.1, 0.55), (2.2, 1.75, 1.5), (0.9, 2.6, 0.6), (0.8, 3.2, 0)], 14
    )
    stem = resampled(np.array([(0.62, 3.0), (0.62, 20.6)]), 1.0)
    knurl = filleted([(0.6, 3.0, 0), (0.95, 3.0, 0.08), (0.95, 3.7, 0.08), (0.6, 3.7, 0)])
    turn = np.linspace(0, np.pi / 2, 60)
    dome = np.column_stack([9.7 * np.cos(turn) ** 0.86, 19.0 + 7.4 * np.sin(turn) ** 0.94])
    lip = filleted([(9.5, 18.3, 0), (9.7, 18.3, 0.08), (9.7, 19.0, 0)])
    shade = np.concatenate([lip, dome[1:-1], [(0.001, 26.4)]])
    lining = np.concatenate(
        [[(0.001, 26.1)], dome[-2:0:-1] * np.array([0.97, 1.0]) - np.array([0, 0.25]), [(9.5, 18.3)]]
    )
    cap = filleted([(0.9, 26.1, 0), (0.9, 26.5, 0.12), (0.001, 26.62, 0)])
    grain = texture(noise((1024, 3072), (300, 1000), 1, 42) * 0.5 + 0.5)
    paint = principled((228, 186, 108), 0.40, grain, 0.0012, specular=0.45)
    brass = principled((226, 196, 144), 0.24, metallic=1.0)
    ground = mottled((158, 168, 176), 0.02, (9, 14), 43, (2048, 3072))
    return Shot(
        parts=(
            (loft(foot, ring), paint),
            (loft(stem, circle(96)), brass),
            (loft(knurl, circle(96)), brass),
            (loft(shade, ring, spacing=0.4), paint),
            (loft(lining, ring, spacing=0.4), principled((236, 230, 216), 0.7, specular=0.2)),
            (loft(cap, circle(96)), brass),
        ),
        table=principled(texture(ground), 0.6, specular=0.3),
        wall=wall((176, 188, 196), 44),
        size=PORTRAIT,
        camera=(-4.0, -84.0, 31.0),
        target=(0.5, 0.0, 12.6),
        field_of_view=25.5,
        roll=0.6,
        wall_distance=46.0,
        exposure=0.66,
    )


def notebook() -> Shot:
    half_width, half_height, board, pages = 6.6, 9.8, 0.27, 1.65
    thick = 2 * board + pages
    # Books are lofted lying on their back and then stood up: (x, y, z) becomes (x, -z, y), the cover facing the camera.
    stand = np.array([[1.0, 0, 0], [0, 0, -1.0], [0, 1.0, 0]])

    def slab(half_x: float, half_y: float, corner: float, low: float, high: float, edge: float) -> Surface:
        inner = max(half_x - half_y, 0.0) + 1e-5
        profile = filleted([(inner, low, 0), (half_x, low, edge), (half_x, high, edge), (inner, high, 0)])
        return loft(profile, rounded_rectangle(half_x, half_y, corner), spacing=0.5)

    def flat(surface: Surface) -> Surface:
        x, y = surface.points[..., 0], surface.points[..., 1]
        return replace(surface, uv=np.stack([x / (2 * half_width) + 0.5, y / (2 * half_height) + 0.5], -1))

    block = slab(half_width - 0.28, half_height - 0.3, 0.35, board - 0.02, board + pages + 0.02, 0.01).moved(
        -0.08, 0, 0
    )
    spine = slab(0.34, half_height, 0.3, 0.0, thick, 0.24).moved(-half_width + 0.2, 0, 0)
    loop = resampled(rounded_rectangle(half_height + 0.05, thick / 2 + 0.05, 0.22)(half_height + 0.05), 0.3)
    ones = np.ones(len(loop))
    ring = np.column_stack([4.75 * ones, loop[:, 0], loop[:, 1] + thick / 2])
    elastic = tube(ring, np.array([1.0, 0, 0]), 0.36 * ones, 0.055 * ones)

    cover, relief, foil = notebook_cover(2 * half_width, 2 * half_height)
    raised = {"bump": texture(relief), "bump_scale": 1.0}
    cloth = principled(texture(cover), 0.85, specular=0.25, **raised)
    gold = principled((214, 178, 112), 0.28, metallic=1.0, **raised)
    ribbed = texture(np.tile(np.sin(np.linspace(0, 2 * np.pi * 6, 96)) * 0.5 + 0.5, (8, 1)))
    band = principled((30, 30, 34), 0.8, ribbed, 0.01, specular=0.2)
    pieces = (
        (flat(slab(half_width, half_height, 0.55, 0.0, board, 0.08)), cloth),
        (flat(spine), cloth),
        (block, principled(texture(page_edges()), 0.9, specular=0.1)),
        (
            flat(slab(half_width, half_height, 0.55, board + pages, thick, 0.08)),
            {"type": "blendbsdf", "weight": texture(foil), "cloth": cloth, "foil": gold},
        ),
        (elastic, band),
    )
    return Shot(
        parts=tuple(
            (part.mapped(stand).moved(0, thick / 2, half_height).turned(-31), material) for part, material in pieces
        ),
        table=principled(texture(mottled((222, 219, 212), 0.01, (30, 40), 52)), 0.34, specular=0.45),
        wall=wall((176, 182, 164), 53),
        size=PORTRAIT,
        camera=(2.0, -66.0, 33.0),
        target=(0.6, 0.0, 9.2),
        field_of_view=25.0,
        roll=-0.5,
        exposure=0.60,
    )
