"""Each marketplace's rules as data, and one engine over all of them: texts made to fit, and checked."""

from mmdemo.markets.checking import Violation, check
from mmdemo.markets.fitting import MarketText, fit
from mmdemo.markets.rules import MARKET_TEXTS, Field, Limit, Market, Source, TextRule, read_market

__all__ = [
    "MARKET_TEXTS",
    "Field",
    "Limit",
    "Market",
    "MarketText",
    "Source",
    "TextRule",
    "Violation",
    "check",
    "fit",
    "read_market",
]
