"""Accessibility by axe-core and layout, in each size, scheme and language."""

import pytest

from tests.browser.conftest import Axe
from tests.browser.steps import open_fold

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.mark.parametrize(
    ("locale", "width", "scheme"),
    [("en-US", 1440, "light"), ("zh-CN", 1440, "dark"), ("zh-CN", 390, "light"), ("en-US", 390, "dark")],
)
def test_every_view_is_accessible_and_fits(open_page, axe: Axe, photo_file, locale, width, scheme) -> None:
    page = open_page(locale=locale, width=width, scheme=scheme)
    assert axe(page) == []
    for fold in ("dictate", "look", "sound", "more", "models"):
        open_fold(page, fold)
    page.locator("#models-table table").wait_for()
    page.locator("#seed textarea, #seed input").wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for fold in ("dictate", "look", "sound", "more", "models"):
        open_fold(page, fold)
    page.locator("#photo input[type=file]").set_input_files(photo_file)
    page.locator("#photo img").wait_for()
    page.locator("#name input, #name textarea").fill("Glass bottle")
    page.locator("#facts textarea").fill("500 ml\nMaterial: glass")
    page.locator("#generate").click()
    page.locator('#steps .steps[data-state="busy"]').wait_for()
    page.locator('#steps .steps[data-state="done"]').wait_for()
    for tab in range(4):
        page.locator("#tabs [role=tab]").nth(tab).click()
        page.locator("#tabs [role=tab]").nth(tab).and_(page.locator("[aria-selected=true]")).wait_for()
        if tab == 1:
            open_fold(page, "mend")
            page.locator("#mend-editor canvas").first.wait_for()
            page.locator("#mend-apply:enabled").wait_for()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_form_can_be_used_by_keyboard(open_page) -> None:
    page = open_page()
    page.locator("#name input, #name textarea").focus()
    page.keyboard.type("Mug")
    reached = []
    for _ in range(24):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('[id]')?.id ?? ''"))
        if reached[-1] == "generate":
            break
    assert "generate" in reached
    page.keyboard.press("Enter")
    page.locator('#steps .steps[data-state="done"]').wait_for()
    assert "Mug" in page.locator("#preview h1").inner_text()
