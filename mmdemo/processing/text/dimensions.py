"""How large a product is, read from its facts: "H 9.5 cm", "直径8厘米", "30 x 20 x 10 cm (L x W x H)".

Only lines that say nothing but sizes are read, so that "fits 15 inch laptops" and "cable length: 2 m" stay what they
are. Numbers without labels keep the order they were written in: nobody says which of them is the height.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal, get_args

from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Fact

Side = Literal["length", "width", "depth", "height", "diameter", "thickness"]
LengthUnit = Literal["mm", "cm", "m", "in", "ft"]

SIDES: tuple[Side, ...] = get_args(Side)
CENTIMETRES: Mapping[LengthUnit, Decimal] = {
    "mm": Decimal("0.1"),
    "cm": Decimal(1),
    "m": Decimal(100),
    "in": Decimal("2.54"),
    "ft": Decimal("30.48"),
}

_WORDS: Mapping[Side, str] = {
    "height": "height|high|tall|ht|h|高度|高",
    "width": "width|wide|w|宽度|宽",
    "depth": "depth|deep|深度|深",
    "length": "length|long|l|长度|长",
    "diameter": "diameter|diam|dia|Ø|⌀|φ|直径",
    "thickness": "thickness|thick|厚度|厚",
}
_EITHER = "d"  # depth in "W 20 x D 10 cm", diameter in "H 10 x D 8 cm"
_WHOLE = (
    "(?:(?:product|overall|outer|item|total|产品|商品|外形|整体)\\s?)?"
    "(?:dimensions?|measurements?|measures|size|尺寸|规格|大小)"
)
_NUMBER = (
    r"(?:\d{1,3}\s+|\d{1,3}-)?\d{1,2}/(?:2|3|4|5|8|10|16|32)(?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,5}(?:[.,]\d{1,3})?"
)
_ABOUT = r"approx\.?|approximately|about|around|ca\.?|roughly|~|≈|约|大约"
_TIMES = r"\s*[x×*✕]\s*"
_BETWEEN = rf"(?:{_TIMES}|\s*[,;、]\s*|\s+(?:by|and)\s+|\s+)"
# "12 cm / 4.7 in": a slash behind a digit is a fraction.
_TWICE = re.compile(r"(?P<first>.+?[^()/\d\s])\s*(?:\((?P<bracketed>[^()]+)\)|/\s*(?P<slashed>[^()]+))")
_SAME = Decimal("0.05")  # by which two roundings of one length may differ


@dataclass(frozen=True)
class Length:
    """A length as the merchant gave it; `about` is true behind "approx." and the like."""

    number: Decimal
    unit: LengthUnit
    about: bool = False

    @property
    def centimetres(self) -> Decimal:
        return self.number * CENTIMETRES[self.unit]


@dataclass(frozen=True)
class Dimensions:
    """What is known of a product's size: `sides` by name, and rows of lengths that nobody named, as written."""

    sides: Mapping[Side, Length] = field(default_factory=dict)
    unlabelled: tuple[tuple[Length, ...], ...] = ()


def read_dimensions(facts: Sequence[Fact]) -> Dimensions | None:
    """The dimensions among some facts, or None where there are none. Of two heights the first counts."""
    sides: dict[Side, Length] = {}
    unlabelled: list[tuple[Length, ...]] = []
    for fact in facts:
        # A bare "30 cm" was given the name "Size" by its unit; the merchant did not say of what.
        named = fact.name if fact.name and fact.text != fact.value else ""
        found = _read(named or "", fact.value)
        sides = {**{side: length for side, length in found if side is not None}, **sides}
        row = tuple(length for side, length in found if side is None)
        if len(row) > 1 or (row and named):
            unlabelled.append(row)
    return Dimensions(sides, tuple(unlabelled)) if sides or unlabelled else None


def _read(name: str, value: str) -> list[tuple[Side | None, Length]]:
    """Each length of one fact with its side, None where it was not named; nothing where it tells anything else."""
    name, value = _plainly(name), _plainly(value)
    if not name and (colon := re.fullmatch(r"([^:]+?)\s*:\s*(.+)", value)):
        name, value = colon[1], colon[2]
    given, order, unit = "", [], None
    if name:
        called = re.fullmatch(rf"(?:{_WHOLE}|(?P<side>{_labels()}))\s*(?:\((?P<rest>[^()]*)\))?", name, re.I)
        if called is None:
            return []
        given, rest = called["side"] or "", called["rest"] or ""
        order, unit = _order(rest), _unit(rest)
        if rest and not order and unit is None:
            return []
    if (turned := re.fullmatch(r"(.+?)\s*\(([^()]*)\)", value)) and _order(turned[2]):
        value, order = turned[1], _order(turned[2])
    if twice := _TWICE.fullmatch(value):
        first = _measured(twice["first"], given, order, unit)
        second = _measured(twice["bracketed"] or twice["slashed"], given, order, None)
        return first if _alike(first, second) else []
    return _measured(value, given, order, unit)


