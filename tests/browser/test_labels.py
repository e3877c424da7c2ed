"""Labels on the page: read back from this listing's files, and read in any file that is uploaded."""

import json
from pathlib import Path

import pytest

from mmdemo.export.certificate import credentials
from mmdemo.export.marks import Mark, write_mark
from mmdemo.export.signing import Claim, sign
from mmdemo.source_types import AigcRecord
from tests.browser.conftest import Axe
from tests.browser.steps import download, fill, finish, generate, open_fold
from tests.media import picture

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def signed() -> bytes:
    mark = Mark("trainedAlgorithmicMedia", AigcRecord("1", "<b>Kiln</b> & Co", "42"))
    claim = Claim("cup", "trainedAlgorithmicMedia", "mmdemo", "1", "A model")
    return sign(write_mark(picture(), "png", mark), "png", claim, credentials())


def open_labels(page) -> None:
    """Open the fold, in whichever tab it stands."""
    fold = page.locator("#labels")
    for tab in page.locator("#tabs [role=tab]").all():
        if fold.is_visible():
            break
        tab.click()
    open_fold(page, "labels")


def read(page, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    if page.locator("#label-file [aria-label=Clear], #label-file [aria-label=清除]").count():
        page.locator("#label-file [aria-label=Clear], #label-file [aria-label=清除]").first.click()
        expect(page.locator("#labels-found")).to_be_empty()
    page.locator("#label-file input[type=file]").set_input_files(path)


def test_any_file_says_what_its_labels_say(open_page, axe: Axe, tmp_path: Path, signed: bytes) -> None:
    page = open_page()
    open_labels(page)
    found = page.locator("#labels-found")
    read(page, tmp_path / "cup.png", signed)
    expect(found).to_contain_text("maker: <b>Kiln</b> & Co; number of the content: 42; in XMP")
    expect(found).to_contain_text("An AI model made it (trainedAlgorithmicMedia)")
    expect(found).to_contain_text("signed and unchanged since")
    expect(found.locator("dd[data-tone=bad]")).to_have_count(0)
    changed = bytearray(signed)
    changed[-20] ^= 1
    read(page, tmp_path / "changed.png", bytes(changed))
    expect(found.locator("dd[data-tone=bad]")).to_contain_text("TAMPERED WITH")
    assert not axe(page)
    read(page, tmp_path / "plain.png", picture())
    expect(found).to_contain_text("This file carries no label.")
    read(page, tmp_path / "words.txt", b"no picture at all")
    expect(found.locator("[role=alert]")).to_contain_text("this is none of them")


def test_the_listings_own_files_are_read_back(open_page, axe: Axe, tmp_path: Path, signed: bytes) -> None:
    page = open_page(locale="zh-CN", width=390, scheme="dark")
    open_labels(page)
    page.locator("#read-labels-back").click()
    expect(page.locator("#labels-status [role=alert]")).to_have_text("请先生成商品页。")
    read(page, tmp_path / "杯子.png", signed)
    expect(page.locator("#labels-found")).to_contain_text("由人工智能生成合成")
    fill(page, "香薰蜡烛", "净重：200 克")
    generate(page)
    finish(page)
    files = download(page)
    page.locator("#read-labels-back").click()
    report = page.locator("#labels-report")
    expect(report.locator("[role=status]")).to_contain_text("标识齐全")
    expect(report).to_contain_text("遵循规则：中国")
    told = json.loads(files["labels.json"])
    expect(report.locator("tbody tr")).to_have_count(len(told["files"]))
    expect(report.locator("tr", has_text="images/card.png")).to_contain_text("AI生成")
    assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
