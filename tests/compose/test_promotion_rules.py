"""Price law: what each country says of an offer, and that only rules somebody read may block."""

import re
from decimal import Decimal

import pytest

from mmdemo.compose.promotion_rules import blocked, law_of, promotion_findings
from mmdemo.processing.text.claims.finding import SEVERITIES
from mmdemo.processing.text.lexicon import read_table, slots
from mmdemo.schema import LANGUAGES, Handover, Kit
from tests.offers import offered, priced_kit

CHINA = priced_kit("zh", "¥128")
EUROPE = priced_kit("en", "24 EUR")
ELSEWHERE = priced_kit("en", "$24")
ASKED_FOR_EUROPE = priced_kit("en", "$24", handover=Handover(labels="eu"))


def rules(kit: Kit, **typed: str) -> dict[str, str]:
    """The rules that speak, with how grave each is."""
    return {finding.rule: finding.severity for finding in promotion_findings(kit, offered(kit, **typed))}


def test_whose_law_holds() -> None:
    kits = (CHINA, EUROPE, ELSEWHERE, ASKED_FOR_EUROPE)
    assert [law_of(kit, offered(kit, price="18")) for kit in kits] == ["china", "eu", "elsewhere", "eu"]


def test_china_an_unexplained_price_may_not_be_above_the_lowest_of_seven_days() -> None:
    found = rules(CHINA, price="88", was="128", lowest_before="99")
    assert found["struck.above_lowest"] == "block" and found["struck.no_basis"] == "warn"
    assert "struck.above_lowest" not in rules(CHINA, price="88", was="99", lowest_before="99")
    assert "struck.above_lowest" not in rules(
        CHINA, price="88", was="128", lowest_before="99", basis="own_earlier_price"
    )
    assert rules(CHINA, price="88", was="128")["struck.lowest_unknown"] == "warn"
    finding = promotion_findings(CHINA, offered(CHINA, price="88", was="128", lowest_before="99"))[0]
    assert "7天" in finding.reason.zh and "¥99" in finding.reason.zh and finding.source.article == "16, 17"


def test_europe_the_prior_price_is_the_lowest_of_thirty_days() -> None:
    for kit in (EUROPE, ASKED_FOR_EUROPE):
        found = rules(kit, price="18", was="24", lowest_before="20", basis="own_earlier_price")
        assert found["struck.above_lowest"] == "block"
        found = rules(kit, price="18", was="20", lowest_before="20", basis="own_earlier_price")
        assert not {"struck.above_lowest", "struck.lowest_unknown", "struck.not_lower"} & found.keys()
        assert rules(kit, price="18", was="24", basis="own_earlier_price")["struck.lowest_unknown"] == "warn"
        # Aldi Süd, C-330/23: no reduction where the offer is not below the lowest price before.
        assert rules(kit, price="18", was="24", lowest_before="18", basis="list_price")["struck.not_lower"] == "block"


def test_elsewhere_the_former_price_must_be_genuine_and_nothing_blocks() -> None:
    found = rules(ELSEWHERE, price="18", was="24", lowest_before="20")
    assert {"struck.genuine_us", "struck.genuine_uk"} <= found.keys()
    assert set(found.values()) == {"advise"}
    assert "struck.list_price" in rules(ELSEWHERE, price="18", was="24", basis="list_price")


@pytest.mark.parametrize(
    ("kit", "words", "severity"),
    [(CHINA, "限时特惠", "block"), (EUROPE, "Flash sale", "warn"), (ELSEWHERE, "Last chance!", "warn")],
)
def test_a_limited_offer_needs_its_last_day(kit: Kit, words: str, severity: str) -> None:
    assert rules(kit, price="18", headline=words)["limited.no_dates"] == severity
    found = rules(kit, price="18", headline=words, ends="2026-11-11")
    assert "limited.no_dates" not in found and "price.urgency" not in found
    assert "limited.no_dates" not in rules(kit, price="18", headline="Autumn table days")


@pytest.mark.parametrize(
    ("kit", "gift", "severity"),
    [
        (CHINA, "杯刷", "block"),
        (CHINA, "杯刷1支", None),
        (CHINA, "一个收纳袋", None),
        (CHINA, "杯刷 x2", None),
        (ELSEWHERE, "tea towel", "advise"),
        (ELSEWHERE, "a tea towel", None),
        (EUROPE, "2 spoons", None),
    ],
)
def test_a_gift_needs_its_number(kit: Kit, gift: str, severity: str | None) -> None:
    assert rules(kit, price="18", gift=gift).get("gift.no_quantity") == severity


def test_a_coupon_needs_its_time_and_conditions() -> None:
    found = rules(CHINA, kind="coupon", off="8折")
    assert found["coupon.no_dates"] == found["coupon.no_conditions"] == "warn"
    assert rules(ELSEWHERE, kind="coupon", off="10%", ends="2026-11-11", conditions="Once.") == {}


def test_the_card_and_the_page_tell_the_same_price() -> None:
    assert rules(ELSEWHERE, price="24")["page.same_price"] == "warn"
    assert rules(ELSEWHERE, price="25")["page.dearer"] == "warn"
    assert rules(ELSEWHERE, price="18")["page.cheaper"] == "advise"
    assert not [rule for rule in rules(ELSEWHERE, price="24", was="30") if rule.startswith("page")]


def test_claims_are_found_in_what_the_card_says() -> None:
    found = promotion_findings(CHINA, offered(CHINA, price="88", headline="全网最低价", ends="2026-11-11"))
    assert blocked(found) and found[0].field == "headline" and "全网最低价" in found[0].reason.zh
    assert "en.promo" not in rules(ELSEWHERE, price="18", headline="Sale: free shipping")


def test_the_gravest_comes_first() -> None:
    found = promotion_findings(CHINA, offered(CHINA, price="88", was="128", gift="杯刷", headline="限时"))
    order = [SEVERITIES.index(finding.severity) for finding in found]
    assert order == sorted(order) and len(set(order)) > 1


def test_the_table_is_whole() -> None:
    table = read_table("price_law")
    known = {"was", "lowest", "price", "page", "days", "words"}
    for rule, entry in table["rules"].items():
        assert entry["where"].keys() <= {"china", "eu", "elsewhere"} and entry["where"], rule
        for language in LANGUAGES:
            assert slots(entry["reason"][language]) <= known, rule
        for here in entry["where"].values():
            law = table["laws"][here["law"]]
            assert here["severity"] in SEVERITIES
            assert here["severity"] != "block" or law["grade"] in ("A", "B"), f"{rule} blocks on hearsay"
    for law in table["laws"].values():
        assert re.fullmatch(r"\d{4}(-\d\d){1,2}", law["date"]) and law["en"] and law["zh"]
        assert not law["address"] or law["address"].startswith("https://")


def test_every_reason_can_be_said_of_every_offer() -> None:
    full = {"price": "18", "was": "30", "lowest_before": "20", "gift": "towel", "headline": "限时 last chance"}
    for kit in (CHINA, EUROPE, ELSEWHERE):
        for basis in ("none", "own_earlier_price", "list_price"):
            for finding in promotion_findings(kit, offered(kit, basis=basis, **full)):
                assert "{" not in finding.reason.en + finding.reason.zh
    assert offered(CHINA, **full).lowest_before == Decimal(20)
