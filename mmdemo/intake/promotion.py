"""A coupon or a promotion as typed, read into an offer that a card can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from mmdemo.errors import InputError
from mmdemo.intake import promotion_messages as said
from mmdemo.intake.addresses import read_address
from mmdemo.intake.choices import check_choice
from mmdemo.intake.price import read_price
from mmdemo.processing.image.typeface import drawable
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.columns import columns
from mmdemo.processing.text.lexicon import read_table
from mmdemo.promotion import PROMOTION_KINDS, STRUCK_BASES, Offer
from mmdemo.schema import Message, Product, Promotion

MAX_HEADLINE, MAX_GIFT, MAX_CONDITIONS = 60, 80, 300
"""Columns of print, a Chinese character taking two."""

MOST_NAMED = 12
"""Signs that cannot be drawn, of those that a message names."""

MAX_LINK = 200
"""Characters: the code of a longer address is too fine for a card."""

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_PERCENT = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?) ?%")
_TENTHS = re.compile(r"(\d{1,2}(?:\.\d)?) ?折")
_TAKEN = re.compile(r"^(?:立减|减|立省|省|优惠|save |get |[-−–] ?)|(?: ?off)$", re.IGNORECASE)
_DATE = re.compile(r"(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?")
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")

_LABELS = {
    "headline": Message("headline", "标题"),
    "gift": Message("gift", "赠品说明"),
    "conditions": Message("conditions", "使用条件"),
    "link": Message("link", "链接"),
}
_LIMITS = {"headline": MAX_HEADLINE, "gift": MAX_GIFT, "conditions": MAX_CONDITIONS}


def read_promotion(promotion: Promotion, product: Product, today: date | None = None) -> Offer:
    """The offer that was typed for a product.

    Prices without a currency are in that of the product's price. "8折" is 20 % off. A promotion that says only what is
    taken off takes it from `was`, else from the product's price. With `today`, an offer that is over is refused.

    Raises:
        InputError: with the field of `Promotion` that is wrong, what is wrong with it, and what to do.
    """
    check_choice("kind", promotion.kind, PROMOTION_KINDS)
    check_choice("basis", promotion.basis, STRUCK_BASES)
    kind = promotion.kind
    reader = _Reader(product)
    starts, ends = _days(promotion, today)
    texts = {name: _text(name, getattr(promotion, name), limit) for name, limit in _LIMITS.items()}
    percent, amount = reader.off(promotion.off)
    least_order = reader.price("least_order", promotion.least_order)
    price, was, lowest = (reader.price(name, getattr(promotion, name)) for name in ("price", "was", "lowest_before"))
    if kind == "coupon":
        _check_coupon(
            {"price": price, "was": was, "lowest_before": lowest}, percent, amount, least_order, texts["gift"]
        )
    else:
        if least_order is not None:
            raise _refused("least_order", said.NOT_OF_PROMOTION)
        price, was = _promised(price, was, percent, amount, reader.currency, product, texts["gift"])
        percent = amount = None
    return Offer(
        kind=kind,
        currency=reader.currency,
        price=price,
        was=was,
        basis=promotion.basis,
        lowest_before=lowest,
        percent=percent,
        amount=amount,
        least_order=least_order,
        code=_code(promotion.code),
        starts=starts,
        ends=ends,
        link=read_address(promotion.link, "link", _LABELS["link"], MAX_LINK),
        **texts,
    )


@dataclass(frozen=True)
class _Reader:
    """Reads amounts in the currency of the product's price, or in the usual one of its language."""

    product: Product

    @property
    def currency(self) -> str:
        if self.product.price is not None:
            return self.product.price.currency
        return "CNY" if self.product.language == "zh" else "USD"

    def price(self, field: str, typed: str) -> Decimal | None:
        try:
            money = read_price(typed, self.product.language, self.currency)
        except InputError as error:
            raise InputError(*error.message, field=field) from error
        if money is not None and money.currency != self.currency:
            raise InputError(
                f"This price is in {money.currency}, the product's in {self.currency}. Use one currency.",
                f"该价格的货币为 {money.currency}，商品价格为 {self.currency}。请使用同一货币。",
                field=field,
            )
        return None if money is None else money.amount

    def off(self, typed: str) -> tuple[Decimal | None, Decimal | None]:
        """What is taken off: percent, or an amount."""
        line = clean_line(_TAKEN.sub("", clean_line(unicodedata.normalize("NFKC", typed))))
        tenths, share = _TENTHS.fullmatch(line), _PERCENT.fullmatch(_TAKEN.sub("", line))
        if tenths:
            paid = Decimal(tenths[1])
            percent = 100 - (10 * paid if paid <= 10 else paid)  # "10折" takes nothing off
        elif share:
            percent = Decimal(share[1].replace(",", "."))
        else:
            return None, self.price("off", _TAKEN.sub("", line))
        if not 0 < percent < 100:
            raise _refused("off", said.PERCENT_RANGE)
        return percent, None


