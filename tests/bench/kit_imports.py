"""Import files of a whole catalogue: 2,465 products written and read back, against csv and json writing the same.

The floor writes the same words without knowing what they are: one flat CSV row and one JSON object a product, for each
of the four kinds once.
"""

import csv
import io
import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from mmdemo.export.imports import KINDS, ShopItem, ShopPicture, missing_for_search, read_items, write_items
from mmdemo.export.imports.google import NAMESPACE
from mmdemo.export.imports.item import handle_of, with_own_handles
from tests.bench.row import Row, at_most
from tests.catalogues import SHOPIFY_TEMPLATE, kept_by
from tests.conftest import ROOT

CATALOGUE = ROOT.parent / "shared" / "data" / "catalogues" / "aws_retail_products.yaml"
SHOP = "https://shop.example"


def rows() -> list[Row]:
    items = _items()
    start = time.perf_counter()
    files = {kind: write_items(items, kind, SHOP) for kind in KINDS}
    took = time.perf_counter() - start
    floor = _floor(items)
    unequal = sum(
        read != kept
        for kind in KINDS
        # Where a kind has no place for handles they are made of titles again, of which some stand twice.
        for kept, read in zip(
            with_own_handles(kept_by(kind, item) for item in items), read_items(files[kind], kind), strict=True
        )
    )
    header = files["shopify"].decode("utf-8-sig").split("\r\n")[0]
    return [
        at_most(f"imports: {len(items)} products as Shopify, WooCommerce, Google and JSON-LD", took, "s", 5.0),
        Row("imports: the same words by csv and json alone, four times (the floor)", floor, "s"),
        Row("imports: against the floor", took / floor, "x"),
        at_most("imports: products read back unequal, of four kinds", unequal, "", 0),
        at_most("imports: columns of Shopify's template that differ", float(header != SHOPIFY_TEMPLATE), "", 0),
        at_most("imports: products whose JSON-LD lacks what Google requires", _lacking(files["jsonld"]), "", 0),
        at_most(
            "imports: products whose feed lacks an attribute that Google requires", _refused(files["google"]), "", 0
        ),
    ]


def _items() -> tuple[ShopItem, ...]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return tuple(_item(told) for told in yaml.load(_read(CATALOGUE), Loader=loader))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _item(told: Mapping[str, Any]) -> ShopItem:
    handle = f"{handle_of(told['name'])}-{told['id'][:8]}"
    return ShopItem(
        handle=handle,
        title=told["name"],
        paragraphs=tuple(line for line in str(told["description"]).splitlines() if line.strip()),
        category=told["category"],
        tags=(told["style"],),
        sku=told["id"],
        price=Decimal(str(told["price"])),
        stock=told["current_stock"],
        pictures=(ShopPicture(f"https://cdn.example/{told['image']}"),),
        link=f"{SHOP}/products/{handle}",
    )


def _floor(items: tuple[ShopItem, ...]) -> float:
    plain = [{name: str(value) for name, value in asdict(item).items()} for item in items]
    start = time.perf_counter()
    for _ in range(2):
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, list(plain[0]))
        writer.writeheader()
        writer.writerows(plain)
        buffer.getvalue().encode()
        json.dumps(plain, ensure_ascii=False, indent=1).encode()
    return time.perf_counter() - start


def _lacking(data: bytes) -> int:
    """Read by hand, not by our reader: name, image, a price above zero with its currency."""
    return sum(
        not (node.get("name") and node.get("image") and float(node["offers"]["price"]) > 0)
        or not node["offers"].get("priceCurrency")
        or bool(missing_for_search(item))
        for node, item in zip(json.loads(data)["@graph"], read_items(data, "jsonld"), strict=True)
    )


def _refused(data: bytes) -> int:
    """By lxml, which shares nothing with our writer."""
    from lxml import etree

    required = ("id", "title", "description", "link", "image_link", "availability", "price")
    nodes = etree.fromstring(data).iter("item")
    return sum(any(not node.findtext(f"{{{NAMESPACE}}}{name}") for name in required) for node in nodes)
