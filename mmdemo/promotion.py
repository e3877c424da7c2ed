"""A coupon or a promotion, as the merchant typed it."""

from __future__ import annotations

from dataclasses import dataclass
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


NO_PROMOTION = Promotion()
