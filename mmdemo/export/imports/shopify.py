"""Shopify's product CSV.

The header is that of the owner's current template
(https://help.shopify.com/cdn/shopifycloud/product-knowledge/production/csv/product_template.csv, as quoted alike in
several public files, 2026-11-23); the older one is of https://github.com/shopifypartners/product-csvs and is read as
well. A further row with the same handle gives a further picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mmdemo.errors import InputError
from mmdemo.export.imports.amounts import amount_text, read_amount, read_count
from mmdemo.export.imports.cells import csv_bytes, guarded, read_csv, unguarded
from mmdemo.export.imports.item import ShopItem, ShopPicture, handle_of, with_own_handles
from mmdemo.export.imports.rich_text import description_html, read_html
from mmdemo.processing.text.language import detect_language
from mmdemo.processing.text.prompted.tidy import shortened

_OPTIONS = tuple(f"Option{number} {what}" for number in (1, 2, 3) for what in ("name", "value", "Linked To"))
HEADER = (
    *("Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags"),
    *("Published on online store", "Status", "SKU", "Barcode", *_OPTIONS),
    *("Price", "Compare-at price", "Cost per item", "Charge tax", "Tax code"),
    *("Unit price total measure", "Unit price total measure unit"),
    *("Unit price base measure", "Unit price base measure unit"),
    *("Inventory tracker", "Inventory quantity", "Continue selling when out of stock"),
    *("Weight value (grams)", "Weight unit for display", "Requires shipping", "Fulfillment service"),
    *("Product image URL", "Image position", "Image alt text", "Variant image URL", "Gift card"),
    *("SEO title", "SEO description", "Color (product.metafields.shopify.color-pattern)"),
    *("Google Shopping / Google product category", "Google Shopping / Gender", "Google Shopping / Age group"),
    *("Google Shopping / Manufacturer part number (MPN)", "Google Shopping / Ad group name"),
    *("Google Shopping / Ads labels", "Google Shopping / Condition", "Google Shopping / Custom product"),
    *(f"Google Shopping / Custom label {number}" for number in range(5)),
)

_OLDER = {
    "URL handle": "Handle",
    "Option1 value": "Option1 Value",
    "Description": "Body (HTML)",
    "SKU": "Variant SKU",
    "Barcode": "Variant Barcode",
    "Price": "Variant Price",
    "Compare-at price": "Variant Compare At Price",
    "Inventory tracker": "Variant Inventory Tracker",
    "Inventory quantity": "Variant Inventory Qty",
    "Product image URL": "Image Src",
    "Image alt text": "Image Alt Text",
    "SEO title": "SEO Title",
    "SEO description": "SEO Description",
}
MOST_TITLE, MOST_ALT, MOST_BYTES = 255, 512, 15_000_000
"""Characters of a title and of an alternative text, bytes of a file."""

_ONLY = ("Title", "Default Title")
"""How Shopify names the one option, and its value, of a product that comes in one kind."""
_OF_VARIANTS = ("Option1 value", "SKU", "Price")


def write_shopify(items: Iterable[ShopItem]) -> bytes:
    """The file. Products come as drafts that are not published: a merchant looks at them in the shop first."""
    return csv_bytes(HEADER, (_cells(row) for item in with_own_handles(items) for row in _rows(item)))


def read_shopify(data: bytes, currency: str = "USD") -> tuple[ShopItem, ...]:
    """The products of a file with the current or the older header. Variants after the first are counted alone.

    The file names no currency: that of the shop is given.

    Raises:
        InputError: it is no such file, or a number in it is none (`field="catalogue"`).
    """
    header, rows = read_csv(data)
    if "Title" not in header:
        raise InputError(
            "This is no product file of Shopify: its first line must have the column Title.",
            "不是 Shopify 商品文件：首行应包含 Title 列。",
            field="catalogue",
        )
    older = "Handle" in header and "URL handle" not in header
    column = "Handle" if older else "URL handle"
    grouped: dict[str | int, list[Mapping[str, str]]] = {}
    last: str | int = 0
    for number, row in enumerate(rows):
        # A new product may come without a handle; a row without title goes on with the one before.
        last = row.get(column) or (number if row.get("Title") else last)
        grouped.setdefault(last, []).append(row)
    return tuple(_item(found, older, currency) for found in grouped.values())


def _rows(item: ShopItem) -> Iterator[Mapping[str, str]]:
    first = {
        "Title": guarded(shortened(item.title, MOST_TITLE, detect_language([item.title]))),
        "URL handle": guarded(item.handle),
        "Description": guarded(description_html(item.paragraphs, item.bullets)),
        "Vendor": guarded(item.vendor),
        "Type": guarded(item.category),
        "Tags": guarded(", ".join(tag.replace(",", " ") for tag in item.tags)),
        "Published on online store": "FALSE",
        "Status": "draft",
        "SKU": guarded(item.sku),
        "Barcode": guarded(item.barcode),
        "Option1 name": _ONLY[0],
        "Option1 value": _ONLY[1],
        "Price": amount_text(item.price),
        "Compare-at price": amount_text(item.struck),
        "Charge tax": "TRUE",
        "Inventory tracker": "shopify" if item.stock is not None else "",
        "Inventory quantity": "" if item.stock is None else str(item.stock),
        "Continue selling when out of stock": "DENY",
        "Requires shipping": "TRUE",
        "Fulfillment service": "manual",
        "Gift card": "FALSE",
        "SEO title": guarded(item.seo_title),
        "SEO description": guarded(item.seo_description),
        "Google Shopping / Condition": "new",
    }
    pictures = [picture for picture in item.pictures if picture.address]
    yield first | (_picture(pictures[0], 1) if pictures else {})
    for place, picture in enumerate(pictures[1:], 2):
        yield {"URL handle": guarded(item.handle), **_picture(picture, place)}


def _picture(picture: ShopPicture, place: int) -> dict[str, str]:
    return {
        "Product image URL": guarded(picture.address),
        "Image position": str(place),
        "Image alt text": guarded(shortened(picture.alt, MOST_ALT, detect_language([picture.alt]))),
    }


def _cells(row: Mapping[str, str]) -> Sequence[str]:
    return [row.get(column, "") for column in HEADER]


def _item(rows: Sequence[Mapping[str, str]], older: bool, currency: str) -> ShopItem:
    def cell(column: str, row: Mapping[str, str] = rows[0]) -> str:
        return unguarded(row.get(_OLDER.get(column, column) if older else column, ""))

    paragraphs, bullets = read_html(cell("Description"))
    return ShopItem(
        handle=cell("URL handle") or handle_of(cell("Title")),
        title=cell("Title"),
        paragraphs=paragraphs,
        bullets=bullets,
        vendor=cell("Vendor"),
        category=cell("Type"),
        tags=tuple(tag.strip() for tag in cell("Tags").split(",") if tag.strip()),
        sku=cell("SKU"),
        barcode=cell("Barcode"),
        price=read_amount(cell("Price")),
        currency=currency,
        was_price=read_amount(cell("Compare-at price")),
        stock=read_count(cell("Inventory quantity")) if cell("Inventory tracker") else None,
        pictures=tuple(
            ShopPicture(cell("Product image URL", row), cell("Image alt text", row))
            for row in rows
            if cell("Product image URL", row)
        ),
        seo_title=cell("SEO title"),
        seo_description=cell("SEO description"),
        variants=sum(any(cell(column, row) for column in _OF_VARIANTS) for row in rows[1:]),
    )
