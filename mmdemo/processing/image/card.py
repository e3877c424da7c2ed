"""A product card for when there is no photo: the product's facts, set in type on coloured paper."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from babel.numbers import format_currency
from PIL import Image, ImageDraw

from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.typeface import draw_block, drawable, fit
from mmdemo.schema import Fact, Language, Money, Product

SIDE = 2000
MARGIN = 170
WIDTH = SIDE - 2 * MARGIN
GAP = 90  # between the two columns of facts
FACTS = 4
HEAD = 380  # where the name may begin
BELOW_NAME = 56  # between name and price
ROW = 236  # of facts
LOCALES = {"en": "en_US", "zh": "zh_CN"}
UNNAMED = {"en": "Our product", "zh": "本店商品"}


@dataclass(frozen=True)
class Palette:
    """Colours of a card: `paper` and a `shape` on it, `ink` for words, `accent` for price and rules, `quiet` labels."""

    paper: str
    shape: str
    ink: str
    accent: str
    quiet: str


PALETTES = (
    Palette("#f3eee6", "#e4dacb", "#23201c", "#b4532a", "#7d7468"),
    Palette("#eaf0ee", "#d2e0dc", "#14302c", "#0f766e", "#63766f"),
    Palette("#eef0f5", "#d9deea", "#1b2338", "#3b55a8", "#6a7287"),
    Palette("#f6ecea", "#ecd6d1", "#34191c", "#a63a50", "#86686a"),
    Palette("#f5f0dd", "#e9dfb8", "#2b2714", "#8a6a0b", "#7a735a"),
    Palette("#efedf3", "#ded8ea", "#271f38", "#6b4aa0", "#756d84"),
)


def draw_card(product: Product, seed: int) -> Bytes:
    """The card, (2000, 2000, 3): category and brand, name, price, and up to four facts. The seed picks its colours."""
    rng = np.random.default_rng(seed)
    palette = PALETTES[int(rng.integers(len(PALETTES)))]
    page = _paper(palette, int(rng.integers(3)))
    draw = ImageDraw.Draw(page)

    name = drawable(product.name) or drawable(product.brand) or UNNAMED[product.language]
    facts = [cell for cell in map(_cell, product.facts) if cell is not None][:FACTS]
    facts_top = SIDE - MARGIN - ROW * ((len(facts) + 1) // 2) + 40

    _head(draw, product, palette)
    price = price_text(product.price, product.language) if product.price is not None else ""
    figure = fit(price, "Bold", (124, 60), (WIDTH, 150)) if price else None
    below = figure.height + BELOW_NAME if figure is not None else 0
    free = facts_top - 80 - HEAD - below
    title = fit(name, "Bold", (216 if facts else 280, 64), (WIDTH, min(free, 900)), 1.16)
    # Name and price hang together a little above the middle of what the facts leave free.
    top = HEAD + round((free - title.height) * 0.42)
    draw_block(draw, title, (MARGIN, top), palette.ink)
    if figure is not None:
        draw_block(draw, figure, (MARGIN, top + title.height + BELOW_NAME), palette.accent)
    _facts(draw, facts, facts_top, palette)
    return np.asarray(page)


def price_text(price: Money, language: Language) -> str:
    """The price as its readers write it, "$1,299.00"; with the currency's code where the fonts lack its sign."""
    text = format_currency(price.amount, price.currency, locale=LOCALES[language])
    spaced = text.replace("\xa0", " ").replace("\u202f", " ")
    if drawable(spaced) == " ".join(spaced.split()):
        return spaced
    return format_currency(price.amount, price.currency, format="¤¤ #,##0.00", locale=LOCALES[language])


def _paper(palette: Palette, variant: int) -> Image.Image:
    """Paper with one large round shape, drawn at twice the size so that its edge is smooth."""
    large = Image.new("RGB", (2 * SIDE, 2 * SIDE), palette.paper)
    centre_x, centre_y, radius = ((1.02, 0.05, 0.44), (0.98, 0.56, 0.34), (0.80, 0.0, 0.36))[variant]
    box = [2 * SIDE * value for value in (centre_x - radius, centre_y - radius, centre_x + radius, centre_y + radius)]
    draw = ImageDraw.Draw(large)
    draw.ellipse(box, fill=palette.shape)
    inset = 2 * SIDE * 0.045
    draw.ellipse([box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset], outline=palette.paper, width=8)
    return large.reduce(2)


def _head(draw: ImageDraw.ImageDraw, product: Product, palette: Palette) -> None:
    category, brand = drawable(product.category), drawable(product.brand)
    draw.rectangle([MARGIN, MARGIN, MARGIN + 96, MARGIN + 9], fill=palette.accent)
    if brand:
        draw_block(draw, fit(brand, "Bold", (58, 34), (WIDTH, 70)), (MARGIN, MARGIN + 42), palette.ink)
    if category:
        block = fit(category, "Regular", (46, 30), (WIDTH, 56))
        draw_block(draw, block, (MARGIN, MARGIN + (124 if brand else 44)), palette.quiet)


def _cell(fact: Fact) -> tuple[str, str] | None:
    """A fact as (label, value), or None when none of it can be drawn."""
    label, value = drawable(fact.name or ""), drawable(fact.value)
    if not value:
        value, label = label, ""
    return (label, value) if value else None


def _facts(draw: ImageDraw.ImageDraw, facts: list[tuple[str, str]], top: int, palette: Palette) -> None:
    column = (WIDTH - GAP) // 2 if len(facts) > 1 else WIDTH
    for index, (label, value) in enumerate(facts):
        x, y = MARGIN + (index % 2) * (column + GAP), top + (index // 2) * ROW
        draw.line([x, y, x + column, y], fill=palette.accent, width=3)
        y += 28
        if label:
            block = fit(label, "Regular", (38, 30), (column, 46))
            draw_block(draw, block, (x, y), palette.quiet)
            y += block.height + 6
        draw_block(draw, fit(value, "Bold", (56, 36), (column, 126), 1.22), (x, y), palette.ink)
