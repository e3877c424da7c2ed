"""A cutout mended as a merchant does it: framed, painted, picked by mouse and keyboard, begun again, stopped."""

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

LEFT, RIGHT = (0.03, 0.08, 0.47, 0.95), (0.53, 0.08, 0.97, 0.95)
"""Where each of two bottles stands: left, top, right, bottom as parts of the photo."""


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """Two bottles side by side, of which a merchant sells one."""
    one = draw_photo(600, 720)
    both = Image.new("RGB", (1200, 720))
    both.paste(one, (0, 0))
    both.paste(one, (600, 0))
    both.save(tmp_path / "pair.png")
    return tmp_path / "pair.png"


def listed(page, photo: Path) -> None:
    """A listing of the photo, and the fold open with the photo in it."""
    upload(page, photo)
    fill(page)
    generate(page)
    finish(page)
    open_tab(page, 1)
    page.locator("#scenes button").first.wait_for()  # they come a moment later, and move what lies below them
    open_mend(page)


def open_mend(page) -> None:
    open_fold(page, "mend")
    page.locator("#mend-editor canvas").first.wait_for()
    expect(page.locator("#mend-apply")).to_be_enabled()


FITTED = """() => {
    const [canvas, zoom] = ["canvas", ".zoom-number"].map(name => document.querySelector("#mend-editor " + name));
    const place = JSON.stringify([canvas.getBoundingClientRect(), zoom.innerText]);
    const still = window.still?.place === place ? window.still : {place, frames: 0, since: performance.now()};
    window.still = {...still, frames: still.frames + 1};
    return still.frames > 30 && performance.now() - still.since > 1500;
}"""
"""The editor fits the photo to its box in steps, and says nothing when it is done: it is, when all has been still."""


def photo_box(page, wide: float) -> tuple[float, float, float, float]:
    """Where a photo so much wider than high lies on the page, in its pixels: centred, at the zoom that is said."""
    box = page.locator("#mend-editor canvas").first.bounding_box()
    zoom = float(page.locator("#mend-editor .zoom-number").inner_text().strip().rstrip("%")) / 100
    width, height = zoom * 800, zoom * 800 / wide
    return box["x"] + (box["width"] - width) / 2, box["y"] + (box["height"] - height) / 2, width, height


def drag(page, points, wide: float = 1200 / 720) -> None:
    page.locator("#mend-editor").evaluate("editor => editor.scrollIntoView({block: 'center'})")
    page.wait_for_function(FITTED, polling="raf")
    left, top, width, height = photo_box(page, wide)
    (x, y), *rest = points
    page.mouse.move(left + x * width, top + y * height)
    page.wait_for_timeout(200)
    page.mouse.down()
    for to_x, to_y in rest:
        for step in range(1, 9):  # a hand is slower than a script, and the editor draws by the frame
            share = step / 8
            page.mouse.move(left + (x + (to_x - x) * share) * width, top + (y + (to_y - y) * share) * height)
            page.wait_for_timeout(50)
        x, y = to_x, to_y
    page.mouse.up()
    page.wait_for_timeout(1_000)


def apply(page) -> None:
    page.locator("#mend-apply").click()


def mended(page) -> None:
    expect(page.locator("#mend-status")).to_contain_text("Cutting out")
    expect(page.locator("#mend-status")).to_contain_text("The cutout is mended")
    finish(page)


def shares(page) -> tuple[float, float]:
    """How much of the left and of the right half of the photo the exported cutout has."""
    with Image.open(io.BytesIO(download(page)["images/cutout.png"])) as cutout:
        alpha = np.asarray(cutout.convert("RGBA"))[..., 3] > 127
    middle = alpha.shape[1] // 2
    return float(alpha[:, :middle].mean()), float(alpha[:, middle:].mean())


def test_a_frame_then_stop_then_strokes_then_from_the_start(page, pair: Path) -> None:
    listed(page, pair)
    apply(page)
    expect(page.locator("#mend-status [role=alert]")).to_contain_text("Nothing is drawn yet")

    before = shares(page)
    drag(page, [LEFT[:2], LEFT[2:]])
    apply(page)
    page.locator('#steps .steps[data-state="busy"]').wait_for()
    page.locator("#stop").click()
    expect(page.locator("#mend-status")).to_contain_text("Stopped")
    finish(page)
    assert shares(page) == before

    apply(page)  # what was drawn is still there
    mended(page)
    left, right = shares(page)
    assert left > 0.1
    assert right < 0.01

    page.locator("#mend-tool input").nth(2).check(force=True)
    page.wait_for_timeout(2_000)  # the browser reads the drawing before it changes the brush, and does not say so
    drag(page, [(0.25, 0.2), (0.25, 0.3)])
    sent = []
    page.on("request", lambda asked: sent.append(asked.url) if "/upload" in asked.url else None)
    apply(page)
    mended(page)
    assert len(sent) == 3  # the drawing was read once, and not again at every piece of news
    assert 0.02 < shares(page)[0] < left

    page.locator("#mend-over").click()
    mended(page)
    assert sum(shares(page)) > 0.2


def test_an_outline_by_mouse_and_keyboard_then_a_frame_in_numbers_and_nonsense(page, pair: Path) -> None:
    listed(page, pair)
    outlines = page.locator("#image-cutout .outlines button")
    assert outlines.count() >= 2
    outlines.nth(1).click()
    mended(page)
    expect(outlines.nth(1)).to_have_attribute("aria-pressed", "true")
    outlines.first.focus()
    page.keyboard.press("Enter")
    expect(outlines.first).to_have_attribute("aria-pressed", "true")
    finish(page)

    box = page.locator("#mend-box input, #mend-box textarea").first
    for said, answer in (
        ("left a bit", "four numbers"),
        ("50, 50, 50, 50", "too small"),
        ("110, 0, 130, 50", "outside the photo"),
    ):
        box.fill(said)
        apply(page)
        expect(page.locator("#mend-status [role=alert]")).to_contain_text(answer)
    box.fill(", ".join(str(round(100 * edge)) for edge in RIGHT))
    apply(page)
    mended(page)
    left, right = shares(page)
    assert right > 0.1
    assert left < 0.01


def test_the_second_photo_has_its_own_cutout(page, pair: Path, photo_file: Path) -> None:
    upload(page, photo_file)
    with page.expect_file_chooser() as chooser:
        page.locator("#more-photos-add").click()
    chooser.value.set_files([pair])
    page.locator("#more-photos-strip li").wait_for()
    fill(page)
    generate(page)
    finish(page)
    first = download(page)
    open_tab(page, 1)
    open_mend(page)
    page.locator("#mend-photo input").nth(1).check(force=True)
    page.locator("#mend-others .part").wait_for()
    page.locator("#mend-box input, #mend-box textarea").first.fill(", ".join(f"{100 * edge:.0f}" for edge in LEFT))
    apply(page)
    mended(page)
    second = download(page)
    assert first["images/main.png"] == second["images/main.png"]
    assert first["images/main-2.png"] != second["images/main-2.png"]
