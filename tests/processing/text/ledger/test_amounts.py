"""Amounts held against a product, in figures and in words, of other units and of shares."""

from decimal import Decimal

import pytest

from mmdemo.processing.text.ledger import Ledger
from mmdemo.schema import Money, Product
from tests.listings import MUG
from tests.processing.text.ledger.merchants import BOTTLE, DESK, open_words, product

STANDS: list[tuple[Product, str]] = [
    # blanks inside figures
    (product("100% natural"), "100 % natural"),
    (product("Works from -20°C to 60°C"), "- 20 ° C to 60 ° C"),
    (product("Works from -20 ° C to 60 ° C"), "-20°C to 60°C"),
    (product("#1 in the UK"), "1 mug"),
    # shares of materials
    (product("60% cotton, 40% polyester"), "60 % cotton and 40 % polyester"),
    (product("Cotton: 60%"), "60% cotton"),
    (product("60% organic cotton"), "60% cotton"),
    (product("60%棉，40%涤纶"), "60% cotton, 40% polyester"),
    (product("棉60%，涤纶40%"), "60%棉，40%涤纶"),
    (product("60% cotton"), "60%, that is"),
    # numbers in words that count nothing of the product, and what the facts count
    (MUG, "Three cheers for slow mornings, two thumbs up, four seasons a year"),
    (MUG, "No two mugs are alike; two mugs in all"),
    (product("Made by 3 potters"), "By three potters"),
    (product("三位匠人手工制作"), "三位匠人"),
    (product("Now $24, was $36"), "was $36"),
    (product("Only until Sunday"), "until Sunday"),
    (product("不添加香精"), "无香精"),
    (product("Made in Wales"), "Made in the UK, in Europe"),
    (product("产地：景德镇", language="zh"), "产自江西，中国制造"),
    # conversions and other spellings of an amount
    (BOTTLE, "Holds 500 ml."),
    (BOTTLE, "Holds 0.5 litres"),
    (BOTTLE, "Half a liter of water"),
    (BOTTLE, "Hot for 12 hours"),
    (BOTTLE, "Weighs 0.29 kg"),
    (BOTTLE, "Weighs 290g"),
    (BOTTLE, "Backed by a 2-year warranty."),
    (BOTTLE, "Backed by a 24-month warranty."),
    (BOTTLE, "$24.50"),
    (BOTTLE, "IP68 waterproof"),
    (BOTTLE, "IP 68"),
    (BOTTLE, "Available in red and green."),
    (BOTTLE, "In red or forest green"),
]

OPEN: list[tuple[Product, str, tuple[str, ...]]] = [
    # amounts
    (MUG, "Holds 360 ml", ("360 ml",)),
    (MUG, "Holds 350 g", ("350 g",)),
    (MUG, "Holds 350 ml (12 oz)", ("12 oz",)),
    (MUG, "Stands 9.5 cm tall", ("9.5 cm",)),
    (MUG, "Stands 9.3 inches tall", ("9.3 inches",)),
    (MUG, "Keeps coffee hot for two hours", ("Keeps coffee hot", "two hours")),
    (MUG, "A set of six", ("set of six",)),
    (MUG, "350 pieces", ("350 pieces",)),
    (MUG, "Only $19.99", ("$19.99",)),
    (MUG, "€24", ("€24",)),
    (MUG, "30% off", ("30% off",)),
    (MUG, "Fired at 1,280 degrees", ("1,280 degrees",)),
    (MUG, "Since 1987", ("1987",)),
    (MUG, "Model A2884", ("A2884",)),
    (MUG, "4K and 5G ready", ("4K", "5G")),
    (MUG, "Holds 1/2 cup", ("1/2 cup",)),
    (MUG, "For people who are 5'11\"", ("5'11\"",)),
    (MUG, "１２ｃｍ", ("１２ｃｍ",)),
    (MUG, "24/7 support", ("24/7",)),
    (MUG, "See mugs.com", ("mugs.com",)),
    (DESK, "140 x 60 x 75 cm", ("140",)),
    (DESK, "Holds up to 80 lb", ("80 lb",)),
    (BOTTLE, "A three-year warranty", ("three-year",)),
    (BOTTLE, "IP67", ("IP67",)),
    (BOTTLE, "A one-year warranty", ("one-year",)),
]


@pytest.mark.parametrize(("merchant", "text"), STANDS, ids=[text for _, text in STANDS])
def test_what_the_merchant_said_stands(merchant: Product, text: str) -> None:
    assert open_words(merchant, text) == ()


@pytest.mark.parametrize(("merchant", "text", "words"), OPEN, ids=[text for _, text, _ in OPEN])
def test_what_was_added_is_found(merchant: Product, text: str, words: tuple[str, ...]) -> None:
    assert open_words(merchant, text) == words


def test_a_dollar_is_the_merchants_own_dollar() -> None:
    merchant = Product("Mug", "en", price=Money(Decimal("24.00"), "CAD"))
    assert Ledger(merchant).statement("Just $24").open == ()
    assert Ledger(merchant).statement("Just US$24").open == ("US$24",)
