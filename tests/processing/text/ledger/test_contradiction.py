"""Facts that cannot both be true, and what the merchant settles of them."""

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.ledger import Ledger, contradictions
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Language, Product
from tests.bench.copy_cases import products


def product(*facts: str, language: Language = "en") -> Product:
    return Product("Mug", language, facts=read_facts(facts, language))


CONTRADICT = [
    # named values
    (("350 ml", "500 ml"), "capacity"),
    (("Material: oak", "Material: pine"), "material"),
    (("Capacity: 350 ml", "容量：500毫升"), "capacity"),
    (("Height: 10 cm", "Height: 12 cm"), "height"),
    (("Weight: 1 kg", "Weight: 900 g"), "weight"),
    (("产地：景德镇", "产地：德化"), "origin"),
    (("Warranty: one year", "Warranty: two years"), "warranty"),
    (("Closure: zip", "Closure: button"), "Closure"),
    # amounts in phrases and sentences
    (("350 ml", "holds 500ml"), "capacity"),
    (("Capacity: 350 ml", "The mug holds exactly 500 ml."), "capacity"),
    (("50 ml tin", "60 ml"), "capacity"),
    (("In a 50 ml glass bottle", "60 ml"), "capacity"),
    (("350 ml mug", "500 ml"), "capacity"),
    (("12 fl oz", "Capacity: 500 ml"), "capacity"),
    (("Weighs 290 g", "Weight: 320 g"), "weight"),
    (("20 W", "Power: 30 W"), "power"),
    (("5000 mAh battery", "6000 mAh"), "battery capacity"),
    (("Height: 10 cm", "12 cm tall"), "height"),
    (("Two-year warranty", "Warranty: one year"), "warranty"),
    (("容量：500毫升", "可装350毫升"), "capacity"),
    (("500ml装", "350ml"), "capacity"),
    (("重量：1斤", "重量：600克"), "weight"),
    # materials and origins
    (("made of steel", "made of plastic"), "material"),
    (("Material: oak", "Made from solid pine"), "material"),
    (("100% cotton", "Made of polyester"), "material"),
    (("The mug is made of glass.", "It is crafted from porcelain"), "material"),
    (("由陶瓷制成", "采用不锈钢制作"), "material"),
    (("Made in Wales", "made in China"), "origin"),
    (("made in italy", "Made in the UK"), "origin"),
    (("Handmade in Portugal", "Origin: Spain"), "origin"),
    (("产自景德镇", "德国制造"), "origin"),
    # affirmed and denied
    (("not dishwasher safe", "dishwasher safe"), "dishwasher safe"),
    (("Waterproof: no", "Waterproof"), "waterproof"),
    (("Waterproof: yes", "Waterproof: no"), "waterproof"),
    (("含羊毛脂", "不含羊毛脂"), "lanolin"),
    (("Contains alcohol", "Alcohol-free"), "alcohol"),
    (("BPA-free", "Contains BPA"), "bpa"),
    (("No plastic", "PVC lid"), "plastic"),
    (("Vegan", "Not vegan"), "vegan"),
    (("OEKO-TEX certified", "Not OEKO-TEX certified"), "oeko tex"),
    (("可进微波炉", "不可进微波炉"), "microwave safe"),
]
AGREE = [
    ("350 ml", "0.35 L"),
    ("重量：1斤", "500克"),
    ("350 ml", "350 g"),
    ("350 ml", "12 fl oz"),
    ("350 ml", "350 ml or 500 ml"),
    ("350 ml", "available in 350 ml and 500 ml"),
    ("350 ml", "500 ml", "Sizes: 350 ml, 500 ml"),
    ("700 ml", "Set of 2, 350 ml each"),
    ("350 ml", "With a 50 ml sample bottle"),
    ("350 ml", "500 ml refill bottle"),
    ("350 ml", "The lid holds 50 ml"),
    ("350 ml", "Holds 350-500 ml"),
    ("Capacity: 60 L", "Capacity: 8 kg"),
    ("Weight: 290 g", "The lid weighs 50 g"),
    ("Weighs 290 g", "Holds 500 g"),
    ("10 cm", "12 cm"),
    ("Height: 10 cm", "Width: 12 cm"),
    ("10 cm tall", "12 cm wide"),
    ("Net weight: 350 g", "Gross weight: 500 g"),
    ("净重：350克", "毛重：500克"),
    ("Weight: about 1 kg", "Weight: 900 g"),
    ("Color: red", "Color: blue"),
    ("Colour: red only", "Colour: blue"),
    ("颜色：红色", "颜色：蓝色"),
    ("Sizes: S, M", "Sizes: L, XL"),
    ("Material: oak, steel", "Material: pine"),
    ("Material: oak", "Material: solid oak"),
    ("Material: oak", "Material: oak"),
    ("Material: oak", "Made of solid wood"),
    ("Made of steel", "Handle made of plastic"),
    ("Made of steel", "The lid is made of plastic"),
    ("Made of steel", "Lid: plastic"),
    ("Made of steel", "Made of steel and plastic"),
    ("Made of cotton", "Made of canvas"),
    ("Made of polyester", "Made from recycled plastic"),
    ("100% cotton", "100% polyester lining"),
    ("由陶瓷制成", "杯盖由塑料制成"),
    ("Made in Wales", "Made in the UK"),
    ("Made in Wales", "Designed in Germany"),
    ("Made in Italy", "Made in Italy and Spain"),
    ("Made in Italy", "Made in Europe"),
    ("Made in Italy", "Made in small batches"),
    ("Made in our studio", "Made in small batches"),
    ("Made of love", "Made of steel"),
    ("产地：景德镇", "产自江西"),
    ("产地：江西", "中国制造"),
    ("Waterproof: yes", "Waterproof: IP68"),
    ("Dishwasher safe", "The lid is not dishwasher safe"),
    ("Dishwasher safe", "Not dishwasher safe when the lid is on"),
    ("Not tested on animals", "Dermatologist tested"),
    ("Plastic-free packaging", "Plastic lid"),
    ("No PVC", "Plastic lid"),
    ("Alcohol-free", "Contains cetearyl alcohol"),
    ("No added sugar", "Contains sugar"),
    ("Machine washable", "Not machine washable above 40 degrees"),
    ("Not dishwasher safe", "Dishwasher safe? No, wipe clean"),
    ("5 V", "9 V"),
    ("2 pieces", "6 pieces"),
    ("800 ml teapot", "150 ml cup"),
    ("8 oz tin", "Capacity: 500 ml"),
    ("Looks like leather", "No leather"),
    ("不含羊毛脂", "不含酒精"),
    ("Warranty: one year", "12-month warranty"),
]


