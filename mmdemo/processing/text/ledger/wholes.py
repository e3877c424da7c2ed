"""What a fact says of the whole product: its capacity, weight, material, origin and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from mmdemo.processing.text.ledger.kinship import named_in
from mmdemo.processing.text.ledger.measures import measures_of, unit_measures
from mmdemo.processing.text.ledger.plain import plain
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.ledger.words import content_words
from mmdemo.processing.text.lexicon import fill, read_table
from mmdemo.processing.text.quantity import read_quantity
from mmdemo.schema import Fact, Language, Product

_JOINT = re.compile(r"[、;；/|&]|\band\b|\bor\b|\bplus\b|和|或|及|与")
_LIST = re.compile(rf"[,，]|{_JOINT.pattern}")
_MATERIAL_END = re.compile(
    r"[,，]|\s(?:with|for|that|which|by|so|to|in|from|at|on|using|without|as|since|because)\b|\sand (?:is|has|are)\b"
)
_ORIGIN_END = re.compile(r"\s(?:with|from|for|by|using|to|since)\b")
# "350 ml each", "350 ml or 500 ml", "350-500 ml" and "350 ml x 2" give no value of the whole.
_MORE = r"(?!\s*(?:each\b|apiece|per\b|(?:or|and|to|[-–~/,x×、和或至到])\s*\d|起|每))"
_DIMENSIONS = {
    "capacity": {"volume"},
    "weight": {"weight"},
    "power": {"power"},
    "height": {"length"},
    "width": {"length"},
    "battery capacity": {"charge", "energy"},
}


class Value(NamedTuple):
    """What a fact gives for an attribute: the attribute's id, and the words of the value as they stand in the fact."""

    attribute: str
    text: str


def values_of(fact: Fact, product: Product) -> Iterator[Value]:
    """The exact values in a fact. Lists, ranges, variants and what is said of a part give none."""
    if fact.name is not None:
        attribute = _attribute(fact.name)
        # An adapter has several voltages, and a box several pieces: bare amounts of these may all be true.
        if fact.text.startswith(fact.value) and fact.number is not None and attribute not in _DIMENSIONS:
            return
        if attribute not in read_table("concepts")["variants"] and _exact(fact.value):
            yield Value(attribute, fact.value)
        return
    text = plain(fact.text).strip(" .!。！")
    low = text.lower()
    for attribute, pattern in _patterns("full"):
        found = pattern.fullmatch(low)
        if found and not _holds_other(found.groupdict().get("vessel"), product):
            value = _value(attribute, text[slice(*found.span("value"))])
            # "An 8 oz tin" may hold a weight or a volume.
            if value and len(amounts(value)) < 2:
                yield Value(attribute, value)
    for attribute, pattern in _patterns("search"):
        for found in pattern.finditer(low):
            before = re.split(r"[.;:!?,，。；：！？]", low[: found.start()])[-1]
            value = _value(attribute, text[slice(*found.span("value"))])
            if value and _is_whole(before, product):
                yield Value(attribute, value)


def attribute_name(attribute: str, fact: Fact, language: Language) -> str:
    """What an attribute is called in a language; the merchant's own word where it is no common one."""
    for group in read_table("concepts")["same_attributes"]:
        if group[0] == attribute:
            return str(group[0] if language == "en" else next(name for name in group if not name.isascii()))
    return fact.name or attribute


def amounts(text: str) -> dict[str, set[Decimal]]:
    """What a quantity may measure, in base units, by dimension; {} where a text is none."""
    quantity = read_quantity(text.strip())
    if quantity is None or quantity.number is None:
        return {}
    found: dict[str, set[Decimal]] = {}
    # The symbol need not be a spelling: nobody writes "jin" for 斤.
    unit = read_table("units")["units"][quantity.unit]
    for dimension, factor in measures_of((*unit["en"], *unit["zh"])[0]):
        found.setdefault(dimension, set()).add(quantity.number * factor)
    return found


def parts_in(text: str) -> frozenset[str]:
    """The parts of a product, such as its lid or its sole, that a text names."""
    table, low = read_table("concepts")["parts"], plain(text).lower()
    return frozenset(re.findall(r"[a-z]+", low)).intersection(table["en"]) | {
        part for part in table["zh"] if part in low
    }


def _attribute(name: str) -> str:
    """One id for the names of an attribute in both languages; names that tell apart (net, gross) stay themselves."""
    low = name.casefold().strip()
    return next((str(group[0]) for group in read_table("concepts")["same_attributes"] if low in group), low)


def _exact(value: str) -> bool:
    quantity = read_quantity(value)
    return quantity.exact if quantity else not _LIST.search(value.lower())


def _value(attribute: str, text: str) -> str:
    """The value without what follows it; "" for a list, a part, an amount of something else, or words unknown."""
    if wanted := _DIMENSIONS.get(attribute):
        return text if wanted & amounts(text).keys() else ""
    end = {"material": _MATERIAL_END, "origin": _ORIGIN_END}.get(attribute)
    if end is None:
        return text
    if found := end.search(text.lower()):
        text = text[: found.start()]
    return "" if _JOINT.search(text.lower()) or parts_in(text) or not named_in(attribute, text) else text


def _holds_other(vessel: str | None, product: Product) -> bool:
    """Whether an amount is that of a cup or a teapot that the product has among others."""
    return vessel in read_table("concepts")["wholes"]["tableware"] and vessel not in content_words(product.name)


def _is_whole(before: str, product: Product) -> bool:
    """Whether the words before a value speak of the product itself, and not of a part or of another thing."""
    table = read_table("concepts")["wholes"]
    for word in table["subjects_zh"]:
        before = before.replace(word, " ")
    own = content_words(f"{product.name} {product.category} {product.brand}")
    return not parts_in(before) and content_words(before) <= own | content_words(" ".join(table["subjects_en"]))


@cache
def _patterns(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = read_table("concepts")["wholes"]
    units = longest_of({unit.lower() for unit in unit_measures()})
    slots = {
        "refills": "|".join(table["refills"]),
        "vessels": "|".join((*table["containers"], *table["tableware"])),
        "amount": rf"(?P<value>\d[\d.,]{{0,12}}[\s-]?(?:{units}))(?![a-z]){_MORE}",
    }
    rows = ((attribute, pattern) for attribute, patterns in table[kind].items() for pattern in patterns)
    return tuple((attribute, re.compile(fill(pattern, slots))) for attribute, pattern in rows)
