"""From linear light to a picture, and from a colour to what a surface reflects."""

from __future__ import annotations

from functools import cache

import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats

Colour = str | tuple[int, int, int]
"""`#rrggbb`, or red, green and blue in 0..255."""

SHOULDER = 0.72  # linear light up to which the tone curve is straight
BAND = 128  # rows developed at a time, which saves memory
STEPS = 16384  # of the tone table, for each unit of light
DARKEST, LIGHTEST = 0.012, 0.92  # what paint can reflect


def rgb(colour: Colour) -> tuple[int, int, int]:
    if not isinstance(colour, str):
        return colour
    digits = colour.removeprefix("#")
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


@cache
def reflectances() -> Floats:
    """The reflectance of each of the 256 values of sRGB, within what paint can do."""
    value = np.arange(256) / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return np.clip(linear, DARKEST, LIGHTEST).astype(np.float32)


def reflectance(colour: Colour) -> Floats:
    """Linear reflectance of a colour, (3,)."""
    return reflectances()[list(rgb(colour))]


def develop(light: Floats) -> Bytes:
    """sRGB of linear light (height, width, 3), with a shoulder that no light burns through.

    Dithered with a fixed pattern, so that slow gradients have no steps and the same light makes the same picture.
    """
    picture = np.empty(light.shape, np.uint8)
    for top in range(0, len(light), BAND):
        band = light[top : top + BAND]
        index = np.minimum(band * np.float32(STEPS), np.float32(65535)).astype(np.uint16)
        picture[top : top + BAND] = _table()[index] + _grain(*band.shape[:2])
    return picture


@cache
def _table() -> Floats:
    """sRGB in 0..254.99 by light in steps of 1 / `STEPS`."""
    light = np.arange(65536) / STEPS
    over = 1 - SHOULDER
    tone = np.where(light < SHOULDER, light, 1 - over * np.exp(-(np.maximum(light, SHOULDER) - SHOULDER) / over))
    srgb = np.where(tone <= 0.0031308, 12.92 * tone, 1.055 * tone ** (1 / 2.4) - 0.055)
    table: Floats = np.minimum(srgb * 255, 254.99).astype(np.float32)
    return table


@cache
def _grain(height: int, width: int) -> Floats:
    """Uniform noise in 0..1, (height, width, 1): added before the fraction is cut off, it rounds at random."""
    grain: Floats = np.random.default_rng(0).random((height, width, 1), dtype=np.float32)
    return grain
