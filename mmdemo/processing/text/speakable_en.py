"""English product text, read aloud: prices, sizes, ranges, units, dates, model numbers, abbreviations."""

from __future__ import annotations

import re
import unicodedata

from mmdemo.processing.text.speakable_addresses import Signs, address_rule
from mmdemo.processing.text.speakable_codes_en import CODES, MODELS
from mmdemo.processing.text.speakable_dates_en import DATES
from mmdemo.processing.text.speakable_money_en import PRICES
from mmdemo.processing.text.speakable_numbers_en import NUMBER, cardinal, code, decimal, digits, ordinal
from mmdemo.processing.text.speakable_rules import Rule, SpokenWord, attach_silent, rewrite, rule
from mmdemo.processing.text.speakable_units_en import (
    ABBREVIATIONS,
    COUNTED,
    DENOMINATORS,
    FRACTION_SIGNS,
    LENGTHS,
    NO_ADJECTIVES,
    NO_NOUNS,
    UNITS,
)

DASH = r"\s?[-–—~]\s?"
_FREE = r"(?<![\w.,])"  # nothing before that would make it part of a longer number or word
_MEASURABLE = r"(?:thick|wide|tall|long|deep|high|across|diameter|square|[x×])(?!\w)"
_UNIT = "|".join(re.escape(symbol).replace(r"\ ", r"\s") for symbol in sorted(UNITS, key=len, reverse=True))
# "30 in a box" is no length: the bare word counts as inches only when it touches the number or ends in a full stop.
_AFTER_NUMBER = (
    rf"(?:(?:\s(?!A:))?(?!in\b)(?P<unit>{_UNIT})(?:(?<=[a-z])\.(?=[,;:)]|\s[a-z0-9–—-]))?"
    rf"|(?P<inch>in\b(?!-)|\s?in\.(?=\s)|\sin(?=\s{_MEASURABLE})))(?![A-Za-z0-9])"
)
_FRACTION_UNIT = rf"(?:{_AFTER_NUMBER})?"
_SIZE = rf"{NUMBER}(?:\s?(?:{_UNIT})(?![A-Za-z0-9]))?"
_ABBREVIATION = "|".join(re.escape(each) for each in sorted(ABBREVIATIONS, key=len, reverse=True))
_NOUN = re.compile(r"\s([A-Za-z]+|\d+[A-Z]+)(?!\w)")
_ARTICLE = re.compile(r"\b[Aa]\s$")
_STREET = re.compile(r"\d\s(?:[A-Z][A-Za-z]+\s){1,3}$")
_QUOTATION = re.compile(r"(?:^|[\s(])'")
_ABOUT = re.compile(r"(?:about|around|approximately|approx\.|roughly|circa)\s$", re.IGNORECASE)
_MEASURED_BEFORE = re.compile(rf"(?:\d\s?|(?<![A-Za-z])[a-z]{{1,3}}|\d\s?(?:{_UNIT})|[$€£¥₹元])$")
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
    if _QUOTATION.search(match.string, max(0, match.start() - 200), match.start()):
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
    last = parts[-1][1]
    # 2 x 500 ml counts what 10 x 15 cm measures.
    counted = last and not any(symbol for _, symbol in parts[:-1]) and _unit(last, "1").split()[-1] not in LENGTHS
    spoken = []
    for number, symbol in parts:
        spoken.append(decimal(number) + (f" {_unit(symbol, number)}" if symbol else ""))
    return (" times " if counted else " by ").join(spoken) + _stop(match)


def _feet_by_feet(match: re.Match[str]) -> str:
    *first, last = re.findall(r"\d+", match[0])
    unit = _unit("ft", "1" if _describes("ft", match) else last)
    return "".join(f"{decimal(each)} {_unit('ft', each)} by " for each in first) + f"{decimal(last)} {unit}"


def _fraction(above: str, below: str) -> str | None:
    if below not in DENOMINATORS or int(above) >= int(below):
        return None
    name = DENOMINATORS[below]
    return f"{cardinal(int(above))} {name}" if above == "1" else f"{cardinal(int(above))} {name}s"


def _mixed_fraction(match: re.Match[str]) -> str | None:
    spoken = FRACTION_SIGNS[match["sign"]] if match["sign"] else _fraction(match["above"], match["below"])
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


def _about(match: re.Match[str]) -> str:
    return "" if _ABOUT.search(match.string, max(0, match.start() - 20), match.start()) else "about "


def _per(match: re.Match[str]) -> str | None:
    if match[1] == "each":
        return " each"
    # In "sizes M/L" the letter is no unit.
    if match[1] in UNITS and not _MEASURED_BEFORE.search(match.string, max(0, match.start() - 12), match.start()):
        return None
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
    *PRICES,
    rule(r"(?<=[\dV])\s?⎓\s?|(?:(?<=\dV)|(?<=\d V))\s?~\s?(?=\d{1,4}(?:[./-]\d{1,4})?\s?(?:Hz|m?A)\b)", lambda m: " "),
    rule(r"(?<![\w.,/])\d{1,3}'(?:\s?[x×]\s?\d{1,3}')+(?![\w'])", _feet_by_feet),
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
        rf"(?<![\w.,/])(?:(?P<whole>\d+) )?(?P<above>\d{{1,2}})/(?P<below>\d{{1,2}})(?P<sign>)(?![\d/])"
        rf"{_FRACTION_UNIT}",
        _mixed_fraction,
    ),
    rule(
        rf"{_FREE}(?P<whole>\d+)?\s?(?P<sign>[{''.join(FRACTION_SIGNS)}]){_FRACTION_UNIT}",
        _mixed_fraction,
    ),
    rule(rf"(?<![\w.,])(?P<minus>[-−])?(?P<number>{NUMBER}|\.\d+){_AFTER_NUMBER}", _measured),
    rule(_FREE + r"(\d{1,15})(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1]))),
    rule(_FREE + r"(\d{1,3})'(?=\s[a-z]|[.,;)]|$)", _feet),
    rule(rf"{_FREE}({NUMBER})[x×](?=\s?[A-Za-z]|[.,!?)]|$)", lambda m: f"{decimal(m[1])} times"),
    rule(_FREE + r"(\d{1,15})\s[x×](?=\s[A-Za-z])", lambda m: cardinal(int(m[1]))),
    rule(_FREE + r"(\d{1,15}):(\d{1,15})(?!\d)", lambda m: f"{cardinal(int(m[1]))} to {cardinal(int(m[2]))}"),
    rule(rf"{_FREE}(\d\.\d)/(5|10)(?!\d)", lambda m: f"{decimal(m[1])} out of {decimal(m[2])}"),
    rule(r"(?<![\w.,/])(\d{1,15})/(\d{1,15})(?![\d/])", lambda m: f"{cardinal(int(m[1]))} {cardinal(int(m[2]))}"),
    *MODELS,
    rule(r"[#](?=\d)|№\s?", lambda m: "number "),
    rule(r"(?<![\w.,])[-−](?=\d)", lambda m: "minus "),
    rule(_FREE + r"\.\d+", lambda m: decimal(m[0])),
    rule(NUMBER, _number),
    rule(r"\d+", lambda m: digits(m[0])),
    rule(r"[~≈∼]\s?(?=[\d$€£¥₹.])", _about),
    rule(r"±\s?", lambda m: "plus or minus "),
    rule(r"(?<=\d)\+(?!\d)", lambda m: " plus"),
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
