"""Amounts with a unit: "350 ml", "约1.1千克", "30 x 20 x 5 cm"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from mmdemo.processing.text.language import script_shares
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Language

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:[.,]\d{1,6})?"
_ABOUT = r"(?:(?:approx\.?|approximately|about|around|ca\.?|roughly)\s+|[~≈约]\s*|大约\s*)?"
_TIMES = r"\s*[x×*✕]\s*"


@dataclass(frozen=True)
class Quantity:
    """An amount as written. `unit` is the unit's symbol; `dimension` what it measures, "" where the unit does not tell.

    `number` is None for the sides of a box ("30 x 20 x 5 cm"). `exact` is false behind "about" and the like.
    """

    text: str
    unit: str
    dimension: str
    number: Decimal | None = None
    exact: bool = True


@cache
def _spellings() -> Mapping[str, str]:
    units = read_table("units")["units"]
    exact = {spelling: symbol for symbol, unit in units.items() for spelling in (*unit["en"], *unit["zh"])}
    # One letter changes its meaning with its case (16G is memory, 16g a weight); longer units do not (KG, Ml).
    cased = {
        variant: symbol
        for spelling, symbol in exact.items()
        if len(spelling) > 1
        for variant in (spelling.upper(), spelling.capitalize())
    }
    return cased | exact


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    units = "|".join(re.escape(spelling) for spelling in sorted(_spellings(), key=len, reverse=True))
    amount = rf"(?P<about>{_ABOUT})(?P<number>{_NUMBER})[\s-]?(?P<unit>{units})\.?"
    side = rf"(?:{_NUMBER})(?:\s?(?:{units}))?"
    box = rf"{_ABOUT}{side}(?:{_TIMES}{side}){{1,3}}\s?(?P<unit>{units})\.?"
    box_inside = rf"{_ABOUT}(?:{_NUMBER})\s?(?P<unit>{units})(?:{_TIMES}{side}){{1,3}}"
    return re.compile(amount), re.compile(f"(?:{box})|(?:{box_inside.replace('<unit>', '<unit_inside>')})")


def read_quantity(text: str) -> Quantity | None:
    """The quantity that a whole text is, or None. "1,5 kg" reads as 1.5 and "1,500 g" as 1500."""
    amount, box = _patterns()
    if found := amount.fullmatch(text):
        symbol = _spellings()[found["unit"]]
        thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", found["number"])
        number = Decimal(found["number"].replace(",", "" if thousands else "."))
        return Quantity(text, symbol, _dimension(symbol), number, exact=not found["about"])
    if found := box.fullmatch(text):
        symbol = _spellings()[found["unit"] or found["unit_inside"]]
        return Quantity(text, symbol, _dimension(symbol))
    return None


def _dimension(symbol: str) -> str:
    return str(read_table("units")["units"][symbol]["dimension"])


def dimension_name(dimension: str, language: Language) -> str:
    """What the merchant's language calls a dimension, such as "Capacity" or "容量"."""
    return str(read_table("units")["dimensions"][dimension][language][0])


@cache
def measured_names() -> frozenset[str]:
    """Every name of a dimension in both languages, in lower case."""
    dimensions = read_table("units")["dimensions"].values()
    return frozenset(name.casefold() for names in dimensions for name in (*names["en"], *names["zh"]))


def in_language(quantity: Quantity, language: Language) -> str:
    """The quantity as the listing's language writes it: "350 ml" in a Chinese text becomes "350毫升".

    A figure with words around it stays as written.
    """
    units = read_table("units")["units"]
    if language == "en" or quantity.number is None or not quantity.exact or script_shares(quantity.text).han:
        return quantity.text
    written = re.match(_NUMBER, quantity.text)
    return f"{written[0]}{units[quantity.unit]['zh_symbol']}" if written else quantity.text
