"""Letters and figures in English product text that name things: models, sizes, Roman numerals, acronyms."""

from __future__ import annotations

import re

from mmdemo.processing.text.speakable_numbers_en import cardinal, code, decimal
from mmdemo.processing.text.speakable_rules import Rule, rule
from mmdemo.processing.text.speakable_units_en import LARGE, NUMBERED, ROMAN, SPELT

_ROMAN = "|".join(sorted(ROMAN, key=len, reverse=True))
_SIZE = r"X{0,5}[SL]|M"
_SPELT = "[BCDFGHJKLMNPQRSTVWXZ]{2,5}"
_ACRONYM = "|".join(SPELT) + f"|{_SPELT}"
_WORD = re.compile(r"(?=[B-DF-HJ-NP-TV-Z]*[AEIOUY])[A-Z]{4,}")  # SAVE20 is a word and a number


def _model(match: re.Match[str]) -> str:
    parts = re.findall(r"[A-Za-z]+|\d+", match[0])
    return " ".join(
        code(part) if part.isdigit() else part if _WORD.fullmatch(part) else _letters(part) for part in parts
    )


def _letters(text: str) -> str:
    return " ".join(text.replace("-", "").upper())


def _stop(match: re.Match[str]) -> str:
    return "." if match.end() == len(match.string) else ""


def _roman(match: re.Match[str]) -> str | None:
    """ "Mark V" and "Mark II"; other names take those of two letters or more that are no words."""
    if match["name"] not in NUMBERED and (len(match["roman"]) == 1 or match["roman"] == "IV"):
        return None
    return f"{match['name']} {cardinal(ROMAN.index(match['roman']) + 2)}"


CODES: tuple[Rule, ...] = (
    rule(rf"(?<![\w-])(?P<name>[A-Z][a-z]{{1,20}})\s(?P<roman>{_ROMAN})(?![\w'’-])", _roman),
    rule(rf"(?<![\w-])({_SIZE})\s?[-–]\s?({_SIZE})(?![\w-])", lambda m: f"{_letters(m[1])} to {_letters(m[2])}"),
    rule(r"(?<= [LWHD])\s?[x×]\s?(?=[LWHD]\b)|(?<=\b[LWHD] )[x×]\s(?=[LWHD]\b)", lambda m: " by "),
    rule(r"(?<=\d)\s?[x×]\s?(?=[LWHD]\s?\d)|(?<=[a-z\"])\s[x×]\s(?=[LWHD]\s?\d)", lambda m: " by "),
    rule(r"(?<!\w)U\.([SK])\.(?:A\.)?", lambda m: f"U {m[1]}{' A' if 'A' in m[0] else ''}{_stop(m)}"),
    rule(r"(?<![\w.,])\d{3}(?=L?\s(?:stainless|sterling|silver|surgical)(?!\w))", lambda m: code(m[0])),
    rule(r"(?<![A-Za-z])pH(?![A-Za-z])", lambda m: "P H"),
    rule(rf"(?<![A-Za-z])({_SPELT})\s(\d{{3,4}})(?![\w%]|[.,:/-]\d)", lambda m: f"{_letters(m[1])} {code(m[2])}"),
    rule(
        r"(?<![\w.,])(\d{1,3}(?:\.\d)?)([KkMB])(?:(\+)|(?=\s(?:reviews|ratings|users|sold|customers|downloads|followers)))",
        lambda m: f"{decimal(m[1])} {LARGE[m[2]]}{' plus' if m[3] else ''}",
    ),
)
MODELS: tuple[Rule, ...] = (
    rule(
        r"(?<![A-Za-z0-9])(?<!\d[.])(?=[A-Z0-9-]{0,40}\d)(?=[A-Z0-9-]{0,40}[A-Z])"
        r"[A-Z0-9]{1,40}(?:-[A-Z0-9]{1,40}){0,5}(?![A-Za-z0-9]|[.]\d)",
        _model,
    ),
    rule(r"(?<!\w)(?<!\d[.])(?:[a-z]{1,3}\d{1,4}|\d{1,4}[a-z])(?!\w|[.]\d)", _model),
    rule(rf"(?<![A-Za-z])(?:{_ACRONYM})(?:-[A-Z])?(?![A-Za-z])", lambda m: _letters(m[0])),
)
