"""What the embedded writer says rests on facts, and every real description grounds itself."""

import random
from pathlib import Path

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.processing.text.copywriting.writer import ListingWriter
from mmdemo.processing.text.ledger import Ledger, copy_ledger, grounded_copy
from mmdemo.schema import SCRIPT_SECONDS, TONES, Product, Tone
from tests.bench.copy_cases import products
from tests.listings import BEI, MUG


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("product", [MUG, BEI], ids=["mug", "bei"])
def test_the_embedded_writer_leaves_nothing_open(product: Product, seed: int, tone: Tone) -> None:
    ledger = Ledger(product)
    copy = ListingWriter(product, tone, random.Random(seed), seed).copy(SCRIPT_SECONDS)
    told = copy_ledger(copy, ledger)
    assert {words for statements in told.values() for statement in statements for words in statement.open} == set()
    assert grounded_copy(copy, ledger) == copy


@pytest.mark.parametrize("product", [MUG, BEI], ids=["mug", "bei"])
def test_a_sentence_names_the_fact_it_tells(product: Product) -> None:
    ledger = Ledger(product)
    points = ListingWriter(product, "friendly", random.Random(0)).draft.plan.ranked
    assert points
    for point in points:
        forms = [form for form in (point.bullet, point.sentence, point.predicate) if form]
        for form in forms:
            assert point.source in {source for each in ledger.statements(form) for source in each.sources}, form


@pytest.mark.shared
@pytest.mark.parametrize("catalogue", ["AdventureWorks en", "AdventureWorks zh", "gcp", "aws"])
def test_a_real_description_grounds_itself(shared: Path, catalogue: str) -> None:
    for product in products()[catalogue]:
        for fact in product.facts:
            alone = Product(product.name, product.language, facts=read_facts([fact.text], product.language))
            told = Ledger(alone).statements(fact.text)
            assert [each.text for each in told if each.open] == []
            assert all("fact-1" in each.sources for each in told if len(each.text) > 30)
