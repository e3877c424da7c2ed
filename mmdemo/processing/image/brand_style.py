"""A shop's own looks, as banners and labels honour them."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.processing.image.arrays import Bytes, decode
from mmdemo.schema import Look, Product


@dataclass(frozen=True)
class BrandStyle:
    """A `colour` as `#rrggbb`, and a logo, (height, width, 4) with something to see; or None."""

    colour: str | None = None
    logo: Bytes | None = None


PLAIN = BrandStyle()


def brand_style(product: Product, look: Look) -> BrandStyle:
    """What the merchant gave of it."""
    return BrandStyle(look.brand_colour or None, None if product.logo is None else decode(product.logo.data))
