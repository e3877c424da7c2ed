"""The product's own names in texts and tags, and what a ledger keeps."""

import gc

import pytest

from mmdemo.processing.text.ledger import Ledger
from mmdemo.schema import Product, Statement
from tests.listings import MUG
from tests.processing.text.ledger.merchants import open_words, product

CASE = product("16 g", name="iPhone 12 case", brand="Acme")
BEST_BUY = product(name="Mug", brand="Best Buy")


@pytest.mark.parametrize("text", ["Take a look at the Best Buy Mug.", "The  Best Buy mug", "A Best Buy mug"])
def test_an_article_before_the_brand_makes_no_claim_of_it(text: str) -> None:
    assert open_words(BEST_BUY, text) == ()


def test_the_brands_words_elsewhere_are_claims() -> None:
    assert open_words(BEST_BUY, "The best mug") == ("The best",)


def test_a_tag_of_brand_and_name_stands_on_both() -> None:
    assert Ledger(CASE).tag("AcmeIPhone12Case") == Statement("AcmeIPhone12Case", ("name", "brand"))
    assert Ledger(CASE).tag("IPhone12Case").sources == ("name",)


@pytest.mark.parametrize(
    ("merchant", "tag"),
    [
        (CASE, "Weighs16g"),
        (MUG, "Holds350Ml"),
        (MUG, "Holds350ML"),
        (MUG, "Holds350mlOfTea"),
        (product("SUS304"), "Sus304Mug"),
        (product("MP3 player"), "Mp3Player"),
    ],
)
def test_the_figures_of_a_tag_are_read(merchant: Product, tag: str) -> None:
    told = Ledger(merchant).tag(tag)
    assert told.open == ()
    assert told.sources


@pytest.mark.parametrize(
    ("merchant", "tag"),
    [
        (CASE, "AcmeIPhone13Case"),
        (CASE, "Weighs16G"),
        (CASE, "CaseAcme12Ml"),
        (MUG, "Holds360Ml"),
        (MUG, "Holds350G"),
        (product("3 pieces"), "Model3"),
    ],
)
def test_other_figures_are_found(merchant: Product, tag: str) -> None:
    assert Ledger(merchant).tag(tag).open == (tag,)


def test_a_ledger_keeps_no_more_than_it_needs() -> None:
    ledger = Ledger(MUG)
    first = ledger.statement("It holds 350 ml.")
    assert ledger.statement("It holds 350 ml.") is first
    for number in range(6_000):
        ledger.statement(f"It holds {number} ml, edition {number}.")
    gc.collect()
    # By its very type: to ask others for their class can call code of theirs.
    held = [each for each in gc.get_objects() if type(each) is Statement and "edition" in each.text]
    assert len(held) <= 2_000
    assert ledger.statement("It holds 350 ml.") == first
