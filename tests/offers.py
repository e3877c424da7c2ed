"""Kits for offers: a drawn product with a price, in either language."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.handover import AS_MADE
from mmdemo.intake.price import read_price
from mmdemo.intake.promotion import read_promotion
from mmdemo.look import Look
from mmdemo.processing.image.arrays import encode
from mmdemo.promotion import Offer
from mmdemo.schema import Asset, Handover, Kit, Language, Logo, Picture, Product, Promotion, Request
from tests.kits import MADE

LINK = "https://lakeside.example/mugs/stoneware?ref=card"


def cutout(width: int = 400, height: int = 480) -> bytes:
    """A red bottle on nothing, as an RGBA PNG."""
    picture = Image.new("RGBA", (width, height))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((width * 0.2, height * 0.25, width * 0.8, height * 0.95), 30, fill=(176, 36, 48, 255))
    draw.rectangle((width * 0.4, height * 0.05, width * 0.6, height * 0.3), fill=(90, 20, 28, 255))
    return encode(np.asarray(picture))


def priced_kit(
    language: Language = "en",
    price: str = "$24.00",
    name: str = "",
    photo: bool = True,
    colour: str = "",
    logo: bytes | None = None,
    handover: Handover = AS_MADE,
) -> Kit:
    """A kit with a price and, with a `photo`, a cutout."""
    names = {"en": ("Stoneware mug", "Lakeside"), "zh": ("粗陶马克杯", "青禾手作")}[language]
    product = Product(
        name or names[0],
        language,
        brand=names[1],
        price=read_price(price, language),
        logo=None if logo is None else Logo(logo, 300, 120),
    )
    parts = ("image/cutout",) if photo else ()
    assets = {part: Asset(part, Picture(cutout(), 400, 480), MADE) for part in parts}
    request = Request(name=product.name, price=price, look=Look(brand_colour=colour), handover=handover)
    return Kit(request, product, 1, parts, assets)


def offered(kit: Kit, **typed: str) -> Offer:
    """What was typed, read."""
    return read_promotion(Promotion(**typed), kit.product)
