"""What the colours of a product are called, where that is clear."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.palette import main_colours
from mmdemo.schema import Message

LEAST_SHARE = 0.65  # of the product, for one colour to be its colour
LEAST_PART = 0.15  # of the product, for a colour to be one of several
LEAST_TOGETHER = 0.8  # of the product, for several colours to be all that it has
MOST_COLOURS = 3

# Name, then the least and most of lightness (0..100), chroma and hue (degrees) in CIE LCh. The gaps between them are
# wanted: what lies there is called one thing by one person and another by the next, or hangs on the light. A dark
# colour with a touch of brown in it may be dark brown in poor light, and one with a touch of blue navy.
_NAMES = (
    (Message("black", "黑色"), (0, 30), (0, 3), (0, 360)),
    (Message("black", "黑色"), (0, 30), (3, 7), (-260, 24)),
    (Message("gray", "灰色"), (42, 74), (0, 5), (0, 360)),
    (Message("white", "白色"), (82, 100), (0, 7), (0, 360)),
    (Message("red", "红色"), (22, 65), (38, 150), (20, 47)),
    (Message("orange", "橙色"), (50, 85), (45, 150), (52, 75)),
    (Message("brown", "棕色"), (18, 46), (14, 42), (38, 80)),
    (Message("beige", "米色"), (72, 92), (10, 26), (62, 98)),
    (Message("yellow", "黄色"), (46, 98), (28, 150), (82, 108)),
    (Message("green", "绿色"), (20, 92), (22, 150), (112, 172)),
    (Message("turquoise", "青绿色"), (30, 92), (18, 150), (178, 220)),
    (Message("light blue", "浅蓝色"), (72, 92), (14, 150), (230, 290)),
    (Message("navy blue", "藏青色"), (2, 36), (12, 42), (255, 308)),
    (Message("blue", "蓝色"), (26, 66), (26, 150), (240, 308)),
    (Message("purple", "紫色"), (18, 70), (25, 150), (312, 338)),
    (Message("pink", "粉色"), (60, 92), (16, 70), (-18, 22)),
)

# Two that stand beside each other as one colour does in light and in shade; gray is the shade of any pale colour.
_ONE_IN_SHADE = {
    "black": {"brown", "navy blue", "purple"},
    "white": {"beige"},
    "red": {"brown", "orange", "pink"},
    "orange": {"beige", "brown", "yellow"},
    "beige": {"brown", "pink", "yellow"},
    "yellow": {"brown", "green"},
    "turquoise": {"blue", "green", "light blue"},
    "blue": {"light blue", "navy blue", "purple"},
    "purple": {"navy blue", "pink"},
}


def product_colour(rgba: Bytes) -> Message | None:
    """The name of the one colour of a cutout, (height, width, 4), or None where it has several or an unclear one."""
    return next((name for name, share in _named_shares(rgba).items() if share >= LEAST_SHARE), None)


def product_colours(rgba: Bytes) -> tuple[Message, ...]:
    """The names of the two or three colours of a cutout, largest first; its one colour, or () where it is unclear.

    Several colours are named only where nearly all of the product has one of them and none of them may be another in
    shade.
    """
    found = sorted(_named_shares(rgba).items(), key=lambda one: -one[1])
    parts = [(name, share) for name, share in found if share >= LEAST_PART]
    names = tuple(name for name, _ in parts)
    together = sum(share for _, share in parts)
    if 2 <= len(names) <= MOST_COLOURS and together >= LEAST_TOGETHER and not _one_in_shade(names):
        return names
    one = product_colour(rgba)
    return () if one is None else (one,)


def _one_in_shade(names: Sequence[Message]) -> bool:
    """Whether two of the names may be one colour in light and in shade."""
    return any(one.en == "gray" or other.en in _ONE_IN_SHADE.get(one.en, ()) for one in names for other in names)


def _named_shares(rgba: Bytes) -> dict[Message, float]:
    """The share of a cutout, 0 to 1, that has each of the named colours."""
    colours, shares = main_colours(rgba)
    found: dict[Message, float] = {}
    for (lightness, a, b), share in zip(colours.tolist(), shares.tolist(), strict=True):
        name = colour_name(lightness, a, b)
        if name is not None:
            found[name] = found.get(name, 0.0) + share
    return found


def colour_name(lightness: float, a: float, b: float) -> Message | None:
    """The name of a colour in CIE Lab, or None where it has no clear one."""
    chroma, hue = math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360
    for name, (dark, light), (dull, vivid), (first, last) in _NAMES:
        in_hue = first <= hue <= last or first <= hue - 360 <= last
        if dark <= lightness <= light and dull <= chroma <= vivid and in_hue:
            return name
    return None
