"""Units as texts spell them: with hyphens, doubled blanks and capitals, and a quotation mark that is none."""

import pytest

from mmdemo.processing.text.ledger import Ledger
from mmdemo.processing.text.ledger.measures import measures_of, unit_measures
from mmdemo.schema import Product
from tests.listings import MUG
from tests.processing.text.ledger.merchants import open_words, product

SPELLINGS = sorted(unit_measures())
PERCENT_OFF = product("50% off")
OUNCES = product("12 fl oz")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_unit_may_have_hyphens_doubled_blanks_and_capitals(spelling: str) -> None:
    forms = [spelling.replace(" ", "-"), spelling.replace(" ", "  ")]
    if len(spelling) > 1:
        forms += [spelling.title(), spelling.title().replace(" ", "-"), spelling.upper()]
    # Capitals beyond A to Z are other signs: "μ" and "Μ".
    forms = [form for form in forms if form.isascii() or form.lower() == form]
    for form in forms:
        assert measures_of(form) == measures_of(spelling)
        for number in ("12", "12 ", "12-", "12  ", "1/2 "):
            ledger = Ledger(product(f"It has {number}{spelling}"))
            assert ledger.statement(f"A {number}{form}.").open == ()


@pytest.mark.parametrize(("text", "words"), [("16 G", "16"), ("16G", "16G")])
def test_a_single_letter_keeps_its_case(text: str, words: str) -> None:
    assert open_words(product("16 g"), text) == (words,)


STANDS: list[tuple[Product, str]] = [
    (OUNCES, "A 12-fl-oz mug"),
    (OUNCES, "12 Fl Oz"),
    (OUNCES, "12 Fl-Oz Mug"),
    (OUNCES, "12  FL  OZ"),
    (OUNCES, "Twelve fluid-ounces"),
    (OUNCES, "Twelve Fluid  Ounces"),
    (product("41°F"), "41°-F"),
    (PERCENT_OFF, "50% Off"),
    (PERCENT_OFF, "50 Percent Off"),
    (PERCENT_OFF, "50-%-off"),
    (product("3 in 1 pot"), "A 3-IN-1 pot"),
    # a mark that ends a quotation
    (product("42 cm"), "“Size 42”"),
    (product("42 cm"), 'The "Size 42" shoe'),
    (product("350 ml"), "“容量350”"),
    (product("350 ml"), '容量"350"'),
    (product("容量：三百五十"), "“容量：三百五十”"),
    (product("12” pan"), "A 12-inch pan, “deep”"),
]
OPEN: list[tuple[Product, str, tuple[str, ...]]] = [
    (OUNCES, "A 13-fl-oz mug", ("13-fl-oz",)),
    (OUNCES, "Thirteen fluid-ounces", ("Thirteen fluid-ounces",)),
    (PERCENT_OFF, "40% Off", ("40% Off",)),
    (MUG, "350  g", ("350  g",)),
    (product("42 cm"), "42” wide", ("42”",)),
    (product("42 cm"), "“Wide” and 42” long", ("42”",)),
    (product("42 cm"), 'A 42" pan, a 42" lid', ('42"',)),
    (product("42 cm"), '"Size 43"', ("43",)),
]


@pytest.mark.parametrize(("merchant", "text"), STANDS, ids=[text for _, text in STANDS])
def test_the_unit_is_known(merchant: Product, text: str) -> None:
    assert open_words(merchant, text) == ()


@pytest.mark.parametrize(("merchant", "text", "words"), OPEN, ids=[text for _, text, _ in OPEN])
def test_another_amount_in_it_is_found(merchant: Product, text: str, words: tuple[str, ...]) -> None:
    assert open_words(merchant, text) == words
