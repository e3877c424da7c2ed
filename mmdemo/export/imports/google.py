"""Google's product feed: RSS 2.0 with the attributes of Merchant Center.

Attributes and their limits: https://support.google.com/merchants/answer/7052112 (quoted by third parties, 2026-11-23).
A text that a trained model wrote goes into `structured_title` and `structured_description`, with
"trained_algorithmic_media"; any other source goes by "default", and then the plain attributes say the same
(https://support.google.com/merchants/answer/6324415, owner's page).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from xml.etree import ElementTree

from mmdemo.errors import InputError
from mmdemo.export.imports.amounts import amount_text, read_amount
from mmdemo.export.imports.item import ShopItem, ShopPicture, handle_of, shortened_id, with_own_handles
from mmdemo.export.imports.rich_text import read_text
from mmdemo.processing.text.language import detect_language
from mmdemo.processing.text.prompted.tidy import shortened

NAMESPACE = "http://base.google.com/ns/1.0"
MOST_TITLE, MOST_DESCRIPTION, MOST_FURTHER = 150, 5000, 10
TRAINED = "trained_algorithmic_media"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ElementTree.register_namespace("g", NAMESPACE)


def write_google(items: Iterable[ShopItem], shop: str = "") -> bytes:
    """The feed as XML in UTF-8. What an item lacks is left out; `missing_for_google` names it."""
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    for name, text in (("title", shop or "Products"), ("link", shop), ("description", "Products")):
        ElementTree.SubElement(channel, name).text = text
    for item in with_own_handles(items):
        _write(ElementTree.SubElement(channel, "item"), item)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def read_google(data: bytes) -> tuple[ShopItem, ...]:
    """The products of a feed.

    Raises:
        InputError: it is no such feed, defines entities of its own, or a number in it is none (`field="catalogue"`).
    """
    try:
        told = data.decode("utf-8-sig")  # whatever it declares: in other encodings entities would be overlooked
    except UnicodeDecodeError as error:
        raise _no_feed("it is not in UTF-8", "文件不是 UTF-8 编码") from error
    if "<!DOCTYPE" in told or "<!ENTITY" in told:
        raise _no_feed("it defines entities of its own", "文件自定义了实体")
    try:
        root = ElementTree.fromstring(told)
    except ElementTree.ParseError as error:
        raise _no_feed(str(error), str(error)) from error
    if root.tag != "rss":
        raise _no_feed("it is no RSS", "不是 RSS")
    return tuple(_read(node) for node in root.iter("item"))


def _write(node: ElementTree.Element, item: ShopItem) -> None:
    def add(name: str, text: str, under: ElementTree.Element = node) -> None:
        if text:
            ElementTree.SubElement(under, f"{{{NAMESPACE}}}{name}").text = _NO_XML.sub("", text)

    add("id", shortened_id(item.sku or item.handle))
    language = detect_language([item.title, item.description])
    title = shortened(item.title, MOST_TITLE, language)
    described = shortened(item.description, MOST_DESCRIPTION, language)
    for name, text, by_ai in (("title", title, item.title_by_ai), ("description", described, item.description_by_ai)):
        if by_ai and text:
            structured = ElementTree.SubElement(node, f"{{{NAMESPACE}}}structured_{name}")
            add("digital_source_type", TRAINED, structured)
            add("content", text, structured)
        else:
            add(name, text)
    add("link", item.link)
    addressed = [picture for picture in item.pictures if picture.address]
    lifestyle = next((picture for picture in addressed[1:] if picture.lifestyle), None)
    for place, picture in enumerate([picture for picture in addressed if picture is not lifestyle][: MOST_FURTHER + 1]):
        add("additional_image_link" if place else "image_link", picture.address)
    if lifestyle is not None:
        add("lifestyle_image_link", lifestyle.address)
    add("availability", "out_of_stock" if item.stock == 0 else "in_stock")
    add("price", _money(item.price if item.struck is None else item.struck, item.currency))
    if item.struck is not None:
        add("sale_price", _money(item.price, item.currency))
    add("brand", item.vendor)
    add("gtin", item.barcode)
    if not (item.barcode or item.vendor):
        add("identifier_exists", "no")
    add("condition", "new")
    add("product_type", item.category)


def _money(amount: Decimal | None, currency: str) -> str:
    return "" if amount is None else f"{amount_text(amount)} {currency}"


def _read(node: ElementTree.Element) -> ShopItem:
    def text(name: str) -> str:
        return (node.findtext(f"{{{NAMESPACE}}}{name}") or node.findtext(name) or "").strip()

    def worded(name: str) -> tuple[str, bool]:
        structured = node.find(f"{{{NAMESPACE}}}structured_{name}")
        if structured is None:
            return text(name), False
        source = structured.findtext(f"{{{NAMESPACE}}}digital_source_type")
        return (structured.findtext(f"{{{NAMESPACE}}}content") or "").strip(), source == TRAINED

    title, title_by_ai = worded("title")
    description, description_by_ai = worded("description")
    paragraphs, bullets = read_text(description)
    price, currency = _read_money(text("price"))
    sale, _ = _read_money(text("sale_price"))
    further = [found.text or "" for found in node.iterfind(f"{{{NAMESPACE}}}additional_image_link")]
    pictures = [ShopPicture(address) for address in (text("image_link"), *further) if address]
    if lifestyle := text("lifestyle_image_link"):
        pictures.append(ShopPicture(lifestyle, lifestyle=True))
    identifier = text("id")
    return ShopItem(
        handle=identifier or handle_of(title),
        title=title,
        paragraphs=paragraphs,
        bullets=bullets,
        vendor=text("brand"),
        category=text("product_type"),
        sku=identifier,
        barcode=text("gtin"),
        price=price if sale is None else sale,
        currency=currency,
        was_price=None if sale is None else price,
        stock=0 if text("availability").replace(" ", "_") == "out_of_stock" else None,
        pictures=tuple(pictures),
        link=text("link"),
        title_by_ai=title_by_ai,
        description_by_ai=description_by_ai,
    )


def _read_money(text: str) -> tuple[Decimal | None, str]:
    amount, _, currency = text.partition(" ")
    return read_amount(amount), currency or "USD"


def _no_feed(en: str, zh: str) -> InputError:
    return InputError(f"This is no product feed: {en}.", f"不是商品数据源：{zh}。", field="catalogue")
