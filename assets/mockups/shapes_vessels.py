"""Bottles, jars, cups and other turned things."""

from __future__ import annotations

import numpy as np

from assets.mockups.parts import Finish, Mockup, corners, height, lathe, points, printed, profile, sticker, wrap
from assets.render.geometry import Array, filleted, loft, rounded_rectangle, spline, tube
from assets.render.textures import noise

ROUND_FACE = (0.24, 0.04, 0.76, 0.96)  # of a label that runs round a body: what faces the viewer
STONEWARE = Finish("main", 0.42, 0.45, bump=0.5 + 0.12 * noise((768, 1024), (60, 90), 4, 3), bump_scale=0.0016)


def bottle() -> Mockup:
    """A slender bottle for oil, sauce or spirits, with a ribbed stopper."""
    wall = lathe(
        profile("0 0.02, 0.17 0 0.01, 0.205 0 0.03, 0.205 0.66 0.13, 0.068 0.84 0.12, 0.066 0.985 0.008, 0 0.985")
    )
    ring = lathe(profile("0.06 0.93, 0.078 0.93 0.006, 0.078 0.968 0.006, 0.06 0.968"))
    collar = lathe(profile("0.04 0.988, 0.073 0.988 0.004, 0.073 1.012 0.004, 0.04 1.012"))

    def ribs(u: Array, z: Array) -> Array:
        return (
            0.0022 * np.cos(2 * np.pi * 48 * u) * np.clip((z - 1.025) / 0.01, 0, 1) * np.clip((1.125 - z) / 0.02, 0, 1)
        )

    stopper = lathe(profile("0 1.013, 0.076 1.013 0.006, 0.076 1.15 0.014, 0 1.15"), ribs, 576)
    parts, size = sticker(wall, wrap(236), (height(wall, 0.10), height(wall, 0.545)))
    return Mockup((*parts, (ring, "body"), (collar, "metal"), (stopper, "lid")), size, ROUND_FACE)


def pump() -> Mockup:
    """A bottle of soap or lotion with a pump and a metal collar."""
    wall = lathe(profile("0 0, 0.34 0 0.04, 0.34 1.03 0.13, 0.15 1.085 0.05, 0.15 1.14, 0 1.14"))
    collar = lathe(profile("0 1.09, 0.172 1.09 0.008, 0.172 1.235 0.014, 0.06 1.245 0.006, 0.056 1.28 0.006, 0 1.28"))
    stem = lathe(profile("0.042 1.26, 0.042 1.4"), n=96)
    head = lathe(profile("0 1.352, 0.12 1.352 0.014, 0.115 1.452 0.02, 0 1.457"))
    aside = np.array([-0.83, -0.56, 0.0]) / np.hypot(0.83, 0.56)
    line = spline(points("0.02 1.408, 0.2 1.405, 0.31 1.396, 0.345 1.375, 0.35 1.335"), 60)
    path = line[:, :1] * aside + line[:, 1:] * np.array([0.0, 0.0, 1.0])
    thick = np.interp(np.linspace(0, 1, 60), [0, 0.7, 0.985, 1], [0.040, 0.030, 0.024, 0.016])
    nozzle = tube(path, np.array([aside[1], -aside[0], 0.0]), thick, thick)
    parts, size = sticker(wall, wrap(236), (height(wall, 0.14), height(wall, 0.88)))
    tops = tuple((surface, "lid") for surface in (stem, head, nozzle))
    return Mockup((*parts, (collar, "metal"), *tops), size, ROUND_FACE)


def jar() -> Mockup:
    """A jar of cream or balm with a screw lid."""
    wall = lathe(profile("0 0, 0.44 0 0.06, 0.44 0.43 0.06, 0.36 0.445 0.01, 0.36 0.48, 0 0.48"))
    lid = lathe(profile("0.34 0.452, 0.447 0.452 0.008, 0.447 0.68 0.028, 0 0.684"))
    parts, size = sticker(wall, wrap(150), (height(wall, 0.075), height(wall, 0.36)))
    return Mockup((*parts, (lid, "lid")), size, (0.16, 0.06, 0.84, 0.94))


def mug() -> Mockup:
    """A straight mug with a handle, printed round its front."""
    wall = lathe(profile("0 0.012, 0.31 0.012 0.004, 0.32 0 0.006, 0.4 0 0.05, 0.4 0.8, 0.395 0.812"))
    rim = lathe(profile("0.4 0.8, 0.4 0.818 0.009, 0.366 0.818 0.009, 0.366 0.79"))
    inside = lathe(profile("0.366 0.79, 0.366 0.05 0.09, 0 0.05"))
    turn = np.radians(np.linspace(-98, 98, 90))
    path = np.stack([0.345 + 0.285 * np.cos(turn), 0 * turn, 0.41 + 0.235 * np.sin(turn)], -1)
    flare = 1 + 0.35 * np.clip((abs(np.degrees(turn)) - 70) / 28, 0, 1) ** 2
    handle = tube(path, np.array([0.0, 1.0, 0.0]), 0.056 * flare, 0.034 * flare, 64).turned(-24)
    parts, size = printed(wall, wrap(200), (height(wall, 0.06), height(wall, 0.795)))
    return Mockup(
        (*parts, (rim, "body"), (inside, "inner"), (handle, "body")),
        size,
        (0.22, 0.04, 0.72, 0.96),
        finishes={"label": Finish("label", 0.24, 0.5, clearcoat=0.4)},
    )


