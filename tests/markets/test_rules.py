"""The rules as data: where each comes from, and that each has a text that keeps it and one that does not."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from mmdemo.markets import (
    MARKET_TEXTS,
    Field,
    Limit,
    Market,
    MarketText,
    TextRule,
    Violation,
    check,
    read_market,
    rules,
)
from mmdemo.markets.fitting import length, market_text
from mmdemo.markets.measure import measure
from mmdemo.paths import ASSETS
from mmdemo.schema import Product

MARKETS = [read_market(id) for id in MARKET_TEXTS]
FIELDS = [(market, field) for market in MARKETS for field in market.fields]
LIMITS = [(market, field, limit) for market, field in FIELDS for limit in field.limits]
RULES = [(market, field, rule) for market, field in FIELDS for rule in field.rules]
PRODUCT = Product("Mug", "en", brand="Kiln! & Co")
OFFENCES = {
    "emoji": ["☕️", "👩‍👩‍👧‍👦", "★"],
    "markup": ["<b>bold</b>", "a <br> b", "<!-- x -->"],
    "addresses": ["https://a.example/b", "www.shop.de", "mugs.com", "me@mugs.org", "+49 30 1234567", "13812345678"],
    "prices": ["$24", "24 €", "USD 24", "24 dollars", "199元", "5美元"],
}
HARMLESS = ["350 ml", "Hand-glazed, wide", "元素周期表 5元素", "Version 2.0 of 2024", "2 pounds", "5块装", "e.g. this"]


def ids(entries: list[tuple[Market, Field, Limit]] | list[tuple[Market, Field, TextRule]]) -> list[str]:
    kinds = [entry.unit if isinstance(entry, Limit) else entry.kind for _, _, entry in entries]
    return [f"{market.id}-{field.id}-{kind}" for (market, field, _), kind in zip(entries, kinds, strict=True)]


def of_length(limit: Limit, size: int) -> tuple[str, ...]:
    """Lines that measure exactly a size."""
    if limit.unit == "items":
        return tuple(f"w{number}" for number in range(size))
    if limit.unit == "words":
        return (" ".join(f"w{number}" for number in range(size)),)
    return ("a" * size,) if limit.unit != "columns" else ("杯" * (size // 2) + "a" * (size % 2),)


def found(market: Market, field: Field, *lines: str, others: tuple[MarketText, ...] = ()) -> list[Violation]:
    return [each for each in check([*others, market_text(field, lines)], PRODUCT, market) if each.field == field.id]


def broken(
    market: Market, field: Field, rule: Limit | TextRule, *lines: str, others: tuple[MarketText, ...] = ()
) -> int:
    """How many violations a rule causes: those that are there with it and not without it."""
    kept = [each for each in (*field.limits, *field.rules) if each is not rule]
    bare = Field(
        field.id,
        field.label,
        field.shape,
        field.sources,
        tuple(each for each in kept if isinstance(each, Limit)),
        tuple(each for each in kept if isinstance(each, TextRule)),
    )
    without = Market(
        market.id,
        market.label,
        market.home,
        market.languages,
        tuple(bare if each is field else each for each in market.fields),
    )
    return len(found(market, field, *lines, others=others)) - len(found(without, bare, *lines, others=others))


def test_the_markets_are_found_by_their_files() -> None:
    assert set(MARKET_TEXTS) == {
        "amazon",
        "shopify",
        "google",
        "ebay",
        "etsy",
        "instagram",
        "tiktok",
        "xiaohongshu",
        "taobao",
        "jd",
    }
    assert [market.id for market in MARKETS] == list(MARKET_TEXTS)


@pytest.mark.parametrize("id", MARKET_TEXTS)
def test_every_source_is_complete_and_used(id: str) -> None:
    table = json.loads((ASSETS / "markets" / f"{id}.json").read_text(encoding="utf-8"))
    used = {entry["source"] for field in table["fields"] for entry in (*field["limits"], *field["rules"])}
    assert used == set(table["sources"])
    for source in table["sources"].values():
        assert source["address"].startswith("https://")
        assert datetime.date.fromisoformat(source["date"]) >= datetime.date(2026, 11, 23)
        assert source["grade"] in {"A", "B", "C"}


@pytest.mark.parametrize("market, field, rule", [*LIMITS, *RULES], ids=[*ids(LIMITS), *ids(RULES)])
def test_only_what_the_owner_said_blocks(market: Market, field: Field, rule: Limit | TextRule) -> None:
    assert not rule.blocks or rule.source.grade in {"A", "B"}


def test_a_rule_of_grade_c_cannot_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = json.loads((ASSETS / "markets" / "jd.json").read_text(encoding="utf-8"))
    table["fields"][0]["limits"][0]["blocks"] = True
    (tmp_path / "bold.json").write_text(json.dumps(table), encoding="utf-8")
    monkeypatch.setattr(rules, "_HOME", tmp_path)
    with pytest.raises(ValueError, match="grade C"):
        read_market("bold")


def test_an_unknown_market_is_an_error() -> None:
    with pytest.raises(OSError, match="nowhere"):
        read_market("nowhere")


@pytest.mark.parametrize("market", MARKETS, ids=MARKET_TEXTS)
def test_what_found_no_room_moves_forward(market: Market) -> None:
    order = [field.id for field in market.fields]
    for field in market.fields:
        assert field.overflow is None or order.index(field.overflow) > order.index(field.id)
        for rule in field.rules:
            assert all(order.index(other) < order.index(field.id) for other in rule.fields)


@pytest.mark.parametrize("market, field, limit", LIMITS, ids=ids(LIMITS))
def test_a_limit_is_kept_to_the_last_unit_and_no_further(market: Market, field: Field, limit: Limit) -> None:
    edges = [(limit.most, 1), (limit.least, -1)]
    for edge, beyond in ((edge, beyond) for edge, beyond in edges if edge is not None):
        assert length(of_length(limit, edge), limit) == edge
        assert broken(market, field, limit, *of_length(limit, edge)) == 0
        assert broken(market, field, limit, *of_length(limit, edge + beyond)) == 1


@pytest.mark.parametrize("market, field, rule", RULES, ids=ids(RULES))
def test_a_rule_finds_what_it_forbids_and_nothing_else(market: Market, field: Field, rule: TextRule) -> None:
    others: tuple[MarketText, ...] = ()
    kept, offending = list(HARMLESS), OFFENCES.get(rule.kind, [])
    if rule.kind == "characters":
        kept = [" ".join([mark] * rule.most) for mark in rule.marks] if rule.most else ["plain text 1,200"]
        offending = [" ".join(["x", *[mark] * (rule.most + 1)]) for mark in rule.marks]
    elif rule.kind == "words":
        offending = [f"see {word} now" for word in rule.words] + [word.upper() for word in rule.words]
    elif rule.kind == "repeats":
        kept = ["Mug mug of 5 5 5", *[" ".join([word] * 9) for word in rule.words]]
        offending = ["mug Mug MUG"]
    elif rule.kind == "apart":
        others = tuple(market_text(market.field(other), ("Kiln Mug, 350 ml",)) for other in rule.fields)
        kept, offending = ["cup 500 ml 35"], ["cup mug", "350 ml"]
    elif rule.kind == "statement":
        assert rule.sentence is not None
        kept = [*rule.sentence, *[f"x {word} y" for word in rule.words]]
        offending = ["Made by hand.", "Headphones with AI noise cancelling", "手工制作。"]
    assert offending
    for text in kept:
        assert broken(market, field, rule, text, others=others) == 0, text
    for text in offending:
        assert broken(market, field, rule, text, others=others) == 1, text


def test_a_brand_may_hold_what_a_title_may_not() -> None:
    amazon = read_market("amazon")
    assert found(amazon, amazon.field("title"), "Kiln! & Co Mug") == []
    assert len(found(amazon, amazon.field("title"), "Kiln! & Co Mug!")) == 1


def test_a_violation_says_what_is_wrong_and_where_that_was_read() -> None:
    ebay = read_market("ebay")
    (violation,) = found(ebay, ebay.field("title"), "a" * 81)
    assert violation.message.en == "“Title” has 81 characters, 80 are allowed. Shorten it."
    assert violation.message.zh == "“标题”有 81 个字符，最多 80 个字符，请缩短。"
    assert (violation.blocks, violation.grade) == (True, "A")
    assert violation.source.startswith("https://developer.ebay.com/")


def test_a_text_for_no_field_is_an_error() -> None:
    text = market_text(read_market("amazon").field("search_terms"), ())
    with pytest.raises(KeyError, match="search_terms"):
        check([text], PRODUCT, read_market("jd"))


@pytest.mark.parametrize(
    ("text", "characters", "size", "columns", "words"),
    [
        ("", 0, 0, 0, 0),
        ("350 ml", 6, 6, 6, 2),
        ("马克杯 A&B", 7, 13, 10, 4),
        ("é☕", 2, 5, 4, 1),
        (" - & ", 5, 5, 5, 0),
    ],
)
def test_each_unit_is_measured_exactly(text: str, characters: int, size: int, columns: int, words: int) -> None:
    assert measure(text, "characters") == characters
    assert measure(text, "bytes") == size == len(text.encode())
    assert measure(text, "columns") == columns
    assert measure(text, "words") == words
