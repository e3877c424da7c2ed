"""The figures of a text: amounts with their unit, prices, fractions, model codes, bare numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from mmdemo.processing.text.ledger.claim import Claim, Key
from mmdemo.processing.text.ledger.measures import Measure, currency_signs, listed_unit, measures_of, unit_pattern
from mmdemo.processing.text.ledger.numbers import members, readings, written
from mmdemo.processing.text.ledger.trie import as_listed, longest_of
from mmdemo.processing.text.lexicon import read_table

_NUMBER = r"\d{1,15}(?:[.,]\d{1,12}){0,6}"
# "3-in-1" and "2 in one" hold no inches.
_NO_INCHES = r"(?![\s-]?[iI][nN][\s-](?:\d|[oO]ne))"
_SCALE = r"(?:\s?(?P<scale>[万亿](?!像素))|[\s-](?P<scale_word>(?:[tT]housand|[mM]illion|[bB]illion)(?![A-Za-z])))?"
# A mark that ends a quotation is none of inches: “Size 42”, "Size 42".
_QUOTED = re.compile(r"(“[^“”]*|(?<![^\s(（\[:：,，;；。\u3400-\u9fff])\"(?=[^\s\"])[^\"]*)[”\"]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s,;，。；！？、）)]{1,300}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}"
    r"|(?<![\w-])[a-z0-9-]{1,63}\.(?:com|net|org|cn|shop|store|io)\b",
    re.IGNORECASE | re.ASCII,
)
_DIGIT = re.compile(r"[\d½¼¾⅓⅔⅛]")
_JOINS = re.compile(r"\s?(?:[x×*✕~～–—/、,，&+-]|to|and|or|by|至|到|和|或)\s?")
_WORD_BEFORE = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,12}[\s-]?$")
_WORD_BEHIND = re.compile(r"[\s-]?\s?[A-Za-z\u4e00-\u9fff]")
_LIST_NUMBER = re.compile(r"(?:^|\n)\s{0,8}$")


@cache
def _figure() -> re.Pattern[str]:
    signs = longest_of(currency_signs())
    units = unit_pattern()
    return re.compile(
        rf"(?P<sign>(?<![A-Za-z]){signs})\s?(?P<price>{_NUMBER})(?:\s?(?P<price_scale>[万亿]))?"
        r"|(?P<code>(?<![A-Za-z0-9])(?!x\d)[A-Za-z]{1,12}-?\d[A-Za-z0-9]{0,24}(?:-[A-Za-z0-9]{1,24}){0,4})"
        r"|(?P<feet>\d{1,2})'(?P<inches>\d{1,2})(?!\d)(?:\"|''|”|″)?"
        rf"|(?<![\d/.,])(?P<top>\d{{1,3}})/(?P<bottom>[1-9]\d?)(?![\d/.])(?:{_NO_INCHES}[\s-]?\s?(?P<part_unit>{units})(?![A-Za-z]))?"
        rf"|(?P<number>{_NUMBER}|[½¼¾⅓⅔⅛]){_SCALE}"
        rf"(?:{_NO_INCHES}[\s-]?\s?(?P<unit>{units})(?:(?=[x×*✕]\s?\d)|(?![A-Za-z]))|(?P<tail>(?!x\d)[A-Za-z][A-Za-z0-9]{{0,24}}))?"
    )


def addresses(text: str) -> Iterator[Claim]:
    """Web and mail addresses."""
    for found in _ADDRESS.finditer(text):
        key = ("address", found[0].lower().rstrip(".,"))
        yield Claim(found.start(), found.end(), (key,), ((key,),))


def figures(text: str, taken: bytearray) -> list[Claim]:
    """The figures of a plain text, in order; where `taken` marks a character, none stands."""
    if not _DIGIT.search(text):
        return []
    text = _QUOTED.sub(r"\1»", text)
    free = (found for found in _figure().finditer(text) if taken.find(1, *found.span()) < 0)
    matches = [found for found in free if not _numbers_a_line(text, found)]
    claims: list[Claim] = []
    behind: tuple[int, tuple[Measure, ...]] = (-1, ())
    for found in reversed(matches):
        measures = measures_of(found["unit"]) if found["number"] and found["unit"] else ()
        joined = behind[1] and found["number"] and not found["unit"] and not found["tail"]
        if joined and _JOINS.fullmatch(text, found.end(), behind[0]):
            measures = behind[1]
        behind = (found.start(), measures)
        claims.append(_claim(text, found, measures))
    return claims[::-1]


def _numbers_a_line(text: str, found: re.Match[str]) -> bool:
    """Whether a number only counts the lines of a list: "1. Rinse", "2、"."""
    number = found["number"]
    if not number or len(number) > 2 or found.end() != found.end("number"):
        return False
    follows = text[found.end() : found.end() + 2]
    marked = follows[:1] in {")", "、"} or (follows[:1] == "." and not follows[1:].isdigit())
    return marked and bool(_LIST_NUMBER.search(text, max(0, found.start() - 10), found.start()))


def _claim(text: str, found: re.Match[str], measures: tuple[Measure, ...]) -> Claim:
    span = found.span()
    if found["sign"]:
        return _amount(found, found["price"], found["price_scale"] or "", currency_signs()[found["sign"]])
    if found["code"]:
        return _code(span, found["code"])
    if found["feet"]:
        inches = Decimal(found["feet"]) * 12 + Decimal(found["inches"])
        parts = tuple(("number", found[name].lstrip("0") or "0") for name in ("feet", "inches"))
        length = ("length", written(inches * Decimal("25.4")))
        return Claim(*span, (length, *parts), ((length,), parts))
    if found["top"]:
        return _fraction(span, found)
    if found["tail"]:
        return _with_tail(span, found)
    if measures:
        return _amount(found, found["number"], _scale(found), measures)
    return _bare(text, found)


def _scale(found: re.Match[str]) -> str:
    return found["scale"] or (found["scale_word"] or "").lower()


def _amount(found: re.Match[str], figure: str, scale: str, measures: Sequence[Measure]) -> Claim:
    """An amount with its unit. It also grounds its bare number; a unit that may be none (loose) lets that suffice."""
    amounts = readings(figure, scale)
    if not amounts:
        return _unread(found, () if scale else members(figure), measures)
    span = found.span()
    loose = bool(found["unit"]) and listed_unit(found["unit"]) in read_table("concepts")["loose_units"]
    keys = [(dimension, written(amount * factor)) for amount in amounts for dimension, factor in measures]
    bare = [written(amount) for amount in amounts]
    counted: list[Key] = [("number", number) for number in bare] if loose or measures[0][0] == "quantity" else []
    gives = (*keys, *counted, *(("figure", number) for number in bare))
    return Claim(*span, gives, tuple((key,) for key in (*keys, *counted)))


def _unread(found: re.Match[str], parts: Sequence[Decimal], measures: Sequence[Measure]) -> Claim:
    """Digits that are no amount: "12,5,7 ml". They may be a list; else the facts must have these words."""
    words: Key = ("wording", as_listed(found[0].lower()))
    listed = [tuple((dimension, written(part * factor)) for part in parts) for dimension, factor in measures]
    figures = tuple(("figure", written(part)) for part in parts)
    needs = ((words,), *(group for group in listed if group))
    return Claim(*found.span(), (words, *(key for group in listed for key in group), *figures), needs)


def _code(span: tuple[int, int], code: str) -> Claim:
    key = ("code", code.lower().replace("-", ""))
    return Claim(*span, (key,), ((key,),))


def _fraction(span: tuple[int, int], found: re.Match[str]) -> Claim:
    value = Decimal(found["top"]) / Decimal(found["bottom"])
    parts: tuple[Key, ...] = tuple(("number", found[name].lstrip("0") or "0") for name in ("top", "bottom"))
    if found["part_unit"]:
        measures = measures_of(found["part_unit"])
        keys = tuple((dimension, written(round(value * factor, 6))) for dimension, factor in measures)
        last = tuple((dimension, written(Decimal(found["bottom"]) * factor)) for dimension, factor in measures)
        first = tuple((dimension, written(Decimal(found["top"]) * factor)) for dimension, factor in measures)
        both = tuple((one, other) for one, other in zip(first, last, strict=True))
        return Claim(*span, (*keys, *first, *last, *parts), (*((key,) for key in keys), *both))
    return Claim(*span, (("part", written(round(value, 6))), *parts), ((("part", written(round(value, 6))),), parts))


def _with_tail(span: tuple[int, int], found: re.Match[str]) -> Claim:
    """A number that letters follow: "2nd" and "90s" are numbers, "4K" and "2XL" codes."""
    if found["tail"].lower() in {"st", "nd", "rd", "th", "s", "x"}:
        keys = tuple(("number", written(amount)) for amount in readings(found["number"]))
        if not keys:
            return _unread(found, (), ())
        return Claim(*span, keys, tuple((key,) for key in keys))
    return _code(span, found["number"] + found["tail"])


def _bare(text: str, found: re.Match[str]) -> Claim:
    """A number alone. Where no word follows to say otherwise, it may be any amount of the merchant's."""
    figure, start, end = found["number"], found.start(), found.end()
    numbers = [written(amount) for amount in readings(figure, _scale(found))]
    parts = [written(amount) for amount in members(figure)]
    keys: list[Key] = [("number", number) for number in numbers]
    needs: list[tuple[Key, ...]] = [(key,) for key in keys]
    if not _WORD_BEHIND.match(text, end):
        needs += [(("figure", number),) for number in numbers]
    if parts:
        needs.append(tuple(("number", part) for part in parts))
    before = _WORD_BEFORE.search(text, max(0, start - 14), start)
    if before and figure.isdigit():
        code = ("code", before[0].strip(" -\n\t").lower() + figure)
        keys.append(code)
        needs.append((code,))
    gives = (*keys, *(("number", part) for part in parts), *(("figure", number) for number in (*numbers, *parts)))
    return Claim(start, end, gives, tuple(needs))
