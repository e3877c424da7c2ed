"""Dimensions in words: in the merchant's unit and in the other system's, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from mmdemo.processing.text.dimensions import CENTIMETRES, SIDES, Dimensions, Length, LengthUnit, Side
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Language, Message

NAMES: Mapping[Side, Message] = {
    "height": Message("Height", "高"),
    "width": Message("Width", "宽"),
    "depth": Message("Depth", "深"),
    "length": Message("Length", "长"),
    "diameter": Message("Diameter", "直径"),
    "thickness": Message("Thickness", "厚"),
}
UNLABELLED = Message("Size", "尺寸")


def length_text(length: Length, language: Language) -> tuple[str, str]:
    """A length in the merchant's unit and in the other system's: ("9.5 cm", "3.7 in")."""
    return _written(length.number, length.unit, length.about, language), _written(
        *_converted(length), length.about, language
    )


def row_text(row: Sequence[Length], language: Language) -> tuple[str, str]:
    """Lengths nobody named, as written and in the other system's unit: ("30 × 20 × 10 cm", "11.8 × 7.9 × 3.9 in")."""
    units = read_table("units")["units"]
    texts = []
    for lengths in ([(length.number, length.unit) for length in row], [_converted(length) for length in row]):
        same = len({unit for _, unit in lengths}) == 1
        numbers = " × ".join(
            _plain(number) if same else _written(number, unit, False, language) for number, unit in lengths
        )
        about = _about(any(length.about for length in row), language)
        symbol = units[lengths[0][1]]["zh_symbol"] if language == "zh" else lengths[0][1]
        texts.append(f"{about}{numbers} {symbol}" if same else f"{about}{numbers}")
    return texts[0], texts[1]


def size_lines(dimensions: Dimensions, language: Language, without: Sequence[Side] = ()) -> tuple[str, ...]:
    """A line for each side but those `without`, and for each row without names: "Depth 8 cm (3.1 in)"."""
    said = [
        (NAMES[side].text(language), length_text(dimensions.sides[side], language))
        for side in SIDES
        if side in dimensions.sides and side not in without
    ]
    said += [(UNLABELLED.text(language), row_text(row, language)) for row in dimensions.unlabelled]
    brackets = "（{}）" if language == "zh" else " ({})"
    return tuple(f"{name} {written}{brackets.format(other)}" for name, (written, other) in said)


def _converted(length: Length) -> tuple[Decimal, LengthUnit]:
    """The length in inches where it was metric, else in centimetres, rounded as a tape measure is read."""
    unit: LengthUnit = "cm" if length.unit in ("in", "ft") else "in"
    number = length.centimetres / CENTIMETRES[unit]
    if number < Decimal("0.01"):  # a film's thickness: its first digit, or it would be nothing
        return round(number, -number.adjusted()), unit
    return number.quantize(Decimal("0.01") if number < 1 else Decimal("0.1")), unit


def _written(number: Decimal, unit: LengthUnit, about: bool, language: Language) -> str:
    symbol = read_table("units")["units"][unit]["zh_symbol"] if language == "zh" else unit
    return f"{_about(about, language)}{_plain(number)} {symbol}"


def _about(about: bool, language: Language) -> str:
    return ("约 " if language == "zh" else "approx. ") if about else ""


def _plain(number: Decimal) -> str:
    """Without zeros at the end, and no exponent."""
    text = f"{round(number, max(3, -number.adjusted())):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
