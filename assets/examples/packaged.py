"""Example products: a pump bottle of soap, a tea tin and a candle in a jar. Lengths in cm."""

from __future__ import annotations

import numpy as np

from assets.examples.artwork import candle_print, soap_label, tea_wrap
from assets.examples.studio import LANDSCAPE, PORTRAIT, Y_AXIS, Shot
from assets.render.geometry import Array, circle, filleted, loft, resampled, rounded_rectangle, spline, tube
from assets.render.materials import principled, texture, wall
from assets.render.textures import mottled, noise


def soap() -> Shot:
    glass = filleted(
        [
            (0.001, 0.25, 0),
            (2.5, 0.1, 0.4),
            (2.7, 0.0, 0.1),
            (3.3, 0.0, 0.45),
            (3.3, 11.9, 2.1),
            (1.35, 12.5, 0.4),
            (1.35, 13.4, 0),
            (0.001, 13.4, 0),
        ],
        20,
    )
    shoulder = glass[(glass[:, 1] > 10.7) & (glass[:, 0] > 1.3)]
    direction = np.gradient(shoulder, axis=0)
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    hollow = shoulder - 0.22 * np.stack([direction[:, 1], -direction[:, 0]], -1)
    air = np.concatenate([[(0.001, hollow[0, 1])], hollow, [(0.001, hollow[-1, 1])]])
    amber = {"type": "rgb", "value": [0.80, 0.40, 0.09]}
    ring, radius = circle(256), 3.33
    label = loft(np.array([(radius, 1.35), (radius, 9.15)]), circle(200, -90 - 95, 190))
    collar = filleted(
        [
            (1.4, 12.75, 0),
            (1.62, 12.75, 0.06),
            (1.62, 14.25, 0.22),
            (1.1, 14.35, 0.1),
            (0.75, 14.55, 0.08),
            (0.75, 14.9, 0.08),
            (0.4, 14.9, 0),
        ]
    )

    def ribs(u: Array, z: Array) -> Array:
        fade = np.clip((z - 12.85) / 0.1, 0, 1) * np.clip((14.0 - z) / 0.1, 0, 1)
        return 0.035 * fade * np.cos(2 * np.pi * 64 * u)

    stem = np.array([(0.42, 14.4), (0.42, 15.6)])
    head = filleted([(0.4, 15.45, 0), (1.0, 15.45, 0.12), (1.12, 16.15, 0.2), (0.9, 16.3, 0.3), (0.001, 16.22, 0)])
    nozzle = spline([(0.2, 15.86), (-1.6, 15.92), (-3.1, 15.88), (-3.75, 15.62), (-3.95, 15.1)], 60)
    t = np.linspace(0, 1, 60)
    spout = tube(np.stack([nozzle[:, 0], 0 * t, nozzle[:, 1]], -1), Y_AXIS, 0.46 - 0.16 * t, 0.36 - 0.10 * t)
    plastic = principled((22, 22, 23), 0.34, specular=0.5)
    dielectric = {"type": "dielectric", "specular_transmittance": amber}
    return Shot(
        parts=(
            (loft(resampled(glass, 0.2), ring), {**dielectric, "int_ior": 1.5, "ext_ior": 1.0}),
            (loft(air, ring), {"type": "dielectric", "int_ior": 1.0, "ext_ior": 1.5}),
            (label, principled(texture(soap_label()), 0.55, specular=0.35)),
            (loft(collar, circle(768), ribs, 0.05), plastic),
            (loft(stem, ring), plastic),
            (loft(head, ring), plastic),
            (spout.turned(28), plastic),
        ),
        table=principled(texture(mottled((112, 130, 120), 0.02, (9, 14), 22, (2048, 3072))), 0.6, specular=0.3),
        wall=wall((146, 162, 152), 23),
        size=PORTRAIT,
        camera=(3.0, -50.0, 19.0),
        target=(-0.3, 0.0, 7.4),
        field_of_view=25.0,
        roll=-0.7,
        exposure=0.66,
        depth=14,
    )


