"""A price as typed, read into an exact amount and a currency."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from mmdemo.errors import InputError
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Language, Message, Money

MAX_DIGITS = 12

# Digits with their separators: "1,299.00", "1.299,00", "1 299,00", "1'299.00".
_NUMBER = re.compile(r"\d+(?:[.,]\d+|['’ ]\d{3}(?!\d))*")
_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")  # the Indian system groups by two: 1,29,900
_GROUPED_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+")
_BARE_CENTS = re.compile(r"(?<![\w.,])\.(?=\d)")  # "$.99"
_MIXED = re.compile(r"\d[a-z]+\d", re.IGNORECASE)  # "1e400", "12x3"
_MINUS = frozenset("-−–—")

_EXAMPLE = Message("Write it like $24.00 or 24 EUR.", "请写成“199元”或“$24.00”这样。")
_ONE_ONLY = Message("Please give one price only.", "请只填一个价格。")
_NEGATIVE = Message("A price cannot be negative.", "价格不能是负数。")
_ZERO = Message(
    "A price must be above zero; leave the field empty if there is none.", "价格必须大于零；没有价格请留空。"
)
_TOO_LARGE = Message(f"A price can have at most {MAX_DIGITS} digits.", f"价格最多{MAX_DIGITS}位数字。")
_UNCLEAR = Message("It could not be read as a price.", "无法识别为价格。")
_AMBIGUOUS = Message("Its decimals are unclear.", "小数部分不明确。")


@cache
def _currency_marks() -> Mapping[str, str]:
    """Every way to write a currency, in lower case, with its ISO 4217 code."""
    marks: dict[str, str] = {}
    for code, currency in read_table("currencies").items():
        for mark in (code, *currency["symbols"], *currency["en"], *currency["zh"]):
            marks[mark.casefold()] = code
    return marks


def read_price(text: str, language: Language, usual: str = "") -> Money | None:
    """Read one price; empty text is None.

    Without a currency it is in the `usual` one; where none is given, in US dollars, or in yuan in a Chinese listing.

    The last of two kinds of separator is the decimal one ("1.299,00", "1,299.00"); a lone comma before exactly three
    digits groups thousands, and so does a lone dot where the currency's countries write it so ("1.299 EUR").

    Raises:
        InputError: it is no price, or no single one above zero with at most 12 digits.
    """
    # NFKC turns full-width digits, signs and currency symbols into the plain ones.
    typed = clean_line(text)
    line = clean_line(unicodedata.normalize("NFKC", typed))
    if not line:
        return None
    line = _BARE_CENTS.sub("0.", line)
    numbers = _NUMBER.findall(line)
    if _MIXED.search(line):
        raise _refused(typed, _UNCLEAR)
    if len(numbers) > 1:
        raise _refused(typed, _ONE_ONLY)
    if not numbers:
        raise _refused(typed, _UNCLEAR)
    before, after = line.split(numbers[0], 1)
    if _MINUS & set(before):
        raise _refused(typed, _NEGATIVE)
    ten_thousands = after.lstrip().startswith("万")
    usual = usual or ("CNY" if language == "zh" else "USD")
    currency = _currency(typed, [before, after.lstrip().removeprefix("万")], usual)
    amount = _amount(typed, numbers[0], currency) * (10_000 if ten_thousands else 1)
    if amount >= 10**MAX_DIGITS:
        raise _refused(typed, _TOO_LARGE)
    if amount == 0:
        raise _refused(typed, _ZERO)
    return Money(amount, currency)


@cache
def _mark_pattern() -> re.Pattern[str]:
    longest_first = sorted(_currency_marks(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def _currency(typed: str, around: list[str], usual: str) -> str:
    """The currency that the text around the number names, else the `usual` one.

    It may be named twice ("CNY ¥", "元人民币").
    """
    marks: list[str] = []
    for text in around:
        words = "".join(text.casefold().split()).rstrip(".,。")
        found = _mark_pattern().findall(words)
        if "".join(found) != words:
            raise _refused(typed, _UNCLEAR)
        marks += found
    # "$" and "¥" are written in several countries, so a code beside them decides: "$24 AUD", "JPY ¥1200".
    telling = [mark for mark in marks if mark not in {"$", "¥"}] or marks
    codes = {_currency_marks()[mark] for mark in telling}
    if len(codes) > 1:
        raise _refused(typed, _ONE_ONLY)
    return codes.pop() if codes else usual


def _amount(typed: str, number: str, currency: str) -> Decimal:
    digits = re.sub(r"[’' ]", "", number)
    if sum(map(str.isdigit, digits)) > MAX_DIGITS:
        raise _refused(typed, _TOO_LARGE)
    if "," in digits and "." in digits:
        grouping = "," if digits.rfind(".") > digits.rfind(",") else "."
        digits = digits.replace(grouping, "").replace(",", ".")
    elif _GROUPED_BY_COMMA.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _GROUPED_BY_DOT.fullmatch(digits) and read_table("currencies")[currency]["dotted_thousands"]:
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    decimals = len(digits.partition(".")[2])
    if digits.count(".") > 1 or decimals > read_table("currencies")[currency]["decimals"]:
        raise _refused(typed, _AMBIGUOUS)
    return Decimal(digits)


def _refused(typed: str, reason: Message) -> InputError:
    quoted = typed if len(typed) <= 40 else f"{typed[:40]}…"
    return InputError(
        f"The price “{quoted}” cannot be used. {reason.en} {_EXAMPLE.en}",
        f"价格“{quoted}”无法使用。{reason.zh}{_EXAMPLE.zh}",
        field="price",
    )
