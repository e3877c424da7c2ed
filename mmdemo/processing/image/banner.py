"""Banners for a shop: a product in a rendered place with a headline, a price and a button.

The layout reads the place. Words go where it is quiet and never over the product; their ink is chosen for contrast, and
only where the place allows none is something laid under them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np

from mmdemo.look import BannerSize
from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.banner_colours import DARK, LIGHT, VIVID, button_fill, chroma_of, written_on
from mmdemo.processing.image.banner_draw import Letter, draw_letters, draw_logo, draw_pill
from mmdemo.processing.image.banner_ground import MIDDLE, Ground, around, lay_ground, mean_colour, within
from mmdemo.processing.image.banner_layout import Group, Style, choose, lay_out
from mmdemo.processing.image.banner_stage import CANVASES, LYING, STANDING, photograph, set_stage
from mmdemo.processing.image.banner_words import SIZES, BannerWords, clean
from mmdemo.processing.image.brand_style import BrandStyle
from mmdemo.processing.image.card import price_text
from mmdemo.processing.image.legibility import ENOUGH, activity, luminance, luminance_of, worst_contrast
from mmdemo.processing.image.logo import fit_logo
from mmdemo.processing.image.placement import VISIBLE, Placed, trim
from mmdemo.processing.image.plates import Plate
from mmdemo.processing.image.typeface import Block
from mmdemo.schema import Language, Product

LOGO = 9.0, 2.8  # of the brand's size: how wide and high a logo may be; it is never enlarged
WRITTEN = ("brand", "headline", "price")  # what stands on the place itself
CALL: Mapping[Language, str] = {"en": "Shop now", "zh": "立即选购"}
PAD = 0.9  # of the brand's size, between words and the edge of what is laid under them


@dataclass(frozen=True)
class Banner:
    """A banner, (height, width, 3); the same before letters were set on it; and what was set where, in which ink."""

    pixels: Bytes
    ground: Bytes
    placed: Placed
    letters: tuple[Letter, ...]


def banner_words(product: Product, badge: str) -> BannerWords:
    """What a banner says of a product: no more than its merchant did."""
    price = "" if product.price is None else price_text(product.price, product.language)
    return BannerWords(product.name, product.brand, price, badge, CALL[product.language], product.language)


def draw_banner(
    rgba: Bytes, plate: Plate, words: BannerWords, size: BannerSize, brand: BrandStyle, seed: int
) -> tuple[Bytes, Placed]:
    """A cutout, (height, width, 4), on a banner: the picture, (h, w, 3), and where the product lies in it."""
    banner = compose(rgba, plate, words, size, brand, seed)
    return banner.pixels, banner.placed


def compose(rgba: Bytes, plate: Plate, words: BannerWords, size: BannerSize, brand: BrandStyle, seed: int) -> Banner:
    """The same with what was set on it. The seed picks a composition, how words are set and which one leads."""
    rng = np.random.default_rng(seed)
    canvas, product = CANVASES[size], trim(rgba)
    frames = (LYING if plate.lying else STANDING)[size]
    stages = [set_stage(product, plate, canvas, frames[i]) for i in rng.permutation(len(frames))]
    upright = canvas.height > canvas.width
    style = Style(
        "centre" if upright and rng.random() < 0.5 else "left",
        "price" if rng.random() < 0.4 else "headline",
        bool(rng.random() < 0.5),
        "serif" if rng.random() < 0.5 else "sans",
    )
    stage = choose(plate, stages)
    picture, placed = photograph(product, plate, stage)
    alpha = np.zeros(picture.shape[:2], np.uint8)
    region = alpha[placed.box]
    region[:] = placed.rgba[: region.shape[0], : region.shape[1], 3]
    active = activity(picture)
    most = [round(share * SIZES[size].brand) for share in LOGO]
    logo = None if brand.logo is None else fit_logo(brand.logo, *most)
    groups = lay_out(clean(words, style.family), logo, size, stage, style, active, alpha >= VISIBLE)

    kept = cast(Floats, alpha.astype(np.float32) / 255)
    letters: list[Letter] = []
    fill = ""
    for group in groups:
        ground = _ground(picture, kept, active, group, round(PAD * SIZES[size].brand))
        if not fill or any(piece.role != "badge" for piece in group.pieces):  # a lone badge looks like the button
            fill = brand.colour or button_fill(product, ground.colour, ground.ink)
        letters += _laid(picture, group, ground.ink, fill)
    behind = picture.copy()
    return Banner(draw_letters(picture, letters, style.align), behind, placed, tuple(letters))


def _ground(picture: Bytes, kept: Floats, active: Floats, group: Group, pad: int) -> Ground:
    regions = [piece.region for piece in group.pieces]
    written = [piece.region for piece in group.pieces if piece.role in WRITTEN]
    if written:
        return lay_ground(picture, kept, active, written, around(regions, pad), group.side)
    colour = mean_colour(picture, around(regions))
    return Ground(DARK if luminance_of(colour) > MIDDLE else LIGHT, colour)


def _laid(picture: Bytes, group: Group, ink: str, fill: str) -> list[Letter]:
    """Draw the shapes and the logo of a group, in place; its words, and the ink of each."""
    letters = []
    for piece in group.pieces:
        if not isinstance(piece.content, Block):
            draw_logo(picture, piece.content, piece.region)
            continue
        own = ink
        if piece.role in ("badge", "call"):
            draw_pill(picture, piece.region, fill)
            own = written_on(fill)
        elif piece.role == "price" and chroma_of(fill) > VIVID:
            readable = worst_contrast(luminance(within(picture, piece.region)), fill) > ENOUGH
            own = fill if readable else ink
        letters.append(Letter(piece.role, piece.region, piece.content, own))
    return letters
