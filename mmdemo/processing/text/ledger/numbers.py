"""Numbers as digits or words may mean them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from mmdemo.processing.text import speakable_numbers_en, speakable_numbers_zh
from mmdemo.processing.text.ledger.measures import unit_measures
from mmdemo.processing.text.ledger.trie import longest_of

_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅛": "0.125"}
_ONES, _TEENS, _TENS = (
    {speakable_numbers_en.cardinal(number): number for number in numbers}
    for numbers in (range(1, 10), range(10, 20), range(20, 100, 10))
)
_SMALL = {"zero": 0, **_ONES, **_TEENS, **_TENS}
_LARGE = {scale: factor for scale, factor in _SCALES.items() if scale.isascii() and scale}
_PARTS = {"half a": "0.5", "half an": "0.5", "半": "0.5", "dozen": "12", "a dozen": "12", "half a dozen": "6"}
HAN_NUMERALS = "零一二两三四五六七八九十百千万亿"
_HAN_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_END = 10**16
_HAN_TENS = {"十": 10, "百": 100, "千": 1_000}


def written(number: Decimal) -> str:
    """A number without the zeros that say nothing: "18.00" is "18"."""
    return f"{number.normalize():f}"


def readings(figure: str, scale: str = "") -> tuple[Decimal, ...]:
    """All that a run of digits may mean: "1,500" is 1500 or 1.5, "2万" is 20000. Several commas or dots may be none."""
    if figure in _FRACTIONS:
        return (Decimal(_FRACTIONS[figure]),)
    found = []
    if figure.count(",") + figure.count(".") <= 1:
        found.append(Decimal(figure.replace(",", ".")))
    if _GROUPED_BY_COMMA.fullmatch(figure):
        found.append(Decimal(figure.replace(",", "")))
    if _GROUPED_BY_DOT.fullmatch(figure):
        found.append(Decimal(figure.replace(".", "").replace(",", ".")))
    return tuple(dict.fromkeys(number * _SCALES[scale] for number in found))


def members(figure: str) -> tuple[Decimal, ...]:
    """The members of a list without blanks ("38,39,40"), of a date or a version ("2026.11.05"), else ()."""
    if not re.search(r",|\..*\.", figure) or _GROUPED_BY_COMMA.fullmatch(figure) or _GROUPED_BY_DOT.fullmatch(figure):
        return ()
    return tuple(Decimal(part) for part in re.split(r"[.,]", figure))


def _english() -> str:
    """A pattern of numbers in words: "twenty-one", "two hundred and fifty thousand", "a million", "half a dozen"."""
    ones = "|".join(_ONES)
    small = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]\s?(?:{ones})(?![a-z]))?|{'|'.join(_TEENS)}|{ones})"
    hundreds = rf"(?:{small}|a)[\s-]\s?hundred(?:[\s-](?:and[\s-])?{small}(?![a-z]))?"
    scaled = rf"(?:{hundreds}|{small}|a)[\s-]\s?(?:{'|'.join(_LARGE)})"
    group = rf"(?:{hundreds}|{small})(?![a-z])"
    return (
        rf"(?:{scaled}(?![a-z])(?:[\s-](?:{scaled})(?![a-z]))?(?:[\s-](?:and[\s-])?{group})?"
        rf"|half a dozen|half an?|(?:a )?dozen|{hundreds}|{small}|zero)(?![a-z])"
    )


ENGLISH_NUMBER = _english()


@cache
def han_number() -> str:
    """A pattern of numbers in Chinese numerals. Before 千克 and the like the unit keeps its own: 五十千克."""
    units = longest_of(unit for unit in unit_measures() if unit[0] in HAN_NUMERALS)
    run = f"[{HAN_NUMERALS}]{{1,20}}"
    return f"(?:{run}?(?={units})|(?:{run}|半)(?![{HAN_NUMERALS}半]))"


def spelt_number(words: str) -> Decimal | None:
    """What a match of `ENGLISH_NUMBER` or `han_number` means; None for numerals in a row that make no number: 三五."""
    phrase = " ".join(words.replace("-", " ").split())
    if phrase in _PARTS:
        return Decimal(_PARTS[phrase])
    if not phrase.isascii():
        return _han_number(phrase)
    total = group = 0
    for word in phrase.split():
        if word in _LARGE:
            total, group = total + max(group, 1) * _LARGE[word], 0
        elif word == "hundred":
            group = max(group, 1) * 100
        else:
            group += _SMALL.get(word, 0)  # "a" and "and" add nothing
    return Decimal(total + group)


def _han_number(numerals: str) -> Decimal | None:
    total = group = digit = 0
    for numeral in numerals:
        if numeral in _HAN_DIGITS:
            digit = _HAN_DIGITS[numeral]
        elif numeral in _HAN_TENS:
            group, digit = group + max(digit, 1) * _HAN_TENS[numeral], 0
        elif numeral == "万":
            total, group, digit = total + (group + digit) * 10_000, 0, 0
        else:
            total, group, digit = (total + group + digit) * _SCALES[numeral], 0, 0
    number = total + group + digit
    # Whatever is read aloud otherwise is no number: 三五好友, 千万, 万一. 二 and 两 stand for each other.
    said = speakable_numbers_zh.cardinal(number) if number < _HAN_END else ""
    return Decimal(number) if said.replace("两", "二") == numerals.replace("两", "二") else None
