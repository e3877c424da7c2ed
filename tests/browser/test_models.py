"""The table of models, what "auto" means here, and a download by a click."""

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from mmdemo.generators import Speaker
from mmdemo.registry import Registry
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.offer import offer
from mmdemo.runtime.store import Store
from mmdemo.schema import Message
from mmdemo.ui import model_handlers
from tests.browser.conftest import serving
from tests.browser.makers import Painter, embedded_but, open_gate, spec, too_much
from tests.browser.steps import choose, open_fold
from tests.hub import Hub

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
huggingface_hub = pytest.importorskip("huggingface_hub")
expect = sync_api.expect
expect.set_options(timeout=60_000)

MB = 2**20
REPO = "maker/painter"
GB = 10**9


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.delenv("HF_HUB_OFFLINE")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with Hub() as serving_files:
        serving_files.commit(REPO, {"config.json": b"{}", "model.safetensors": os.urandom(3 * MB)})
        monkeypatch.setattr(model_handlers, "offer", partial(offer, endpoint=serving_files.endpoint))
        yield serving_files
    huggingface_hub.close_session()


def registry(folder: Path, machine: Machine | None = None, said: int = 3 * MB) -> Registry:
    files = ("config.json", "*.safetensors")
    fetchable = spec(
        "image",
        "painter",
        Painter(open_gate()),
        ("scene", "concept"),
        weights=Checkpoint(REPO, files, said),
        memory=GB,
        purpose="Paints <scenes>",
    )
    giant = spec("image", "giant", None, ("scene",), weights=Checkpoint("a/giant", files, 33 * GB), memory=500 * GB)
    listener = too_much("hearing", "listener", ("transcript",), 1_600_000_000)
    machine, store = machine or Machine("cpu", "CPU", 16 * GB), Store(folder)
    absent = Message("It is not here.", "本机没有。")
    singer = spec(
        "speech",
        "singer",
        None,
        ("narration",),
        missing=lambda: None if store.state(fetchable.weights) == "present" else absent,
        speakers=(Speaker("sol", Message("Sol", "小索"), "en"),),
    )
    return Registry(embedded_but(fetchable, giant, listener, singer).specs(), Runtime(machine, store))


def test_a_model_is_fetched_after_its_size_was_said(open_page, server: str, tmp_path: Path, hub: Hub) -> None:
    hub.slow = 0.2
    with serving(registry(tmp_path)) as address:
        page = open_page(address=address)
        open_fold(page, "sound")
        page.locator("#narrator-voice input").click()
        expect(page.get_by_role("option", name="Singer")).to_have_count(0)
        page.keyboard.press("Escape")
        open_fold(page, "models")
        rows = page.locator("#models-table tbody tr")
        expect(rows).to_have_count(3)
        expect(rows.filter(has_text="Painter")).to_contain_text("Paints <scenes>")
        expect(rows.filter(has_text="Giant")).to_contain_text("too large for this machine")
        expect(page.locator("#models-auto")).to_contain_text("Scene around the product Embedded studio")
        choose(page, "model-choice", "Giant")
        expect(page.locator("#model-status")).to_contain_text(re.compile(r"Giant needs \d+\.\d GB of memory"))
        expect(page.locator("#download-model")).to_be_disabled()
        choose(page, "model-choice", "Painter")
        expect(page.locator("#download-model")).to_have_text("Download 3 MB (Apache-2.0)")
        assert not hub.requests
        page.locator("#download-model").click()
        expect(page.locator("#model-status")).to_contain_text("Fetching maker/painter")
        page.locator("#stop-model").click()
        expect(page.locator("#model-status")).to_contain_text("Stopped. What was fetched stays")

        hub.slow = 0.0
        page.locator("#download-model").click()
        expect(page.locator("#model-status")).to_contain_text("Painter is on this machine now.")
        expect(rows.filter(has_text="Painter")).to_contain_text("on disk")
        expect(page.locator("#download-model")).to_have_text("Already on disk")
        expect(page.locator("#models-auto")).to_contain_text("Scene around the product Painter")
        open_fold(page, "look")
        expect(page.locator("#look-print")).to_contain_text("your own wish are painted by Painter")
        open_fold(page, "more")
        page.locator("#painter input").click()
        expect(page.get_by_role("option", name="Painter", exact=True)).to_be_visible()
        page.keyboard.press("Escape")
        page.locator("#narrator-voice input").click()
        expect(page.get_by_role("option", name="Singer · Sol")).to_be_visible()
        page.goto("about:blank")


def test_another_size_than_the_one_said_is_asked_about_first(open_page, server: str, tmp_path: Path, hub: Hub) -> None:
    with serving(registry(tmp_path, said=1 * MB)) as address:
        page = open_page(locale="zh-CN", address=address)
        open_fold(page, "models")
        choose(page, "model-choice", "Painter")
        page.locator("#download-model").click()
        expect(page.locator("#model-status")).to_contain_text("实际大小为 3 MB，不是 1 MB")
        expect(page.locator("#download-model")).to_have_text("下载 3 MB（Apache-2.0）")
        assert not hub.asked("/resolve/")
        hub.refuse["/resolve/"] = (403, "GatedRepo")
        page.locator("#download-model").click()
        expect(page.locator("#model-status [role=alert]")).not_to_be_empty()
        expect(page.locator("#download-model")).to_be_enabled()
        page.goto("about:blank")


def test_where_downloads_are_not_for_visitors_it_is_said(open_page, server: str, tmp_path: Path) -> None:
    machine = Machine("cpu", "CPU", 16 * GB, hosted=True)
    with serving(registry(tmp_path, machine)) as address:
        page = open_page(address=address)
        open_fold(page, "models")
        expect(page.locator("#models-table")).to_contain_text("Visitors of this public page cannot start downloads")
        expect(page.locator("#download-model")).to_be_hidden()
        open_fold(page, "dictate")
        expect(page.locator("#hearing-missing")).to_contain_text("Listener is a download of 1.6 GB")
        expect(page.locator("#voice")).to_be_hidden()
        page.goto("about:blank")


def test_a_studio_started_offline_says_so(page) -> None:
    open_fold(page, "models")
    expect(page.locator("#models-table")).to_contain_text("This studio was started offline")
    expect(page.locator("#download-model")).to_be_hidden()
