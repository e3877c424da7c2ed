"""Numbers in Chinese characters, as Mandarin reads them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_GROUPS = ("", "万", "亿", "万亿")
# Beyond this a number is a code, and is read digit by digit.
_MOST_DIGITS = 12


def digits(text: str, *, one: str = "一") -> str:
    """Each digit by itself: "2026" gives 二零二六. Telephone numbers are read with `one` as 幺."""
    return "".join(one if digit == "1" else _DIGITS[int(digit)] for digit in text if digit.isdigit())


def cardinal(number: int) -> str:
    """A whole number from 0 to below 10^16: 12345 gives 一万二千三百四十五, 2000 两千, 12 十二."""
    if number == 0:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text = ""
    gap = False  # a zero is read once, between what stands before it and after it
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += ("两" if group == 2 and index > 0 else _group(group)) + _GROUPS[index]
        gap = False
    return text.removeprefix("一") if text.startswith("一十") else text


def decimal(text: str) -> str:
    """A number as written: "1,200", "3.5", "007"."""
    whole, _, fraction = text.replace(",", "").partition(".")
    code = len(whole) > _MOST_DIGITS or (len(whole) > 1 and whole.startswith("0"))
    spoken = digits(whole) if code else cardinal(int(whole))
    return f"{spoken}点{digits(fraction)}" if fraction else spoken


def quantity(text: str) -> str:
    """A number before a measure word: 2 is 两, every other as `decimal` reads it."""
    return "两" if text == "2" else decimal(text)


def _group(number: int) -> str:
    """1 to 9999."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("两" if digit == 2 and unit == 1000 else _DIGITS[digit]) + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text
