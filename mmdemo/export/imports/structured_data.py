"""schema.org's Product as JSON-LD, with what Google's merchant listings ask for.

https://developers.google.com/search/docs/appearance/structured-data/merchant-listing (owner's page, 2026-11-23).
Ratings and reviews are never written: there are none to show.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from mmdemo.errors import InputError
from mmdemo.export.imports.amounts import amount_text, read_amount
from mmdemo.export.imports.item import ShopItem, ShopPicture, handle_of, with_own_handles
from mmdemo.export.imports.rich_text import read_text
from mmdemo.source_types import UNWRITABLE

_SCHEMA = "https://schema.org"
_GTINS = ("gtin", "gtin13", "gtin12", "gtin14", "gtin8")


def write_structured_data(items: Iterable[ShopItem]) -> bytes:
    """One product, or a graph of several, as JSON that may stand in a `<script type="application/ld+json">`."""
    nodes = [_node(item) for item in items]
    told = {"@context": _SCHEMA, **nodes[0]} if len(nodes) == 1 else {"@context": _SCHEMA, "@graph": nodes}
    # "</script>" in a text would end the element that the JSON stands in.
    return (json.dumps(told, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode()


def read_structured_data(data: bytes) -> tuple[ShopItem, ...]:
    """The products of such a file.

    Raises:
        InputError: it is no JSON-LD, or tells of no product (`field="catalogue"`).
    """
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _none(str(error), str(error)) from error
    nodes = _many(told.get("@graph", told) if isinstance(told, dict) else told)
    found = [node for node in nodes if isinstance(node, dict) and "Product" in _many(node.get("@type"))]
    if not found:
        raise _none("it tells of no product", "其中没有商品")
    return tuple(with_own_handles(map(_item, found)))


def _node(item: ShopItem) -> dict[str, Any]:
    pictures = [picture.address for picture in item.pictures if picture.address]
    node: dict[str, Any] = {
        "@type": "Product",
        "name": _clean(item.title),
        "image": pictures,
        "description": _clean(item.description),
        "sku": _clean(item.sku),
        "gtin": _clean(item.barcode),
        "category": _clean(item.category),
        "keywords": [_clean(tag) for tag in item.tags],
    }
    if item.vendor:
        node["brand"] = {"@type": "Brand", "name": _clean(item.vendor)}
    if item.price is not None:
        node["offers"] = _offer(item)
    return {key: value for key, value in node.items() if value}


def _offer(item: ShopItem) -> dict[str, Any]:
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": item.link,
        "price": amount_text(item.price),
        "priceCurrency": item.currency,
        "availability": f"{_SCHEMA}/{'OutOfStock' if item.stock == 0 else 'InStock'}",
        "itemCondition": f"{_SCHEMA}/NewCondition",
    }
    if item.struck is not None:
        offer["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "priceType": f"{_SCHEMA}/StrikethroughPrice",
            "price": amount_text(item.struck),
            "priceCurrency": item.currency,
        }
    return {key: value for key, value in offer.items() if value}


def _item(node: Mapping[str, Any]) -> ShopItem:
    """A product as a stranger may have written it: one value or several, a thing or its name alone."""
    title, offer = _text(node.get("name")), _thing(node.get("offers"))
    prices = [_thing(told) for told in _many(offer.get("priceSpecification"))]
    struck = next((told for told in prices if _text(told.get("priceType")).endswith("StrikethroughPrice")), {})
    brand, keywords = node.get("brand"), node.get("keywords", "")
    paragraphs, bullets = read_text(_text(node.get("description")))
    return ShopItem(
        handle=handle_of(title),
        title=title,
        paragraphs=paragraphs,
        bullets=bullets,
        vendor=_text(_thing(brand).get("name", brand)),
        category=_text(node.get("category")),
        tags=tuple(filter(None, map(_text, keywords.split(", ") if isinstance(keywords, str) else _many(keywords)))),
        sku=_text(node.get("sku")),
        barcode=_text(next((node[name] for name in _GTINS if name in node), "")),
        price=read_amount(_text(offer.get("price"))),
        currency=_text(offer.get("priceCurrency")) or "USD",
        was_price=read_amount(_text(struck.get("price"))),
        stock=0 if _text(offer.get("availability")).endswith("OutOfStock") else None,
        pictures=tuple(ShopPicture(_text(_thing(told).get("url", told))) for told in _many(node.get("image"))),
        link=_text(offer.get("url")) or _text(node.get("url")),
    )


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text)


def _many(told: Any) -> list[Any]:
    return told if isinstance(told, list) else [] if told is None else [told]


def _thing(told: Any) -> Mapping[str, Any]:
    """The first thing of several, or nothing known of it."""
    first = next(iter(_many(told)), None)
    return first if isinstance(first, dict) else {}


def _text(told: Any) -> str:
    """The first text or number of several."""
    first = next(iter(_many(told)), "")
    return _clean(str(first)).strip() if isinstance(first, str | int | float) and not isinstance(first, bool) else ""


def _none(en: str, zh: str) -> InputError:
    return InputError(f"This is no product in JSON-LD: {en}.", f"不是 JSON-LD 商品数据：{zh}。", field="catalogue")
