"""A kit as an item for sale."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from mmdemo.compose.alternative_text import alternative_text
from mmdemo.compose.grounding import grounded_kit
from mmdemo.compose.label_policy import policy_of
from mmdemo.compose.origins import origin_of
from mmdemo.compose.pack import CUTOUT, suited
from mmdemo.export.imports.item import ShopItem, ShopPicture, handle_of
from mmdemo.export.manifest import picture_path
from mmdemo.intake.price import read_price
from mmdemo.markets.patterns import pattern_of
from mmdemo.markets.pictures import read_pictures
from mmdemo.schema import Kit
from mmdemo.source_types import AI_SOURCE_TYPES


def items_of(kit: Kit) -> tuple[ShopItem, ...]:
    """The kit's product, with the texts that rest on facts or were confirmed; none before its copy was written.

    Points that name the price are left out: the file has it in a place of its own, and a shop that changes it there
    would go on telling the old one. Where a law asks for it, the last paragraph is the line that says who wrote them.
    """
    copy = grounded_kit(kit).copy
    if copy is None:
        return ()
    product, wishes = kit.product, kit.request.handover
    names_price = pattern_of("prices", "", ())
    assert names_price is not None
    described = [line for line in (copy.short_description, *copy.long_description.splitlines()) if line.strip()]
    line = policy_of(kit).text_line
    handle = handle_of(product.name)
    by_ai = origin_of(kit, "copy") in AI_SOURCE_TYPES
    was = read_price(wishes.was_price, product.language) if wishes.was_price else None
    return (
        ShopItem(
            handle=handle,
            title=copy.title,
            paragraphs=(*described, *((line,) if line else ())),
            bullets=tuple(bullet for bullet in copy.bullets if not names_price.search(bullet)),
            vendor=product.brand,
            category=product.category,
            tags=copy.keywords,
            sku=wishes.sku,
            barcode=wishes.barcode,
            price=None if product.price is None else product.price.amount,
            currency=_currency(kit),
            was_price=None if was is None else was.amount,
            stock=wishes.stock,
            pictures=tuple(_pictures(kit)),
            seo_title=copy.seo_title,
            seo_description=copy.seo_description,
            link=page_address(wishes.shop, handle),
            title_by_ai=by_ai and copy.title != product.name,
            description_by_ai=by_ai,
        ),
    )


def page_address(shop: str, handle: str) -> str:
    """The address of a product's page: as typed where that names a page, else where Shopify puts a product."""
    parts = urlsplit(shop)
    if not shop or parts.path.strip("/") or parts.query or parts.fragment:
        return shop
    return f"{shop.rstrip('/')}/products/{quote(handle)}"


def shown_parts(kit: Kit) -> list[str]:
    """The parts of the kit that a shop shows, the main picture first: those that go into the pack for Shopify."""
    parts: list[str] = []
    for slot in read_pictures("shopify").slots:
        # A pack lays the cutout on white where there is no better; its file here is transparent.
        parts += [part for part in suited(kit, slot) if part not in (*parts, CUTOUT)][: slot.most]
    return parts


def _pictures(kit: Kit) -> list[ShopPicture]:
    """With the addresses they will have once the folder of pictures lies in its place; "" while none is known."""
    base = kit.request.handover.picture_base.rstrip("/")
    return [
        ShopPicture(
            f"{base}/{quote(picture_path(part).removeprefix('images/'))}" if base else "",
            alternative_text(kit, part, kit.product.name),
            lifestyle=part.startswith("image/scene"),
        )
        for part in shown_parts(kit)
    ]


def _currency(kit: Kit) -> str:
    if kit.product.price is not None:
        return kit.product.price.currency
    return "CNY" if kit.product.language == "zh" else "USD"
