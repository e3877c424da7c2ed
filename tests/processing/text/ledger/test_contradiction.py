"""Facts that cannot both be true."""

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.ledger import Ledger, contradictions
from mmdemo.schema import Product


def product(*facts: str) -> Product:
    return Product("Mug", "en", facts=read_facts(facts))


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        (("350 ml", "500 ml"), "Capacity"),
        (("Material: oak", "Material: pine"), "Material"),
        (("Capacity: 350 ml", "容量：500毫升"), "Capacity"),
        (("Height: 10 cm", "Height: 12 cm"), "Height"),
        (("Weight: 1 kg", "Weight: 900 g"), "Weight"),
        (("产地：景德镇", "产地：德化"), "产地"),
        (("Warranty: one year", "Warranty: two years"), "Warranty"),
    ],
)
def test_two_exact_values_for_one_thing_contradict(facts: tuple[str, ...], name: str) -> None:
    found = contradictions(product(*facts))
    assert [each.name for each in found] == [name]
    assert tuple(fact.text for fact in found[0].facts) == facts


@pytest.mark.parametrize(
    "facts",
    [
        ("350 ml", "0.35 L"),
        ("350 ml", "350 g"),
        ("Height: 10 cm", "Width: 12 cm"),
        ("Net weight: 350 g", "Gross weight: 500 g"),
        ("Color: red", "Color: blue"),
        ("Sizes: S, M", "Sizes: L, XL"),
        ("Material: oak, steel", "Material: pine"),
        ("Material: oak", "Material: solid oak"),
        ("Weight: about 1 kg", "Weight: 900 g"),
        ("Material: oak", "Material: oak"),
        ("10 cm tall", "12 cm wide"),
        ("颜色：红色", "颜色：蓝色"),
        ("净重：350克", "毛重：500克"),
    ],
)
def test_what_can_both_be_true_does_not(facts: tuple[str, ...]) -> None:
    assert contradictions(product(*facts)) == ()


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


def test_a_confirmed_amount_stands_in_every_statement() -> None:
    confirmed = Ledger(product("350 ml", "500 ml"), ("It holds 350 ml.",))
    assert confirmed.statement("A 350 ml mug").open == ()
    assert confirmed.statement("A 500 ml mug").open == ("500 ml",)
