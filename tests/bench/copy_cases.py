"""Products of public catalogues, as a merchant would type them in; empty where `../shared` is absent."""

import json
from collections.abc import Iterator

import yaml

from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.processing.text import chinese, english
from mmdemo.schema import Language, Product
from tests.conftest import ROOT

CATALOGUES = ROOT.parent / "shared" / "data" / "catalogues"
AWS = 200
_MOST = 290  # characters of a fact


def products() -> dict[str, list[Product]]:
    """The products by the name of their catalogue."""
    if not CATALOGUES.is_dir():
        return {}
    return {
        "AdventureWorks en": list(_adventure_works("en")),
        "AdventureWorks zh": list(_adventure_works("zh")),
        "gcp": list(_gcp()),
        "aws": list(_aws()),
    }


def _rows(name: str) -> list[list[str]]:
    lines = (CATALOGUES / name).read_text(encoding="utf-8-sig").replace("&|\n", "\n").splitlines()
    return [[cell.strip() for cell in (line.split("+|") if "+|" in line else line.split("\t"))] for line in lines]


def _adventure_works(language: Language) -> Iterator[Product]:
    """Every model that has a description, under the subcategory and the lowest list price of its products."""
    culture = {"en": "en", "zh": "zh-cht"}[language]
    descriptions = {row[0]: row[1] for row in _rows("aw_ProductDescription.csv") if len(row) > 2}
    described = {
        row[0]: descriptions[row[1]]
        for row in _rows("aw_ProductModelProductDescriptionCulture.csv")
        if row[2] == culture and row[1] in descriptions
    }
    kinds = {row[0]: row[2] for row in _rows("aw_ProductSubcategory.csv")}
    sold = {row[19]: (row[9], row[18]) for row in reversed(_rows("aw_Product.csv")) if len(row) > 19 and row[19]}
    for row in _rows("aw_ProductModel.csv"):
        if len(row) > 1 and row[0] in described:
            price, kind = sold.get(row[0], ("", ""))
            yield _product(row[1], language, kinds.get(kind, ""), "", price, described[row[0]])


def _gcp() -> Iterator[Product]:
    for entry in json.loads((CATALOGUES / "gcp_products.json").read_text(encoding="utf-8"))["products"]:
        price = f"{entry['priceUsd']['units']}.{entry['priceUsd'].get('nanos', 0) // 10**7:02}"
        yield _product(entry["name"], "en", entry["categories"][0], "", price, entry["description"])


def _aws() -> Iterator[Product]:
    """Every so many of the catalogue, so that all its categories are there."""
    entries = yaml.load((CATALOGUES / "aws_retail_products.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for entry in entries[:: len(entries) // AWS][:AWS]:
        yield _product(entry["name"], "en", entry["category"], "", str(entry["price"]), entry["description"])


def _product(name: str, language: Language, category: str, brand: str, price: str, description: str) -> Product:
    """A description becomes a fact a sentence, as merchants write them line by line."""
    split = chinese.split_sentences if language == "zh" else english.split_sentences
    facts = [sentence[:_MOST] for sentence in split(" ".join(description.split()))]
    amount = f"{float(price):.2f}" if price.strip(".0") else ""
    return Product(name, language, category, brand, read_price(amount, language), read_facts(facts, language))
