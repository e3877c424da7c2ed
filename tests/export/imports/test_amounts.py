"""Amounts in cells, as shops of several countries write them."""

from decimal import Decimal

import pytest

from mmdemo.errors import InputError
from mmdemo.export.imports.amounts import amount_text, read_amount, read_count


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("", None),
        (" ", None),
        ("24", "24"),
        ("24.00", "24.00"),
        (".99", "0.99"),
        ("-3", "-3"),
        ("0", "0"),
        ("12,50", "12.50"),
        ("12,5", "12.5"),
        ("1,299", "1299"),
        ("1,299.00", "1299.00"),
        ("1.299,00", "1299.00"),
        ("1\u202f299,00", "1299.00"),
        ("1299.00 ", "1299.00"),
    ],
)
def test_amounts_are_read(cell: str, amount: str | None) -> None:
    assert read_amount(cell) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("cell", ["free", "$12", "1e5", "NaN", "1.2.3", "1,2,3", "--1", "١٢", "9" * 16, "9" * 5000])
def test_what_is_no_amount_is_said(cell: str) -> None:
    with pytest.raises(InputError, match="is no number") as refused:
        read_amount(cell)
    assert refused.value.field == "catalogue"
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize(("cell", "count"), [("", None), ("5", 5), ("5.00", 5), ("-2", -2), ("1,200", 1200)])
def test_counts_are_read(cell: str, count: int | None) -> None:
    assert read_count(cell) == count


@pytest.mark.parametrize("cell", ["many", "2.5"])
def test_what_is_no_count_is_said(cell: str) -> None:
    with pytest.raises(InputError, match="is no number"):
        read_count(cell)


@pytest.mark.parametrize(
    ("amount", "text"), [(None, ""), ("24", "24.00"), ("24.5", "24.50"), ("0.999", "0.999"), ("1E+3", "1000.00")]
)
def test_amounts_are_written(amount: str | None, text: str) -> None:
    assert amount_text(None if amount is None else Decimal(amount)) == text
