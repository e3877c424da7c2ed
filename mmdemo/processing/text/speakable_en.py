"""English product text, read aloud: prices, sizes, ranges, units, dates, model numbers, abbreviations."""

from __future__ import annotations

import re
import unicodedata

from mmdemo.processing.text.speakable_numbers_en import cardinal, code, decimal, digits, ordinal, year
from mmdemo.processing.text.speakable_rules import Rule, SpokenWord, attach_silent, rewrite, rule
from mmdemo.processing.text.speakable_units_en import (
    ABBREVIATIONS,
    ADJECTIVES,
    COUNTED,
    CURRENCIES,
    CURRENCY_CODES,
    DENOMINATORS,
    FRACTION_SIGNS,
    MONTHS,
    NO_NOUNS,
    SPELT,
    UNITS,
)

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
DASH = r"\s?[-–—~]\s?"
_FREE = r"(?<![\w.,])"  # nothing before that would make it part of a longer number or word
_SIGN = r"(?:US\$|[$€£¥\uffe5])"
_UNIT = "|".join(re.escape(symbol).replace(r"\ ", r"\s") for symbol in sorted(UNITS, key=len, reverse=True))
# "30 in a box" is no length: the bare word counts as inches only when it touches the number or ends in a full stop.
_AFTER_NUMBER = rf"(?:\s?(?!in\b)(?P<unit>{_UNIT})|(?P<inch>in\b(?!-)|\s?in\.(?=\s)))(?![A-Za-z0-9])"
_SIZE = rf"{NUMBER}(?:\s?(?:{_UNIT})(?![A-Za-z0-9]))?"
_ABBREVIATION = "|".join(re.escape(each) for each in sorted(ABBREVIATIONS, key=len, reverse=True))
_ACRONYM = "|".join(SPELT) + "|[BCDFGHJKLMNPQRSTVWXZ]{2,5}"


def _singular(number: str) -> bool:
    return number.replace(",", "") in {"1", "1.0"}


def _unit(symbol: str, number: str) -> str:
    singular, plural = UNITS[re.sub(r"\s", " ", symbol)]
    return singular if _singular(number) else plural


def _measured(match: re.Match[str]) -> str:
    number, symbol = match["number"], (match["unit"] or match["inch"]).strip()
    minus = "minus " if match["minus"] else ""
    noun = re.match(r"\s([a-z]+)", match.string[match.end() :])
    adjective = symbol in ADJECTIVES and noun is not None and noun[1] not in NO_NOUNS
    return f"{minus}{decimal(number)} {_unit(symbol, '1' if adjective else number)}"


def _adjective(match: re.Match[str]) -> str:
    return f"{decimal(match['number'])} {_unit(match['unit'], '1')}"


def _span(match: re.Match[str]) -> str:
    low, high = match["low"], match["high"]
    minus = "minus " if match["minus"] else ""
    unit = match["unit"] or match["inch"]
    return f"{minus}{decimal(low)} to {decimal(high)}" + (f" {_unit(unit.strip(), high)}" if unit else "")


def _dimensions(match: re.Match[str]) -> str:
    spoken = []
    for number, symbol in re.findall(rf"({NUMBER})\s?({_UNIT})?", match[0]):
        spoken.append(decimal(number) + (f" {_unit(symbol, number)}" if symbol else ""))
    return " by ".join(spoken)


def _money(amount: str, sign: str) -> str:
    one, many, cent, cents = CURRENCIES[CURRENCY_CODES.get(sign, sign)]
    whole, _, fraction = amount.replace(",", "").partition(".")
    if len(fraction) != 2 or not cent:
        amount = f"{whole}.{fraction}" if fraction.strip("0") else whole
        return f"{decimal(amount)} {one if _singular(amount) else many}"
    small = int(fraction)
    coins = f"{cardinal(small)} {cent if small == 1 else cents}"
    if int(whole) == 0 and small:
        return coins
    return f"{decimal(whole)} {one if whole == '1' else many}" + (f" and {coins}" if small else "")


def _price(match: re.Match[str]) -> str:
    sign = match["sign"] or match["code"]
    if match["scale"]:
        scale = {"k": "thousand", "m": "million", "bn": "billion"}.get(match["scale"].lower(), match["scale"])
        return f"{decimal(match['number'])} {scale} {CURRENCIES[CURRENCY_CODES.get(sign, sign)][1]}"
    return _money(match["number"], sign)


def _price_range(match: re.Match[str]) -> str:
    sign = match["sign"]
    low, high = match["low"].removesuffix(".00"), match["high"].removesuffix(".00")
    if "." in low or "." in high:
        return f"{_money(low, sign)} to {_money(high, sign)}"
    return f"{decimal(low)} to {_money(high, sign)}"


