"""Words in a corner of a picture that say a machine made it, as large as the rule asks and legible on any ground.

GB 45438-2025, 4.2: words such as "AI生成" at an edge or in a corner, as high as 5 % of the shortest side or more. The
white words stand on a black plate so dense that even on white their contrast passes WCAG 2.2.
"""

from __future__ import annotations

import math
from typing import Literal, cast, get_args

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.legibility import activity, mean_in
from mmdemo.processing.image.typeface import draw_line, drawable, font, measure, wrap

Corner = Literal["bottom right", "bottom left", "top right", "top left"]
CORNERS: tuple[Corner, ...] = get_args(Corner)  # the most usual first: it wins where two are as good

LEAST_HEIGHT = 0.05  # of the shortest side: the height of a capital or of a Chinese character
PLATE = (0, 0, 0, 160)  # white words on it have a contrast of 6 or more, whatever lies behind
INK = "#ffffff"
PROBE = 100  # pixels, a size of type to learn the proportions of letters from
SOLID = 192  # of 255: what a soft edge covers less of is not counted as height
_MARGIN, _PADDING, _ROUNDING = 0.025, 0.018, 0.012  # of the shortest side
_LEADING = 1.25
_EVEN = 0.5  # lightness a pixel: corners whose activity differs by less are as quiet as each other
_NEAR = 0.02  # likewise the share of the plate that covers the product


def lay_corner_words(pixels: Bytes, words: str, corner: Corner | None = None, product: Region | None = None) -> Bytes:
    """A picture, (height, width, 3 or 4), with `words` on a plate in a corner; all else keeps its bytes.

    Without a `corner` it is the one where the plate covers least of the product, and of those the quietest: `product`
    says where that lies, and in a cutout its alpha does. On what is transparent the plate is translucent, too.
    """
    height, width = pixels.shape[:2]
    side = min(height, width)
    margin, padding = (max(1, round(share * side)) for share in (_MARGIN, _PADDING))
    size = _size(drawable(words), side)
    lines = wrap(drawable(words), "Bold", size, width - 2 * (margin + padding))
    leading = round(_LEADING * size)
    across = math.ceil(max(measure(line, "Bold", size) for line in lines)) + 2 * padding
    top, bottom = _extent("".join(lines), size)
    down = leading * (len(lines) - 1) + bottom - top + 2 * padding
    places = {
        name: Region(
            width - margin - across if "right" in name else margin,
            height - margin - down if "bottom" in name else margin,
            across,
            down,
        )
        for name in CORNERS
    }
    place = places[corner or _freest(pixels, places, product)]
    plate = Image.new("RGBA", (across, down))
    draw = ImageDraw.Draw(plate)
    draw.rounded_rectangle((0, 0, across - 1, down - 1), round(_ROUNDING * side), fill=PLATE)
    words_mask = Image.new("L", plate.size)
    for number, line in enumerate(lines):
        draw_line(ImageDraw.Draw(words_mask), (padding, padding - top + number * leading), line, "Bold", size, INK)
    plate.alpha_composite(_inked(words_mask))
    return _laid(pixels, plate, place)


def _inked(mask: Image.Image) -> Image.Image:
    inked = Image.new("RGBA", mask.size, INK)
    inked.putalpha(mask)
    return inked


def _laid(pixels: Bytes, plate: Image.Image, place: Region) -> Bytes:
    """The plate over the picture; what of it lies outside is lost."""
    layer = Image.new("RGBA", (pixels.shape[1], pixels.shape[0]))
    layer.paste(plate, (place.left, place.top))
    over = np.array(Image.alpha_composite(Image.fromarray(pixels).convert("RGBA"), layer))
    touched = np.array(layer)[..., 3] > 0
    laid = pixels.copy()
    laid[touched] = over[touched][:, : pixels.shape[2]]
    return laid


def _size(words: str, side: int) -> int:
    """A size at which capitals and Chinese characters are `LEAST_HEIGHT` high, and hardly higher."""
    wanted = math.ceil(LEAST_HEIGHT * side)
    size = wanted * PROBE // _height(words, PROBE)
    while _height(words, size) < wanted:
        size += 1
    return size


def _height(words: str, size: int) -> int:
    """The height in pixels of the highest Chinese character or of the highest other one, whichever is less."""
    letters = set(words) - {" "}
    scripts = ({c for c in letters if c >= "\u2e80"}, {c for c in letters if c < "\u2e80"})
    return min(max(_seen(letter, size) for letter in script) for script in scripts if script)


def _seen(letter: str, size: int) -> int:
    """How many rows of pixels of a letter are more than its soft edge."""
    mask = Image.new("L", (2 * size, 2 * size))
    ImageDraw.Draw(mask).text((size // 2, size // 2), letter, font=font("Bold", size), fill=255)
    return int((np.asarray(mask).max(axis=1) >= SOLID).sum())


def _extent(text: str, size: int) -> tuple[int, int]:
    """Top and bottom of what is drawn of a line, in pixels below its baseline."""
    _, top, _, bottom = font("Bold", size).getbbox(text, anchor="ls")
    return math.floor(top), math.ceil(bottom)


def _freest(pixels: Bytes, places: dict[Corner, Region], product: Region | None) -> Corner:
    busy = activity(np.ascontiguousarray(pixels[..., :3]))
    covered = _product(pixels, product)

    def cost(name: Corner) -> tuple[int, int]:
        place = places[name]
        share = float(covered[_rows(place), _columns(place)].mean())
        return round(share / _NEAR), round(mean_in(busy, place) / _EVEN)

    return min(CORNERS, key=cost)


def _product(pixels: Bytes, product: Region | None) -> Bytes:
    """1 where the product lies, else 0."""
    if pixels.shape[2] == 4:
        return cast(Bytes, (pixels[..., 3] > 0).astype(np.uint8))
    mask = np.zeros(pixels.shape[:2], np.uint8)
    if product is not None:
        mask[_rows(product), _columns(product)] = 1
    return mask


def _rows(region: Region) -> slice:
    return slice(max(0, region.top), max(0, region.top + region.height))


def _columns(region: Region) -> slice:
    return slice(max(0, region.left), max(0, region.left + region.width))
