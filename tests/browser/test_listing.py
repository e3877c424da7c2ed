"""The main job, pressed as a merchant presses it."""

import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from mmdemo.errors import GenerationError
from mmdemo.registry import Registry, installed
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import EMBEDDED
from tests.browser.conftest import serving
from tests.browser.steps import download, fill, finish, generate, open_tab, upload
from tests.conftest import draw_photo, encoded

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

HOSTILE = "<img src=x onerror=alert(1)>${alert(2)} {{value}} \"q\" 'q' 😀 שלום"


def test_a_click_does_not_overtake_a_large_photo(page, tmp_path: Path) -> None:
    fill(page)
    (tmp_path / "large.jpg").write_bytes(encoded(draw_photo(4000, 3000), "JPEG", quality=95))
    upload(page, tmp_path / "large.jpg")
    generate(page)
    finish(page)
    assert "images/cutout.png" in download(page)


def test_from_photo_to_download(page, photo_file: Path) -> None:
    upload(page, photo_file)
    fill(page)
    page.locator("#price input, #price textarea").fill("$12.50")
    generate(page)
    finish(page)
    expect(page.locator("#steps [role=progressbar]")).to_have_attribute("aria-valuenow", "100")

    preview = page.locator('#preview [data-state="done"]')
    expect(preview.locator("h1")).to_contain_text("Glass Bottle")
    expect(preview.locator(".points")).to_contain_text("500 ml")
    expect(preview.locator(".price")).to_have_text("$12.50")
    for picture in preview.locator("img").all():
        assert "Glass bottle" in picture.get_attribute("alt")
        picture.scroll_into_view_if_needed()
        page.wait_for_function(
            "picture => picture.complete && picture.naturalWidth > 500", arg=picture.element_handle()
        )
    page.wait_for_function("document.querySelector('#preview audio').readyState >= 1")
    seconds = preview.locator("audio").evaluate("audio => audio.duration")

    files = download(page)
    manifest = json.loads(files["manifest.json"])
    for name, entry in manifest["files"].items():
        assert hashlib.sha256(files[name]).hexdigest() == entry["sha256"]
    with Image.open(io.BytesIO(files["images/main.png"])) as main:
        assert main.size == (2000, 2000)
        assert main.getpixel((3, 3)) == (255, 255, 255)
    words = files["audio/narration.wav"]
    assert words[:4] == b"RIFF"
    assert files["audio/narration.vtt"].startswith(b"WEBVTT")
    assert 5 < seconds < 60


def test_redo_leaves_the_other_parts_alone(page, photo_file: Path) -> None:
    upload(page, photo_file)
    fill(page)
    generate(page)
    finish(page)
    before = download(page)
    open_tab(page, 1)
    page.locator("#image-scene .redo").click()
    page.locator("#image-scene .print", has_text="take 2").wait_for()
    finish(page)
    after = download(page)
    changed = {name for name in before if before[name] != after[name]}
    covered = {"audio/spot.mp3", "audio/spot.m4a"}  # with the scene as their cover
    assert changed == {"images/scene.png", "page.html", "manifest.json", "labels.json", "sheet.docx", *covered}


def test_a_picture_of_their_own(page, photo_file: Path) -> None:
    fill(page)
    generate(page)
    finish(page)
    open_tab(page, 1)
    page.locator("#image-card input[type=file]").set_input_files(photo_file)
    expect(page.locator("#image-card")).to_contain_text("edited by you")
    with Image.open(io.BytesIO(download(page)["images/card.png"])) as own:
        assert own.size == (960, 720)


def test_edit_by_hand_and_speak_it(page) -> None:
    fill(page)
    generate(page)
    finish(page)
    open_tab(page, 2)
    page.locator("#text-title input, #text-title textarea").fill("My own <b>title</b>")
    page.locator("#save").click()
    expect(page.locator("#copy-state")).to_contain_text("edited by you")
    open_tab(page, 3)
    page.locator("#text-script textarea").fill("These are my own words.")
    page.locator("#redo-narration").click()
    expect(page.locator("#narration")).to_contain_text("take 2")
    finish(page)
    open_tab(page, 0)
    expect(page.locator("#preview h1")).to_have_text("My own <b>title</b>")
    expect(page.locator("#preview .transcript")).to_have_text("These are my own words.")
    files = download(page)
    assert "My own &lt;b\\>title&lt;/b\\>" in files["listing.md"].decode()


def test_hostile_name_shows_as_text(page) -> None:
    fill(page, name=HOSTILE, facts=f"{HOSTILE}\n500 ml")
    generate(page)
    finish(page)
    expect(page.locator("#preview h1")).to_contain_text("<img src=x onerror=alert(1)>${alert(2)} {{value}}")
    assert page.locator("#preview h1 img").count() == 0
    for tab in (1, 2, 3):
        open_tab(page, tab)
    assert page.locator("img[src=x]").count() == 0


def test_stop_ends_it_and_the_page_is_usable_again(page, photo_file: Path) -> None:
    upload(page, photo_file)
    fill(page)
    generate(page)
    page.locator("#preview .points").wait_for()  # the copy is there, pictures are not
    page.locator("#stop").click()
    finish(page)
    expect(page.locator("#steps [role=status]")).to_contain_text("Stopped")
    expect(page.locator("#generate")).to_be_enabled()
    expect(page.locator("#stop")).to_be_disabled()
    expect(page.locator("#preview .points")).to_contain_text("500 ml")
    assert "listing.md" in download(page)
    generate(page)
    finish(page)
    expect(page.locator("#steps [role=progressbar]")).to_have_attribute("aria-valuenow", "100")


