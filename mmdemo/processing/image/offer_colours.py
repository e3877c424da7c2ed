"""The colours of an offer card: one accent, and a calm ground tinted with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mmdemo.processing.image.arrays import Bytes, to_lab
from mmdemo.processing.image.banner_colours import DARK, LIGHT, from_lab, product_colour, written_on
from mmdemo.processing.image.legibility import contrast, luminance_of
from mmdemo.processing.image.tone import rgb

PLAIN = "#0f766e"  # the accent where neither the shop nor the product has a colour
QUIET = "#565d66"
LEGIBLE = 4.6  # contrast of the accent as ink on white
PAPER, SHAPE = (95.5, 0.22), (87.0, 0.42)  # L, and the share of the accent's chroma
MOST_CHROMA = 18.0  # of the paper: more would be a colour of its own


@dataclass(frozen=True)
class OfferColours:
    """`#rrggbb` each: `paper` behind the product and a `shape` on it; `fill` of badges and what is `written` on them;
    `accent`, `ink` and `quiet` are inks on white, and on the paper too."""

    paper: str
    shape: str
    fill: str
    written: str
    accent: str
    ink: str = DARK
    quiet: str = QUIET


def offer_colours(brand: str | None, rgba: Bytes | None) -> OfferColours:
    """Of the shop's own colour, else of the product's, (height, width, 4), else a plain one."""
    seen = product_colour(rgba) if brand is None and rgba is not None else None
    fill = brand or (PLAIN if seen is None else from_lab(seen))
    lab = to_lab(np.array([[rgb(fill)]], np.uint8))[0, 0]
    accent = fill
    for lightness in np.arange(float(lab[0]), 8, -2):
        if contrast(luminance_of(accent), luminance_of(LIGHT)) >= LEGIBLE:
            break
        accent = from_lab(np.array([lightness, lab[1], lab[2]], np.float32))
    tints = []
    for lightness, share in (PAPER, SHAPE):
        chroma = float(np.hypot(lab[1], lab[2]))
        kept = min(share, MOST_CHROMA / max(chroma, 1.0))
        tints.append(from_lab(np.array([lightness, kept * lab[1], kept * lab[2]], np.float32)))
    return OfferColours(tints[0], tints[1], fill, written_on(fill), accent)
