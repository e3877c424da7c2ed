"""The video on the page: a storyboard that is edited, a video that is made, stopped, played and taken along."""

import json
import re

import pytest

from tests.browser.conftest import Axe
from tests.browser.steps import download, fill, finish, generate

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

PLAYED = """async player => {
  player.muted = true;
  await player.play();
  await new Promise(done => player.addEventListener('timeupdate', () => player.currentTime > 0.3 && done()));
  player.pause();
  await new Promise(done => {
    player.addEventListener('seeked', done);
    player.currentTime = 5;
  });
  return [player.videoWidth, player.videoHeight];
}"""


def open_tab(page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def shots(page):
    return page.locator("#storyboard ol > li")


def field(page, number: int, name: str):
    return shots(page).nth(number - 1).locator(f"[data-field={name}]")


def set_length(page, seconds: int) -> None:
    box = page.locator("#video-seconds input[type=number]")
    box.fill(str(seconds))
    box.press("Tab")


def test_a_video_is_drawn_up_edited_stopped_made_and_played(open_page, axe: Axe) -> None:
    page = open_page()
    open_tab(page, "Video")
    expect(page.locator("#storyboard")).to_contain_text("Press Generate listing first")
    expect(page.locator("#make-video")).to_be_disabled()
    fill(page)
    page.locator("#price :is(input, textarea)").fill("$24")
    generate(page)
    finish(page)
    expect(page.locator("#storyboard [data-total]")).to_have_text("15.0 s together")
    said = page.locator("#video-said")

    # Shorter, and the one before can be had back.
    field(page, 1, "text").fill("A bottle <b>for life</b>")
    set_length(page, 6)
    page.locator("#draw-storyboard").click()
    expect(page.locator("#storyboard [data-total]")).to_have_text("6.0 s together")
    page.locator("#earlier-storyboard").click()
    expect(field(page, 1, "text")).to_have_value("A bottle <b>for life</b>")
    page.locator("#earlier-storyboard").click()
    expect(page.locator("#storyboard [data-total]")).to_have_text("6.0 s together")

    # Shots are moved, added and taken out with the keyboard, which keeps its place.
    count, last = shots(page).count(), field(page, 3, "text").input_value()
    page.locator("#storyboard [data-add]").focus()
    page.keyboard.press("Enter")
    expect(shots(page)).to_have_count(count + 1)
    page.keyboard.type("Only by keyboard")
    page.get_by_role("button", name=f"Move shot {count + 1} up").focus()
    page.keyboard.press("Enter")
    expect(field(page, count, "text")).to_have_value("Only by keyboard")
    page.get_by_role("button", name=f"Take out shot {count}", exact=True).focus()
    page.keyboard.press("Enter")
    expect(shots(page)).to_have_count(count)
    assert page.evaluate("document.activeElement.dataset.action") == "remove"

    # What is wrong is said, and nothing is lost by it.
    field(page, 2, "seconds").fill("")
    page.locator("#make-video").click()
    expect(said).to_contain_text("Shot 2 needs its length")
    field(page, 2, "seconds").fill("90")
    page.locator("#make-video").click()
    expect(said).to_contain_text("Shot 2 lasts 90 s")
    expect(page.locator("#storyboard [data-limits]")).to_be_visible()
    field(page, 2, "seconds").fill("2")
    field(page, 1, "seconds").fill("2.6")
    field(page, 1, "text").fill("Typed by hand")
    field(page, 3, "into").select_option("wipe")
    page.locator("#video-shape label", has_text="1:1").click()
    assert not axe(page)

    page.locator("#make-video").click()
    expect(said).to_contain_text("Drawing frame")
    page.locator("#stop-video").click()
    expect(said).to_contain_text("Stopped. The storyboard is as it was")
    expect(page.locator("#make-video")).to_be_enabled()
    expect(field(page, 1, "text")).to_have_value("Typed by hand")
    expect(page.locator("#video-player video")).to_have_count(0)

    page.locator("#make-video").click()
    expect(said).to_contain_text("is made and in the download")
    player = page.locator("#video-player video")
    expect(player).to_be_visible()
    assert player.evaluate(PLAYED) == [1080, 1080]
    files = download(page)
    board = json.loads(files["manifest.json"])["storyboard"]
    assert {"video/video.mp4", "video/cover.jpg"} <= files.keys() and b'src="video/video.mp4"' in files["page.html"]
    assert board["shots"][0]["text"] == "Typed by hand" and board["shots"][2]["into"] == "wipe"
    assert board["shots"][2]["text"] == last
    open_tab(page, "Hand over")
    expect(page.locator("#holds-list")).to_contain_text("Video (")

    # A picture that changes makes the video old; what was typed stays where it is.
    open_tab(page, "Pictures")
    page.locator("#redo-image-card").click()
    open_tab(page, "Video")
    expect(page.locator("#video-player .note")).to_contain_text("has changed since")
    expect(field(page, 1, "text")).to_have_value("Typed by hand")
    page.locator("#language label", has_text="中文").click()
    expect(page.locator("#storyboard h3")).to_have_text("分镜")
    expect(field(page, 1, "text")).to_have_value("Typed by hand")
    expect(field(page, 1, "kind").locator("option:checked")).to_have_text("开场")

    # On a phone in the dark everything can be reached.
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator("#theme").click()
    expect(page.locator("body")).to_have_class(re.compile("dark"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    touched = "all => Math.min(...all.map(one => one.getBoundingClientRect().height))"
    assert page.locator("#storyboard :is(button, input, select)").evaluate_all(touched) >= 44
    assert not axe(page)

    # A form that cannot be used leaves all as it is; a new listing starts anew.
    page.locator("#name :is(input, textarea)").fill("")
    page.locator("#generate").click()
    expect(page.locator("#problem .problem")).to_be_visible()
    expect(page.locator("#generate")).to_be_enabled()
    expect(field(page, 1, "text")).to_have_value("Typed by hand")
    expect(player).to_be_visible()
    fill(page, "Oak board", "Material: oak")
    generate(page)
    finish(page)
    expect(field(page, 1, "text")).not_to_have_value("Typed by hand")
    expect(player).to_have_count(0)