def tea() -> Shot:
    half_x, half_y, corner, height = 4.2, 3.0, 1.1, 11.5
    outline = rounded_rectangle(half_x, half_y, corner)
    base = filleted(
        [(1.3, 0.25, 0), (4.0, 0.25, 0.1), (4.05, 0.0, 0.05), (4.28, 0.0, 0.1), (4.28, 0.3, 0.1), (half_x, 0.42, 0)]
    )
    body = np.array([(half_x, 0.4), (half_x, height + 0.3)])
    lid = filleted(
        [
            (4.2, height, 0),
            (4.31, height, 0.04),
            (4.31, height + 0.22, 0.05),
            (4.26, height + 0.3, 0.06),
            (4.26, height + 2.3, 0.32),
            (3.4, height + 2.3, 0.08),
            (3.3, height + 2.12, 0.1),
            (3.1, height + 2.12, 0.1),
            (3.0, height + 2.36, 0.12),
            (half_x - half_y + 1e-5, height + 2.36, 0),
        ],
        8,
    )
    perimeter = 4 * (half_x + half_y) - 8 * corner + 2 * np.pi * corner
    brushed = texture(noise((1024, 1024), (400, 6), 2, 32) * 0.5 + 0.5)
    brass = principled((220, 190, 138), 0.24, brushed, 0.0005, metallic=1.0)
    wrap = texture(tea_wrap(perimeter, height, 2 * half_x))
    lacquer = principled(wrap, 0.30, specular=0.5, clearcoat=0.35, clearcoat_gloss=0.85)
    turn = -29.0
    ground = mottled((178, 172, 164), 0.035, (9, 14), 33, (2048, 3072))
    return Shot(
        parts=tuple(
            (part.turned(turn), material)
            for part, material in (
                (loft(base, outline, spacing=0.1), brass),
                (loft(body, outline), lacquer),
                (loft(lid, outline, spacing=0.1), brass),
            )
        ),
        table=principled(texture(ground), 0.5, specular=0.4),
        wall=wall((214, 204, 190), 34),
        size=LANDSCAPE,
        camera=(4.0, -52.0, 22.0),
        target=(0.45, 0.0, 6.6),
        field_of_view=26.5,
        roll=-0.5,
        exposure=0.66,
        warmth=0.015,
    )


def candle() -> Shot:
    radius, height, wax = 4.25, 8.8, 6.9
    outside = filleted([(0.001, 0.2, 0), (3.5, 0.2, 0.2), (3.6, 0.0, 0.1), (radius, 0.0, 0.45), (radius, 4.5, 0)])
    inner = radius - 0.36
    top = filleted([(radius, 4.5, 0), (radius, height, 0.17), (inner, height, 0.17), (inner, wax - 1, 0)])
    surface = filleted(
        [
            (radius - 0.35, wax + 0.22, 0),
            (radius - 0.55, wax, 0.5),
            (0.5, wax, 0.5),
            (0.25, wax + 0.06, 0.1),
            (0.001, wax + 0.06, 0),
        ]
    )[::-1]
    middle = 6.15

    def flutes(u: Array, z: Array) -> Array:
        fade = np.clip((z - 0.55) / 0.35, 0, 1) * np.clip((3.75 - z) / 0.3, 0, 1)
        return -0.15 * fade**0.6 * (0.5 + 0.5 * np.cos(2 * np.pi * 40 * u)) ** 0.8

    def soft(u: Array, z: Array) -> Array:
        return 0.03 * np.sin(2 * np.pi * u * 2 + 1) + 0.012 * np.sin(2 * np.pi * u * 5)

    picture, mask = candle_print()
    half = np.degrees(5.5 / radius) / 2
    label = loft(
        np.array([(radius + 0.012, middle - 1.75), (radius + 0.012, middle + 1.75)]), circle(120, -90 - half, 2 * half)
    )
    paper = {"type": "mask", "opacity": texture(mask), "bsdf": principled(texture(picture), 0.6, specular=0.3)}
    wick = spline([(0, 0, wax), (0.02, 0.01, wax + 0.5), (0.10, -0.02, wax + 0.95), (0.24, -0.05, wax + 1.25)], 30)
    thread = tube(wick, Y_AXIS, np.full(30, 0.075), np.full(30, 0.075), 16)
    ceramic = principled((196, 150, 134), 0.42, specular=0.45)
    ground = mottled((122, 136, 130), 0.02, (9, 14), 72, (2048, 3072))
    return Shot(
        parts=(
            (loft(outside, circle(1200), flutes, 0.1), ceramic),
            (loft(top, circle(300)), ceramic),
            (loft(surface, circle(200), soft), principled((240, 230, 208), 0.38, specular=0.35)),
            (label, paper),
            (thread, principled((96, 84, 72), 0.9, specular=0.1)),
        ),
        table=principled(texture(ground), 0.7, specular=0.2),
        wall=wall((158, 170, 164), 74),
        size=LANDSCAPE,
        camera=(3.5, -46.0, 24.0),
        target=(-0.4, 0.0, 3.9),
        field_of_view=24.5,
        roll=0.4,
        exposure=0.66,
        warmth=0.02,
    )