def _alike(first: list[tuple[Side | None, Length]], second: list[tuple[Side | None, Length]]) -> bool:
    """Whether the same lengths were given in two units."""
    return len(first) == len(second) and all(
        abs(one.centimetres - other.centimetres) <= _SAME * one.centimetres
        for (_, one), (_, other) in zip(first, second, strict=True)
    )


def _measured(
    value: str, given: str, order: list[str], unit_of_name: LengthUnit | None
) -> list[tuple[Side | None, Length]]:
    sizes = rf"(?:(?:{_WHOLE}|stands)[\s:]*)?{_part()}(?:{_BETWEEN}{_part()}){{0,3}}"
    if re.fullmatch(sizes, value, re.I) is None:
        return []
    parts = list(re.finditer(_part("p"), value, re.I))
    labels = [part["p1"] or part["p4"] or "" for part in parts]
    units = [_unit(part["p3"] or "") for part in parts]
    last = units[-1] or unit_of_name
    if last is None or (len(parts) > 1 and not all(units) and not re.search(_TIMES, value)):
        return []
    if len(order) == len(parts) and not any(labels):
        labels = order
    elif given and len(parts) == 1:
        labels = [labels[0] or given]
    elif given or (order and not any(labels)):
        return []
    known = {label.casefold() for label in labels}
    across = any(_side(label) in ("width", "length") for label in known)
    about = bool(parts[0]["p0"])
    lengths = [
        Length(_number(part["p2"]), unit or last, about or bool(part["p0"]))
        for unit, part in zip(units, parts, strict=True)
    ]
    sides = [_side(label) or _either(label, across) for label in labels]
    return list(zip(sides, lengths, strict=True)) if all(length.number for length in lengths) else []


def _either(label: str, across: bool) -> Side | None:
    """What "D" means beside another side that lies across, and alone."""
    if label.casefold() != _EITHER:
        return None
    return "depth" if across else "diameter"


def _part(group: str = "") -> str:
    """One length with what may stand around it. Groups, where named: 0 about, 1 label, 2 number, 3 unit, 4 label."""
    opened = [f"?P<{group}{number}>" if group else "?:" for number in range(5)]
    about, label, number, unit, behind = opened
    return (
        rf"(?:(?<![a-z])({label}{_labels()})[\s:.]*)?(?:({about}{_ABOUT})\s*)?({number}{_NUMBER})(?![\d.,]*\d)"
        rf"(?:[\s-]?({unit}{_spelt()})(?![a-z])\.?)?"
        rf"(?:(?:\s+(?:in\s+)?|(?=[\u4e00-\u9fff]))({behind}{_labels()})(?![a-z]))?"
    )


def _plainly(text: str) -> str:
    """Full-width forms, fraction signs and inch marks in their plain shape."""
    text = re.sub("([¼½¾⅛⅜⅝⅞])", lambda sign: " " + unicodedata.normalize("NFKC", sign[0]), text)
    text = re.sub("[″“”]|''|′′", '"', text)
    return " ".join(unicodedata.normalize("NFKC", text.replace("⁄", "/")).replace("⁄", "/").split())


def _order(text: str) -> list[str]:
    """The labels of "L x W x H" or "长*宽*高"; nothing where the text is anything else."""
    text = re.sub(rf"[\s,]*(?:{_spelt()})$", "", text.strip(), flags=re.I)
    labels = re.split(r"\s*[x×*✕/,]\s*", text)
    return labels if len(labels) > 1 and all(re.fullmatch(_labels(), label, re.I) for label in labels) else []


def _side(label: str) -> Side | None:
    return next((side for side in SIDES if label and re.fullmatch(_WORDS[side], label, re.I)), None)


def _unit(text: str) -> LengthUnit | None:
    """The unit that a text ends in, such as "(cm)" or "L x W x H, cm"."""
    found = re.search(rf"(?:^|[\s,])({_spelt()})$", text.strip(), re.I)
    return None if found is None else _units()[found[1].casefold()]


def _number(text: str) -> Decimal:
    if "/" in text:
        *whole, fraction = re.split(r"[\s-]+", text)
        above, below = fraction.split("/")
        return sum(map(Decimal, whole), Decimal(above) / Decimal(below))
    thousands = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    return Decimal(text.replace(",", "" if thousands else "."))


@cache
def _units() -> Mapping[str, LengthUnit]:
    table = read_table("units")["units"]
    return {spelt.casefold(): unit for unit in CENTIMETRES for spelt in (*table[unit]["en"], *table[unit]["zh"])}


@cache
def _spelt() -> str:
    return "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))


def _labels() -> str:
    return "|".join((*_WORDS.values(), _EITHER))
