"""What lies under the words of a banner: the place as it is, a veil that fades out, or a panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.banner_colours import DARK, LIGHT, from_lab, hexadecimal
from mmdemo.processing.image.banner_stage import Side
from mmdemo.processing.image.legibility import ENOUGH, luminance, mean_in, worst_contrast
from mmdemo.processing.image.tone import rgb

Number = TypeVar("Number", np.uint8, np.float32)

SPARE = 1.06  # times the contrast that is asked for, so that rounding takes none of it
BUSY, CALMED, MOST = 0.9, 2.2, 7.0  # activity from which words need more contrast, how much for each, and at most
STRENGTHS = np.arange(0, 0.90, 0.06)  # of a veil
THICKEST = 0.7  # of a veil; a thicker one would be fog
FADE = 0.6  # of the canvas's shorter side over which a veil fades out
PANEL, ROUND = 0.95, 0.03  # a panel's opacity; its corners' radius as part of the canvas's shorter side
MIDDLE = 0.2  # relative luminance about which dark and light ink are as good
SAMPLE = 2  # pixels between those whose contrast is tried


@dataclass(frozen=True)
class Ground:
    """What was found or laid under words: their ink, and the mean colour behind them, `#rrggbb`."""

    ink: str
    colour: str


def around(regions: Sequence[Region], by: int = 0) -> Region:
    """The smallest region that holds them all, and `by` pixels more at every side."""
    left, top = min(one.left for one in regions) - by, min(one.top for one in regions) - by
    right = max(one.left + one.width for one in regions) + by
    bottom = max(one.top + one.height for one in regions) + by
    return Region(left, top, right - left, bottom - top)


def within(picture: NDArray[Number], region: Region) -> NDArray[Number]:
    """The pixels of a region that lies in the picture, (height, width) or (height, width, channels)."""
    return picture[region.top : region.top + region.height, region.left : region.left + region.width]


def mean_colour(picture: Bytes, region: Region) -> str:
    return hexadecimal(within(picture, region)[::SAMPLE, ::SAMPLE].reshape(-1, 3).mean(axis=0))


def lay_ground(
    picture: Bytes, kept: Floats, active: Floats, written: list[Region], group: Region, side: Side
) -> Ground:
    """Make the ground good for words that are `written`, in place, as little as needed, and say in which ink.

    `kept`, (h, w) in 0..1, is how much of the product covers a pixel, `group` holds the words and buttons that belong
    together, and `active` is `legibility.activity` of the picture.
    """
    parts = [within(picture, one)[::SAMPLE, ::SAMPLE].reshape(-1, 3) for one in written]
    light = [luminance(part) for part in parts]
    busy = float(np.mean([mean_in(active, one) for one in written]))
    target = min(MOST, ENOUGH * SPARE + CALMED * max(0.0, busy - BUSY))
    mean = np.concatenate(parts).mean(axis=0).astype(np.float32)
    tints = {DARK: _tint(mean, 95, 0.3), LIGHT: _tint(mean, 11, 0.7)}
    needed = {ink: _strength(parts, tint, ink, target) for ink, tint in tints.items()}
    change = {ink: needed[ink] * float(np.linalg.norm(np.array(rgb(tints[ink])) - mean)) for ink in tints}
    worst = {ink: min(worst_contrast(part, ink) for part in light) for ink in tints}
    ink = min(tints, key=lambda one: (needed[one] > THICKEST, change[one], -worst[one]))
    if needed[ink] > THICKEST:
        ink = DARK if np.concatenate(light).mean() > MIDDLE else LIGHT
        share = cast(Floats, PANEL * (1 - within(kept, group)))
        lay_round(picture, group, round(ROUND * min(picture.shape[:2])), tints[ink], share)
    elif needed[ink] > 0:
        blend(picture, needed[ink] * _veil(picture.shape[:2], group, side) * (1 - kept), tints[ink])
    return Ground(ink, mean_colour(picture, group))


def _tint(colour: Floats, lightness: float, chroma: float) -> str:
    lab = cv2.cvtColor(colour.reshape(1, 1, 3) / 255, cv2.COLOR_RGB2LAB)[0, 0]
    return from_lab(np.array([lightness, chroma * lab[1], chroma * lab[2]], np.float32))


def _strength(parts: list[Bytes], tint: str, ink: str, target: float) -> float:
    """How strong a veil must be for a contrast of `target` on each of `parts`, (n, 3); 1 where none is enough."""
    veil = np.array(rgb(tint), np.float32)
    for strength in STRENGTHS:
        mixed = (np.rint(part + (veil - part) * strength).astype(np.uint8) for part in parts)
        if all(worst_contrast(luminance(one), ink) >= target for one in mixed):
            return float(strength)
    return 1.0


def _veil(shape: tuple[int, ...], group: Region, side: Side) -> Floats:
    """1 under the words and out to the edges of the picture that they stand at, 0 far away from them; (h, w)."""
    height, width = shape[:2]
    left, right, top, bottom = group.left, group.left + group.width, group.top, group.top + group.height
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    across, down = np.zeros_like(x), np.zeros_like(y)
    match side:
        case "left":
            across = np.maximum(0, x - right)
        case "right":
            across = np.maximum(0, left - x)
        case "above":
            down = np.maximum(0, y - bottom)
        case "below":
            down = np.maximum(0, top - y)
    share = np.clip(1 - np.hypot(across[None, :], down[:, None]) / (FADE * min(shape[:2])), 0, 1)
    return cast(Floats, (share * share * (3 - 2 * share)).astype(np.float32))


def lay_round(picture: Bytes, region: Region, radius: int, colour: str, share: Floats | float = 1.0) -> None:
    """Lay a rectangle with round corners on a picture, in place, by a share in 0..1, the same or one for each pixel."""
    half_width, half_height = region.width / 2, region.height / 2
    across = np.abs(np.arange(region.width) + 0.5 - half_width) - half_width + radius
    down = np.abs(np.arange(region.height) + 0.5 - half_height) - half_height + radius
    away = np.hypot(np.maximum(across, 0)[None, :], np.maximum(down, 0)[:, None])
    blend(within(picture, region), np.clip(radius - away + 0.5, 0, 1) * share, colour)


def blend(picture: Bytes, share: Floats, colour: str) -> None:
    """Mix a colour into a picture, in place, by a share in 0..1 for each pixel."""
    mix = share[..., None].astype(np.float32)
    picture[:] = np.rint(picture + mix * (np.array(rgb(colour), np.float32) - picture)).astype(np.uint8)
