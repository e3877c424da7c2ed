"""Prices in English product text, read aloud."""

from __future__ import annotations

import re

from mmdemo.processing.text.speakable_numbers_en import NUMBER, cardinal, decimal
from mmdemo.processing.text.speakable_rules import Rule, rule
from mmdemo.processing.text.speakable_units_en import CURRENCIES, CURRENCY_CODES

_SIGN = r"(?:(?:US|CA|C|AU|A|HK|NT)\$|[$€£¥\uffe5₹])"
_CODE = r"(?:USD|EUR|GBP|CNY|RMB)"
# "$1 000" parts thousands with a blank; "$.99" leaves out the zero.
_AMOUNT = rf"(?:\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?:\.\d+)?(?![\d,])|{NUMBER}|\.\d+)"
_DASH = r"\s?[-–—~]\s?"


def _money(amount: str, sign: str) -> str:
    one, many, cent, cents = CURRENCIES[CURRENCY_CODES.get(sign, sign)]
    whole, _, fraction = amount.replace(",", "").partition(".")
    whole = whole or "0"
    if len(fraction) != 2 or not cent:
        amount = f"{whole}.{fraction}" if fraction.strip("0") else whole
        return f"{decimal(amount)} {one if amount == '1' else many}"
    small = int(fraction)
    coins = f"{cardinal(small)} {cent if small == 1 else cents}"
    if not whole.strip("0") and small:
        return coins
    return f"{decimal(whole)} {one if whole == '1' else many}" + (f" and {coins}" if small else "")


def _price(match: re.Match[str]) -> str:
    sign, number = match["sign"] or match["code"], re.sub(r"\s", "", match["number"])
    if match["scale"]:
        scale = {"k": "thousand", "m": "million", "bn": "billion"}.get(match["scale"].lower(), match["scale"])
        return f"{decimal(number)} {scale} {CURRENCIES[CURRENCY_CODES.get(sign, sign)][1]}"
    return _money(number, sign)


def _price_range(match: re.Match[str]) -> str:
    sign = match["sign"]
    low, high = match["low"].removesuffix(".00"), match["high"].removesuffix(".00")
    if "." in low or "." in high:
        return f"{_money(low, sign)} to {_money(high, sign)}"
    return f"{decimal(low)} to {_money(high, sign)}"


def _continental(match: re.Match[str]) -> str:
    """€1.299,50: on the Continent the point parts thousands and the comma cents."""
    whole, cents = re.sub(r"\D", "", match["whole"]), match["cents"] or "00"
    if cents == "00" or not whole.strip("0"):
        return _money(f"{whole}.{cents}", "€")
    return f"{_money(whole, '€')} {cardinal(int(cents))}"


PRICES: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,])€\s?(?P<whole>\d{1,3}(?:\.\d{3})+|\d+(?=,))(?:,(?P<cents>\d\d))?(?![\d.,]\d|\d)"
        r"(?!\s?[-–—~]\s?[€\d])",
        _continental,
    ),
    rule(r"(?<![\w.,])(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<cents>\d\d)\s?€", _continental),
    rule(
        rf"(?<!\w)(?P<sign>{_SIGN})(?P<low>{NUMBER}){_DASH}{_SIGN}?(?P<high>{NUMBER})(?!\w)", _price_range
    ),
    rule(
        rf"(?<!\w)(?:(?P<sign>{_SIGN})\s?|(?P<code>{_CODE})\s?)(?P<number>{_AMOUNT})"
        r"(?:\s?(?P<scale>million|billion|thousand|bn|[kKmM])\b)?(?![\d])",
        _price,
    ),
    rule(
        rf"(?<![\w.,])(?P<number>{NUMBER})\s?(?:(?P<code>{_CODE})\b|(?P<sign>[€£¥元]))(?P<scale>)", _price
    ),
)  # fmt: skip