@pytest.mark.parametrize(("facts", "name"), CONTRADICT)
def test_what_cannot_both_be_true_contradicts(facts: tuple[str, ...], name: str) -> None:
    found = contradictions(product(*facts))
    assert [each.name for each in found] == [name]
    assert tuple(fact.text for fact in found[0].facts) == facts


@pytest.mark.parametrize("facts", AGREE)
def test_what_can_both_be_true_does_not(facts: tuple[str, ...]) -> None:
    assert contradictions(product(*facts)) == ()


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (("350毫升", "可装500毫升"), "容量"),
        (("材质：橡木", "由松木制成"), "材质"),
        (("产地：景德镇", "德国制造"), "产地"),
        (("含羊毛脂", "不含羊毛脂"), "羊毛脂"),
    ],
)
def test_a_contradiction_is_named_in_the_listings_language(facts: tuple[str, ...], name: str) -> None:
    assert [each.name for each in contradictions(product(*facts, language="zh"))] == [name]


@pytest.mark.parametrize("spelling", [s for u in read_table("units")["units"].values() for s in (*u["en"], *u["zh"])])
def test_amounts_in_every_unit_are_compared(spelling: str) -> None:
    facts = product(f"Rating: 3 {spelling}", f"Rating: 5 {spelling}")
    assert [each.name for each in contradictions(facts)] == ["Rating"]
    assert contradictions(product(f"Rating: 3 {spelling}", f"Rating: 3.0 {spelling}")) == ()


