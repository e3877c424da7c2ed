"""Numbers as digits or words may mean them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from mmdemo.processing.text import speakable_numbers_en, speakable_numbers_zh

_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅛": "0.125"}
_HIGHEST_SPELT = 1_000


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


@cache
def spelt_numbers() -> Mapping[str, Decimal]:
    """Numbers in English and Chinese words, up to 999."""
    numbers = range(_HIGHEST_SPELT)
    english = {speakable_numbers_en.cardinal(number).replace("-", " "): Decimal(number) for number in numbers}
    chinese = {speakable_numbers_zh.cardinal(number): Decimal(number) for number in numbers}
    chinese |= {f"两百{word[2:]}": number for word, number in chinese.items() if word.startswith("二百")}
    halves = {"half a": Decimal("0.5"), "half an": Decimal("0.5"), "半": Decimal("0.5")}
    return english | chinese | halves | {"两": Decimal(2), "dozen": Decimal(12), "a dozen": Decimal(12)}
