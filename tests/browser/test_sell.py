"""Selling on marketplaces, on the page: checked, fixed, stopped, seen as it shows there, and taken along."""

from contextlib import ExitStack

import pytest

from mmdemo.ui import work
from tests.browser.conftest import Axe
from tests.browser.steps import download, fill, finish, generate, open_fold

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

LOADED = "all => all.every(one => one.complete && one.naturalWidth > 0)"


def open_sell(page, name: str = "Sell on") -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    page.locator("#sell-result p").first.wait_for()


def market(page, id: str):
    return page.locator(f"#sell-market input[value={id}]")


def packed(page) -> set[str]:
    return {name.split("/")[1] for name in download(page) if name.startswith("markets/")}


def test_a_listing_is_fixed_for_marketplaces_one_by_one_and_together(open_page, axe: Axe) -> None:
    page = open_page()
    open_sell(page)
    said, result = page.locator("#sell-said"), page.locator("#sell-result")
    expect(result).to_contain_text("Generate a listing")
    expect(page.locator("#sell-fix")).to_be_disabled()
    fill(page)
    page.locator("#price :is(input, textarea)").fill("$24")
    generate(page)
    finish(page)
    expect(result).to_contain_text("Not checked for Amazon yet")

    # No photo, so nothing that Amazon would show.
    page.locator("#sell-fix").click()
    expect(said).to_contain_text("Not complete: no picture could be made for Amazon")
    expect(result.locator("[data-kind=blocks]").first).to_contain_text("0 here")
    assert not axe(page)

    market(page, "tiktok").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(market(page, "instagram")).to_be_checked()
    expect(result).to_contain_text("Not checked for Instagram yet")
    page.locator("#sell-fix").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("The pack for Instagram is in the download")
    expect(result.locator(".sell-picture img")).not_to_have_count(0)
    result.locator("img").last.scroll_into_view_if_needed()
    page.wait_for_function("() => [...document.querySelectorAll('#sell-result img')].every(one => one.complete)")
    assert result.locator("img").evaluate_all(LOADED)
    assert not axe(page)
    assert packed(page) == {"instagram"}
    market(page, "amazon").check(force=True)
    expect(result.locator("[data-kind=blocks]").first).to_be_visible()

    open_fold(page, "sell-packs")
    chosen = page.locator("#sell-chosen")
    for name in ("Amazon", "Instagram"):
        expect(chosen.get_by_label(name)).to_be_checked()
        chosen.get_by_label(name).uncheck()
    chosen.get_by_label("Xiaohongshu").check()
    with ExitStack() as others:
        for number in range(2):
            others.enter_context(work.PLACES.turn(f"merchant {number}", lambda place: None))
        page.locator("#sell-fix-chosen").click()
        expect(page.locator("#steps [role=status]")).to_contain_text("Waiting for a free place")
        page.locator("#sell-stop").click()
        expect(said).to_contain_text("Stopped")
    expect(page.locator("#sell-stop")).to_be_disabled()
    page.locator("#sell-fix-chosen").click()
    expect(said).to_contain_text("The pack for Xiaohongshu is in the download")
    assert packed(page) == {"xiaohongshu"}
    page.get_by_role("tab", name="Hand over", exact=True).click()
    expect(page.locator("#holds-list")).to_contain_text("Packs for marketplaces (")


def test_a_chinese_listing_on_a_phone_begins_with_taobao(open_page, axe: Axe) -> None:
    page = open_page(locale="zh-CN", width=390, scheme="dark")
    fill(page, "玻璃瓶", "容量：500毫升\n材质：玻璃")
    generate(page)
    finish(page)
    open_sell(page, "上架平台")
    expect(market(page, "taobao")).to_be_checked()
    page.locator("#sell-fix").click()
    expect(page.locator("#sell-said")).to_contain_text("淘宝")
    expect(page.locator("#sell-result")).to_contain_text("淘宝上的效果")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not axe(page)
