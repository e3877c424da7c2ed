"""Accessibility by axe-core and layout, in each size, scheme and language."""

from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def axe() -> str:
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core is not installed (axe-playwright-python)")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page, axe: str) -> list[str]:
    page.evaluate(axe)
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{found['id']}: {node['html'][:160]} {(node['any'] or [{'message': ''}])[0]['message'][:160]}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize(
    ("locale", "width", "scheme"),
    [("en-US", 1440, "light"), ("zh-CN", 1440, "dark"), ("zh-CN", 390, "light"), ("en-US", 390, "dark")],
)
def test_every_view_is_accessible_and_fits(open_page, axe: str, photo_file, locale, width, scheme) -> None:
    page = open_page(locale=locale, width=width, scheme=scheme)
    assert violations(page, axe) == []
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
        assert violations(page, axe) == []
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
