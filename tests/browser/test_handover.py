"""Handing over on the page: fields that are remembered, an offer's cards, and what the download holds."""

import json

import pytest

from tests.browser.conftest import Axe
from tests.browser.steps import download, fill, finish, generate, open_fold

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)


def open_handover(page) -> None:
    named = page.locator("#tabs [role=tab]", has_text="Hand over")
    named.or_(page.locator("#tabs [role=tab]", has_text="交付")).first.click()
    page.locator("#use-handover").wait_for()


def type_in(page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"#{name.replace('_', '-')} :is(input, textarea)").fill(value)


def test_a_listing_is_handed_over_with_an_offer(open_page, axe: Axe) -> None:
    page = open_page()
    open_handover(page)
    said = page.locator("#handover-said")
    page.locator("#use-handover").click()
    expect(said).to_contain_text("Generate a listing first")
    fill(page)
    type_in(page, price="$24")
    generate(page)
    finish(page)
    expect(said).to_be_empty()
    open_handover(page)
    type_in(page, handover_shop="https://shop.example", handover_barcode="4006381333930")
    page.locator("#use-handover").click()
    expect(said).to_contain_text("This is no barcode")
    type_in(page, handover_barcode="4006381333931", handover_stock="12", handover_producer="Lakeside Ltd")
    page.locator("#use-handover").click()
    expect(said).to_contain_text("packed again")
    assert not axe(page)

    open_fold(page, "offer-card")
    type_in(page, offer_price="18", offer_was="24", offer_link="https://shop.example/bottle")
    page.locator("#draw-offer").click()
    expect(page.locator("#offer-cards img")).to_have_count(3)
    expect(page.locator("#offer-findings")).to_contain_text("16 CFR 233.1")
    expect(page.locator("#remove-offer")).to_be_disabled()
    page.locator("#add-offer").click()
    expect(page.locator("#offer-said")).to_contain_text("are in the download")
    expect(page.locator("#holds-list")).to_contain_text("Offer cards (3)")
    assert not axe(page)
    files = download(page)
    request = json.loads(files["manifest.json"])["request"]
    assert request["handover"]["shop"] == "https://shop.example" and request["handover"]["stock"] == 12
    assert request["promotion"]["price"] == "18"
    shapes = ("coupon", "square", "story")
    assert {name for name in files if name.startswith("cards/")} == {f"cards/promotion-{shape}.png" for shape in shapes}
    type_in(page, offer_headline="Last days 😀")
    page.locator("#draw-offer").click()
    expect(page.locator("#offer-said [role=alert]")).to_contain_text("😀")
    page.locator("#remove-offer").click()
    expect(page.locator("#holds-list")).not_to_contain_text("Offer cards")
    assert not [name for name in download(page) if name.startswith("cards/")]

    fill(page, "Oak board", "Material: oak")
    generate(page)
    finish(page)
    request = json.loads(download(page)["manifest.json"])["request"]
    assert request["handover"]["producer"] == "Lakeside Ltd" and request["handover"]["barcode"] == ""
    expect(page.locator("#handover-barcode :is(input, textarea)")).to_have_value("")
    for name in ("price", "was", "link", "headline"):
        expect(page.locator(f"#offer-{name} :is(input, textarea)")).to_have_value("")
    expect(page.locator("#offer-said")).to_be_empty()
    expect(page.locator("#offer-findings")).to_be_empty()
    expect(page.locator("#handover-shop :is(input, textarea)")).to_have_value("https://shop.example")


def test_a_forbidden_offer_stays_out_in_chinese_on_a_phone(open_page, axe: Axe) -> None:
    page = open_page(locale="zh-CN", width=390, scheme="dark")
    fill(page, "玻璃瓶", "容量：500毫升\n材质：玻璃")
    type_in(page, price="¥128")
    generate(page)
    finish(page)
    open_handover(page)
    open_fold(page, "offer-card")
    type_in(page, offer_price="99", offer_was="128", offer_lowest="100", offer_gift="杯刷")
    for button in ("#draw-offer", "#add-offer"):
        page.locator(button).click()
        expect(page.locator("#offer-said [role=alert]")).to_contain_text("未加入下载")
        expect(page.locator("#offer-findings [data-severity=block]")).to_have_count(2)
        expect(page.locator("#offer-cards img")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not axe(page)
    page.locator("#offer-kind label").last.click()
    expect(page.locator("#offer-off")).to_be_visible()
    expect(page.locator("#offer-price")).to_be_hidden()


def test_the_shop_is_remembered_and_what_is_broken_is_forgotten(open_page) -> None:
    page = open_page()
    open_handover(page)
    type_in(page, handover_shop="https://shop.example", handover_sku="MUG", handover_producer="<b>Lakeside")
    page.locator("#use-handover").click()
    expect(page.locator("#handover-said")).not_to_be_empty()
    for stored, shop, producer in (
        (None, "https://shop.example", "<b>Lakeside"),
        ("{", "", ""),
        ("null", "", ""),
        ('["https://a.example", {}]', "https://a.example", ""),
    ):
        if stored is not None:
            page.evaluate("kept => localStorage.setItem('mmdemo-shop', kept)", stored)
        page.reload(wait_until="domcontentloaded")
        page.locator('#steps .steps[data-state="idle"]').wait_for()
        open_handover(page)
        expect(page.locator("#handover-shop :is(input, textarea)")).to_have_value(shop)
        expect(page.locator("#handover-producer :is(input, textarea)")).to_have_value(producer)
        expect(page.locator("#handover-sku :is(input, textarea)")).to_have_value("")