def _check_coupon(
    prices: Mapping[str, Decimal | None],
    percent: Decimal | None,
    amount: Decimal | None,
    least_order: Decimal | None,
    gift: str,
) -> None:
    for name, price in prices.items():
        if price is not None:
            raise _refused(name, said.NOT_OF_COUPON)
    if percent is None and amount is None and not gift:
        raise _refused("off", said.NOTHING["coupon"])
    if amount is not None and least_order is not None and amount >= least_order:
        raise _refused("off", said.MORE_THAN_THE_ORDER)


def _promised(
    price: Decimal | None,
    was: Decimal | None,
    percent: Decimal | None,
    amount: Decimal | None,
    currency: str,
    product: Product,
    gift: str,
) -> tuple[Decimal | None, Decimal | None]:
    """The price of a promotion, and the one that is struck out."""
    if percent is not None or amount is not None:
        if price is not None:
            raise _refused("off", said.TWICE)
        was = was or (None if product.price is None else product.price.amount)
        if was is None:
            raise _refused("off", said.NO_PRICE_TO_LOWER)
        exact = was - (amount if amount is not None else was * (percent or 0) / 100)
        cents = 0 if exact == exact.to_integral_value() else read_table("currencies")[currency]["decimals"]
        price = exact.quantize(Decimal(1).scaleb(-cents), ROUND_FLOOR)  # no less comes off than was promised
        if price <= 0:
            raise _refused("off", said.ALL_OF_IT)
    if price is None and not gift:
        raise _refused("price", said.NOTHING["promotion"])
    if was is not None and (price is None or was <= price):
        raise _refused("was", said.NOT_LOWER)
    return price, was


def _days(promotion: Promotion, today: date | None) -> tuple[date | None, date | None]:
    starts, ends = (_day(name, getattr(promotion, name)) for name in ("starts", "ends"))
    if starts and ends and ends < starts:
        raise _refused("ends", said.REVERSED)
    if today and ends and ends < today:
        raise _refused("ends", said.OVER)
    return starts, ends


def _day(field: str, typed: str) -> date | None:
    line = clean_line(typed)
    if not line:
        return None
    match = _DATE.fullmatch(line)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        shown = line if len(line) <= 40 else f"{line[:40]}…"
        raise InputError(
            f"“{shown}” is no date. Write year, month and day, like 2026-11-11.",
            f"“{shown}”不是有效日期。请按年月日填写，例如 2026-11-11。",
            field=field,
        )
    return day


def _text(field: str, typed: str, limit: int) -> str:
    """One line that the fonts of the cards can draw; a sign that would be lost is refused."""
    cleaned = clean_line(typed)
    label = _LABELS[field]
    if columns(cleaned) > limit:
        raise InputError(
            f"A card has room for {limit} letters in the {label.en}; your text fills {columns(cleaned)}. Shorten it.",
            f"{label.zh}太长：最多 {limit // 2} 个汉字。请缩短。",
            field=field,
        )
    # Joiners and accents are no signs by themselves: they go with the letter or the emoji before them.
    lost = dict.fromkeys(sign for sign in cleaned if unicodedata.category(sign)[0] not in "CMZ" and not drawable(sign))
    if lost:
        shown = " ".join(list(lost)[:MOST_NAMED])
        raise InputError(
            f"These signs in the {label.en} cannot be drawn on a card: {shown}. "
            "Leave them out, or write in Latin letters or Chinese.",
            f"{label.zh}中的以下字符无法绘制到卡片上：{shown}。请删去，改用汉字或拉丁字母。",
            field=field,
        )
    return drawable(cleaned)


def _code(typed: str) -> str:
    code = clean_line(typed)
    if code and (len(code) > said.MAX_CODE or not _CODE.fullmatch(code)):
        raise _refused("code", said.ODD_CODE)
    return code


def _refused(field: str, reason: Message) -> InputError:
    return InputError(*reason, field=field)
