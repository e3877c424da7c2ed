"""Claims found in labelled sentences, and in real product texts of which each finding was read and judged."""

import csv
import time
from collections.abc import Iterable
from pathlib import Path

import yaml

from mmdemo.processing.text.claims import Finding, check_claims
from tests.bench.claim_cases import (
    KEPT_ASIDE,
    LATER,
    PROBED,
    SEEN,
    STRANGER,
    STRANGER_AGAIN,
    STRANGER_EIGHTH,
    STRANGER_FIFTH,
    STRANGER_FOURTH,
    STRANGER_SEVENTH,
    STRANGER_SIXTH,
    STRANGER_THIRD,
    TRUE_IN_CATALOGUES,
    Case,
)
from tests.bench.row import Row, at_least, at_most
from tests.conftest import ROOT

SETS = {
    "seen": SEEN,
    "probed": PROBED,
    "kept aside": KEPT_ASIDE,
    "later": LATER,
    "stranger": STRANGER,
    "stranger, again": STRANGER_AGAIN,
    "stranger, third": STRANGER_THIRD,
    "stranger, fourth": STRANGER_FOURTH,
    "stranger, fifth": STRANGER_FIFTH,
    "stranger, sixth": STRANGER_SIXTH,
    "stranger, seventh": STRANGER_SEVENTH,
    "stranger, eighth": STRANGER_EIGHTH,
}
CATALOGUES = ROOT.parent / "shared" / "data" / "catalogues"


def measure() -> list[Row]:
    rows = []
    for name, cases in SETS.items():
        unlawful = [case for case in cases if case.claims]
        lawful = [case for case in cases if not case.claims]
        rows += [
            at_least(f"recall, {name} ({len(unlawful)})", 100 * sum(map(_hit, unlawful)) / len(unlawful), "%", 95),
            at_most(f"false alarms, {name} ({len(lawful)})", _share(check_claims(one.text) for one in lawful), "%", 2),
        ]
    if not CATALOGUES.exists():
        return [*rows, Row("catalogues: left out, ../shared/data/catalogues is absent", 0, "")]
    for name, texts in _catalogues().items():
        started = time.perf_counter()
        found = [check_claims(text) for text in texts]
        seconds = time.perf_counter() - started
        rows += [
            Row(f"{name} ({len(texts)}): texts with a finding", _share(found), "%"),
            Row("  of those, warned of or blocked", _share(map(_grave, found)), "%"),
            at_most("  false alarms", _share(map(_false, found)), "%", 2),
            Row("  texts checked", len(texts) / seconds, "1/s"),
        ]
    return rows


def _hit(case: Case) -> bool:
    """Whether some finding touches the unlawful words."""
    return any(one.start < end and start < one.end for one in check_claims(case.text) for start, end in case.claims)


def _grave(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if finding.severity != "advise"]


def _false(found: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in found if (finding.rule, finding.text.casefold()) not in TRUE_IN_CATALOGUES]


def _share(groups: Iterable[object]) -> float:
    """Percent of groups that hold anything."""
    held = [bool(group) for group in groups]
    return 100 * sum(held) / len(held)


def _catalogues() -> dict[str, list[str]]:
    culture = {row[1]: row[2].strip() for row in _table("aw_ProductModelProductDescriptionCulture.csv")}
    described = [(culture.get(row[0]), row[1]) for row in _table("aw_ProductDescription.csv") if len(row) > 1]
    with (CATALOGUES / "aws_retail_products.yaml").open(encoding="utf-8") as file:
        products = yaml.load(file, yaml.CSafeLoader)
    return {
        "AdventureWorks, English": [text for language, text in described if language == "en"],
        "AdventureWorks, Chinese": [text for language, text in described if language == "zh-cht"],
        "retail demo store": [f"{product['name']}. {product['description']}" for product in products],
    }


def _table(name: str) -> list[list[str]]:
    path: Path = CATALOGUES / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
