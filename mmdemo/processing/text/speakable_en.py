"""English product text, read aloud: prices, sizes, ranges, units, dates, model numbers, abbreviations."""

from __future__ import annotations

import re
import unicodedata

from mmdemo.processing.text.speakable_addresses import Signs, address_rule
from mmdemo.processing.text.speakable_codes_en import CODES, MODELS
from mmdemo.processing.text.speakable_dates_en import DATES
from mmdemo.processing.text.speakable_numbers_en import cardinal, code, decimal, digits, ordinal
from mmdemo.processing.text.speakable_rules import Rule, SpokenWord, attach_silent, rewrite, rule
from mmdemo.processing.text.speakable_units_en import (
    ABBREVIATIONS,
    COUNTED,
    CURRENCIES,
    CURRENCY_CODES,
    DENOMINATORS,
    FRACTION_SIGNS,
    NO_ADJECTIVES,
    NO_NOUNS,
    UNITS,
)

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
DASH = r"\s?[-–—~]\s?"
_FREE = r"(?<![\w.,])"  # nothing before that would make it part of a longer number or word
_SIGN = r"(?:US\$|[$€£¥\uffe5])"
_MEASURABLE = r"(?:thick|wide|tall|long|deep|high|across|diameter|square|[x×])(?!\w)"
_UNIT = "|".join(re.escape(symbol).replace(r"\ ", r"\s") for symbol in sorted(UNITS, key=len, reverse=True))
# "30 in a box" is no length: the bare word counts as inches only when it touches the number or ends in a full stop.
_AFTER_NUMBER = (
    rf"(?:\s?(?!in\b)(?P<unit>{_UNIT})(?:(?<=[a-z])\.(?=[,;:)]|\s[a-z0-9–—-]))?"
    rf"|(?P<inch>in\b(?!-)|\s?in\.(?=\s)|\sin(?=\s{_MEASURABLE})))(?![A-Za-z0-9])"
)
_FRACTION_UNIT = rf"(?:{_AFTER_NUMBER})?"
_SIZE = rf"{NUMBER}(?:\s?(?:{_UNIT})(?![A-Za-z0-9]))?"
_ABBREVIATION = "|".join(re.escape(each) for each in sorted(ABBREVIATIONS, key=len, reverse=True))
_NOUN = re.compile(r"\s([A-Za-z]+|\d+[A-Z]+)(?!\w)")
_ARTICLE = re.compile(r"\b[Aa]\s$")
_STREET = re.compile(r"\d\s(?:[A-Z][A-Za-z]+\s){1,3}$")
_SAINT = re.compile(r"\s[A-Z]")


def _singular(number: str) -> bool:
    return number.replace(",", "") in {"1", "1.0"}


def _unit(symbol: str, number: str) -> str:
    singular, plural = UNITS[re.sub(r"\s", " ", symbol)]
    return singular if _singular(number) else plural


def _measured(match: re.Match[str]) -> str:
    number, symbol = match["number"], (match["unit"] or match["inch"]).strip()
    minus = "minus " if match["minus"] else ""
    return f"{minus}{decimal(number)} {_unit(symbol, '1' if _describes(symbol, match) else number)}{_stop(match)}"


def _stop(match: re.Match[str]) -> str:
    """The full stop of an abbreviated unit, where it ends the sentence as well."""
    return "." if match[0].endswith(".") and match.end() == len(match.string) else ""


def _describes(symbol: str, match: re.Match[str]) -> bool:
    """Whether a quantity stands before the thing it describes, as in "a 3.5 mm jack"."""
    noun = _NOUN.match(match.string, match.end())
    if symbol in NO_ADJECTIVES or noun is None:
        return False
    return noun[1].lower() not in NO_NOUNS and not noun[1].endswith("ly")


def _feet(match: re.Match[str]) -> str | None:
    """6' is a length unless a quotation that began before ends here."""
    if match.string.rfind("'", max(0, match.start() - 200), match.start()) >= 0:
        return None
    return f"{cardinal(int(match[1]))} {_unit('ft', '1' if _describes('ft', match) else match[1])}"


def _street(match: re.Match[str]) -> str:
    """ "5 Main St." is a street, "St. John" a saint."""
    before = _STREET.search(match.string, max(0, match.start() - 40), match.start())
    return "street" if before or not _SAINT.match(match.string, match.end()) else "saint"


def _adjective(match: re.Match[str]) -> str:
    return f"{decimal(match['number'])} {_unit(match['unit'], '1')}"


def _span(match: re.Match[str]) -> str:
    low, high = match["low"], match["high"]
    minus = "minus " if match["minus"] else ""
    unit = match["unit"] or match["inch"]
    last = _unit(unit.strip(), high) if unit else ""
    first = _unit(match["first"], low) if match["first"] else ""
    same = not first or (bool(unit) and _unit(match["first"], "2") == _unit(unit.strip(), "2"))
    return f"{minus}{decimal(low)}{'' if same else f' {first}'} to {decimal(high)} {last}".rstrip() + _stop(match)


def _dimensions(match: re.Match[str]) -> str:
    parts = re.findall(rf"({NUMBER})\s?({_UNIT})?", match[0])
    if all(re.fullmatch(r"\d{3,4}", number) and not symbol for number, symbol in parts):
        return " by ".join(code(number) for number, _ in parts)  # pixels
    spoken = []
    for number, symbol in parts:
        spoken.append(decimal(number) + (f" {_unit(symbol, number)}" if symbol else ""))
    return " by ".join(spoken) + _stop(match)


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
    if spoken is None:
        return None
    unit = match["unit"] or match["inch"] or ""
    if match["whole"]:
        return f"{decimal(match['whole'])} and {spoken.replace('one half', 'a half')}" + _after(unit, "2", match)
    if _ARTICLE.search(match.string, max(0, match.start() - 4), match.start()):
        spoken = spoken.removeprefix("one ")  # a half inch
    return spoken + _after(unit, "1", match)


