"""Sentences held against a product: what the merchant said stands, what was added is found, and nothing else."""

import pytest

from mmdemo.schema import Product
from tests.listings import MUG
from tests.processing.text.ledger.merchants import BOTTLE, DESK, HU, SHIRT, open_words, product

CREAM = Product("Hand cream", "en")

STANDS: list[tuple[Product, str]] = [
    # the merchant's own words, whole and in part
    (SHIRT, "Made of 100% organic cotton in Portugal."),
    (SHIRT, "A cotton shirt in blue."),
    (SHIRT, "The Linea Crew Shirt is made of organic cotton and machine washable."),
    (SHIRT, "It is not suitable for tumble drying."),
    (SHIRT, "Yours for $18.00."),
    (SHIRT, "Only $18!"),
    (SHIRT, "18 dollars"),
    (SHIRT, "Certified to OEKO-TEX."),
    (SHIRT, "Portuguese cotton in navy"),
    (SHIRT, "100 % cotton"),
    # more general words
    (BOTTLE, "Made of steel."),
    (BOTTLE, "A metal bottle"),
    (BOTTLE, "Stainless steel, BPA-free and leak-proof"),
    (BOTTLE, "Free of BPA"),
    (BOTTLE, "It contains no BPA."),
    (BOTTLE, "It is not dishwasher safe."),
    (BOTTLE, "Don't put in the dishwasher"),
    (DESK, "An oak desk with steel legs"),
    (DESK, "A wooden top on metal legs"),
    (DESK, "120 × 60 × 75 cm"),
    (DESK, "120cm wide and 60cm deep"),
    (DESK, "1.2 m wide"),
    (DESK, "Carries 80 kg."),
    (DESK, "With USB-C and HDMI"),
    (DESK, "USB ports"),
    (DESK, "FSC-certified wood"),
    (MUG, "Two mugs for $24"),
    (MUG, "A set of two"),
    (MUG, "Glazed by hand in Portugal"),
    (MUG, "A ceramic mug"),
    (MUG, "Safe for the dishwasher, 350ml"),
    # the noun of a name that looks like a colour where it stands alone
    (CREAM, "Meet the cream."),
    (Product("Face Cream", "en"), "A cream for the evening"),
    # words that claim nothing
    (MUG, "Meet the mug for your golden hour."),
    (MUG, "Hello there! Take a closer look."),
    (MUG, "For white noise, red wine nights and black coffee mornings."),
    (MUG, "One of a kind? No two are alike."),
    (MUG, "A two-in-one gift of love, second to your smile"),
    (MUG, "Feel free to ask us."),
    (MUG, "Most people love coffee."),
    (MUG, "Best wishes from us all"),
    (MUG, "More than a mug, rather than just a cup"),
    (MUG, "The rest is up to you, at last."),
    (MUG, "Enjoy it one day at a time."),
    (MUG, "On a white background"),
    (MUG, "Fill your glass of joy, crystal clear"),
    (MUG, "Worry-free gift giving, hassle-free mornings"),
    (MUG, "A gold standard for slow mornings"),
    (MUG, "Orange juice or ice cream, anyone?"),
    (MUG, "Add sugar and milk"),
    (MUG, "1. Rinse\n2. Dry"),
    (MUG, "Do not iron, of course"),
    (MUG, "French press fans, rejoice"),
    (MUG, "Is it dishwasher safe?"),
    (BOTTLE, "Is it dishwasher safe?"),
]

