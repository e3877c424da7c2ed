"""What of a text stands among the merchant's own words: its figures, its addresses, its telephone numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from unicodedata import normalize

from mmdemo.processing.text.ledger.numbers import (
    ENGLISH_NUMBER,
    HAN_NUMERALS,
    han_number,
    members,
    readings,
    spelt_number,
)
from mmdemo.processing.text.ledger.trie import longest_of
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.money import money_text
from mmdemo.schema import Product

_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)(?:\s?([万亿]))?")
# Every repetition has an end, or a flood of letters would cost the square of its length.
_REST = r"[^\s,;，。；！？、）)\u3400-\u9fff]"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.){_REST}+|[\w.+-]{{1,64}}@[\w-]{{1,63}}\.[\w.]+"
    rf"|\b[a-z0-9-]{{1,63}}\.(?:com|net|org|cn|shop|store|io)\b(?:/{_REST}*)?"
    rf"|\b[a-z0-9-]{{1,63}}\.[a-z]{{2,24}}/{_REST}+",
    re.IGNORECASE | re.ASCII,
)
# International numbers (ITU-T E.123); mainland China's mobile numbers, area codes and 400 lines; North America's; the
# groups behind a trunk zero that most others write.
_TELEPHONE = re.compile(
    r"(?<![\w.,+-])(?:\+\d{1,3}(?:[ ().-]{0,2}\d){7,12}|1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]\d{7,8}"
    r"|[48]00[ -]?(?:\d{3}[ -]?\d{4}|\d{4}[ -]?\d{3})|(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}"
    r"|\(?0\d{2,4}\)?[ -]\d{3,4}[ -]\d{3,4})(?![\d-])",
    re.ASCII,  # a Han character may stand right before it
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ ().-]{1,2}(?=\d)")
_TELEPHONE_DIGITS = 7
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
        self._folded = normalize("NFKC", self._words)
        joined = _BETWEEN_DIGITS.sub("", self._folded)
        self._long_numbers = [found[0] for found in re.finditer(rf"\d{{{_TELEPHONE_DIGITS},}}", joined)]
        self._figures = {spelt_number(found[0]) for found in _spelt().finditer(self._words)} - {None}
        for found in _FIGURE.finditer(self._words):
            self._figures |= _meant(found[1], found[2] or "") | set(members(found[1]))

    def invented(self, text: str) -> tuple[str, ...]:
        """The addresses, figures and spelt-out amounts in a text that the merchant never gave, as the text has them.

        A number in words counts before a unit alone; elsewhere it is often idiom ("three cheers", "三五好友").
        """
        figures = [found[1] for found in _FIGURE.finditer(text) if not self._knows(found[1], found[2] or "")]
        amounts = [
            found[0]
            for found in _spelt_amount().finditer(text.casefold())
            if spelt_number(found["number"]) not in self._figures | {Decimal(1), None}
        ]
        return tuple(dict.fromkeys([*self._addresses(text), *figures, *amounts]))

    def contacts(self, text: str) -> tuple[str, ...]:
        """The addresses and telephone numbers in a text that are not the merchant's, as the text has them."""
        # Full-width letters and figures work as well as others.
        text = normalize("NFKC", text)
        numbers = [found[0] for found in _TELEPHONE.finditer(text) if not self._is_own(re.sub(r"\D", "", found[0]))]
        return tuple(dict.fromkeys([*self._addresses(text), *numbers]))

    def says(self, words: str) -> bool:
        """Whether these very words stand among the merchant's, in whatever case."""
        return words.casefold() in self._words or words.casefold() in self._folded

    def _addresses(self, text: str) -> list[str]:
        found = (match[0].rstrip(".!?:\"'") for match in _ADDRESS.finditer(text))
        return [address for address in found if not self.says(address)]

    def _is_own(self, digits: str) -> bool:
        """With or without the code of the country."""
        return any(digits in number or digits.endswith(number) for number in self._long_numbers)

    def _knows(self, figure: str, scale: str) -> bool:
        listed = members(figure)
        return bool(_meant(figure, scale) & self._figures) or (bool(listed) and self._figures.issuperset(listed))


def _meant(figure: str, scale: str) -> set[Decimal]:
    """All that a run of digits may mean: "2万" is 20000 or, beside another unit, 2."""
    return {*readings(figure), *readings(figure, scale)}


def _number_pattern() -> str:
    return rf"(?:(?<![a-z0-9]){ENGLISH_NUMBER}|(?<![{HAN_NUMERALS}\d]){han_number()})"


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
    return re.compile(rf"(?P<number>{_number_pattern()})(?:[\s-]+(?:{longest_of(latin)})\b|(?:{longest_of(han)}))")
