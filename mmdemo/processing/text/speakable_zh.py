"""Chinese product text, read aloud: prices, sizes, ranges, units, dates, telephone and model numbers.

Numbers are written out in characters, since engines read digits in Chinese text as other things than prices and dates;
words that eSpeak NG reads with the wrong tone are given to it as characters of the right sound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from mmdemo.processing.text.speakable_addresses import Signs, address_rule
from mmdemo.processing.text.speakable_codes_zh import CODES, MODELS
from mmdemo.processing.text.speakable_numbers_zh import cardinal, decimal, digits, quantity
from mmdemo.processing.text.speakable_rules import Rule, SpokenWord, attach_silent, rewrite, rule
from mmdemo.processing.text.speakable_units_zh import CURRENCIES, MEASURES, PARTS, PER, READINGS, UNITS

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
TO = r"\s?(?:[-–—~～]|至|到)\s?"
HAN = r"[\u3400-\u9fff]"
_FREE = r"(?<![\d.A-Za-z])"

_SIGNS = r"(?:US\$|HK\$|RMB|CNY|USD|EUR|GBP|HKD|[¥$€£])\s?"
_MONEY_WORDS = r"(?:美元|欧元|英镑|港元|港币|RMB|CNY|USD|EUR|GBP|HKD|[元块圆])"
_UNIT = "|".join(re.escape(symbol) for symbol in sorted(UNITS, key=len, reverse=True))
# "¥5/件" is read with 每, of "¥9/2件" only the two parts.
_EACH = rf"(?:\s?/\s?(?:(?P<per>[{PER}]|{_UNIT})|(?=\d+[{PER}])))?"
_ROUND = r"\d{1,12}(?<=0)|\d{1,3}(?:,\d{3}){1,3}(?<=0)"
_STOPS = r"，。！？；、,.!?;)）】"
_UNIT_END = r"(?![A-Za-z0-9])"
_COUNTED = re.compile(rf"\s?(?:{MEASURES})")


def _always(reading: str) -> Callable[[re.Match[str]], str]:
    return lambda match: reading


def _unit(symbol: str) -> str:
    return UNITS.get(symbol, symbol)


def _measured(match: re.Match[str]) -> str:
    unit = _unit(match["unit"])
    number = quantity(match["number"])
    per = f"每{_unit(match['per'])}" if match["per"] else ""
    minus = ("零下" if unit == "摄氏度" else "负") if match["minus"] else ""
    return f"{minus}{number}{unit}{per}"


def _span(match: re.Match[str]) -> str:
    low, high = match["low"], match["high"]
    unit = _unit(match["unit"] or "")
    minus = ("零下" if unit == "摄氏度" else "负") if match["minus"] else ""
    read = quantity if unit or match["measure"] is not None else decimal
    first = _unit(match["first"] or "")
    return f"{minus}{read(low)}{'' if first == unit else first}到{read(high)}{unit}"


def _dimensions(match: re.Match[str]) -> str:
    """30×20cm as 三十乘二十厘米; the last number of 250g×2袋 counts bags, so it is 两."""
    parts = re.findall(rf"({NUMBER})\s?({_UNIT}|厘米|毫米|米|英寸)?", match[0])
    *first, last = [(quantity(number) if symbol else decimal(number)) + _unit(symbol) for number, symbol in parts]
    if parts[-1] == ("2", "") and _COUNTED.match(match.string, match.end()):
        last = "两"
    return "乘".join([*first, last])


def _price(match: re.Match[str]) -> str:
    currency = CURRENCIES[(match["sign"] or match["word"]).strip()]
    scale = match["scale"] or ""
    low = f"{_amount(match['low'])}到" if match["low"] else ""
    per = f"每{_unit(match['per'])}" if match["per"] else ""
    return f"{low}{_amount(match['number'])}{scale}{currency}{'起' if match['from'] else ''}{per}"


def _amount(text: str) -> str:
    """199.90 as 一百九十九点九, 24.00 as 二十四."""
    whole, _, cents = text.partition(".")
    cents = cents.rstrip("0")
    return quantity(f"{whole}.{cents}" if cents else whole)


def _percent(match: re.Match[str]) -> str:
    of = "千分之" if match["sign"] == "‰" else "百分之"
    low = f"{of}{decimal(match['low'])}到" if match["low"] else ""
    number = "百" if match["number"] == "100" else decimal(match["number"])  # 百分之百, not 百分之一百
    return f"{low}{of}{'负' if match['minus'] else ''}{number}"


def _fraction(match: re.Match[str]) -> str | None:
    above, below = int(match["above"]), int(match["below"])
    if not 0 < above < below:
        return None
    return (f"{decimal(match['whole'])}又" if match["whole"] else "") + f"{cardinal(below)}分之{cardinal(above)}"


def _vulgar(match: re.Match[str]) -> str:
    whole = f"{cardinal(int(match['whole']))}又" if match["whole"] else ""
    return whole + PARTS[match["part"]]


def _garment(match: re.Match[str]) -> str:
    """A Chinese garment size: height, girth and build, as GB/T 1335 writes it."""
    return f"{cardinal(int(match[1]))}、{cardinal(int(match[2]))} {match[3]} "


def _date(match: re.Match[str]) -> str | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{digits(match['year'])}年{cardinal(month)}月{cardinal(day)}日"


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 24 or minute > 59:
        return None
    small = "" if minute == 0 else f"{'零' if minute < 10 else ''}{cardinal(minute)}分"
    return f"{quantity(str(hour))}点{small}"


_SIGNS_SPOKEN = Signs("点", "艾特", "斜杠", "杠", "下划线", tuple(digits("0123456789")))

RULES: tuple[Rule, ...] = (
    address_rule(_SIGNS_SPOKEN),
    *(rule(pattern, _always(reading)) for pattern, reading in READINGS),
    rule(r"(?<!\d)((?:19|20)\d\d)[-–~～]((?:19|20)\d\d)(?=[年款])", lambda m: f"{digits(m[1])}到{digits(m[2])}"),
    rule(r"(?<![\d.])(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)", _date),
    rule(_FREE + r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?![\d:：])", _time),
    rule(r"(?<=:\d\d)\s?[-–—~～]\s?(?=\d{1,2}[:：]\d\d(?!\d))", _always("到")),
    rule(
        r"(?<![\d.])(?:1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|[48]00[-\s]?\d{3}[-\s]?\d{4}|0\d{2,3}[-\s]\d{7,8}"
        r"|[(（]0\d{2,3}[)）][-\s]?\d{7,8})(?!\d)",
        lambda m: digits(m[0], one="幺"),
    ),
    rule(rf"{_FREE}({NUMBER})\s?([GTMK]B)(?![A-Za-z])", lambda m: f"{decimal(m[1])} {' '.join(m[2])} "),
    *CODES,
    rule(r"(?<=QQ)(群?号?[:：]?\s?)(\d{5,11})(?!\d)", lambda m: m[1] + digits(m[2])),
    rule(r"(?<!\d)(1[3-9]\d)/(\d{2,3})([ABCY])(?![A-Za-z\d])", _garment),
    rule(rf"(?<![\d.])(?P<whole>\d{{1,4}})?\s?(?P<part>[{''.join(PARTS)}])", _vulgar),
    rule(
        rf"(?<![A-Za-z])(?P<sign>{_SIGNS})(?:(?P<low>{NUMBER}){TO}(?:{_SIGNS})?)?(?P<number>{NUMBER})\s?(?P<scale>[万亿])?"
        rf"(?P<word>{_MONEY_WORDS})?(?P<from>起)?{_EACH}(?!\d)",
        _price,
    ),
    rule(
        rf"{_FREE}(?:(?P<low>{NUMBER}){TO})?(?P<number>{NUMBER})\s?(?P<scale>[万亿])?(?P<word>{_MONEY_WORDS})(?P<sign>)"
        rf"(?P<from>起)?{_EACH}(?![A-Za-z])",
        _price,
    ),
    rule(
        rf"(?<![\d.])(?:(?P<low>{NUMBER})[%％]?{TO})?(?P<minus>[-−](?<![\d%][-−]))?(?P<number>{NUMBER})\s?(?P<sign>[%％‰])",
        _percent,
    ),
    rule(
        rf"{_FREE}{NUMBER}\s?(?:{_UNIT})?(?:\s?[x×X*]\s?{NUMBER}\s?(?:(?:{_UNIT}){_UNIT_END}|厘米|毫米|米|英寸)?)+(?![\d])",
        _dimensions,
    ),
    rule(
        rf"{_FREE}(?P<minus>[-−])?(?P<low>{NUMBER})\s?(?P<first>{_UNIT})?{TO}(?P<high>{NUMBER})"
        rf"(?:\s?(?P<unit>{_UNIT}){_UNIT_END}|(?P<measure>(?=\s?(?:{MEASURES})))|(?P<bare>)(?![\d-]))",
        _span,
    ),
    rule(
        rf"{_FREE}(?P<minus>[-−])?(?P<number>{NUMBER})\s?(?P<unit>{_UNIT}){_UNIT_END}(?:/(?P<per>[{PER}]|{_UNIT}))?",
        _measured,
    ),
    # Not the two models of "iPhone 13/14".
    rule(_FREE + r"(?<!/)(?<![A-Za-z] )(?:(?P<whole>\d+) )?(?P<above>\d{1,2})/(?P<below>\d{1,2})(?![\d/])", _fraction),
    rule(_FREE + r"(\d+)[:：](\d+)(?!\d)", lambda m: f"{cardinal(int(m[1]))}比{cardinal(int(m[2]))}"),
    MODELS,
    rule(rf"(?<=第)({NUMBER})", lambda m: decimal(m[1])),
    rule(r"(?<=[点月日号时岁年码寸分元块])\s?[-–—~～]\s?(?=\d)", _always("到")),
    rule(r"(?<=周[一二三四五六])[-–—~～](?=周?[二三四五六日天])", _always("到")),
    rule(rf"(?<=\d{HAN})\s?/\s?(?=[{PER}]|分钟?|小时|秒)", _always("每")),
    rule(r"(?<=[万亿])\+", lambda m: "多"),
    rule(rf"(?<!\d)({NUMBER})\+(?=\s?(?:{HAN}|$))", lambda m: f"{decimal(m[1])}多"),
    rule(rf"(?<![\d.,])(?<![A-Za-z] )({_ROUND})\+(?=\s?[{_STOPS}])", lambda m: f"{decimal(m[1])}多"),
    rule(rf"(?<!\d)(?P<number>{NUMBER})(?=\s?(?:{MEASURES}))", lambda m: quantity(m["number"])),
    rule(rf"(?<![\w])[-−]({NUMBER})", lambda m: f"负{decimal(m[1])}"),
    rule(NUMBER, lambda m: decimal(m[0])),
    rule(r"\d+", lambda m: digits(m[0])),
    rule(r"(?<![A-Za-z])[A-Z]{2,5}(?:-[A-Z])?(?![A-Za-z])", lambda m: f" {' '.join(m[0].replace('-', ''))} "),
    rule(r"&", lambda m: "和"),
    rule(r"(?<=约)[≈∼~]", lambda m: ""),
    rule(r"[≈∼~](?=\s?\d)", lambda m: "约"),
    rule(r"±", lambda m: "正负"),
    rule(r"<(?=\s?\d)", _always("小于")),
    rule(r">(?=\s?\d)", _always("大于")),
    rule(r"≤", lambda m: "不超过"),
    rule(r"≥", lambda m: "不低于"),
    rule(r"\+", lambda m: "加"),
    rule(r"=", lambda m: "等于"),
    rule(r"(?<=\S)\s?[/|｜]\s?(?=\S)", lambda m: "、"),
    # Not the x of "Max 256", nor a star that asks for stress.
    rule(r"×\s?(?=\d)|(?<![A-Za-z])x\s?(?=\d)|(?<=\dm)x(?=\d)|(?<=[cm]m)x(?=\d)", lambda m: "乘"),
    rule(r"(?<=[0-9A-Za-z])(?:\*|\s\*\s)(?=\d)|(?<=[%‰)）″\"℃°㎝㎜㎏㎖])\*(?=\d)(?![^*]{1,80}\*)", lambda m: "乘"),
    rule(r"(?<=[%‰])\*{1,2}(?=\d)", _always("，")),  # 10%*5元*: a star for stress must not make 百分之十五
)  # fmt: skip


# Full-width letters, digits and signs become half-width ones of the same count, so positions stay.
# Full-width pauses stay: engines know them.
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "，；：！？（）"} | {
    ord("￥"): ord("¥")
}

_ATOM = re.compile(rf"[A-Za-z]+(?:['’-][A-Za-z]+)*|{HAN}|\s+|.", re.DOTALL)
_OPENING = "（《〈“‘【「『(["
_SILENT = "，。！？；：、,.!?;:（）()“”‘’《》「」…—- "


def _plain(text: str) -> str:
    return "".join(each for each in text if each in _SILENT or unicodedata.category(each)[0] == "L")


def speakable_zh(text: str) -> tuple[SpokenWord, ...]:
    """The words of a Chinese sentence, one a character, a Latin word or a rewritten run; see `speakable`."""
    words: list[SpokenWord] = []
    opening = ""
    position = 0
    for piece in rewrite(text.translate(_WIDE), RULES):
        shown = text[position : position + len(piece.text)]
        position += len(piece.text)
        atoms = [shown] if piece.spoken is not None else _ATOM.findall(shown)
        for atom in atoms:
            spoken = piece.spoken if piece.spoken is not None else _plain(atom)
            if atom.isspace():
                words.append(SpokenWord("", " "))
            elif atom in _OPENING or (not spoken.strip(_SILENT) and (opening or not words)):
                opening += atom
            elif not spoken.strip(_SILENT):
                last = words[-1]
                words[-1] = SpokenWord(last.text + atom, last.spoken + spoken)
            else:
                words.append(SpokenWord(opening + " ".join(atom.split()), _plain(opening) + spoken))
                opening = ""
    words.append(SpokenWord(opening, ""))
    return attach_silent(words)
