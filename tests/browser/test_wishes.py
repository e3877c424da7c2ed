"""The wishes for pictures, what is shown of parts in the making, and who makes them."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from mmdemo.ui import work
from tests.browser.conftest import Axe, serving
from tests.browser.makers import PROMPT, Ear, Gate, Writer, embedded_but, painter, spec, too_much
from tests.browser.steps import choose, download, fill, finish, generate, open_fold, open_tab, upload

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

THOUGHT = "A bottle <b>for</b> ${water}\n• 500 ml"


@dataclass
class Studio:
    """A studio whose models wait until a test has looked."""

    address: str
    painting: Gate
    writing: Gate

    def let_all_through(self) -> None:
        self.painting.opened.set()
        self.writing.opened.set()


@pytest.fixture(scope="module")
def running(server: str) -> Iterator[Studio]:
    painting, writing = Gate(), Gate()
    registry = embedded_but(
        painter(painting),
        spec("text", "writer", Writer(writing, THOUGHT), ("copy",)),
        spec("hearing", "ear", Ear(()), ("transcript",)),
        too_much("image", "giant", ("scene", "concept"), 90_000_000_000),
    )
    with serving(registry) as address:
        yield Studio(address, painting, writing)


@pytest.fixture
def studio(running: Studio) -> Iterator[Studio]:
    running.painting.opened.clear()
    running.writing.opened.clear()
    yield running
    running.let_all_through()


def test_wishes_sketches_and_every_picture(open_page, studio: Studio, photo_file: Path) -> None:
    page = open_page(address=studio.address)
    upload(page, photo_file)
    fill(page)
    open_fold(page, "look")
    expect(page.locator("#look-print")).to_contain_text("your own wish are painted by Painter")
    choose(page, "market", "TikTok 9:16")
    choose(page, "setting", "Marble")
    page.locator("#variations input[type=number]").fill("2")
    page.locator("#enlarge input").check()
    page.locator("#idea textarea").fill("a lemon beside it")
    generate(page)

    expect(page.locator("#preview .written")).to_have_text(THOUGHT)
    studio.writing.opened.set()
    expect(page.locator("#preview .points")).to_contain_text("500 ml")
    expect(page.locator("#preview .written")).to_have_count(0)
    sketch = page.locator("#preview figure.sketch img")
    sketch.wait_for()
    assert sketch.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 64
    open_tab(page, 1)
    expect(page.locator("#image-scene img.sketch")).to_be_visible()
    studio.painting.opened.set()
    finish(page)
    expect(page.locator("img.sketch, figure.sketch")).to_have_count(0)
    expect(page.locator(".picture-card:visible")).to_have_count(6)
    expect(page.locator("#image-scene-2 h3")).to_have_text("Scene, variation 2")
    expect(page.locator("#image-scene-market")).to_contain_text("512 × 910")
    card = page.locator("#image-scene-large")
    expect(card).to_contain_text("steps 4 · size 640x640 · the model's own seed")
    card.locator("summary").click()
    expect(card.locator("details")).to_contain_text(PROMPT)

    before = download(page)
    page.locator("#image-scene-2 .redo").click()
    expect(page.locator("#image-scene-2")).to_contain_text("take 2")
    finish(page)
    page.locator("#image-scene-market input[type=file]").set_input_files(photo_file)
    expect(page.locator("#image-scene-market")).to_contain_text("Your own picture")
    after = download(page)
    changed = {name for name in before if name.endswith(".png") and before[name] != after[name]}
    assert changed == {"images/scene-2.png", "images/scene-market.png"}
    open_tab(page, 0)
    expect(page.locator("#preview figure")).to_have_count(3)

    open_tab(page, 3)
    expect(page.locator("#narration .heard")).to_contain_text("Heard back by Ear: 25 % of the words differ.")
    page.locator("#text-script textarea").fill("Spoken anew.")
    page.locator("#redo-narration").click()
    expect(page.locator("#narration")).to_contain_text("take 2")
    finish(page)
    expect(page.locator("#narration .heard")).to_contain_text("25 %")


def test_without_a_photo_the_pictures_are_called_illustrations(open_page, studio: Studio, axe: Axe) -> None:
    studio.let_all_through()
    page = open_page(locale="zh-CN", width=390, scheme="dark", address=studio.address)
    fill(page, "玻璃水瓶", "容量：500 毫升")
    open_fold(page, "look")
    page.locator("#variations input[type=number]").fill("2")
    generate(page)
    finish(page)
    expect(page.locator("#preview figcaption", has_text="示意图，非商品实拍")).to_have_count(3)
    open_tab(page, 1)
    for card in ("#image-concept", "#image-concept-2", "#image-card"):
        expect(page.locator(card)).to_contain_text("示意图，非商品实拍")
    expect(page.locator("#image-concept-2 h3")).to_have_text("概念图（方案 2）")
    page.locator("#image-concept-2 summary").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    open_tab(page, 3)
    expect(page.locator("#narration .heard")).to_contain_text("25% 的字与文稿不同")


def test_a_maker_that_is_not_here_can_be_named_and_what_was_used_instead_is_said(
    open_page, studio: Studio, photo_file: Path
) -> None:
    studio.let_all_through()
    page = open_page(address=studio.address)
    upload(page, photo_file)
    fill(page)
    open_fold(page, "more")
    choose(page, "painter", "Giant (not on this machine)")
    page.locator("#language").get_by_text("中文").click()
    expect(page.locator("#painter input")).to_have_value("Giant（本机没有）")
    expect(page.locator("#writer input")).to_have_value("自动（本机可用的最佳选择）")
    page.locator("#language").get_by_text("English").click()
    expect(page.locator("#painter input")).to_have_value("Giant (not on this machine)")
    generate(page)
    finish(page)
    open_tab(page, 1)
    expect(page.locator("#image-scene span.note")).to_contain_text("instead of giant: ")
    expect(page.locator("#image-scene")).to_contain_text("Made by Painter")


def test_who_waits_sees_their_place_in_line(open_page, studio: Studio) -> None:
    page = open_page(address=studio.address)
    fill(page)
    with ExitStack() as others:
        for number in range(2):
            others.enter_context(work.PLACES.turn(f"merchant {number}", lambda place: None))
        generate(page)
        expect(page.locator("#steps [role=status]")).to_have_text("Waiting for a free place: number 1 in line")
        page.locator("#stop").click()
        expect(page.locator("#steps [role=status]")).to_contain_text("Stopped")
