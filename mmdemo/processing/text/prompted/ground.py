"""What a text may state: the figures and addresses that stand among the merchant's own words, and no others."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from mmdemo.processing.text import speakable_numbers_en, speakable_numbers_zh
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.money import money_text
from mmdemo.schema import Product

_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)(?:\s?([万亿]))?")
_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GROUPED_BY_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s,;，。；！？、）)]+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|\b[a-z0-9-]+\.(?:com|net|org|cn|shop|store|io)\b",
    re.IGNORECASE | re.ASCII,
)
_HIGHEST_SPELT = 1_000
_TIMES_EN = ("second", "minute", "hour", "day", "week", "month", "year", "decade")
# 四周 is "all around", so weeks are left out.
_TIMES_ZH = ("秒", "分钟", "小时", "天", "个月", "年")


class Ground:
    """One product's own words."""

    def __init__(self, product: Product) -> None:
        texts = [product.name, product.brand, product.category, *(fact.text for fact in product.facts)]
        if product.price is not None:
            texts += [str(product.price.amount), money_text(product.price, product.language)]
        self._words = "\n".join(texts).casefold()
        self._figures = {_spelt_numbers()[found[0]] for found in _spelt().finditer(self._words)}
        for found in _FIGURE.finditer(self._words):
            self._figures |= _readings(found[1], found[2] or "") | set(_listed(found[1]))

    def invented(self, text: str) -> tuple[str, ...]:
        """The addresses, figures and spelt-out amounts in a text that the merchant never gave, as the text has them.

        A number in words counts before a unit alone; elsewhere it is often idiom ("three cheers", "三五好友").
        """
        addresses = [found[0] for found in _ADDRESS.finditer(text) if found[0].casefold() not in self._words]
        figures = [found[1] for found in _FIGURE.finditer(text) if not self._knows(found[1], found[2] or "")]
        amounts = [
            found[0]
            for found in _spelt_amount().finditer(text.casefold())
            if _spelt_numbers()[found["number"]] not in self._figures | {Decimal(1)}
        ]
        return tuple(dict.fromkeys([*addresses, *figures, *amounts]))

    def _knows(self, figure: str, scale: str) -> bool:
        listed = _listed(figure)
        return bool(_readings(figure, scale) & self._figures) or (bool(listed) and self._figures.issuperset(listed))


def _readings(figure: str, scale: str) -> set[Decimal]:
    """All that a run of digits may mean: "1,500" is 1500 or 1.5; "2万" is 20000 or, beside another unit, 2."""
    found: set[Decimal] = set()
    if len(re.findall(r"[.,]", figure)) <= 1:
        found.add(Decimal(figure.replace(",", ".")))
    if _GROUPED_BY_COMMA.fullmatch(figure):
        found.add(Decimal(figure.replace(",", "")))
    if _GROUPED_BY_DOT.fullmatch(figure):
        found.add(Decimal(figure.replace(".", "").replace(",", ".")))
    return found | {number * _SCALES[scale] for number in found}


def _listed(figure: str) -> list[Decimal]:
    """The members of a list without blanks ("38,39,40"), of a date or a version ("2026.11.05")."""
    if not re.search(r",|\..*\.", figure) or _GROUPED_BY_COMMA.fullmatch(figure) or _GROUPED_BY_DOT.fullmatch(figure):
        return []
    return [Decimal(part) for part in re.split(r"[.,]", figure)]


@cache
def _spelt_numbers() -> dict[str, Decimal]:
    """Whole numbers in English and Chinese words."""
    english = {speakable_numbers_en.cardinal(number): Decimal(number) for number in range(_HIGHEST_SPELT)}
    chinese = {speakable_numbers_zh.cardinal(number): Decimal(number) for number in range(_HIGHEST_SPELT)}
    return english | chinese | {"两": Decimal(2), "dozen": Decimal(12)}


def _alternatives(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _number_pattern() -> str:
    latin = {word for word in _spelt_numbers() if word.isascii()}
    han = _spelt_numbers().keys() - latin
    return rf"\b(?:{_alternatives(latin)})\b|(?<![\d零一二三四五六七八九十百千万])(?:{_alternatives(han)})"


@cache
def _spelt() -> re.Pattern[str]:
    return re.compile(_number_pattern())


@cache
def _spelt_amount() -> re.Pattern[str]:
    units = [unit for unit in read_table("units")["units"].values() if unit["dimension"] != "quantity"]
    # Short symbols are words too ("in"), and nobody writes "two ml".
    latin = {
        spelling.casefold() for unit in units for spelling in unit["en"] if spelling.isalpha() and len(spelling) > 3
    }
    latin |= {form for name in _TIMES_EN for form in (name, f"{name}s")}
    han = {spelling for unit in units for spelling in unit["zh"]} | set(_TIMES_ZH)
    return re.compile(
        rf"(?P<number>{_number_pattern()})(?:[\s-]+(?:{_alternatives(latin)})\b|(?:{_alternatives(han)}))"
    )