def _fraction(above: str, below: str) -> str | None:
    if below not in DENOMINATORS or int(above) >= int(below):
        return None
    name = DENOMINATORS[below]
    return f"{cardinal(int(above))} {name}" if above == "1" else f"{cardinal(int(above))} {name}s"


def _mixed_fraction(match: re.Match[str]) -> str | None:
    spoken = _fraction(*(FRACTION_SIGNS[match["sign"]] if match["sign"] else (match["above"], match["below"])))
    if spoken is None or not match["whole"]:
        return spoken
    return f"{decimal(match['whole'])} and {spoken.replace('one half', 'a half')}"


def _date(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)}, {year(int(match['year']))}"


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 24 or minute > 59:
        return None
    small = "hundred" if hour > 12 else "o'clock"
    half = (match["half"] or "").replace(".", "").lower()
    tail = f" {half[0].upper()} M" if half else ""
    if minute == 0:
        return f"{cardinal(hour)}{tail or f' {small}'}"
    return f"{cardinal(hour)} {f'oh {cardinal(minute)}' if minute < 10 else cardinal(minute)}{tail}"


def _decade(match: re.Match[str]) -> str:
    words = year(int(match[1])) if len(match[1]) == 4 else cardinal(int(match[1]))
    return words[:-1] + "ies" if words.endswith("y") else words + "s"


def _model(match: re.Match[str]) -> str:
    parts = re.findall(r"[A-Za-z]+|\d+", match[0])
    return " ".join(code(part) if part.isdigit() else " ".join(part.upper()) for part in parts)


def _per(match: re.Match[str]) -> str:
    return f" per {UNITS[match[1]][0] if match[1] in UNITS else match[1]}"


