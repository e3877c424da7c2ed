"""Dimensions in words: the merchant's unit and the other system's, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmdemo.processing.text.dimension_words import NAMES, length_text, row_text, size_lines
from mmdemo.processing.text.dimensions import SIDES, Dimensions, Length, read_dimensions
from mmdemo.schema import Fact


def length(number: str, unit: str = "cm", about: bool = False) -> Length:
    return Length(Decimal(number), unit, about)


@pytest.mark.parametrize(
    ("given_length", "english", "chinese"),
    [
        (length("9.5"), ("9.5 cm", "3.7 in"), ("9.5 厘米", "3.7 英寸")),
        (length("95", "mm"), ("95 mm", "3.7 in"), ("95 毫米", "3.7 英寸")),
        (length("1.20", "m"), ("1.2 m", "47.2 in"), ("1.2 米", "47.2 英寸")),
        (length("12", "in"), ("12 in", "30.5 cm"), ("12 英寸", "30.5 厘米")),
        (length("2", "ft"), ("2 ft", "61 cm"), ("2 英尺", "61 厘米")),
        (length("1", "mm"), ("1 mm", "0.04 in"), ("1 毫米", "0.04 英寸")),
        (length("100"), ("100 cm", "39.4 in"), ("100 厘米", "39.4 英寸")),
        (length("5", about=True), ("approx. 5 cm", "approx. 2 in"), ("约 5 厘米", "约 2 英寸")),
    ],
)
def test_a_length_in_both_systems(given_length: Length, english: tuple[str, str], chinese: tuple[str, str]) -> None:
    assert length_text(given_length, "en") == english
    assert length_text(given_length, "zh") == chinese


def test_a_row_has_its_unit_once() -> None:
    row = (length("30"), length("20"), length("10"))
    assert row_text(row, "en") == ("30 × 20 × 10 cm", "11.8 × 7.9 × 3.9 in")
    assert row_text(row, "zh") == ("30 × 20 × 10 厘米", "11.8 × 7.9 × 3.9 英寸")


def test_mixed_units_are_each_written() -> None:
    row = (length("1.2", "m"), length("40"), length("5", about=True))
    assert row_text(row, "en") == ("approx. 1.2 m × 40 cm × 5 cm", "approx. 47.2 × 15.7 × 2 in")


def test_lines_say_every_side_but_those_drawn() -> None:
    known = Dimensions({"depth": length("8"), "height": length("12")}, ((length("3"), length("4")),))
    assert size_lines(known, "en") == ("Depth 8 cm (3.1 in)", "Height 12 cm (4.7 in)", "Size 3 × 4 cm (1.2 × 1.6 in)")
    assert size_lines(known, "zh", without=("height",)) == (
        "深 8 厘米（3.1 英寸）",
        "尺寸 3 × 4 厘米（1.2 × 1.6 英寸）",
    )


def test_every_side_has_a_name_in_both_languages() -> None:
    assert set(NAMES) == set(SIDES)
    assert len({name.zh for name in NAMES.values()}) == len({name.en for name in NAMES.values()}) == len(SIDES)


numbers = st.decimals("0.001", "99999", places=3, allow_nan=False)


@given(numbers, st.sampled_from(["mm", "cm", "m", "in", "ft"]), st.booleans())
def test_what_is_written_is_read_as_the_same_length(number: Decimal, unit: str, about: bool) -> None:
    written, other = length_text(Length(number, unit, about), "en")
    again = read_dimensions([Fact("1", f"Height: {written}", written, "Height")])
    assert again is not None
    assert again.sides["height"] == Length(number, unit, about)
    assert "E" not in written + other
    assert not other.endswith(".0 in")


@given(numbers, st.sampled_from(["mm", "cm", "m", "in", "ft"]))
def test_no_length_becomes_nothing_in_the_other_system(number: Decimal, unit: str) -> None:
    _, other = length_text(Length(number, unit), "en")
    assert float(other.split()[0]) > 0


def test_the_thinnest_film_keeps_its_first_digit() -> None:
    assert length_text(length("0.1", "mm"), "en") == ("0.1 mm", "0.004 in")
