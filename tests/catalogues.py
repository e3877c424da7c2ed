"""Items for import files, plain and hostile, and what each kind of file can hold of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mmdemo.export.imports import ImportKind, ShopItem, ShopPicture
from mmdemo.export.imports.item import handle_of

# The columns of the owner's template as several public files quote them; kept apart from the writer's own list.
SHOPIFY_TEMPLATE = (
    "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,"
    "Option1 name,Option1 value,Option1 Linked To,Option2 name,Option2 value,Option2 Linked To,Option3 name,"
    "Option3 value,Option3 Linked To,Price,Compare-at price,Cost per item,Charge tax,Tax code,Unit price total measure,"
    "Unit price total measure unit,Unit price base measure,Unit price base measure unit,Inventory tracker,"
    "Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display,"
    "Requires shipping,Fulfillment service,Product image URL,Image position,Image alt text,Variant image URL,Gift card,"
    "SEO title,SEO description,Color (product.metafields.shopify.color-pattern),"
    "Google Shopping / Google product category,Google Shopping / Gender,Google Shopping / Age group,"
    "Google Shopping / Manufacturer part number (MPN),Google Shopping / Ad group name,Google Shopping / Ads labels,"
    "Google Shopping / Condition,Google Shopping / Custom product,Google Shopping / Custom label 0,"
    "Google Shopping / Custom label 1,Google Shopping / Custom label 2,Google Shopping / Custom label 3,"
    "Google Shopping / Custom label 4"
)
MUG = ShopItem(
    handle="stoneware-mug",
    title="Stoneware Mug, 350 ml",
    paragraphs=("A mug that holds 350 ml.", "Glazed by hand."),
    bullets=("Holds 350 ml", "Dishwasher safe"),
    vendor="Kiln & Co",
    category="Kitchen",
    tags=("mug", "stoneware mug"),
    sku="MUG-350",
    barcode="4006381333931",
    price=Decimal("24.00"),
    was_price=Decimal("30.00"),
    stock=12,
    pictures=(
        ShopPicture("https://cdn.example/mug/main.png", "A mug on white"),
        ShopPicture("https://cdn.example/mug/detail.png", "Its glaze"),
        ShopPicture("https://cdn.example/mug/scene.png", "A mug on an oak table", lifestyle=True),
    ),
    seo_title="Stoneware Mug",
    seo_description="A mug of 350 ml.",
    link="https://shop.example/products/stoneware-mug",
)
CANDLE = replace(
    MUG,
    handle="香薰蜡烛",
    title="山野香薰蜡烛 200克",
    paragraphs=("大豆蜡，燃烧约40小时。",),
    bullets=(),
    vendor="山野",
    category="家居",
    tags=("蜡烛",),
    sku="",
    barcode="",
    price=Decimal("99"),
    currency="CNY",
    was_price=None,
    stock=None,
)
HOSTILE = replace(
    MUG,
    handle="hostile",
    title="=cmd|'/C calc'!A0",
    paragraphs=(
        "</script><script>alert(1)</script>",
        "@SUM(1) & <b>bold</b> &amp;",
        "قدح خزفي ٣٥٠ مل",
        "☕️👩‍👩‍👧 “mug”",
    ),
    bullets=("-350 ml", '+1, "two"'),
    vendor='-Kiln, "the" & Co',
    category="Cups, mugs > =1",
    tags=("=tag", "a b"),
    seo_title="+SEO",
    seo_description="@description\nin two lines",
)
LACKING = ShopItem(handle="nothing", title="Nothing known", currency="USD")
ITEMS = (MUG, CANDLE, HOSTILE, LACKING)


def kept_by(kind: ImportKind, item: ShopItem) -> ShopItem:
    """The item with what that kind of file has no place for left out."""
    unseen = tuple(replace(picture, alt="", lifestyle=False) for picture in item.pictures)
    if kind == "shopify":
        alone = tuple(replace(picture, lifestyle=False) for picture in item.pictures)
        return replace(item, pictures=alone, link="", title_by_ai=False, description_by_ai=False, currency="USD")
    if kind == "woocommerce":
        item = replace(item, handle=handle_of(item.title), pictures=unseen, link="", seo_title="", currency="USD")
        return replace(item, title_by_ai=False, description_by_ai=False)
    item = replace(item, seo_title="", seo_description="", stock=0 if item.stock == 0 else None)
    if item.price is None:
        item = replace(item, currency="USD")
    if kind == "jsonld":
        item = replace(item, handle=handle_of(item.title), pictures=unseen)
        return replace(item, title_by_ai=False, description_by_ai=False)
    handle = item.sku or item.handle
    seen = tuple(replace(picture, alt="") for picture in item.pictures)
    return replace(item, handle=handle, sku=handle, tags=(), pictures=seen)
