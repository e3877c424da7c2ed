"""Another setting for the scene, picked by mouse and by keyboard."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.steps import download, fill, finish, generate, open_fold, open_tab, upload
from tests.conftest import draw_photo

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)


def scene(page) -> np.ndarray:
    with Image.open(io.BytesIO(download(page)["images/scene.png"])) as picture:
        return np.asarray(picture.convert("RGB").resize((64, 64))).astype(int)


def test_a_setting_is_picked_with_the_merchants_own_product(page, tmp_path: Path) -> None:
    photo = tmp_path / "bottle.jpg"
    draw_photo().save(photo, quality=90)
    upload(page, photo)
    fill(page)
    generate(page)
    finish(page)
    open_tab(page, 1)
    before = scene(page)
    buttons = page.locator("#scenes button")
    expect(buttons).to_have_count(14)
    pressed = page.locator("#scenes button[aria-pressed=true]")
    expect(pressed).to_have_count(1)
    page.locator("#scenes button[data-setting=luxe]").click()
    expect(page.locator("#steps .steps[data-state=busy]")).to_have_count(1)
    finish(page)
    dark = scene(page)
    assert dark.mean() < 90 < before.mean()
    expect(pressed).to_have_attribute("data-setting", "luxe")

    page.locator("#scenes button[data-setting=white]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#steps .steps[data-state=busy]")).to_have_count(1)
    finish(page)
    assert scene(page)[:8].mean() > 190
    expect(pressed).to_have_attribute("data-setting", "white")
    open_fold(page, "look")
    expect(page.locator("#setting input")).to_have_value("White sweep")  # the next listing plays there too

    page.locator("#scenes button[data-setting=garden]").click()
    page.locator('#steps .steps[data-state="busy"]').wait_for()
    page.locator("#stop").click()
    expect(page.locator("#steps [role=status]")).to_contain_text("Stopped. The scene is as it was before.")
    expect(pressed).to_have_attribute("data-setting", "white")
    assert scene(page)[:8].mean() > 190


def test_a_shops_colour_and_logo_without_a_photo(page, tmp_path: Path) -> None:
    logo = Image.new("RGBA", (300, 120))
    logo.paste((20, 60, 140, 255), (30, 30, 270, 90))
    logo.save(tmp_path / "logo.png")
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    fill(page, "Hand soap")
    open_fold(page, "look")
    page.locator("#banners input").check()
    page.locator("#brand-colour :is(input, textarea)").fill("not a colour")
    page.locator("#logo input[type=file]").set_input_files(tmp_path / "logo.png")
    page.locator("#logo img").wait_for()
    page.locator("#generate").click()
    expect(page.locator("#problem")).to_contain_text("not a colour we know")
    page.locator("#brand-colour :is(input, textarea)").fill("navy")
    expect(page.locator("#brand-picker input")).to_have_value("#000080")
    page.locator("#brand-picker input").evaluate(
        "input => { input.value = '#c2410c'; input.dispatchEvent(new Event('change', {bubbles: true})); }"
    )
    expect(page.locator("#brand-colour :is(input, textarea)")).to_have_value("#c2410c")
    page.locator("#logo input[type=file]").set_input_files(tmp_path / "logo.svg")
    expect(page.locator("#logo-problem")).to_contain_text("export an SVG or PDF as PNG first")
    page.locator("#logo img").wait_for()
    generate(page)
    finish(page)
    open_tab(page, 1)
    expect(page.locator("#image-banner-story")).to_contain_text("Illustration")
    files = download(page)
    assert {f"images/banner-{size}.png" for size in ("link", "hero", "portrait", "story")} <= files.keys()
    assert "source/logo.png" in files
    with Image.open(io.BytesIO(files["images/banner-link.png"])) as banner:
        colours = dict(map(reversed, banner.convert("RGB").getcolors(banner.width * banner.height)))
    assert colours[(0xC2, 0x41, 0x0C)] > 1000  # the button
    assert colours[(20, 60, 140)] > 1000  # the logo
