"""Dates, times, days, decades and telephone numbers in English, read aloud the American way."""

from __future__ import annotations

import re

from mmdemo.processing.text.speakable_numbers_en import cardinal, digits, ordinal, year
from mmdemo.processing.text.speakable_rules import Rule, rule
from mmdemo.processing.text.speakable_units_en import DAYS, MONTHS

_FREE = r"(?<![\w.,])"
_DASH = r"\s?[-–—]\s?"
_MONTH = "|".join([*MONTHS, *(rf"{name[:3]}\b\.?" for name in MONTHS), r"Sept\b\.?"])
_DAY = rf"(?:{'|'.join(sorted(DAYS, key=len, reverse=True))})\b\.?"


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


def _named_date(match: re.Match[str]) -> str | None:
    """ "Nov. 23, 2026" and "23 November"; "May 5 be with you" is taken for a date too."""
    day = int(match["day"] or match["first"])
    if not 1 <= day <= 31:
        return None
    month = next(name for name in MONTHS if name[:3] == (match["month"] or match["second"])[:3])
    return f"{month} {ordinal(day)}" + (f", {year(int(match['year']))}" if match["year"] else "")


def _abroad(match: re.Match[str]) -> str | None:
    """A number with its country code holds 8 to 15 figures (ITU-T E.164)."""
    spoken = digits(match[0])
    return spoken if 8 <= len(spoken.split()) <= 15 else None


DATES: tuple[Rule, ...] = (
    rule(_FREE + r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)", _date),
    rule(_FREE + r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?![\d/])", _date),
    rule(
        rf"(?<!\w)(?:(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s"
        rf"(?P<second>{_MONTH}))(?:,?\s(?P<year>(?:19|20)\d\d))?(?![\d%]|[.,:/-]\d)",
        _named_date,
    ),
    rule(rf"(?<!\w)({_DAY}){_DASH}({_DAY})", lambda m: f"{DAYS[m[1].strip('.')]} to {DAYS[m[2].strip('.')]}"),
    rule(rf"(?<!\w)({'|'.join(DAYS)})\.(?=\s\d)", lambda m: DAYS[m[1]]),
    rule(_FREE + r"\+[1-9]\d{0,2}(?:[-.\s]\d{1,4}){2,4}(?![-.]?\d)", _abroad),
    rule(_FREE + r"0\d{2,3}[-\s]\d{3,4}[-\s]\d{4}(?![-.]?\d)", lambda m: digits(m[0])),
    rule(r"(?<![\w.,])\+?(?:\d{1,3}[-.\s])?(?:\(\d{3}\)\s?|\d{3}[-.\s])\d{3}[-.]\d{4}(?!\d)", lambda m: digits(m[0])),
    rule(_FREE + r"\d{3}-\d{4}(?!\d)", lambda m: digits(m[0])),
    rule(_FREE + r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s?(?P<half>[AaPp]\.?[Mm]\.?))?(?!\d)", _time),
    rule(_FREE + r"(\d{1,2})\s?([AaPp])(?:\.[Mm]\.|[Mm]\b)", lambda m: f"{cardinal(int(m[1]))} {m[2].upper()} M"),
    rule(rf"(?:(?<=\d[AaPp][Mm])|(?<=\d [AaPp][Mm])|(?<=\d:\d\d)){_DASH}(?=\d)", lambda m: " to "),
    rule(_FREE + r"'?((?:19|20)?\d0)s\b", _decade),
    rule(
        r"(?:(?<=\b[Ii]n )|(?<=ince )|(?<=rom )|(?<=ntil )|(?<=©)|(?<=© )|(?<=[Ee]st\. ))"
        r"((?:19|20)\d\d)(?![\d.,%]\d|\w)"
        r"|(?<![\w.,])((?:19|20)\d\d)(?=\s(?:edition|model|collection|season|version|release))"
        r"|(?<=\bof )((?:19|20)\d\d)(?=[.,!?)](?!\d)|$)",
        lambda m: year(int(m[1] or m[2] or m[3])),
    ),
)