RULES: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.])(?:" + _ABBREVIATION + r")(?![A-Za-z])",
        lambda m: None if m[0] == "min." and m.string[: m.start()].rstrip()[-1:].isdigit() else ABBREVIATIONS[m[0]],
    ),
    rule(r"(?<!\w)No\.\s?(?=\d)", lambda m: "number "),
    rule(_FREE + r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)", _date),
    rule(r"(?<![\w.,])\+?(?:\d{1,3}[-.\s])?(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.]\d{4}(?!\d)", lambda m: digits(m[0])),
    rule(_FREE + r"\d{3}-\d{4}(?!\d)", lambda m: digits(m[0])),
    rule(
        _FREE + r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s?(?P<half>[AaPp]\.?[Mm]\.?))?(?!\d)", _time
    ),
    rule(_FREE + r"(\d{1,2})\s?([AaPp])(?:\.[Mm]\.|[Mm]\b)", lambda m: f"{cardinal(int(m[1]))} {m[2].upper()} M"),
    rule(
        rf"(?<!\w)(?P<sign>{_SIGN})(?P<low>{NUMBER}){DASH}{_SIGN}?(?P<high>{NUMBER})(?!\w)", _price_range
    ),
    rule(
        rf"(?<!\w)(?:(?P<sign>{_SIGN})\s?|(?P<code>USD|EUR|GBP|CNY|RMB)\s?)(?P<number>{NUMBER})"
        r"(?:\s?(?P<scale>million|billion|thousand|bn|[kKmM])\b)?(?![\d])",
        _price,
    ),
    rule(
        rf"{_FREE}(?P<number>{NUMBER})\s?(?:(?P<code>USD|EUR|GBP|CNY|RMB)\b|(?P<sign>[€£¥]))(?P<scale>)", _price
    ),
    rule(rf"(?<![\w.,/]){_SIZE}(?:\s?[x×X*]\s?{_SIZE})+(?![\w/])", _dimensions),
    rule(
        _FREE + r"(\d)(?:\s?(?:ft|')\s?)(\d{1,2})(?:\s?(?:in\b|\"|''))",
        lambda m: f"{cardinal(int(m[1]))} {_unit('ft', m[1])} {cardinal(int(m[2]))} {_unit('in', m[2])}",
    ),
    rule(
        rf"(?<![\w.,])(?P<minus>[-−])?(?P<low>{NUMBER})(?:\s?(?:{_UNIT}))?(?:{DASH}|\sto\s)(?P<high>{NUMBER})"
        rf"(?:{_AFTER_NUMBER}|(?P<bare>)(?![\w.-]*\w))",
        _span,
    ),
    rule(rf"{_FREE}(?P<number>{NUMBER})-(?P<unit>{_UNIT})(?![A-Za-z0-9-])", _adjective),
    rule(
        rf"{_FREE}(?:(?P<whole>\d+) )?(?P<above>\d{{1,2}})/(?P<below>\d{{1,2}})(?P<sign>)(?![\d/])", _mixed_fraction
    ),
    rule(rf"{_FREE}(?P<whole>\d+)?\s?(?P<sign>[{''.join(FRACTION_SIGNS)}])(?P<above>)(?P<below>)", _mixed_fraction),
    rule(rf"(?<![\w.,])(?P<minus>[-−])?(?P<number>{NUMBER}){_AFTER_NUMBER}", _measured),
    rule(_FREE + r"(\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1]))),
    rule(_FREE + r"'?((?:19|20)?\d0)s\b", _decade),
    rule(_FREE + r"(\d+)[x×](?=\s?[A-Za-z])", lambda m: f"{cardinal(int(m[1]))} times"),
    rule(_FREE + r"(\d+)\s[x×](?=\s[A-Za-z])", lambda m: cardinal(int(m[1]))),
    rule(_FREE + r"(\d+):(\d+)(?!\d)", lambda m: f"{cardinal(int(m[1]))} to {cardinal(int(m[2]))}"),
    rule(rf"{_FREE}(\d\.\d)/(5|10)(?!\d)", lambda m: f"{decimal(m[1])} out of {decimal(m[2])}"),
    rule(_FREE + r"(\d+)/(\d+)(?!\d)", lambda m: f"{cardinal(int(m[1]))} {cardinal(int(m[2]))}"),
    rule(
        r"(?<![A-Za-z0-9])(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*(?![A-Za-z0-9])", _model
    ),
    rule(r"(?<!\w)(?:[a-z]{1,3}\d{1,4}|\d{1,4}[a-z])(?!\w)", _model),
    rule(
        r"(?:(?<=\b[Ii]n )|(?<=ince )|(?<=rom )|(?<=ntil ))((?:19|20)\d\d)(?![\d.,%]\d|\w)"
        r"|(?<![\w.,])((?:19|20)\d\d)(?=\s(?:edition|model|collection|season|version|release))",
        lambda m: year(int(m[1] or m[2])),
    ),
    rule(rf"(?<![A-Za-z])(?:{_ACRONYM})(?:-[A-Z])?(?![A-Za-z])", lambda m: " ".join(m[0].replace("-", ""))),
    rule(r"[#](?=\d)|№\s?", lambda m: "number "),
    rule(r"(?<![\w.,])[-−](?=\d)", lambda m: "minus "),
    rule(NUMBER, lambda m: decimal(m[0])),
    rule(r"[~≈∼]\s?(?=[\d$€£¥])", lambda m: "about "),
    rule(r"±\s?", lambda m: "plus or minus "),
    rule(r"(?<=\d)\+", lambda m: " plus"),
    rule(r"(?<=\s)[x×](?=\s\d)", lambda m: "by"),
    rule(r"&", lambda m: " and "),
    rule(r"\+", lambda m: " plus "),
    rule(rf"\s?/\s?({'|'.join(COUNTED)}|{_UNIT})(?!\w)", _per),
    rule(r"(?<=\w)\s?/\s?(?=\w)", lambda m: " or "),
    rule(r"@", lambda m: " at "),
    rule(r"=", lambda m: " equals "),
    rule(r"≤\s?", lambda m: "at most "),
    rule(r"≥\s?", lambda m: "at least "),
    rule(r"%", lambda m: " percent"),
)  # fmt: skip

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "…": ".", "\u00a0": " "})
_KEPT = frozenset(" .,!?;:'\"()-")


def _plain(text: str) -> str:
    """ASCII letters and the punctuation that engines pause at; accents are taken off, all else is left out."""
    text = text.translate(_QUOTES).replace("—", ", ")
    letters = unicodedata.normalize("NFKD", text)
    return "".join(each for each in letters if each.isascii() and (each.isalpha() or each in _KEPT))


def speakable_en(text: str) -> tuple[SpokenWord, ...]:
    """The words of an English sentence; see `speakable`."""
    words: list[SpokenWord] = []
    shown = spoken = ""
    for piece in rewrite(text, RULES):
        # Blanks inside a rewritten piece belong to it ("350 ml" is one caption word); elsewhere they part words.
        parts = [piece.text] if piece.spoken is not None else re.split(r"(\s+)", piece.text)
        for part in parts:
            if piece.spoken is None and part.isspace():
                words.append(SpokenWord(shown, spoken + " "))
                shown = spoken = ""
            else:
                shown += part
                spoken += _plain(part) if piece.spoken is None else piece.spoken
    words.append(SpokenWord(shown, spoken))
    return attach_silent([SpokenWord(" ".join(word.text.split()), word.spoken) for word in words])
