"""A coupon or a promotion: as the merchant typed it, and as the intake read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Literal, get_args

PromotionKind = Literal["coupon", "promotion"]
PROMOTION_KINDS: tuple[PromotionKind, ...] = get_args(PromotionKind)

# Why a higher price may be struck out beside the offer: what it is, in the words of price law.
StruckBasis = Literal["none", "own_earlier_price", "list_price"]
STRUCK_BASES: tuple[StruckBasis, ...] = get_args(StruckBasis)


@dataclass(frozen=True)
class Promotion:
    """What a card should offer, as typed; the intake checks it.

    A coupon takes `off` ("10%", "$5", "¥20") from an order of at least `least_order`; a promotion sells at `price` in
    the place of `was`. `basis` says what `was` is; `lowest_before` is the lowest price of the days that price law asks
    for. `starts` and `ends` are ISO dates, the last day included. `link` is what the QR code opens.
    """

    kind: PromotionKind = "promotion"
    headline: str = ""
    price: str = ""
    was: str = ""
    basis: StruckBasis = "none"
    lowest_before: str = ""
    off: str = ""
    least_order: str = ""
    code: str = ""
    starts: str = ""
    ends: str = ""
    conditions: str = ""
    gift: str = ""
    link: str = ""


@dataclass(frozen=True)
class Offer:
    """A `Promotion` that was read: a card can be drawn of it.

    All amounts are in `currency`, an ISO 4217 code. A promotion has a `price`, `was` above it or None, or a `gift`
    alone; a coupon takes `percent` or `amount` off an order of at least `least_order`, or gives a `gift`. The first and
    the last day, `starts` and `ends`, both count. `gift`, `conditions` and `headline` are one clean line or "".
    """

    kind: PromotionKind
    currency: str
    headline: str = ""
    price: Decimal | None = None
    was: Decimal | None = None
    basis: StruckBasis = "none"
    lowest_before: Decimal | None = None
    percent: Decimal | None = None
    amount: Decimal | None = None
    least_order: Decimal | None = None
    code: str = ""
    starts: date | None = None
    ends: date | None = None
    conditions: str = ""
    gift: str = ""
    link: str = ""

    @property
    def saved(self) -> int | None:
        """How many whole percent the price lies below the struck one, rounded down so that it never says too much."""
        if self.price is None or self.was is None:
            return None
        return int((100 * (self.was - self.price) / self.was).to_integral_value(ROUND_FLOOR))