def test_two_merchants_at_once(open_page, photo_file: Path) -> None:
    first, second = open_page(), open_page(locale="zh-CN")
    upload(first, photo_file)
    fill(first)
    fill(second, name="粗陶马克杯", facts="容量：350 毫升\n材质：粗陶")
    generate(first)
    generate(second)
    finish(first)
    finish(second)
    expect(first.locator("#preview h1")).to_contain_text("Glass Bottle")
    expect(second.locator("#preview h1")).to_contain_text("粗陶马克杯")


def test_an_example_fills_the_form(page) -> None:
    page.locator("#examples button").nth(1).click()
    page.locator("#photo img").wait_for()
    expect(page.locator("#name input, #name textarea")).not_to_have_value("")
    generate(page)
    finish(page)
    expect(page.locator("#steps [role=progressbar]")).to_have_attribute("aria-valuenow", "100")


def test_language_switch_keeps_what_was_typed_and_made(page) -> None:
    fill(page)
    generate(page)
    finish(page)
    page.locator("#language").get_by_text("中文").click()
    expect(page.locator("#generate")).to_have_text("生成商品页")
    expect(page.locator("#name input, #name textarea")).to_have_value("Glass bottle")
    expect(page.locator("#preview h1")).to_contain_text("Glass Bottle")
    expect(page.locator("#tabs [role=tab]").nth(1)).to_have_text("图片")
    page.reload()
    expect(page.locator("#generate")).to_have_text("生成商品页")
    expect(page.locator("#steps [role=status]")).to_have_text("准备就绪。")


class BrokenOnce:
    """A picture generator that breaks midway the first time it draws a card."""

    def __init__(self) -> None:
        self.whole = CARDS[0].load(ON_CPU)
        self.broken = True

    def generate(self, brief, ctx):
        if self.broken:
            self.broken = False
            raise GenerationError("The paint ran out.", "颜料用完了。")
        return self.whole.generate(brief, ctx)


CARDS = [found for found in installed().specs("image") if found.id == EMBEDDED]


def test_a_part_that_breaks_says_why_and_can_be_tried_again(open_page, server: str) -> None:
    others = [found for found in installed().specs() if found.modality != "image"]
    with serving(Registry([*others, replace(CARDS[0], load=lambda _: BrokenOnce())])) as address:
        page = open_page(address=address)
        fill(page)
        generate(page)
        finish(page)
        expect(page.locator("#steps [role=status]")).to_contain_text("a part is missing")
        expect(page.locator("#preview .points")).to_contain_text("500 ml")
        open_tab(page, 1)
        expect(page.locator("#image-card .problem")).to_contain_text("The paint ran out. Press Redo to try again.")
        assert {"listing.md", "audio/narration.wav"} <= set(download(page))
        page.locator("#image-card .redo").click()
        page.locator("#image-card img").wait_for()
        finish(page)
        expect(page.locator("#image-card .problem")).to_have_count(0)
        assert "images/card.png" in download(page)
        page.goto("about:blank")


@pytest.mark.parametrize("locale", ["zh-CN", "zh-HK", "zh"])
def test_chinese_browsers_get_chinese(open_page, locale: str) -> None:
    page = open_page(locale=locale)
    expect(page.locator("#generate")).to_have_text("生成商品页")
    text = page.locator("body").inner_text()
    left = set(re.findall(r"[A-Za-z]{4,}", text)) - {"English", "Language", "JPEG", "WebP", "HEIC"}
    assert not left


@pytest.mark.parametrize(
    ("locale", "field", "typed", "words"),
    [
        ("en-US", None, "", "Enter a product name or add a photo"),
        ("zh-CN", None, "", "请先填写商品名称"),
        ("en-US", "price", "abc", "abc"),
        ("zh-CN", "price", "abc", "价格"),
        ("en-US", "facts", "x" * 10_000, "10000 characters"),
        ("en-US", "seed", "many", "whole number"),
    ],
)
def test_wrong_input_gets_a_sentence_and_keeps_the_form(open_page, locale, field, typed, words) -> None:
    page = open_page(locale=locale)
    if field is not None:
        fill(page, name="Mug", facts="350 ml")
        if field == "seed":
            page.locator("#more button").first.click()
        page.locator(f"#{field} input, #{field} textarea").fill(typed)
    page.locator("#generate").click()
    alert = page.locator("#problem [role=alert]")
    expect(alert).to_contain_text(words)
    expect(page.locator("#generate")).to_be_enabled()
    if field is not None:
        expect(page.locator("#name input, #name textarea")).to_have_value("Mug")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut.jpg", lambda photo: photo[:9_000], "damaged"),
        ("drawing.svg", lambda photo: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a photo"),
        ("page.png", lambda photo: b"<!doctype html><script>alert(1)</script>", "not a photo"),
        ("wall.png", lambda photo: encoded(Image.new("1", (12_000, 12_000))), "million pixels"),
        ("large.jpg", lambda photo: photo + bytes(60 * 1024**2), "MB"),
    ],
    ids=["truncated", "svg", "html", "12000x12000", "60 MB"],
)
def test_unusable_photo_gets_a_sentence(page, tmp_path: Path, photo: bytes, name: str, data, words: str) -> None:
    fill(page)
    path = tmp_path / name
    path.write_bytes(data(photo))
    page.locator("#photo input[type=file]").set_input_files(path)
    expect(page.locator("#problem [role=alert]")).to_contain_text(words)
    expect(page.locator("#name input, #name textarea")).to_have_value("Glass bottle")
    assert page.locator("#photo img").count() == 0
