"""Amounts of money and of pieces, as cells of import files have them."""

from __future__ import annotations

import re
from decimal import Decimal

from mmdemo.errors import InputError

MOST_DIGITS = 15

_PLAIN = re.compile(r"[+-]?\d+(?:\.\d*)?|[+-]?\.\d+", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)  # 1,299.00
_COMMA = re.compile(r"[+-]?\d+,\d{1,2}|[+-]?\d{1,3}(?:[. ]\d{3})+,\d*", re.ASCII)  # 12,50 and 1.299,00


def amount_text(amount: Decimal | None) -> str:
    """An amount as importers read it: figures and a point, two of them behind it at least; "" for none."""
    if amount is None:
        return ""
    exponent = amount.as_tuple().exponent
    return f"{amount:.2f}" if isinstance(exponent, int) and exponent > -2 else f"{amount:f}"


def read_amount(text: str) -> Decimal | None:
    """An amount of money in a cell; None where there is none.

    Shops that write a comma before the cents are read as well; a lone comma before three figures groups thousands.

    Raises:
        InputError: it is no number, or has more than `MOST_DIGITS` figures (`field="catalogue"`).
    """
    line = text.strip().replace("\xa0", " ").replace("\u202f", " ")
    if not line:
        return None
    if _GROUPED.fullmatch(line):
        line = line.replace(",", "")
    elif _COMMA.fullmatch(line):
        line = line.replace(".", "").replace(" ", "").replace(",", ".")
    if not _PLAIN.fullmatch(line) or sum(sign.isdigit() for sign in line) > MOST_DIGITS:
        raise _no_number(text)
    return Decimal(line)


def read_count(text: str) -> int | None:
    """A number of pieces in a cell ("5", or "5.00" as some shops write it); None where there is none.

    Raises:
        InputError: it is no whole number, or has more than `MOST_DIGITS` figures (`field="catalogue"`).
    """
    amount = read_amount(text)
    if amount is None:
        return None
    if amount != amount.to_integral_value():
        raise _no_number(text)
    return int(amount)


def _no_number(text: str) -> InputError:
    shown = text.strip()[:40]
    return InputError(
        f"“{shown}” is no number. Mend the cell and try again.",
        f"“{shown}”不是数字，请修改该单元格后重试。",
        field="catalogue",
    )
