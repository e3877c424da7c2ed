"""What stands on an offer card beside its words: the product, a badge, the shop's name, and the code to scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from PIL import Image, ImageDraw

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.banner_colours import DARK
from mmdemo.processing.image.banner_draw import draw_logo
from mmdemo.processing.image.banner_ground import blend, lay_round
from mmdemo.processing.image.banner_words import CAP, RISE
from mmdemo.processing.image.logo import fit_logo
from mmdemo.processing.image.offer_colours import OfferColours
from mmdemo.processing.image.offer_words import OfferWords, tall
from mmdemo.processing.image.placement import Placed, lay_over, scale_to, trim
from mmdemo.processing.image.qr_code import qr_code
from mmdemo.processing.image.typeface import Block, draw_line, fit, measure

SHADE = "#2e2824"
DEEP, SPREAD, FLAT = 0.34, 0.02, 0.07  # of a shadow: how dark; its blur and half its height by the product's width
DISC_TEXT = 1.5, 1.3  # of a disc's radius: the room for words on it


@dataclass(frozen=True)
class Aside:
    """The column that is scanned or typed: a QR code, what it opens, and the code of a coupon. Sizes in pixels."""

    width: int
    height: int
    picture: Bytes | None
    scan: Block | None
    label: Block | None
    code: Block | None


def set_aside(words: OfferWords, width: int, note: int) -> Aside | None:
    """The column about `width` wide with words of about `note` pixels; None where there is nothing to scan or type."""
    if not (words.link or words.code):
        return None
    picture = qr_code(words.link, width) if words.link else None
    wide = max(width, 0 if picture is None else picture.shape[1])
    small = round(0.72 * note)
    scan = fit(words.scan, "Regular", (small, small), (wide, 4 * small), 1.25) if picture is not None else None
    label = code = None
    height = 0 if picture is None or scan is None else picture.shape[0] + scan.height
    if words.code:
        label = fit(words.code_label, "Regular", (small, small), (wide, 2 * small), 1.25)
        code = fit(words.code, "Bold", (round(1.25 * note), small), (wide - note, 3 * note), 1.2)
        height += label.height + code.height + note + (note // 2 if height else 0)
    return Aside(wide, height, picture, scan, label, code)


def draw_aside(page: Image.Image, aside: Aside, corner: tuple[int, int], colours: OfferColours) -> None:
    """Draw the column on a white page from its top left `corner` (x, y)."""
    draw = ImageDraw.Draw(page)
    x, y = corner
    if aside.picture is not None and aside.scan is not None:
        page.paste(Image.fromarray(aside.picture), (x + (aside.width - aside.picture.shape[1]) // 2, y))
        y += aside.picture.shape[0]
        _centred(draw, aside.scan, Region(x, y, aside.width, aside.scan.height), colours.quiet)
        y += aside.scan.height
    if aside.label is not None and aside.code is not None:
        pad = (corner[1] + aside.height - y - aside.label.height - aside.code.height) // (3 if y > corner[1] else 2)
        y += pad if y > corner[1] else 0
        box = [x, y, x + aside.width - 1, corner[1] + aside.height - 1]
        draw.rounded_rectangle(box, 14, fill=colours.paper, outline=colours.accent, width=2)
        inside = (box[3] - y - aside.label.height - aside.code.height) // 2
        _centred(draw, aside.label, Region(x, y + inside, aside.width, aside.label.height), colours.quiet)
        y += inside + aside.label.height
        _centred(draw, aside.code, Region(x, y, aside.width, aside.code.height), colours.ink)


def lay_disc(page: Bytes, middle: tuple[int, int], radius: int, fill: str, words: str = "", written: str = "") -> None:
    """A disc with words in its middle, in place; what reaches over the page is left out."""
    height, width = page.shape[:2]
    x, y = middle
    disc = Region(radius, radius, 2 * radius, 2 * radius)
    wide = np.pad(page, ((2 * radius, 2 * radius), (2 * radius, 2 * radius), (0, 0)), mode="edge")
    lay_round(wide, disc.moved(x, y), radius, fill)
    page[:] = wide[2 * radius : 2 * radius + height, 2 * radius : 2 * radius + width]
    if words:
        room = [round(share * radius) for share in DISC_TEXT]
        block = fit(words, "Bold", (round(0.62 * radius), 12), (room[0], room[1]), 1.06)
        drawn = Image.fromarray(page)
        _centred(
            ImageDraw.Draw(drawn), block, Region(x - radius, y - block.height // 2, 2 * radius, block.height), written
        )
        page[:] = np.asarray(drawn)


def lay_product(page: Bytes, rgba: Bytes, box: Region) -> Region:
    """A cutout as large as it fits into a box, in its middle at the foot of it, with its shadow; where it lies now."""
    pixels, _ = scale_to(trim(rgba), box.width, round(0.94 * box.height))
    height, width = pixels.shape[:2]
    placed = Placed(pixels, box.left + (box.width - width) // 2, box.top + (box.height - height) // 2, 1.0)
    shade = np.zeros(page.shape[:2], np.float32)
    foot = np.flatnonzero((pixels[-max(1, height // 12) :, :, 3] > 128).any(axis=0))
    stands = (int(foot[0]), int(foot[-1])) if foot.size else (0, width - 1)
    middle = (placed.left + sum(stands) // 2, placed.top + height - max(2, round(FLAT * width / 2)))
    half = (max(4, round(0.52 * (stands[1] - stands[0]))), max(3, round(FLAT * width)))
    cv2.ellipse(shade, middle, half, 0, 0, 360, DEEP, -1, cv2.LINE_AA)
    blend(page, cast(Floats, cv2.GaussianBlur(shade, (0, 0), max(2.0, SPREAD * width))), SHADE)
    lay_over(page, placed)
    return placed.region


def write_brand(
    page: Bytes, brand: str, logo: Bytes | None, corner: tuple[int, int], room: tuple[int, int], size: int
) -> int:
    """The shop's logo, else its name, from a `corner` (x, y), in place; how high it is in pixels."""
    x, y = corner
    if logo is not None:
        mark = fit_logo(logo, round(0.7 * room[0]), room[1])
        region = Region(x, y, mark.rgba.shape[1], mark.rgba.shape[0])
        draw_logo(page, mark, region)
        return region.height
    if not brand:
        return 0
    block = fit(brand, "Bold", (size, size), (room[0], 2 * size), 1.2)
    drawn = Image.fromarray(page)
    draw_line(ImageDraw.Draw(drawn), (x, y + round(RISE * size)), block.lines[0], "Bold", size, DARK)
    page[:] = np.asarray(drawn)
    return tall(block)


def _centred(draw: ImageDraw.ImageDraw, block: Block, region: Region, ink: str) -> None:
    """A block in the middle of a region, its capitals as far from the top as from the bottom."""
    first = region.top + region.height / 2 + CAP * block.size - (len(block.lines) - 1) * block.leading / 2
    for number, line in enumerate(block.lines):
        left = region.left + (region.width - measure(line, block.weight, block.size, block.family)) / 2
        draw_line(draw, (left, first + number * block.leading), line, block.weight, block.size, ink, block.family)
