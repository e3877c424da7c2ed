"""The texts as a marketplace takes them."""

from dataclasses import replace

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.markets import MARKET_TEXTS, read_market
from mmdemo.pipeline import confirm
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED
from mmdemo.ui.market_cards import market_html

HOSTILE = '<script>alert("1")</script>'


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs("text") if found.id == EMBEDDED)
    facts = ("350 ml", "Material: stoneware", "Dishwasher safe")
    return make_kit(Request(name="Stoneware mug", facts=facts, seed=1), registry=registry)


def with_title(kit: Kit, title: str) -> Kit:
    assert kit.copy is not None
    return replace(kit, assets={"copy": replace(kit.assets["copy"], payload=replace(kit.copy, title=title))})


@pytest.mark.parametrize("market", MARKET_TEXTS)
def test_every_field_of_every_marketplace_is_shown(kit: Kit, market: str) -> None:
    page = market_html(kit, market, "zh")
    for field in read_market(market).fields:
        assert f'<th scope="row">{field.label.zh}</th>' in page
    assert page.count('class="used"') == len(read_market(market).fields)


def test_a_rule_that_is_not_kept_names_its_source_and_grade(kit: Kit) -> None:
    page = market_html(kit, "taobao", "en")
    assert '<li data-kind="advises"><b class="severity">Advice</b> Taobao is read in Chinese' in page
    assert 'href="https://rule.taobao.com"' in page
    assert "general knowledge" in page


def test_what_waits_to_be_confirmed_is_left_out(kit: Kit) -> None:
    invented = with_title(kit, "Stoneware mug, 900 ml")
    assert "900 ml" not in market_html(invented, "amazon", "en")
    assert "900 ml" in market_html(confirm(invented, ["Stoneware mug, 900 ml"]), "amazon", "en")


def test_hostile_words_show_as_text(kit: Kit) -> None:
    for market in MARKET_TEXTS:
        assert "<script>" not in market_html(with_title(kit, HOSTILE), market, "en")


def test_before_there_is_a_listing_and_for_no_marketplace_one_sentence_stands_there(kit: Kit) -> None:
    assert "Generate a listing" in market_html(None, "amazon", "en")
    assert "生成商品页后" in market_html(kit, "../amazon", "zh")


def test_wordings_that_may_cause_trouble_are_counted_where_every_rule_is_kept(kit: Kit) -> None:
    keeps, trouble = "Every rule we know", "Wordings in these texts that may cause trouble"
    markets = [market for market in MARKET_TEXTS if keeps in market_html(kit, market, "en")]
    title = "Stoneware mug that cures eczema"
    pages = {market: market_html(confirm(with_title(kit, title), [title]), market, "en") for market in markets}
    risky = [market for market in markets if "eczema" in pages[market]]
    assert len(risky) > 2
    for market in markets:
        assert (f"{trouble}: 1" in pages[market]) == (market in risky)
        assert (keeps in pages[market]) != (market in risky)


def test_of_several_lines_the_longest_is_measured(kit: Kit) -> None:
    page = market_html(kit, "amazon", "en")
    assert "longest: " in page
    (title, *_) = page.split("</tr>")[1:]
    assert "longest" not in title
