"""The colours of a banner: what its buttons are filled with, and what is written on them."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats, to_lab
from mmdemo.processing.image.colour_difference import ciede2000
from mmdemo.processing.image.legibility import contrast, luminance_of
from mmdemo.processing.image.palette import main_colours
from mmdemo.processing.image.tone import rgb

DARK, LIGHT, BLACK = "#17181b", "#ffffff", "#000000"
COLOURED = 18  # chroma from which a colour of the product leads
VIVID = 30  # chroma from which a colour draws the eye to a price
APART, DISTINCT = 1.7, 28  # contrast and colour difference (CIEDE2000) that a button should have to its ground
UNSEEN = 25  # how many steps of lightness a missing contrast of 1 is worth
YELLOW, OLIVE = (75, 115), 16  # hue in degrees of CIE Lab, and how much lightness it may lose
DULL = 62  # L below which black words make a button look dull
DEEPEST, PALEST = 26, 84  # L of a button


def hexadecimal(colour: Floats) -> str:
    """`#rrggbb` of a colour in 0..255."""
    return "#" + "".join(f"{round(float(value)):02x}" for value in np.clip(colour, 0, 255))


def from_lab(lab: Floats) -> str:
    """`#rrggbb` of a colour in CIE Lab."""
    return hexadecimal(cast(Floats, cv2.cvtColor(lab.reshape(1, 1, 3), cv2.COLOR_LAB2RGB)[0, 0] * 255))


def chroma_of(colour: str) -> float:
    """How colourful `#rrggbb` is, in CIE Lab."""
    return float(np.hypot(*_lab(colour)[1:]))


def written_on(fill: str) -> str:
    """The ink for words on a filled shape: white or black has a contrast of at least 4.5 with any colour."""
    light = luminance_of(fill)
    return LIGHT if contrast(light, luminance_of(LIGHT)) >= contrast(light, luminance_of(BLACK)) else BLACK


def product_colour(rgba: Bytes) -> Floats | None:
    """The colour in CIE Lab that a cutout is known by; None where it has but greys."""
    colours, shares = main_colours(rgba)
    chroma = np.hypot(colours[:, 1], colours[:, 2])
    if not (chroma > COLOURED).any():
        return None
    return cast(Floats, colours[np.argmax(np.where(chroma > COLOURED, chroma, 0) * shares**0.8)])


def button_fill(rgba: Bytes, ground: str, ink: str) -> str:
    """A fill in the product's colour that is well seen on a ground of that colour; for a grey product it is `ink`.

    Its lightness is as near to the product's own as that allows. Yellow is not made dark: it would be olive.
    """
    colour = product_colour(rgba)
    if colour is None:
        return ink
    fills = []
    for lightness in range(DEEPEST, PALEST, 3):
        fill = from_lab(np.array([lightness, colour[1], colour[2]], np.float32))
        if lightness < DULL and written_on(fill) == BLACK:
            continue
        blurred = max(0.0, APART - float(contrast(luminance_of(fill), luminance_of(ground))))
        alike = max(0.0, DISTINCT - difference(fill, ground))
        changed = abs(lightness - float(colour[0]))
        fills.append((UNSEEN * blurred + alike + changed / 2, changed, fill))
    _, changed, fill = min(fills)
    yellow = YELLOW[0] < np.degrees(np.arctan2(colour[2], colour[1])) < YELLOW[1]
    return ink if yellow and changed > OLIVE else fill


def difference(one: str, other: str) -> float:
    """How different two colours look, in CIEDE2000."""
    return float(ciede2000(_lab(one), _lab(other)))


def _lab(colour: str) -> Floats:
    return cast(Floats, to_lab(np.array([[rgb(colour)]], np.uint8))[0, 0])
