"""Numbers in English words (American: no "and" inside a number)."""

from __future__ import annotations

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_ORDINALS = {
    **{"one": "first", "two": "second", "three": "third", "five": "fifth"},
    **{"eight": "eighth", "nine": "ninth", "twelve": "twelfth"},
}
# Beyond this a number is a code, and is read digit by digit.
_MOST_DIGITS = 15
NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"


def digits(text: str) -> str:
    """Each digit of `text` by name: "404" gives "four zero four"."""
    return " ".join(_ONES[int(digit)] for digit in text if digit.isdigit())


def cardinal(number: int) -> str:
    """A whole number from 0: 350 gives "three hundred fifty"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    scale, name = next(each for each in _SCALES if number >= each[0])
    rest = f" {cardinal(number % scale)}" if number % scale else ""
    return f"{cardinal(number // scale)} {name}{rest}"


def ordinal(number: int) -> str:
    """21 gives "twenty-first"."""
    words = cardinal(number)
    head, last = words[: -len(_last(words))], _last(words)
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def decimal(text: str) -> str:
    """A number as written: "1,200", "3.5", ".5", "007"."""
    plain = text.replace(",", "")
    whole, _, fraction = plain.partition(".")
    if not whole:
        return f"point {digits(fraction)}"
    code = len(whole) > _MOST_DIGITS or (len(whole) > 1 and whole.startswith("0"))
    spoken = digits(whole) if code else cardinal(int(whole))
    return f"{spoken} point {digits(fraction)}" if fraction else spoken


def year(number: int) -> str:
    """2026 gives "twenty twenty-six", 2005 "two thousand five", 1900 "nineteen hundred"."""
    century, rest = divmod(number, 100)
    if century % 10 == 0 and rest < 10:
        return cardinal(number)
    return f"{cardinal(century)} {'hundred' if rest == 0 else f'oh {_ONES[rest]}' if rest < 10 else cardinal(rest)}"


def code(text: str) -> str:
    """The digits in a model number, as people say them: "67", "1000", "10 80", "five oh five"."""
    if text.startswith("0") or len(text) > 4:
        return digits(text)
    number = int(text)
    if number < 100 or number % 100 == 0:
        return cardinal(number)
    head, rest = divmod(number, 100)
    return f"{cardinal(head)} {f'oh {_ONES[rest]}' if rest < 10 else cardinal(rest)}"


def _last(words: str) -> str:
    return words.replace("-", " ").split()[-1]