def _after(symbol: str, number: str, match: re.Match[str]) -> str:
    """The unit behind a fraction; it touches the number with a hyphen or none."""
    symbol = symbol.strip()
    return f" {_unit(symbol, '1' if _describes(symbol, match) else number)}" if symbol else ""


def _number(match: re.Match[str]) -> str:
    """A number that touches letters is set apart from them."""
    before, after = match.string[max(0, match.start() - 1) : match.start()], match.string[match.end() : match.end() + 1]
    return f"{' ' * before.isalpha()}{decimal(match[0])}{' ' * after.isalpha()}"


def _per(match: re.Match[str]) -> str:
    if match[1] == "each":
        return " each"
    return f" per {UNITS[match[1]][0] if match[1] in UNITS else match[1]}"


_SIGNS_SPOKEN = Signs("dot", "at", "slash", "dash", "underscore", tuple(digits("0123456789").split()))

RULES: tuple[Rule, ...] = (
    address_rule(_SIGNS_SPOKEN),
    *DATES,
    *CODES,
    rule(
        r"(?<![\w.])(?:" + _ABBREVIATION + r")(?![A-Za-z])",
        lambda m: None if m[0] == "min." and m.string[: m.start()].rstrip()[-1:].isdigit() else ABBREVIATIONS[m[0]],
    ),
    rule(r"(?<!\w)No\.\s?(?=\d)", lambda m: "number "),
    rule(r"(?<!\w)St\.(?=\s|$)", _street),
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
        rf"(?<![\w.,])(?P<minus>[-−])?(?P<low>{NUMBER})(?:\s?(?P<first>{_UNIT})\.?)?(?:{DASH}|\sto\s)(?P<high>{NUMBER})"
        rf"(?:{_AFTER_NUMBER}|(?P<bare>)(?![\w.-]{0,40}\w))",
        _span,
    ),
    rule(rf"{_FREE}(?P<number>{NUMBER})-(?P<unit>{_UNIT})(?![A-Za-z0-9-])", _adjective),
    rule(
        rf"{_FREE}(?:(?P<whole>\d+) )?(?P<above>\d{{1,2}})/(?P<below>\d{{1,2}})(?P<sign>)(?![\d/])"
        rf"{_FRACTION_UNIT}",
        _mixed_fraction,
    ),
    rule(
        rf"{_FREE}(?P<whole>\d+)?\s?(?P<sign>[{''.join(FRACTION_SIGNS)}])(?P<above>)(?P<below>){_FRACTION_UNIT}",
        _mixed_fraction,
    ),
    rule(rf"(?<![\w.,])(?P<minus>[-−])?(?P<number>{NUMBER}){_AFTER_NUMBER}", _measured),
    rule(_FREE + r"(\d+)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1]))),
    rule(_FREE + r"(\d{1,3})'(?=\s[a-z]|[.,;)]|$)", _feet),
    rule(rf"{_FREE}({NUMBER})[x×](?=\s?[A-Za-z]|[.,!?)]|$)", lambda m: f"{decimal(m[1])} times"),
    rule(_FREE + r"(\d+)\s[x×](?=\s[A-Za-z])", lambda m: cardinal(int(m[1]))),
    rule(_FREE + r"(\d+):(\d+)(?!\d)", lambda m: f"{cardinal(int(m[1]))} to {cardinal(int(m[2]))}"),
    rule(rf"{_FREE}(\d\.\d)/(5|10)(?!\d)", lambda m: f"{decimal(m[1])} out of {decimal(m[2])}"),
    rule(_FREE + r"(\d+)/(\d+)(?!\d)", lambda m: f"{cardinal(int(m[1]))} {cardinal(int(m[2]))}"),
    *MODELS,
    rule(r"[#](?=\d)|№\s?", lambda m: "number "),
    rule(r"(?<![\w.,])[-−](?=\d)", lambda m: "minus "),
    rule(NUMBER, _number),
    rule(r"\d+", lambda m: digits(m[0])),
    rule(r"[~≈∼]\s?(?=[\d$€£¥])", lambda m: "about "),
    rule(r"±\s?", lambda m: "plus or minus "),
    rule(r"(?<=\d)\+", lambda m: " plus"),
    rule(r"(?<=\s)[x×](?=\s\d)", lambda m: "by"),
    rule(r"&", lambda m: " and "),
    rule(r"\+", lambda m: " plus "),
    rule(rf"\s?/\s?({'|'.join(COUNTED)}|{_UNIT})(?!\w)", _per),
    rule(r"(?<=\d[VWA])\s?/\s?(?=\d)", lambda m: ", "),
    rule(r"(?<=\w)\s?/\s?(?=\w)", lambda m: " or "),
    rule(r"@", lambda m: " at "),
    rule(r"=", lambda m: " equals "),
    rule(r"<\s?(?=\d)", lambda m: "less than "),
    rule(r">\s?(?=\d)", lambda m: "more than "),
    rule(r"≤\s?", lambda m: "at most "),
    rule(r"≥\s?", lambda m: "at least "),
    rule(r"%", lambda m: " percent"),
)  # fmt: skip

_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "…": ".", "\u00a0": " "})
_MARKS = dict.fromkeys(map(ord, "™®©℠"))
_KEPT = frozenset(" .,!?;:'\"()-")


def _plain(text: str) -> str:
    """ASCII letters and the punctuation that engines pause at; accents are taken off, all else is left out."""
    text = text.translate(_QUOTES).replace("—", ", ")
    text = text.translate(_MARKS)
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
