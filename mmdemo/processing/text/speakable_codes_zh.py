"""Figures in Chinese product text that are names, not amounts: models, rooms, years, steels, sales festivals."""

from __future__ import annotations

import re

from mmdemo.processing.text.speakable_numbers_zh import decimal, digits, quantity
from mmdemo.processing.text.speakable_rules import Rule, rule
from mmdemo.processing.text.speakable_units_zh import FESTIVALS, MEASURES

_FESTIVAL = "|".join(re.escape(each) for each in FESTIVALS)
# National, trade and group standards as GB/T 1.1 numbers them.
_STANDARDS = r"[A-Z]{2}/[TZ]|T/[A-Z]{2,8}|GB"
SIZE = r"X{0,5}[SL]|M"


def _year(match: re.Match[str]) -> str | None:
    """2026年 by its digits; 1500年 is as a rule a span of time, and so is 2000款 an amount."""
    number = int(match[1])
    return None if number < 1000 or (number % 100 == 0 and number != 1900) else digits(match[1])


def _plus_signs(match: re.Match[str]) -> str:
    """PA+++ as "P A 三个加"."""
    count = len(match[1])
    return f" P A {'加' if count == 1 else f'{quantity(str(count))}个加'}"


def _and_more(match: re.Match[str]) -> str | None:
    """3岁+ and 3+岁 as 三岁以上; 多 may follow round numbers only."""
    number = match["number"]
    if "." not in number and number.endswith("0"):
        return None
    return f"{quantity(number)}{match['measure']}以上"


def _model(match: re.Match[str]) -> str:
    """IP67 as "I P 六七", 4K as "四 K", iPhone15 as "iPhone 十五"."""
    parts = re.findall(r"[A-Za-z]+|\d+", match[0])
    spoken = []
    for index, part in enumerate(parts):
        if not part.isdigit():
            spoken.append(" ".join(part) if part.isupper() and len(part) <= 5 else part)
        elif index == 0 or (not parts[index - 1].isupper() and len(part) <= 2):
            spoken.append(decimal(part))
        else:
            spoken.append(digits(part))
    return f" {' '.join(spoken)} "


def _standard(match: re.Match[str]) -> str | None:
    """GB/T 22796-2009: the number and the year of a standard, each by its digits; a short "GB 64" may be storage."""
    if match["letters"] == "GB" and not match["year"] and len(match["number"]) < 4:
        return None
    letters = " ".join(letter for letter in match["letters"] if letter.isalpha())
    number = "点".join(digits(part) for part in match["number"].split("."))
    return f" {letters} {number}" + (f"、{digits(match['year'])}" if match["year"] else "")


CODES: tuple[Rule, ...] = (
    rule(
        rf"(?<![A-Za-z0-9])(?P<letters>{_STANDARDS})\s?(?P<number>\d{{2,6}}(?:\.\d{{1,3}}){{0,2}})"
        r"(?:\s?[-–—]{1,2}\s?(?P<year>(?:19|20)\d\d))?(?![\d.]*\d)",
        _standard,
    ),
    rule(r"(?<![\d.])(\d{4})(?=[年款版]|[春夏秋冬]|新[款品版])", _year),
    rule(r"(?<![\d.])(?:[6-9][05]|0[05])(?=后(?![方面排背续]))", lambda m: digits(m[0])),
    rule(r"(?<![\d.])\d{3,4}(?=号?(?:室|房间?))", lambda m: digits(m[0], one="幺")),
    # Steels and silver go by three digits.
    rule(r"(?<!\d)\d{3}(?=L?(?:医用|食品级)?(?:不锈)?钢|[纯足千]?[银金])", lambda m: digits(m[0])),
    rule(r"(?<=[单编货款型]号)(?P<mark>[:：]?\s?)(?P<code>\d{4,})", lambda m: m["mark"] + digits(m["code"])),
    # Ten thousands sold; the W of "65W+30W" and of "100W+快充" is watts.
    rule(r"(?<![\d.])(\d+(?:\.\d+)?)[Ww]\+(?!\s?\d|快充|闪充|充电|大?功率)", lambda m: f"{quantity(m[1])}万多"),
    rule(r"(?<![\dA-Za-z])(480|720|1080|1440|2160)\s?[Pp](?![A-Za-z])", lambda m: f"{digits(m[1])} P "),
    rule(rf"(?<![\d.])(?:{_FESTIVAL})(?=大促|活动|购物|年中|狂欢|抢|钜惠|特惠|预售|来)", lambda m: FESTIVALS[m[0]]),
    rule(r"(?<![A-Za-z])(SPF|UPF)\s?(\d+)", lambda m: f" {' '.join(m[1])} {decimal(m[2])}"),
    rule(r"(?<![A-Za-z])PA(\++)", _plus_signs),
    rule(r"(?<![A-Za-z])p[Hh](?![A-Za-z])", lambda m: " P H "),
    rule(
        rf"(?<![A-Za-z\d])({SIZE})\s?[-–—~～]\s?({SIZE})(?![A-Za-z\d])",
        lambda m: f" {' '.join(m[1])} 到 {' '.join(m[2])} ",
    ),
    rule(r"(?<=径)\s?[φΦØ]", lambda m: ""),
    rule(r"[φΦØ](?=\s?\d)", lambda m: "直径"),
    rule(r"(?<![A-Za-z])(?i:No\.|#)\s?(\d+)", lambda m: f"第{decimal(m[1])}"),
    rule(r"(?<=[A-Za-z])\.(?=\d)", lambda m: " "),
    rule(r"(?<=[岁月年])\+", lambda m: "以上"),
    rule(rf"(?<![\d.])(?P<number>\d+(?:\.\d+)?)\+(?P<measure>{MEASURES}|月)", _and_more),
)
MODELS = rule(
    r"(?<![A-Za-z0-9])(?<!\d\.)(?:[A-Za-z]{1,40}-?\d{1,40}[A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,40}){0,5}"
    r"|[A-Z]{1,40}(?:-[A-Z]{0,40}\d[A-Z0-9]{0,40}){1,5}|\d+[A-Za-z]+)(?![A-Za-z0-9]|\.\d)",
    _model,
)
