"""What a merchant can wish of the pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Setting = Literal[
    "auto",
    "studio",
    "white",
    "warm",
    "wood",
    "marble",
    "linen",
    "stone",
    "kitchen",
    "bathroom",
    "desk",
    "garden",
    "beach",
    "luxe",
    "festive",
]
Season = Literal["any", "spring", "summer", "autumn", "winter"]
Market = Literal["any", "amazon", "shopify", "instagram", "tiktok", "xiaohongshu", "taobao"]
BannerSize = Literal["link", "hero", "portrait", "story"]

SETTINGS: tuple[Setting, ...] = get_args(Setting)
SEASONS: tuple[Season, ...] = get_args(Season)
MARKETS: tuple[Market, ...] = get_args(Market)
BANNER_SIZES: tuple[BannerSize, ...] = get_args(BannerSize)
MOST_VARIATIONS = 4

RATIOS: Mapping[Market, tuple[int, int]] = {"instagram": (4, 5), "tiktok": (9, 16), "xiaohongshu": (3, 4)}
"""Width to height of the pictures that markets show larger than square ones."""


@dataclass(frozen=True)
class Look:
    """What the merchant wishes of the pictures.

    `setting`, `season` and `market` are presets; `idea` is the merchant's own wish in any language. `variations` scenes
    are made, each with a seed of its own; `enlarge` adds a larger copy of the first, `banners` one banner of
    every size. `brand_colour` is the shop's own as it was typed, `#rrggbb` once it was checked, "" for none;
    `badge` is a word or two for a badge on the banners.
    """

    setting: Setting = "auto"
    season: Season = "any"
    market: Market = "any"
    variations: int = 1
    enlarge: bool = False
    idea: str = ""
    banners: bool = False
    brand_colour: str = ""
    badge: str = ""


NO_WISHES = Look()


@dataclass(frozen=True)
class Finish:
    """What is done to the photo's colours before the product is cut out: nothing unless the merchant asks."""

    white_balance: bool = False
    sharpen: bool = False


AS_TAKEN = Finish()