@pytest.mark.shared
@pytest.mark.usefixtures("shared")
def test_no_real_product_contradicts_itself() -> None:
    catalogues = products()
    assert sum(map(len, catalogues.values())) > 400
    assert [pair for given in catalogues.values() for one in given for pair in contradictions(one)] == []


def test_what_rests_on_contradicting_facts_is_open_until_confirmed() -> None:
    disputed = product("350 ml", "500 ml", "Style: retro", "Dishwasher safe")
    told = Ledger(disputed).statement("It holds 350 ml.")
    assert told.open == ("350 ml",)
    assert told.sources == ("fact-1",)
    assert Ledger(disputed).statement("It is dishwasher safe.").open == ()
    assert Ledger(disputed, ("It holds 350 ml.",)).statement("It holds 350 ml.").open == ()
    assert Ledger(disputed, ("It holds 350 ml.",)).statement("350毫升").open == ()


def test_contradicting_words_without_a_concept_are_open_too() -> None:
    disputed = product("Closure: zip", "Closure: button")
    assert Ledger(disputed).statement("  It closes with a zip.").open == ("zip",)
    confirmed = Ledger(disputed, ("It has a zip closure.",))
    assert confirmed.statement("It closes with a zip.").open == ()
    assert confirmed.statement("It closes with a button.").open == ("button",)
    assert confirmed.disputed == {"fact-2"}


def test_a_confirmed_amount_stands_in_every_statement() -> None:
    confirmed = Ledger(product("350 ml", "500 ml"), ("It holds 350 ml.",))
    assert confirmed.statement("A 350 ml mug").open == ()
    assert confirmed.statement("It holds 350 ml.").sources == ("fact-1",)
    assert confirmed.statement("A 500 ml mug").open == ("500 ml",)


def test_affirmed_and_denied_both_wordings_are_open() -> None:
    ledger = Ledger(product("Dishwasher safe", "Not dishwasher safe", "Microwave safe"))
    assert ledger.statement("It is dishwasher safe.").open == ("dishwasher safe",)
    assert ledger.statement("It is not dishwasher safe.").open == ("dishwasher safe",)
    assert ledger.statement("It is microwave safe.").open == ()
    assert Ledger(product("含羊毛脂", "不含羊毛脂")).statement("含羊毛脂").open == ("羊毛脂",)


def test_one_confirmed_side_settles_a_contradiction() -> None:
    disputed = product("Made of steel", "Made of plastic", "350 ml", "Holds 500 ml")
    assert len(contradictions(disputed)) == 2
    left = contradictions(disputed, ("It is made of steel.",))
    assert [each.name for each in left] == ["capacity"]
    ledger = Ledger(disputed, ("It is made of steel.", "Holds 0.5 L"))
    assert contradictions(disputed, ("It is made of steel.", "Holds 0.5 L")) == ()
    assert ledger.statement("A steel mug for 500 ml").open == ()
    assert ledger.statement("A plastic mug for 350 ml").open == ("plastic", "350 ml")
    assert ledger.disputed == {"fact-2", "fact-3"}


def test_what_both_sides_share_settles_nothing() -> None:
    disputed = product("Made of steel", "Made of brass")
    assert len(contradictions(disputed, ("A metal mug",))) == 1


def test_the_rest_of_a_contradicted_fact_still_stands() -> None:
    ledger = Ledger(product("It holds 500 ml. Glazed by hand", "350 ml"))
    assert ledger.statement("Glazed by hand").open == ()
    assert ledger.statement("For 500 ml").open == ("500 ml",)
    assert ledger.disputed == {"fact-1", "fact-2"}
    assert Ledger(product("350 ml")).disputed == frozenset()