OPEN: list[tuple[Product, str, tuple[str, ...]]] = [
    # materials and colours
    (MUG, "A porcelain mug", ("porcelain",)),
    (MUG, "With a bamboo lid", ("bamboo",)),
    (MUG, "A red mug", ("red",)),
    (SHIRT, "A linen shirt", ("linen",)),
    (SHIRT, "Pima cotton", ("Pima cotton",)),
    (SHIRT, "Sky blue", ("Sky blue",)),
    (BOTTLE, "Dark red", ("Dark red",)),
    (BOTTLE, "316 stainless steel", ("316 stainless steel",)),
    (BOTTLE, "A titanium bottle", ("titanium",)),
    (DESK, "Solid walnut", ("Solid walnut",)),
    (DESK, "White oak", ("White oak",)),
    (product("Cotton"), "Organic cotton", ("Organic cotton",)),
    (product("Leather strap"), "Genuine leather", ("Genuine leather",)),
    (product("Vegan leather"), "A leather bag", ("leather",)),
    (product("Oak-effect finish"), "Made of oak", ("oak",)),
    (product("Wood"), "Teak", ("Teak",)),
    (CREAM, "Contains cotton", ("cotton",)),
    (MUG, "A cream mug", ("cream",)),
    (Product("Faux leather", "en"), "Leather", ("Leather",)),
    (Product("Oak look board", "en"), "A solid oak board", ("solid oak",)),
    # certificates and properties
    (MUG, "Microwave safe", ("Microwave safe",)),
    (MUG, "FDA approved", ("FDA", "approved")),
    (MUG, "Food-grade glaze", ("Food-grade",)),
    (MUG, "Lead-free glaze", ("Lead",)),
    (MUG, "Lint-free", ("Lint-free",)),
    (SHIRT, "GOTS certified", ("GOTS",)),
    (SHIRT, "Vegan and cruelty-free", ("Vegan", "cruelty-free")),
    (SHIRT, "Hypoallergenic, dermatologist tested", ("Hypoallergenic", "dermatologist tested")),
    (DESK, "Waterproof and scratch-resistant", ("Waterproof", "scratch-resistant")),
    (DESK, "Wi-Fi built in", ("Wi-Fi",)),
    (DESK, "ISO 9001", ("ISO", "9001")),
    # origins
    (MUG, "Made in Italy", ("Italy",)),
    (MUG, "A Japanese classic", ("Japanese",)),
    (MUG, "Handmade", ("Handmade",)),
    (SHIRT, "Imported", ("Imported",)),
    (SHIRT, "Crafted in Porto, Spain", ("Porto", "Spain")),
    # superlatives, comparisons, promises
    (MUG, "The best mug", ("The best",)),
    (MUG, "The most comfortable handle", ("most comfortable",)),
    (MUG, "A unique mug, #1 in its class", ("unique", "#1")),
    (MUG, "The only mug you need", ("The only",)),
    (MUG, "Better than any cup", ("Better than",)),
    (MUG, "Twice as strong, unlike other mugs", ("Twice as", "unlike other")),
    (MUG, "Lifetime guarantee", ("Lifetime", "guarantee")),
    (MUG, "Free shipping and free returns", ("Free shipping", "free returns")),
    (MUG, "A bestseller loved by thousands", ("bestseller", "loved by")),
    (MUG, "Award-winning design", ("Award-winning",)),
    (MUG, "Relieves pain", ("Relieves pain",)),
    (MUG, "Antibacterial glaze", ("Antibacterial",)),
    (MUG, "Thrown by three potters", ("three potters",)),
    (MUG, "In three sizes", ("three sizes",)),
    (MUG, "Only until Sunday, today only", ("until Sunday", "today only")),
    (MUG, "Loved by 10,000 customers", ("Loved by", "10,000")),
    (MUG, "Award winning, was £36", ("Award winning", "was £36")),
    (HU, "截至周日，原价199元", ("截至周日", "原价", "199元")),
    (HU, "三位师傅", ("三位",)),
    (product("60% cotton, 40% polyester"), "40% cotton", ("40%",)),
    (product("棉60%，涤纶40%"), "40%棉", ("40%",)),
    (MUG, "Contains lanolin", ("lanolin",)),
    (product("Lanolin-free"), "Contains lanolin", ("lanolin",)),
    # negation
    (BOTTLE, "Dishwasher safe", ("Dishwasher safe",)),
    (BOTTLE, "Contains BPA", ("BPA",)),
    (MUG, "Not dishwasher safe", ("dishwasher safe",)),
    (product("Contains BPA"), "BPA-free", ("BPA",)),
    (product("Waterproof: no"), "Waterproof", ("Waterproof",)),
    (product("Plastic"), "No plastic", ("plastic",)),
    (product("No PVC"), "No plastic", ("plastic",)),
    (product("No plastic"), "A plastic lid", ("plastic",)),
]


@pytest.mark.parametrize(("merchant", "text"), STANDS, ids=[text for _, text in STANDS])
def test_what_the_merchant_said_stands(merchant: Product, text: str) -> None:
    assert open_words(merchant, text) == ()


@pytest.mark.parametrize(("merchant", "text", "words"), OPEN, ids=[text for _, text, _ in OPEN])
def test_what_was_added_is_found(merchant: Product, text: str, words: tuple[str, ...]) -> None:
    assert open_words(merchant, text) == words
