"""The cards of an offer: what they say in the listing's language, drawn in three sizes."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

from babel.dates import format_date

from mmdemo.compose.label_policy import GivenRule
from mmdemo.compose.promotion_rules import law_of
from mmdemo.processing.image.arrays import decode, encode
from mmdemo.processing.image.brand_style import BrandStyle
from mmdemo.processing.image.card import LOCALES, UNNAMED, price_text
from mmdemo.processing.image.offer_card import CARD_SHAPES, CardShape, draw_offer_card
from mmdemo.processing.image.offer_words import OfferWords
from mmdemo.processing.image.placement import VISIBLE
from mmdemo.processing.image.typeface import drawable
from mmdemo.promotion import Offer
from mmdemo.schema import Kit, Language, Message, Money, Product

CUTOUT = "image/cutout"
KEPT = 24  # cards of up to half a megabyte
LEAST_SAVED = 1  # percent from which a badge tells what is saved

_OWN_PRICE = Message("Our earlier price", "本店此前售价")
_LIST_PRICE = Message("List price", "厂商建议零售价")
_LOWEST: dict[GivenRule, Message] = {
    "china": Message("Lowest price of the last 7 days", "前7日最低成交价"),
    "eu": Message("Lowest price of the last 30 days", "近30日最低价"),
}
_WAS = Message("Was", "划线价")
_SCAN = Message("Scan to shop", "扫码选购")
_CODE = Message("Code", "优惠码")
_GIFT = Message("Free with it: {}", "赠品：{}")
_LEAST = Message("on orders of {} or more", "满{}可用")
_ANY_ORDER = Message("on your order", "下单可用")
_WITH_IT = Message("free with your order", "下单即赠")
_BETWEEN = {
    "promotion": Message("Offer: {} – {}", "活动时间：{}至{}"),
    "coupon": Message("Valid: {} – {}", "有效期：{}至{}"),
}
_UNTIL = {"promotion": Message("Until {}", "活动截至{}"), "coupon": Message("Valid until {}", "有效期至{}")}
_FROM = {"promotion": Message("From {}", "活动自{}起"), "coupon": Message("Valid from {}", "自{}起有效")}


def promotion_cards(kit: Kit, offer: Offer) -> dict[str, bytes]:
    """The cards as PNG: "cards/promotion-square.png" (1080 x 1080), "-story" (1080 x 1920), "-coupon" (1200 x 628).

    They show the kit's cutout, or words alone where there is none. The same kit and offer give the same bytes.
    """
    words = offer_words(kit.product, offer, law_of(kit, offer))
    cutout = kit.pictures.get(CUTOUT)
    colour, logo = kit.request.look.brand_colour or None, kit.product.logo
    picture, mark = (None if one is None else one.data for one in (cutout, logo))
    return {f"cards/promotion-{shape}.png": _card(words, picture, colour, mark, shape) for shape in CARD_SHAPES}


@lru_cache(maxsize=KEPT)
def _card(words: OfferWords, cutout: bytes | None, colour: str | None, logo: bytes | None, shape: CardShape) -> bytes:
    rgba = None if cutout is None else decode(cutout)
    if rgba is not None and (rgba.shape[2] < 4 or not (rgba[..., 3] >= VISIBLE).any()):
        rgba = None
    return encode(draw_offer_card(words, rgba, BrandStyle(colour, None if logo is None else decode(logo)), shape))


def offer_words(product: Product, offer: Offer, law: GivenRule) -> OfferWords:
    """What a card says, with nothing that cannot be drawn."""
    language = product.language
    name = drawable(product.name) or drawable(product.brand) or UNNAMED[language]
    figure, condition = _figure(offer, language)
    notes = [_GIFT.text(language).format(offer.gift)] if offer.gift and figure != offer.gift else []
    time = _time(offer, language)
    struck = "" if offer.was is None else amount_text(offer.was, offer, language)
    return OfferWords(
        language=language,
        brand=drawable(product.brand),
        headline=offer.headline or name,
        product=name if offer.headline else "",
        figure=figure,
        condition=condition,
        struck=struck,
        basis=_basis(offer, law, language) if struck else "",
        badge=_badge(offer, language),
        notes=tuple([*notes, time] if time else notes),
        small=_small_print(offer, law, language),
        code_label=_CODE.text(language),
        code=offer.code,
        scan=_SCAN.text(language),
        link=offer.link,
    )


def card_description(product: Product, offer: Offer) -> str:
    """What a card offers, in one line, for those who do not see it."""
    language = product.language
    figure, condition = _figure(offer, language)
    struck = "" if offer.was is None else f"({_WAS.text(language)} {amount_text(offer.was, offer, language)})"
    said = [offer.headline, product.name, figure, struck, condition, _time(offer, language)]
    return (" · " if language == "en" else "，").join(part for part in said if part)


def amount_text(amount: Decimal, offer: Offer, language: Language) -> str:
    """An amount of an offer as its readers write it; without cents where no amount of the offer has any."""
    amounts = (offer.price, offer.was, offer.lowest_before, offer.amount, offer.least_order)
    text = price_text(Money(amount, offer.currency), language)
    whole = all(one == one.to_integral_value() for one in amounts if one is not None)
    return text.replace(".00", "") if whole else text


def _figure(offer: Offer, language: Language) -> tuple[str, str]:
    """What the eye should see first, and what it depends on."""
    if offer.price is not None:
        return amount_text(offer.price, offer, language), ""
    if offer.percent is not None:
        figure = percent_text(offer.percent, language)
    elif offer.amount is not None:
        figure = amount_text(offer.amount, offer, language)
        figure = f"{figure} OFF" if language == "en" else f"立减{figure}"
    else:
        figure = offer.gift
    if offer.least_order is None:
        return figure, (_WITH_IT if figure == offer.gift else _ANY_ORDER).text(language)
    return figure, _LEAST.text(language).format(amount_text(offer.least_order, offer, language))


def percent_text(percent: Decimal, language: Language) -> str:
    """A discount as its readers write it: "20% OFF", or in Chinese what is left of ten parts, "8折"."""
    if language == "en":
        return f"{_short(percent)}% OFF"
    paid = (100 - percent) / 10
    return f"{_short(paid)}折" if paid == paid.quantize(Decimal("0.1")) else f"减{_short(percent)}%"


def _badge(offer: Offer, language: Language) -> str:
    saved = offer.saved
    if saved is None or offer.price is None or offer.was is None or saved < LEAST_SAVED:
        return ""
    if language == "en":
        return f"{saved}% OFF"
    # Rounded up: less must not be asked than the badge says.
    return f"{_short((10 * offer.price / offer.was).quantize(Decimal('0.1'), ROUND_CEILING))}折"


def _basis(offer: Offer, law: GivenRule, language: Language) -> str:
    """What the struck-out price is, in the words that the law of the country uses."""
    if offer.basis == "list_price":
        return _LIST_PRICE.text(language)
    if law in _LOWEST and offer.lowest_before == offer.was:
        return _LOWEST[law].text(language)
    return (_OWN_PRICE if offer.basis == "own_earlier_price" else _WAS).text(language)


def _small_print(offer: Offer, law: GivenRule, language: Language) -> str:
    """The conditions, and in the European Union the lowest price before wherever it is not the one struck out."""
    parts = [offer.conditions]
    if law == "eu" and offer.was is not None and offer.lowest_before not in (None, offer.was):
        assert offer.lowest_before is not None
        lowest = amount_text(offer.lowest_before, offer, language)
        parts.append(f"{_LOWEST['eu'].text(language)}{': ' if language == 'en' else '：'}{lowest}")
    return " ".join(part for part in parts if part)


def _time(offer: Offer, language: Language) -> str:
    """The days on which the offer holds, the year once where it is the same."""
    starts, ends = offer.starts, offer.ends
    if starts is None:
        return "" if ends is None else _UNTIL[offer.kind].text(language).format(_day(ends, language))
    if ends is None:
        return _FROM[offer.kind].text(language).format(_day(starts, language))
    same = starts.year == ends.year
    first, last = (same, False) if language == "en" else (False, same)  # a Chinese date begins with its year
    return _BETWEEN[offer.kind].text(language).format(_day(starts, language, first), _day(ends, language, last))


def _day(day: date, language: Language, short: bool = False) -> str:
    """A day as its readers write it, `short` without the year."""
    if language == "zh":
        return format_date(day, "M月d日" if short else "y年M月d日", LOCALES[language])
    return format_date(day, "MMM d" if short else "MMM d, y", LOCALES[language])


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
