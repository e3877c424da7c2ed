"""What a merchant does again and again."""

import io
import zipfile
from pathlib import Path


def upload(page, file: Path) -> None:
    page.locator("#photo input[type=file]").set_input_files(file)
    page.locator("#photo img").wait_for()


def fill(page, name: str = "Glass bottle", facts: str = "500 ml\nMaterial: glass\nDishwasher safe") -> None:
    page.locator("#name input, #name textarea").fill(name)
    page.locator("#facts textarea").fill(facts)


def generate(page) -> None:
    page.locator("#generate").click()
    page.locator('#steps .steps[data-state="busy"]').wait_for()


def finish(page) -> None:
    page.locator('#steps .steps[data-state="done"]').wait_for()


def open_tab(page, index: int) -> None:
    page.locator("#tabs [role=tab]").nth(index).click()


def open_fold(page, name: str) -> None:
    page.locator(f"#{name} .label-wrap").click()
    # What lies in a fold is made when it opens, and for one frame what is typed is written over by what it starts with.
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def choose(page, name: str, label: str) -> None:
    page.locator(f"#{name} input").click()
    page.get_by_role("option", name=label).click()


def download(page) -> dict[str, bytes]:
    with page.expect_download() as started:
        page.locator("#download").click()
    with zipfile.ZipFile(io.BytesIO(Path(started.value.path()).read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
