"""WooCommerce's product CSV.

The columns are those that its own exporter writes and its importer maps by itself (https://woocommerce.com/document/
product-csv-importer-exporter/, as quoted in public files, 2026-11-23). It puts an apostrophe before formulas too, and
takes it off again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from mmdemo.errors import InputError
from mmdemo.export.imports.amounts import amount_text, read_amount, read_count
from mmdemo.export.imports.cells import csv_bytes, guarded, read_csv, unguarded
from mmdemo.export.imports.item import ShopItem, ShopPicture, handle_of, with_own_handles
from mmdemo.export.imports.rich_text import description_html, escaped, read_html

GTIN = "GTIN, UPC, EAN, or ISBN"
HEADER = (
    *("ID", "Type", "SKU", GTIN, "Name", "Published", "Is featured?", "Visibility in catalog"),
    *("Short description", "Description", "Date sale price starts", "Date sale price ends", "Tax status", "Tax class"),
    *("In stock?", "Stock", "Low stock amount", "Backorders allowed?", "Sold individually?"),
    *("Weight (kg)", "Length (cm)", "Width (cm)", "Height (cm)", "Allow customer reviews?", "Purchase note"),
    *("Sale price", "Regular price", "Categories", "Tags", "Shipping class", "Images"),
    *("Download limit", "Download expiry days", "Parent", "Grouped products", "Upsells", "Cross-sells"),
    *("External URL", "Button text", "Position", "Brands"),
)
_DRAFT = "-1"
_COMMA = re.compile(r"(?<!\\),")


def write_woocommerce(items: Iterable[ShopItem]) -> bytes:
    """The file. Products come as drafts: a merchant looks at them in the shop first."""
    return csv_bytes(HEADER, ([row.get(column, "") for column in HEADER] for row in map(_row, items)))


def read_woocommerce(data: bytes, currency: str = "USD") -> tuple[ShopItem, ...]:
    """The products of a file; their variations are counted alone. The file names no currency: the shop's is given.

    Raises:
        InputError: it is no such file, or a number in it is none (`field="catalogue"`).
    """
    header, rows = read_csv(data)
    if not {"Type", "SKU", "Name"} <= {*header}:
        raise InputError(
            "This is no product file of WooCommerce: its first line must have the columns Type, SKU and Name.",
            "不是 WooCommerce 商品文件：首行应包含 Type、SKU 和 Name 列。",
            field="catalogue",
        )
    variations = Counter(row.get("Parent", "") for row in rows if row["Type"] == "variation")
    items = (_item(row, currency, variations) for row in rows if row["Type"] != "variation")
    return tuple(with_own_handles(items))


def _row(item: ShopItem) -> Mapping[str, str]:
    return {
        "Type": "simple",
        "SKU": guarded(item.sku),
        GTIN: guarded(item.barcode),
        "Name": guarded(item.title),
        "Published": _DRAFT,
        "Is featured?": "0",
        "Visibility in catalog": "visible",
        "Short description": guarded(escaped(item.seo_description)),
        "Description": guarded(description_html(item.paragraphs, item.bullets)),
        "Tax status": "taxable",
        "In stock?": "0" if item.stock == 0 else "1",
        "Stock": "" if item.stock is None else str(item.stock),
        "Backorders allowed?": "0",
        "Sold individually?": "0",
        "Allow customer reviews?": "1",
        "Sale price": amount_text(item.price) if item.struck else "",
        "Regular price": amount_text(item.struck or item.price),
        "Categories": guarded(_listed((item.category,)) if item.category else ""),
        "Tags": guarded(_listed(item.tags)),
        "Images": guarded(", ".join(one.address.replace(",", "%2C") for one in item.pictures if one.address)),
        "Brands": guarded(_listed((item.vendor,)) if item.vendor else ""),
    }


def _item(row: Mapping[str, str], currency: str, variations: Mapping[str, int]) -> ShopItem:
    def cell(column: str) -> str:
        return unguarded(row.get(column, ""))

    regular, sale = read_amount(cell("Regular price")), read_amount(cell("Sale price"))
    paragraphs, bullets = read_html(cell("Description"))
    short, points = read_html(cell("Short description"))
    # A parent is named by its SKU, or by its ID where it has none.
    parents = {name for name in (row["SKU"], f"id:{row.get('ID', '')}") if name}
    return ShopItem(
        handle=handle_of(cell("Name")),
        title=cell("Name"),
        paragraphs=paragraphs,
        bullets=bullets,
        vendor=", ".join(_read_list(cell("Brands"))),
        category=", ".join(_read_list(cell("Categories"))),
        tags=_read_list(cell("Tags")),
        sku=cell("SKU"),
        barcode=cell(GTIN),
        price=regular if sale is None else sale,
        currency=currency,
        was_price=None if sale is None else regular,
        stock=read_count(cell("Stock")),
        pictures=tuple(map(ShopPicture, _read_list(cell("Images")))),
        seo_description="\n".join((*short, *points)),
        variants=sum(variations[parent] for parent in parents),
    )


def _listed(values: Iterable[str]) -> str:
    """Values in one cell: a comma divides, one with a backslash belongs to the value."""
    return ", ".join(value.replace(",", "\\,") for value in values)


def _read_list(cell: str) -> tuple[str, ...]:
    return tuple(value.strip().replace("\\,", ",") for value in _COMMA.split(cell) if value.strip())
