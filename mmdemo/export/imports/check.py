"""What would go wrong with an item in a shop, said before it is imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mmdemo.export.imports.cells import guarded
from mmdemo.export.imports.google import MOST_TITLE as GOOGLE_TITLE
from mmdemo.export.imports.item import ShopItem
from mmdemo.export.imports.shopify import MOST_TITLE as SHOPIFY_TITLE
from mmdemo.schema import Message

NO_TITLE = Message("It has no title.", "缺少标题。")
NO_PRICE = Message("It has no price: shops take it in, but nobody can buy it.", "没有价格：可以导入，但无法购买。")
BAD_PRICE = Message(
    "Its price is not above zero. Shops list it for nothing, and Google refuses it: mend the price.",
    "价格不大于零。店铺会免费上架，Google 会拒绝，请修改价格。",
)
NOT_STRUCK = Message(
    "Its former price is not above the price, so there is nothing to strike out: it is left out. Raise it or leave it "
    "empty.",
    "划线价不高于现价，已略去，请调高或留空。",
)
NO_PICTURE = Message("It has no picture. Google and most shops want one.", "没有图片，Google 和多数店铺要求至少一张。")
NO_STOCK_BELOW_ZERO = Message("Its stock is below zero.", "库存为负数。")
LONG_FOR_GOOGLE = Message(
    f"Its title has more than {GOOGLE_TITLE} characters: the Google feed has its beginning.",
    f"标题超过 {GOOGLE_TITLE} 个字符，Google 数据源中只保留前面部分。",
)
LONG_FOR_SHOPIFY = Message(
    f"Its title has more than {SHOPIFY_TITLE} characters: the Shopify file has its beginning.",
    f"标题超过 {SHOPIFY_TITLE} 个字符，Shopify 文件中只保留前面部分。",
)
A_FORMULA = Message(
    "A text starts like a formula. The CSV files have an apostrophe before it, so that a spreadsheet shows it as text.",
    "有文本以公式符号开头，CSV 文件中已在前面加单引号，表格软件会按文本显示。",
)
MORE_VARIANTS = Message(
    "It comes in several sizes or colours: only the first is carried over. Add the others in the shop.",
    "该商品有多个规格，仅转换第一个，其余请在店铺中添加。",
)
TWICE = Message(
    "Several products have the SKU {}: shops and Google keep one of them. Give each its own.",
    "多个商品使用同一货号 {}，店铺和 Google 只会保留其中一个，请分别设置货号。",
)


def problems_of(item: ShopItem) -> tuple[Message, ...]:
    """What a merchant should know of an item, the gravest first; nothing where all is well."""
    texts = (item.title, item.vendor, item.category, item.sku, item.seo_title, item.seo_description)
    told = (
        (not item.title, NO_TITLE),
        (item.price is None, NO_PRICE),
        (item.price is not None and item.price <= 0, BAD_PRICE),
        (item.was_price is not None and item.struck is None, NOT_STRUCK),
        (not item.pictures, NO_PICTURE),
        (item.stock is not None and item.stock < 0, NO_STOCK_BELOW_ZERO),
        (len(item.title) > GOOGLE_TITLE, LONG_FOR_GOOGLE),
        (len(item.title) > SHOPIFY_TITLE, LONG_FOR_SHOPIFY),
        (any(guarded(text) != text for text in texts), A_FORMULA),
        (item.variants > 0, MORE_VARIANTS),
    )
    return tuple(message for found, message in told if found)


def repeated(items: Iterable[ShopItem]) -> tuple[Message, ...]:
    """Which SKUs stand for several products."""
    counted = Counter(item.sku for item in items if item.sku)
    return tuple(Message(TWICE.en.format(sku), TWICE.zh.format(sku)) for sku, times in counted.items() if times > 1)


def missing_for_google(item: ShopItem) -> tuple[str, ...]:
    """The attributes without which Merchant Center refuses an item, by Google's names.

    Required of every product: https://support.google.com/merchants/answer/7052112 (third parties, 2026-11-23).
    """
    has = {
        "id": bool(item.sku or item.handle),
        "title": bool(item.title),
        "description": bool(item.description),
        "link": bool(item.link),
        "image_link": any(picture.address for picture in item.pictures),
        "price": item.price is not None and item.price > 0,
    }
    return tuple(name for name, there in has.items() if not there)


def missing_for_search(item: ShopItem) -> tuple[str, ...]:
    """The properties without which Google shows no merchant listing for an item's JSON-LD, by schema.org's names.

    https://developers.google.com/search/docs/appearance/structured-data/merchant-listing (owner's page, 2026-11-23).
    """
    has = {
        "name": bool(item.title),
        "image": any(picture.address for picture in item.pictures),
        "offers.price": item.price is not None and item.price > 0,
        "offers.priceCurrency": bool(item.currency),
    }
    return tuple(name for name, there in has.items() if not there)
