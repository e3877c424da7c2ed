"""Drawing what a banner says: letters, buttons, badges and a logo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.picture import Region
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.banner_colours import difference, written_on
from mmdemo.processing.image.banner_ground import lay_round, mean_colour, within
from mmdemo.processing.image.banner_words import CAP, RISE, Align, Role
from mmdemo.processing.image.legibility import luminance
from mmdemo.processing.image.logo import Mark
from mmdemo.processing.image.placement import Placed, lay_over
from mmdemo.processing.image.typeface import Block, draw_line, font, measure

LOST = 12  # colour difference (CIEDE2000) up to which a button needs a rim to be seen
RIM = 3  # pixels
LEAST_PAD, PATCH = 4, 6  # pixels of a patch's margin, or that part of the logo's height if more


@dataclass(frozen=True)
class Letter:
    """Words that are set, the pixels of the picture they take, and the colour they are drawn in."""

    role: Role
    region: Region
    block: Block
    ink: str


def draw_pill(picture: Bytes, region: Region, fill: str) -> None:
    """A button or a badge, in place, with a rim where it would not be seen on what it lies on."""
    if difference(fill, mean_colour(picture, region)) < LOST:
        lay_round(picture, region, region.height // 2, written_on(fill))
        region = Region(region.left + RIM, region.top + RIM, region.width - 2 * RIM, region.height - 2 * RIM)
    lay_round(picture, region, region.height // 2, fill)


def draw_logo(picture: Bytes, mark: Mark, region: Region) -> None:
    """A logo as large as its region, in place; on a patch a little larger where it has a ground or is hard to see."""
    paper = mark.paper_on(float(luminance(within(picture, region)).mean()))
    if paper is not None:
        pad = max(LEAST_PAD, region.height // PATCH)
        patch = Region(region.left - pad, region.top - pad, region.width + 2 * pad, region.height + 2 * pad)
        lay_round(picture, patch, pad, paper)
    lay_over(picture, Placed(mark.rgba, region.left, region.top, 1.0))


def draw_letters(picture: Bytes, letters: Sequence[Letter], align: Align) -> Bytes:
    """The picture with words on it; those on pills are always centred."""
    page = Image.fromarray(picture)
    draw = ImageDraw.Draw(page)
    for letter in letters:
        region, block = letter.region, letter.block
        pill = letter.role in ("badge", "call")
        base = region.top + RISE * block.size
        if pill:
            base = region.top + region.height / 2 + CAP * block.size - (len(block.lines) - 1) * block.leading / 2
        for number, line in enumerate(block.lines):
            # Large letters have more room on their left than small ones; without it they stand in one line.
            left = region.left - font(block.weight, block.size, block.family).getbbox(line[0], anchor="ls")[0]
            if pill or align == "centre":
                left = region.left + (region.width - measure(line, block.weight, block.size, block.family)) / 2
            start = (left, base + number * block.leading)
            draw_line(draw, start, line, block.weight, block.size, letter.ink, block.family)
    return cast(Bytes, np.asarray(page))
