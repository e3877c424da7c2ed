"""Units and currencies as the ledger compares them: "350 ml", "0.35 L" and "350毫升" are one amount."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from mmdemo.processing.text.ledger.trie import as_listed, longest_of
from mmdemo.processing.text.lexicon import read_table

# A dimension and how many of its base units one unit is. A unit of two dimensions ("oz") has two measures.
Measure = tuple[str, Decimal]


def _pairs(row: list[str]) -> tuple[Measure, ...]:
    return tuple((dimension, Decimal(factor)) for dimension, factor in zip(row[::2], row[1::2], strict=True))


@cache
def unit_measures() -> Mapping[str, tuple[Measure, ...]]:
    """What every spelling of a unit or currency behind a number measures; in lower case, but for single letters.

    `measures_of` looks up what stands in a text.
    """
    units, table = read_table("units")["units"], read_table("concepts")
    found: dict[str, tuple[Measure, ...]] = {}

    def note(spelling: str, measures: tuple[Measure, ...]) -> None:
        # One letter changes its meaning with its case (16G is memory, 16g a weight); longer units do not (KG, Ml).
        key = spelling.lower() if len(spelling) > 1 else spelling
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *measures)))

    rows = [(unit, _pairs(table["measures"][symbol])) for symbol, unit in units.items()]
    rows += [(unit, _pairs(unit["measure"])) for unit in table["more_units"].values()]
    for unit, measures in rows:
        for spelling in (*unit["en"], *unit["zh"]):
            note(spelling, measures)
    for code, currency in read_table("currencies").items():
        money = ((f"money {code}", Decimal(1)),)
        for spelling in (code, *currency["en"], *currency["zh"]):
            note(spelling, money)
    return found


def listed_unit(spelling: str) -> str:
    """The key in `unit_measures` of a unit as a text spells it: "Fl-Oz" is "fl oz"."""
    phrase = as_listed(spelling)
    return phrase.lower() if len(phrase) > 1 else phrase


def measures_of(spelling: str) -> tuple[Measure, ...]:
    """What a unit measures, as a text spells it; KeyError where it is none."""
    return unit_measures()[listed_unit(spelling)]


@cache
def unit_pattern() -> str:
    """A pattern without groups for every unit, the longest first."""
    letters = {spelling for spelling in unit_measures() if len(spelling) == 1}
    return f"(?:{longest_of(unit_measures().keys() - letters, any_case=True)}|{longest_of(letters)})"


@cache
def currency_signs() -> Mapping[str, tuple[Measure, ...]]:
    """What every sign before an amount may stand for: "$" for every kind of dollar, "HK$" for one."""
    table = read_table("currencies")
    signs = {sign for currency in table.values() for sign in currency["symbols"]}
    found = {
        sign: tuple(
            (f"money {code}", Decimal(1))
            for code, currency in table.items()
            if any(other.endswith(sign) for other in currency["symbols"])
        )
        for sign in signs
    }
    codes = {code: ((f"money {code}", Decimal(1)),) for code in table} | {"RMB": (("money CNY", Decimal(1)),)}
    return codes | found
