"""Colours of a label, and which of them words may have: by the contrast of WCAG 2.2 (1.4.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import ImageColor

SMALL, LARGE = 4.5, 3.0  # least contrast of small and of large words


@dataclass(frozen=True)
class LabelColours:
    """Hex colours: the label's `paper`, the `ink` of its words, and an `accent` for bands, emblems and seals."""

    paper: str
    ink: str
    accent: str


PALETTES = (
    LabelColours("#f3ece0", "#23211e", "#b4532a"),
    LabelColours("#efe6d6", "#17382f", "#1f4a3d"),
    LabelColours("#f1efe9", "#1b2338", "#1e3350"),
    LabelColours("#f6f0e6", "#2a1a18", "#b23a2e"),
    LabelColours("#f2eee2", "#2b2714", "#e2a93b"),
    LabelColours("#f4ece8", "#3a1a22", "#7a2e33"),
    LabelColours("#eef0ea", "#22302a", "#7f9c86"),
)


def choose_colours(seed: int, brand: str | None) -> LabelColours:
    """One of the palettes, by `seed`; with the `brand` colour (hex) as accent where there is one."""
    palette = PALETTES[int(np.random.default_rng(seed).integers(len(PALETTES)))]
    return palette if brand is None else LabelColours(palette.paper, palette.ink, brand)


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two hex colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(ground: str, wanted: tuple[str, ...], least: float) -> str:
    """The first colour of `wanted` with at least that contrast on `ground`; else black or white, whichever is more."""
    found = (colour for colour in wanted if contrast(ground, colour) >= least)
    return next(found, max("#000000", "#ffffff", key=lambda colour: contrast(ground, colour)))


def mix(one: str, other: str, share: float) -> str:
    """`share` of `other` in `one`."""
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    channels = np.array(ImageColor.getrgb(colour)[:3]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))