def can() -> Mockup:
    """A drink can."""
    wall = lathe(
        profile(
            "0.16 0.02, 0.185 0 0.01, 0.205 0.006 0.01, 0.262 0.075 0.05, 0.262 0.83 0.06, 0.214 0.925 0.03, "
            "0.212 0.945"
        )
    )
    top = lathe(
        profile(
            "0.21 0.938, 0.222 0.944 0.004, 0.222 0.968 0.006, 0.203 0.97 0.006, 0.194 0.938 0.006, "
            "0.184 0.934 0.004, 0.176 0.944 0.004, 0 0.944"
        )
    )
    tab = loft(
        filleted(corners("0 0.95, 0.036 0.95 0.003, 0.036 0.958 0.003, 0 0.958")),
        rounded_rectangle(0.036, 0.065, 0.034),
        spacing=0.01,
    ).turned(24)
    parts, size = printed(wall, wrap(240), (height(wall, 0.085), height(wall, 0.835)))
    gloss = Finish("label", 0.28, 0.5, clearcoat=0.5)
    return Mockup(
        (*parts, (top, "metal"), (tab.moved(0, -0.03, 0), "metal")), size, ROUND_FACE, finishes={"label": gloss}
    )


def candle() -> Mockup:
    """A candle in a ceramic tumbler with a paper label."""
    wall = lathe(profile("0 0, 0.36 0 0.045, 0.36 0.74 0.008, 0.336 0.74 0.008, 0.336 0.6"))
    wax = lathe(profile("0.339 0.672, 0.332 0.665 0.004, 0.32 0.655 0.02, 0 0.652"))
    wick = tube(
        spline(points("0 0 0.64, 0.002 0 0.7, 0.012 0 0.745, 0.03 0 0.77"), 30),
        np.array([0.0, 1.0, 0.0]),
        np.r_[np.full(28, 0.0085), 0.006, 0.001],
        np.r_[np.full(28, 0.0085), 0.006, 0.001],
        24,
    )
    parts, size = sticker(wall, wrap(88), (height(wall, 0.16), height(wall, 0.57)))
    return Mockup((*parts, (wax, "wax"), (wick, "wick")), size, finishes={"body": STONEWARE})


def vase() -> Mockup:
    """A vase of stoneware with a narrow neck."""
    outer = spline(
        points(
            "0 0, 0.15 0, 0.185 0.012, 0.27 0.16, 0.325 0.37, 0.285 0.58, 0.165 0.73, 0.108 0.83, "
            "0.104 0.92, 0.135 0.99, 0.142 1, 0.138 1.008, 0.128 1.004"
        ),
        160,
    )
    wall = lathe(outer)
    inside = lathe(profile("0.128 1.004, 0.094 0.93 0.02, 0.094 0.8 0.05, 0.22 0.55"))
    parts, size = printed(wall, wrap(130), (height(wall, 0.17), height(wall, 0.60)))
    matte = Finish("label", 0.42, 0.45)
    return Mockup(
        (*parts, (inside, "inner")),
        size,
        (0.14, 0.08, 0.86, 0.92),
        finishes={"body": Finish("main", 0.42, 0.45), "label": matte},
    )


def bowl() -> Mockup:
    """A deep bowl on a foot ring."""
    outer = spline(
        points(
            "0.19 0, 0.205 0.004, 0.205 0.05, 0.24 0.065, 0.4 0.19, 0.495 0.34, 0.53 0.455, 0.532 0.466, "
            "0.527 0.473, 0.518 0.468"
        ),
        120,
    )
    wall = lathe(outer)
    inner = spline(points("0.518 0.468, 0.51 0.45, 0.475 0.335, 0.38 0.2, 0.2 0.1, 0 0.085"), 80)
    inside = lathe(inner)
    parts, size = printed(wall, wrap(160), (height(wall, 0.10), height(wall, 0.425)))
    gloss = Finish("label", 0.24, 0.5, clearcoat=0.4)
    return Mockup((*parts, (inside, "inner")), size, (0.2, 0.08, 0.8, 0.9), finishes={"label": gloss})


def tin() -> Mockup:
    """A round tin of tea or biscuits with a slip lid of bare metal."""
    wall = lathe(
        profile("0 0.006, 0.27 0.006, 0.296 0 0.006, 0.304 0.006 0.005, 0.304 0.02 0.005, 0.3 0.026 0.002, 0.3 0.7")
    )
    lid = lathe(
        profile(
            "0.3 0.632, 0.309 0.632 0.004, 0.309 0.652 0.004, 0.305 0.656 0.003, 0.305 0.815 0.016, "
            "0.268 0.822 0.006, 0.262 0.812 0.006, 0 0.816"
        )
    )
    parts, size = printed(wall, wrap(240), (height(wall, 0.032), height(wall, 0.63)))
    brushed = Finish("metal", 0.30, 0.5, metallic=1.0)
    gloss = Finish("label", 0.3, 0.5, clearcoat=0.3)
    return Mockup((*parts, (lid, "metal")), size, ROUND_FACE, finishes={"metal": brushed, "label": gloss})


VESSELS = (bottle, pump, jar, mug, can, candle, vase, bowl, tin)
