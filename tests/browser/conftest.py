"""One server in this process and one Chromium for the session; every page is watched for errors and outside calls."""

import gc
import os
import shutil
import socket
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from mmdemo.registry import Registry, installed

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Every host but this one is unknown to the browser.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # The web server drops a file half sent when a page goes away, and Python says so when it cleans up.
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))


@pytest.fixture(scope="session")
def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine (Debian package chromium)")


@contextmanager
def serving(registry: Registry) -> Iterator[str]:
    """The studio over some generators, and its address."""
    from mmdemo.ui.page import build

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    blocks, options = build(registry)
    blocks.launch(server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, quiet=True, **options)
    yield f"http://127.0.0.1:{port}/"
    blocks.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()  # here, and not in the middle of another test


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the studio as it is installed."""
    os.environ["GRADIO_TEMP_DIR"] = str(tmp_path_factory.mktemp("studio"))
    with serving(installed()) as address:
        yield address


OpenPage = Callable[..., "object"]
Axe = Callable[..., list[str]]

FILLED = "No draw texture found for layer"
"""Gradio's image editor says so of a layer when it is filled twice in a row; the second filling is whole."""

UNPLAYABLE = "Waveform load error: MediaError"
"""Gradio's audio player says so of an upload that is no sound; what is wrong with it the studio says."""


def _is_error(said) -> bool:
    return said.type == "error" and said.text not in (FILLED, UNPLAYABLE)


SETTLED = """() => Promise.allSettled(
    document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity).map(one => one.finished)
)"""
"""A button that has just been opened fades from one colour to the other."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Says what of a page breaks the accessibility guidelines, as far as axe-core can tell."""
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core is not installed (axe-playwright-python)")
    script = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")

    def violations(page) -> list[str]:
        page.evaluate(script)
        page.evaluate(SETTLED)
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{found['id']}: {node['html'][:160]} {(node['any'] or [{'message': ''}])[0]['message'][:160]}"
            for found in result["violations"]
            for node in found["nodes"]
        ]

    return violations


@pytest.fixture
def open_page(browser: object, server: str) -> Iterator[OpenPage]:
    """Opens the studio in a window of its own; `open_page(locale=…, width=…, scheme=…)`. At the end, all is checked."""
    contexts: list[object] = []
    outside: list[str] = []
    wrong: list[str] = []

    def open_one(locale: str = "en-US", width: int = 1440, scheme: str = "light", address: str = server) -> object:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=locale,
            color_scheme=scheme,
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if _is_error(said) else None)
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda asked: outside.append(asked.url) if not asked.url.startswith((address, "data:", "blob:")) else None,
        )
        page.goto(address, wait_until="domcontentloaded")
        page.locator("#generate").wait_for()
        # The first answer of the server settles the language of the page.
        page.locator('#steps .steps[data-state="idle"]').wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not wrong
    assert not outside


@pytest.fixture
def page(open_page: OpenPage) -> object:
    """The studio in English on a desktop."""
    return open_page()


@pytest.fixture
def photo_file(photo: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "bottle.jpg"
    path.write_bytes(photo)
    return path
