"""The product listing: copy first, because it is on the page at once; then pictures; then the voice that reads it."""

from __future__ import annotations

from mmdemo.compose.page import article_html
from mmdemo.scenarios import Scenario
from mmdemo.schema import Brief, Message, Product, Tone


def briefs(product: Product, tone: Tone) -> tuple[Brief, ...]:
    """The parts of a listing, each after the parts it builds on."""
    if product.photo is None:
        pictures = [Brief("image/card", "image", "card", product, tone)]
    else:
        pictures = [
            Brief("image/cutout", "image", "cutout", product, tone),
            Brief("image/main", "image", "main", product, tone, needs=("image/cutout",)),
            Brief("image/scene", "image", "scene", product, tone, needs=("image/cutout",)),
        ]
    return (
        Brief("copy", "text", "copy", product, tone),
        *pictures,
        Brief("narration", "speech", "narration", product, tone, needs=("copy",)),
    )


SCENARIO = Scenario("listing", Message("Product listing", "商品上架"), briefs, article_html)
