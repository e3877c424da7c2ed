"""Facts seen in the photo and heard in a voice note: offered, ticked by the merchant, added."""

import json
import math
import os
import struct
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from mmdemo.ui import session
from tests.browser.conftest import Axe, serving
from tests.browser.makers import Ear, Gate, Reader, embedded_but, spec
from tests.browser.steps import download, fill, finish, generate, open_fold, upload
from tests.browser.test_listing import HOSTILE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

READING = Gate()


@pytest.fixture(scope="module")
def studio(server: str) -> Iterator[str]:
    seen = ("Color: red", "500 ml", HOSTILE)
    registry = embedded_but(
        spec("vision", "reader", Reader(READING, seen), ("reading",)),
        spec("hearing", "ear", Ear(("Made in Oslo", "500 ml")), ("transcript",)),
    )
    with serving(registry) as address:
        yield address


@pytest.fixture
def voice_note(tmp_path: Path) -> Path:
    path = tmp_path / "note.wav"
    with wave.open(str(path), "wb") as note:
        note.setnchannels(1)
        note.setsampwidth(2)
        note.setframerate(16_000)
        note.writeframes(b"".join(struct.pack("<h", int(9_000 * math.sin(at / 9))) for at in range(32_000)))
    return path


def test_facts_read_in_the_photo_are_offered_and_added(open_page, studio: str, photo_file: Path, axe: Axe) -> None:
    READING.opened.clear()
    page = open_page(address=studio)
    fill(page, facts="500 ML\nMaterial: glass")
    expect(page.locator("#reading-start")).to_be_disabled()
    upload(page, photo_file)
    page.locator("#reading-start").click()
    expect(page.locator("#reading-status")).to_contain_text("Working on it")
    page.locator("#reading-stop").click()
    expect(page.locator("#reading-status [role=status]")).to_have_text("Stopped.")

    READING.opened.set()
    page.locator("#reading-start").click()
    expect(page.locator("#reading label")).to_have_text(["Color: red", "500 ml", HOSTILE])
    assert page.locator("#reading input:checked").count() == 0
    # The button that comes back fades in, and its words are too pale until then.
    expect(page.locator("#reading-start")).to_be_enabled()
    page.wait_for_function("getComputedStyle(document.querySelector('#reading-start')).opacity === '1'")
    assert axe(page) == []
    expect(page.locator("#facts textarea")).to_have_value("500 ML\nMaterial: glass")
    page.locator("#reading label", has_text="500 ml").locator("input").check()
    page.locator("#reading label", has_text=HOSTILE).locator("input").check()
    page.locator("#reading-add").click()
    expect(page.locator("#facts textarea")).to_have_value(f"500 ML\nMaterial: glass\n{HOSTILE}")
    expect(page.locator("#reading-status")).to_contain_text("Added to your facts: 1. Already there: 1.")
    expect(page.locator("#reading")).to_be_hidden()
    page.locator("#photo button[aria-label='Remove Image'], #photo button[aria-label='Clear']").first.click()
    expect(page.locator("#reading-start")).to_be_disabled()


def test_a_voice_note_becomes_facts_and_is_not_kept(
    open_page, studio: str, voice_note: Path, axe: Axe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "_STILL_SHOWN", 0.1)
    page = open_page(locale="zh-CN", address=studio)
    fill(page, "玻璃水瓶", "500 ml")
    open_fold(page, "dictate")
    page.locator("#voice [data-testid=source-select] button").first.click()
    page.locator("#voice input[type=file]").set_input_files(voice_note)
    expect(page.locator("#heard-start")).to_be_enabled()
    kept = Path(os.environ["GRADIO_TEMP_DIR"])
    assert list(kept.rglob("note.wav"))
    assert axe(page) == []
    page.locator("#heard-start").click()
    expect(page.locator("#heard label")).to_have_text(["Made in Oslo", "500 ml"])
    page.locator("#heard-add").click()
    expect(page.locator("#facts textarea")).to_have_value("500 ml\nMade in Oslo")
    expect(page.locator("#heard-status")).to_contain_text("已加入 1 条，已有 1 条")
    expect(page.locator("#heard-start")).to_be_disabled()
    page.wait_for_function("document.querySelector('#voice audio, #voice [data-testid=waveform-controls]') === null")
    for _ in range(50):
        if not list(kept.rglob("note.wav")):
            break
        page.wait_for_timeout(100)
    assert not list(kept.rglob("note.wav"))


def test_the_kit_remembers_which_facts_were_read_and_which_were_heard(
    open_page, studio: str, photo_file: Path, voice_note: Path
) -> None:
    READING.opened.set()
    page = open_page(address=studio)
    fill(page, facts="Material: glass")
    upload(page, photo_file)
    page.locator("#reading-start").click()
    for seen in ("Color: red", "500 ml"):
        page.locator("#reading label", has_text=seen).locator("input").check()
    page.locator("#reading-add").click()
    expect(page.locator("#facts textarea")).to_have_value("Material: glass\nColor: red\n500 ml")
    open_fold(page, "dictate")
    page.locator("#voice [data-testid=source-select] button").first.click()
    page.locator("#voice input[type=file]").set_input_files(voice_note)
    page.locator("#heard-start").click()
    expect(page.locator("#heard label")).to_have_text(["Made in Oslo", "500 ml"])
    page.locator("#heard-add").click()
    facts = page.locator("#facts textarea")
    expect(facts).to_have_value("Material: glass\nColor: red\n500 ml\nMade in Oslo")
    facts.fill("Material: clear glass\nColor: dark red\n500 ml\nMade in Oslo")
    generate(page)
    finish(page)
    request = json.loads(download(page)["manifest.json"])["request"]
    assert request["facts"] == ["Material: clear glass", "Color: dark red", "500 ml", "Made in Oslo"]
    assert request["origins"] == {"500 ml": "photo", "Made in Oslo": "voice"}
