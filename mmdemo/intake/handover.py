"""How a merchant wishes the files to be handed over, checked."""

from __future__ import annotations

import re
from dataclasses import replace

from mmdemo.errors import InputError
from mmdemo.handover import LABEL_RULES, MARKET_IDS, Handover
from mmdemo.intake.addresses import read_address
from mmdemo.intake.choices import check_choice
from mmdemo.intake.price import read_price
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import Message, Product

MAX_SKU, MAX_PRODUCER, MOST_STOCK = 50, 60, 9_999_999
SHOWN = ("auto", "shown", "hidden")

_SKU = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?")
_BARCODE = re.compile(r"\d{8}|\d{12,14}")
_STOCK = re.compile(r"\d{1,7}")
_BASE, _SHOP = Message("address of the pictures", "图片地址"), Message("address of the shop", "店铺网址")
_WRONG_SKU = Message(
    f"An article number (SKU) has up to {MAX_SKU} Latin letters, figures, dots, hyphens, slashes and underscores.",
    f"货号（SKU）最多 {MAX_SKU} 个字符，只能用字母、数字、点、连字符、斜线和下划线。",
)
_NO_GTIN = Message(
    "A barcode (GTIN) has 8, 12, 13 or 14 figures. Type those that stand under the bars, or leave it empty.",
    "条码（GTIN）为 8、12、13 或 14 位数字。请输入条码下方的数字，或留空。",
)
_WRONG_GTIN = Message(
    "This is no barcode: its last figure does not fit the others. Compare it with the package.",
    "条码校验位不正确，请与包装上的数字核对。",
)
_WRONG_STOCK = Message(
    f"Stock is a whole number from 0 to {MOST_STOCK:,}. Leave it empty if you do not count it.",
    f"库存须为 0 到 {MOST_STOCK:,} 的整数。不统计库存请留空。",
)
_LONG_PRODUCER = Message(
    f"The name of the maker has room for {MAX_PRODUCER} characters. Shorten it.",
    f"制作者名称最多 {MAX_PRODUCER} 个字符，请缩短。",
)
_NO_PRICE = Message(
    "A former price needs the price of today beside it. Give the product a price first.",
    "填写划线价前，请先填写商品现价。",
)
_NOT_ABOVE = Message(
    "The former price must be above the price of today, or there is nothing to strike out.",
    "划线价必须高于现价。",
)


def read_handover(handover: Handover, product: Product | None = None) -> Handover:
    """The wishes with addresses, numbers and names cleaned. With `product` its price is the former one's measure.

    Raises:
        InputError: with the field of `Handover` that is wrong, what is wrong with it, and what to do.
    """
    for market in handover.markets:
        check_choice("markets", market, MARKET_IDS)
    check_choice("labels", handover.labels, LABEL_RULES)
    check_choice("words", handover.words, SHOWN)
    sku, producer = clean_line(handover.sku), clean_line(handover.producer)
    if sku and (len(sku) > MAX_SKU or not _SKU.fullmatch(sku)):
        raise InputError(*_WRONG_SKU, field="sku")
    if len(producer) > MAX_PRODUCER:
        raise InputError(*_LONG_PRODUCER, field="producer")
    if handover.stock is not None and not 0 <= handover.stock <= MOST_STOCK:
        raise InputError(*_WRONG_STOCK, field="stock")
    return replace(
        handover,
        markets=tuple(dict.fromkeys(handover.markets)),
        picture_base=read_address(handover.picture_base, "picture_base", _BASE),
        shop=read_address(handover.shop, "shop", _SHOP),
        sku=sku,
        barcode=_read_barcode(handover.barcode),
        was_price=_read_was(handover.was_price, product),
        producer=producer,
    )


def read_stock(typed: str) -> int | None:
    """How many there are, as typed; None where nothing is.

    Raises:
        InputError: it is no whole number that a shop takes (`field="stock"`).
    """
    line = clean_line(typed).replace(",", "")
    if not line:
        return None
    if not line.isascii() or not _STOCK.fullmatch(line):
        raise InputError(*_WRONG_STOCK, field="stock")
    return int(line)


def is_gtin(number: str) -> bool:
    """Whether figures are a GTIN-8, -12, -13 or -14 by their check digit (GS1 General Specifications, 7.9)."""
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number))) % 10 == 0


def _read_barcode(typed: str) -> str:
    number = re.sub(r"[ -]", "", clean_line(typed))
    if not number:
        return ""
    if not number.isascii() or not _BARCODE.fullmatch(number):
        raise InputError(*_NO_GTIN, field="barcode")
    if not is_gtin(number):
        raise InputError(*_WRONG_GTIN, field="barcode")
    return number


def _read_was(typed: str, product: Product | None) -> str:
    line = clean_line(typed)
    if not line or product is None:
        return line
    price = product.price
    if price is None:
        raise InputError(*_NO_PRICE, field="was_price")
    bare = not re.search(r"[^\d.,’' ]", line)
    try:
        was = read_price(line, product.language, price.currency if bare else "")
    except InputError as error:
        raise InputError(*error.message, field="was_price") from error
    assert was is not None  # the line is not empty
    if was.currency != price.currency:
        raise InputError(
            f"The former price is in {was.currency}, the price of today in {price.currency}. Use one currency.",
            f"划线价的货币为 {was.currency}，现价的货币为 {price.currency}。请使用同一货币。",
            field="was_price",
        )
    if was.amount <= price.amount:
        raise InputError(*_NOT_ABOVE, field="was_price")
    return f"{line} {price.currency}" if bare else line
