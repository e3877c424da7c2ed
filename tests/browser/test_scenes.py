"""Another setting for the scene, picked by mouse and by keyboard."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.browser.steps import download, fill, finish, generate, open_tab, upload
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
    expect(buttons).to_have_count(11)
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
