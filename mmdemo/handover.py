"""How what was made leaves the studio: for which marketplaces, from which shop, labelled for which country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

MarketId = Literal["amazon", "ebay", "etsy", "google", "instagram", "jd", "shopify", "taobao", "tiktok", "xiaohongshu"]
LabelRule = Literal["auto", "china", "eu", "elsewhere"]
"""Whose rules for labelling what a machine made are kept; "auto" goes by the language and the market of the listing."""

Shown = Literal["auto", "shown", "hidden"]

MARKET_IDS: tuple[MarketId, ...] = get_args(MarketId)
LABEL_RULES: tuple[LabelRule, ...] = get_args(LabelRule)


@dataclass(frozen=True)
class Handover:
    """What a merchant wishes of the files to download. It changes nothing that was made, only how it is written.

    `markets` are the marketplaces a pack of fixed pictures and texts is added for. `picture_base` is the public https
    address under which the pictures will lie, `shop` the one of the shop; import files need them. `sku`, `barcode` (a
    GTIN) and `stock` go into the import files; `was_price` is struck out there. `labels` says whose rules of labelling
    are kept and `words` whether the words for the eye are drawn on pictures; `producer` is the name that the labels
    give as the maker, "" for the studio. With `sign` pictures, sound and video carry a C2PA manifest, which is
    different each time.
    """

    markets: tuple[MarketId, ...] = ()
    picture_base: str = ""
    shop: str = ""
    sku: str = ""
    barcode: str = ""
    stock: int | None = None
    was_price: str = ""
    labels: LabelRule = "auto"
    words: Shown = "auto"
    producer: str = ""
    sign: bool = False


AS_MADE = Handover()
