"""A photographer's paper sweep, painted: soft light from one side, a floor that curves up into the wall, fine grain.

Colours are chosen in Lab: muted, and lighter or darker than the product so that its outline reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.placement import SIDE

Side = Literal[-1, 1]

COARSE = 400  # pixels; light on paper has no detail, so it is computed here and enlarged
GRAIN = 0.9  # standard deviation of the noise, in 8-bit levels: hides the steps of a slow gradient
NEUTRAL = 9.0  # a product below this chroma sets no hue
WARM_HUE = 75.0  # degrees in Lab: sand


@dataclass(frozen=True)
class Sweep:
    """`lightness` (L), `chroma` and `hue` (degrees) of the paper in Lab; `light` is the side the light comes from."""

    lightness: float
    chroma: float
    hue: float
    light: Side


def choose_sweep(colours: Floats, shares: Floats, rng: np.random.Generator) -> Sweep:
    """A sweep that suits a product of these Lab `colours`, (n, 3), with these `shares`, (n,)."""
    chroma = np.hypot(colours[:, 1], colours[:, 2])
    lead = int((chroma * shares).argmax())
    if chroma[lead] > NEUTRAL:
        own = float(np.degrees(np.arctan2(colours[lead, 2], colours[lead, 1])))
        # Beside its own hue a colour looks calm, across from it fresh; sand goes with everything.
        hue = own + float(rng.choice([25.0, -25.0, 180.0, 165.0]))
        if rng.random() < 0.3:
            hue = WARM_HUE
    else:
        hue = float(rng.choice([WARM_HUE, 55.0, 120.0, 200.0, 255.0]))
    brightness = float((colours[:, 0] * shares).sum())
    lightness = rng.uniform(70, 75) if brightness > 72 else rng.uniform(82, 87)
    return Sweep(float(lightness), float(rng.uniform(7, 12)), hue % 360, 1 if rng.random() < 0.5 else -1)


def paint_sweep(sweep: Sweep, rng: np.random.Generator, *, horizon: float | None) -> Floats:
    """The lit paper, (2000, 2000, 3) sRGB in 0..255, unrounded.

    `horizon`, a part of the height, is where the floor begins to rise; None looks down on a flat sheet.
    """
    y, x = np.mgrid[:COARSE, :COARSE].astype(np.float32) / COARSE
    near = x if sweep.light < 0 else 1 - x  # 0 on the side of the light
    lightness = sweep.lightness + 5 * (0.5 - near) - 5.5 * (((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.5) ** 1.5
    if horizon is None:
        lightness += 4 * np.exp(-(((near - 0.2) / 0.6) ** 2) - ((y - 0.15) / 0.6) ** 2)
    else:
        rise = _smoothstep((y - horizon + 0.14) / 0.28)
        pool = np.exp(-(((near - 0.4) / 0.36) ** 2) - ((y - 0.36) / 0.34) ** 2)
        fold = np.exp(-(((y - horizon) / 0.09) ** 2))
        front = np.exp(-(((near - 0.45) / 0.5) ** 2) - ((y - 0.85) / 0.2) ** 2)
        lightness += -2.5 + 7 * pool * (1 - rise) + rise * (2.5 + 4 * front) - 1.8 * fold
    angle = np.radians(sweep.hue)
    tint = sweep.chroma * (0.75 + 0.25 * (100 - lightness) / (100 - sweep.lightness))
    lab = np.dstack([np.clip(lightness, 0, 97.5), tint * np.cos(angle), tint * np.sin(angle)]).astype(np.float32)
    paper = np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), 0, 1) * 255
    full = cv2.resize(paper, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    grain = rng.standard_normal((SIDE, SIDE, 1), np.float32) * np.float32(GRAIN)
    return cast(Floats, full + grain)


def darken(paper: Floats, shadow: Floats) -> Bytes:
    """Round `paper` to bytes under `shadow`, (2000, 2000), 0 for full light.

    Light from the room keeps shadows a little blue.
    """
    depth = (1.0, 0.985, 0.955)
    for channel in range(3):
        paper[..., channel] *= 1 - depth[channel] * shadow
    return np.clip(np.rint(paper), 0, 255).astype(np.uint8)


def _smoothstep(t: Floats) -> Floats:
    t = cast(Floats, np.clip(t, 0, 1))
    return t * t * (3 - 2 * t)
