"""Several photos of one product, added, put in order and taken away as a merchant does it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import Axe
from tests.browser.steps import download, fill, finish, generate, open_tab, upload
from tests.conftest import draw_photo

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

WIDTHS = {"back": 500, "side": 540, "detail": 580}
"""Each photo is known by its width."""


@pytest.fixture
def photos(tmp_path: Path) -> dict[str, Path]:
    files = {name: tmp_path / f"{name}.jpg" for name in WIDTHS}
    for name, file in files.items():
        draw_photo(WIDTHS[name], 400).save(file)
    files["notes"] = tmp_path / "notes.jpg"
    files["notes"].write_text("Not a photo at all.")
    return files


def add(page, *files: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("#more-photos-add").click()
    chooser.value.set_files(files)


def numbers(page):
    return page.locator("#more-photos-strip li b")


def press(page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def expect_widths(page, *widths: int) -> None:
    """Wait until the strip shows pictures of these widths: the parts of an answer reach the page one after another."""
    page.wait_for_function(
        """widths => {
          const shown = [...document.querySelectorAll("#more-photos-strip img")];
          return JSON.stringify(shown.map(picture => picture.naturalWidth)) === JSON.stringify(widths);
        }""",
        arg=list(widths),
    )


def test_three_photos_from_the_form_to_the_zip(page, photos: dict[str, Path], photo_file: Path) -> None:
    expect(page.locator("#more-photos-add")).to_be_disabled()
    upload(page, photo_file)
    add(page, photos["back"], photos["notes"], photos["side"], photos["detail"])
    expect(numbers(page)).to_have_text(["2", "3", "4"])
    expect(page.locator("#more-photos-said [role=alert]")).to_contain_text("notes.jpg: This file is not a photo")
    expect_widths(page, 500, 540, 580)

    press(page, "Move photo 4 earlier")
    expect(page.locator("#more-photos-said")).to_contain_text("It is photo 3 now.")
    expect_widths(page, 500, 580, 540)
    press(page, "Remove photo 2")
    expect(numbers(page)).to_have_text(["2", "3"])
    expect_widths(page, 580, 540)

    fill(page)
    generate(page)
    finish(page)
    expect(page.locator("#preview figure img")).to_have_count(4)
    said = [picture.get_attribute("alt") for picture in page.locator("#preview figure img").all()]
    assert said[2:] == ["Glass bottle, photo 2", "Glass bottle, photo 3"]
    files = download(page)
    sources = [Image.open(io.BytesIO(files[f"source/photo{number}.png"])).width for number in ("", "-2", "-3")]
    assert sources == [960, 580, 540]
    assert files["listing.md"].index(b"images/main-2.png") < files["listing.md"].index(b"images/main-3.png")

    open_tab(page, 1)
    headings = page.locator(".picture-card:visible h3")
    expect(headings).to_have_text(
        ["Main picture, pure white", "Photo 2, pure white", "Photo 3, pure white", "Scene", "Cutout"]
    )
    expect(page.locator("#redo-image-main-2")).to_be_hidden()


def test_the_first_photo_changes_places_goes_and_comes_back(page, photos: dict[str, Path], photo_file: Path) -> None:
    upload(page, photo_file)
    add(page, photos["back"], photos["side"])
    expect(numbers(page)).to_have_text(["2", "3"])
    press(page, "Move photo 2 to the first place")
    expect(page.locator("#more-photos-said")).to_contain_text("It is photo 1 now.")
    page.wait_for_function("document.querySelector('#photo img')?.naturalWidth === 500")
    expect_widths(page, 960, 540)

    page.locator("#photo").get_by_role("button", name="Remove Image").click()
    expect(numbers(page)).to_have_text(["1", "2"])
    page.locator("#photo input[type=file]").set_input_files(photos["detail"])
    expect(numbers(page)).to_have_text(["2", "3"])
    page.wait_for_function("document.querySelector('#photo img')?.naturalWidth === 580")
    expect_widths(page, 960, 540)

    page.locator("#example-0").click()
    expect(page.locator("#more-photos-strip li")).to_have_count(0)


def test_photos_without_a_first_move_up(page, photos: dict[str, Path], photo_file: Path) -> None:
    upload(page, photo_file)
    add(page, photos["back"], photos["side"])
    expect(numbers(page)).to_have_text(["2", "3"])
    page.locator("#photo").get_by_role("button", name="Remove Image").click()
    expect(numbers(page)).to_have_text(["1", "2"])
    fill(page)
    generate(page)
    finish(page)
    files = download(page)
    assert Image.open(io.BytesIO(files["source/photo.png"])).width == 500
    assert Image.open(io.BytesIO(files["source/photo-2.png"])).width == 540
    assert "source/photo-3.png" not in files


def test_the_same_file_can_come_again_after_it_was_removed(page, photos: dict[str, Path], photo_file: Path) -> None:
    upload(page, photo_file)
    add(page, photos["back"])
    expect(numbers(page)).to_have_text(["2"])
    press(page, "Remove photo 2")
    expect(numbers(page)).to_have_count(0)
    expect(page.locator("#more-photos-add")).to_be_focused()
    add(page, photos["back"])
    expect(numbers(page)).to_have_text(["2"])


@pytest.mark.parametrize(("locale", "scheme"), [("en-US", "dark"), ("zh-CN", "light")])
def test_on_a_phone_and_by_keyboard(
    open_page, axe: Axe, photos: dict[str, Path], photo_file: Path, locale: str, scheme: str
) -> None:
    page = open_page(locale=locale, width=390, scheme=scheme)
    upload(page, photo_file)
    add(page, photos["back"], photos["side"], photos["detail"])
    expect(numbers(page)).to_have_text(["2", "3", "4"])
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for button in page.locator("#more-photos-strip button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    page.locator("#more-photos-strip li").nth(2).locator("[data-action=earlier]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#more-photos-strip li").nth(1).locator("[data-action=earlier]")).to_be_focused()
    expect_widths(page, 500, 580, 540)
    # Now the last of its kind: the keyboard stays with the photo.
    page.locator("#more-photos-strip li").nth(1).locator("[data-action=later]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#more-photos-strip li").nth(2).locator("[data-action=earlier]")).to_be_focused()
    expect_widths(page, 500, 540, 580)


def test_the_other_language_names_them_too(page, photos: dict[str, Path], photo_file: Path) -> None:
    upload(page, photo_file)
    add(page, photos["back"], photos["notes"])
    expect(page.locator("#more-photos-said [role=alert]")).to_be_visible()
    page.locator("#language").get_by_text("中文").click()
    expect(page.locator("#more-photos-strip [data-action=remove]")).to_have_attribute("aria-label", "移除照片 2")
    expect(page.locator("#more-photos-add")).to_have_text("更多照片（背面、侧面、细节）")
    expect(page.locator("#more-photos-add")).to_be_enabled()
    expect(page.locator("#more-photos-said [role=alert]")).to_have_count(0)


def test_two_merchants_keep_their_own_photos(open_page, photos: dict[str, Path], photo_file: Path) -> None:
    one, other = open_page(), open_page()
    upload(one, photo_file)
    upload(other, photo_file)
    add(one, photos["back"], photos["side"])
    add(other, photos["detail"])
    expect(numbers(one)).to_have_text(["2", "3"])
    expect(numbers(other)).to_have_text(["2"])
    press(other, "Remove photo 2")
    expect(numbers(other)).to_have_count(0)
    expect_widths(one, 500, 540)
