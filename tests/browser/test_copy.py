"""The texts beyond the page, what they rest on, what to check in them, and how each marketplace takes them."""

import json

import pytest

from tests.browser.conftest import Axe
from tests.browser.steps import choose, download, fill, finish, generate, open_fold, open_tab
from tests.browser.test_listing import HOSTILE

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect
expect.set_options(timeout=60_000)

FACTS = "350 ml\n500 ml\nMaterial: stoneware\nBest mug for tea"


def make(page, name: str = "Stoneware mug", facts: str = FACTS) -> None:
    fill(page, name, facts)
    generate(page)
    finish(page)
    open_tab(page, 2)


def box(page, name: str):
    return page.locator(f"#text-{name} input, #text-{name} textarea")


def said(page, words: str) -> None:
    expect(page.locator("#steps [role=status]")).to_contain_text(words)


def test_questions_rewrites_and_statements_are_settled_with_a_click_each(page) -> None:
    make(page)
    expect(page.locator("#checks")).to_contain_text("Check before you publish (")
    open_fold(page, "checks")
    box(page, "title").fill("Best stoneware mug")
    box(page, "bullets").fill("Made of stoneware\nBest mug for tea")
    page.locator("#save").click()
    said(page, "Your edits are saved")
    expect(page.locator("#checks-asked")).to_contain_text("“350 ml” and “500 ml” both tell the capacity")
    claims = page.locator("#checks-claims tbody tr")
    expect(claims).to_have_count(1)
    expect(claims).to_contain_text("Needs proof")
    expect(claims).to_contain_text("title, bullet points")
    assert page.locator("#statements input:checked").count() == 0

    box(page, "short-description").fill("For a quiet hour.")
    page.locator("#apply-rewrites").click()
    said(page, "The rewrites are in all texts")
    expect(box(page, "title")).to_have_value("Stoneware mug")
    expect(box(page, "bullets")).to_have_value("Made of stoneware\nMug for tea")
    expect(box(page, "short-description")).to_have_value("For a quiet hour.")
    expect(page.locator("#checks-claims")).to_be_hidden()
    files = download(page)
    assert json.loads(files["manifest.json"])["parts"]["copy"]["edited"]
    assert "For a quiet hour." in files["listing.md"].decode()
    assert "Best" not in files["listing.md"].decode()


def test_what_has_no_safe_words_goes_from_every_text_at_one_click(page) -> None:
    make(page, "Hand balm", "50 ml\nMaterial: beeswax\nLowest price guaranteed\nCures eczema\n100% natural")
    open_fold(page, "checks")
    cure = page.locator("#checks-claims tbody tr", has_text="Cures eczema")
    expect(cure).to_contain_text("leave out the sentence that says it")
    expect(cure).to_contain_text("Your facts say it too")
    page.locator("#apply-rewrites").click()
    said(page, "The rewrites are in all texts")
    said(page, "Your facts still say some of it")
    expect(page.locator("#checks-claims")).to_be_hidden()
    assert "eczema" not in box(page, "bullets").input_value()
    open_fold(page, "channels")
    assert "LowestPrice" not in box(page, "instagram-tags").input_value()


def test_of_two_facts_that_disagree_one_is_kept(page) -> None:
    make(page, facts="350 ml\n500 ml\nMaterial: stoneware")
    open_fold(page, "checks")
    page.locator("#keep-fact").click()
    said(page, "Nothing is chosen")
    page.locator("#kept").get_by_text("Keep “500 ml”, not “350 ml”").click()
    page.locator("#keep-fact").click()
    said(page, "Kept “500 ml”")
    expect(page.locator("#keeping")).to_be_hidden()
    expect(page.locator("#checks-asked")).to_be_hidden()
    expect(page.locator("#facts textarea")).to_have_value("500 ml\nMaterial: stoneware")
    listing = download(page)["listing.md"].decode()
    assert "500 ml" in listing
    assert "350 ml" not in listing


def test_edits_are_not_lost_unasked(page) -> None:
    make(page, facts="350 ml\nMaterial: stoneware")
    expect(page.locator("#redo-asking")).to_be_hidden()
    box(page, "title").fill("My own title")
    page.locator("#redo-copy").click()
    expect(page.locator("#redo-asking")).to_contain_text("Your edits to the copy will be lost")
    expect(page.locator("#keep-edits")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#redo-asking")).to_be_hidden()
    expect(box(page, "title")).to_have_value("My own title")
    page.locator("#save").click()
    said(page, "Your edits are saved")
    page.locator("#redo-copy").click()
    page.locator("#redo-anyway").click()
    expect(box(page, "title")).not_to_have_value("My own title")
    finish(page)
    expect(page.locator("#redo-asking")).to_be_hidden()
    page.locator("#redo-copy").click()
    expect(page.locator("#copy-state")).to_contain_text("take 3")
    finish(page)
    expect(page.locator("#redo-asking")).to_be_hidden()


def test_an_invented_number_waits_until_it_is_accepted(page) -> None:
    make(page, facts="350 ml\nMaterial: stoneware")
    open_fold(page, "checks")
    expect(page.locator("#checks-summary")).to_contain_text("Nothing to change")
    box(page, "bullets").fill("Holds 900 ml\nMade of stoneware")
    page.locator("#save").click()
    said(page, "Your edits are saved")
    waiting = page.locator("#statements label")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Holds 900 ml")
    expect(page.locator("#publish-notice")).to_contain_text("left out of the download until you confirm them: 1")
    open_tab(page, 0)
    expect(page.locator("#preview mark.open")).to_have_text("Holds 900 ml")
    assert "900 ml" not in download(page)["listing.md"].decode()

    open_tab(page, 2)
    page.locator("#accept").click()
    said(page, "Nothing is ticked")
    box(page, "title").fill("Not saved yet")
    waiting.locator("input").check()
    page.locator("#accept").click()
    said(page, "Accepted")
    expect(page.locator("#confirming")).to_be_hidden()
    expect(page.locator("#publish-notice")).to_be_hidden()
    expect(box(page, "title")).to_have_value("Not saved yet")
    expect(page.locator("#preview mark.open")).to_have_count(0)
    files = download(page)
    assert "Holds 900 ml" in files["listing.md"].decode()
    assert json.loads(files["manifest.json"])["request"]["confirmed"] == ["Holds 900 ml"]


def test_the_other_texts_are_kept_as_they_are_and_as_they_are_edited(page) -> None:
    make(page)
    page.locator("#save").click()
    said(page, "Your edits are saved")
    expect(page.locator("#copy-state")).not_to_contain_text("edited by you")
    open_fold(page, "channels")
    assert box(page, "instagram-tags").input_value().startswith("#")
    assert box(page, "questions").input_value().count("\n\n") >= 1
    box(page, "instagram-tags").fill("#mug tea")
    box(page, "questions").fill(f"Is it heavy?\nPick it up.\n\n{HOSTILE}")
    box(page, "mail-subject").fill("A mug for you")
    page.locator("#save").click()
    expect(page.locator("#copy-state")).to_contain_text("edited by you")
    expect(box(page, "instagram-tags")).to_have_value("#mug #tea")
    edited = json.loads(download(page)["manifest.json"])["edited_copy"]
    assert edited["posts"]["instagram"]["tags"] == ["mug", "tea"]
    assert edited["questions"] == [
        {"question": "Is it heavy?", "answer": "Pick it up."},
        {"question": HOSTILE, "answer": ""},
    ]
    assert edited["mail"]["subject"] == "A mug for you"
    assert page.locator("img[src=x]").count() == 0


def test_each_marketplace_shows_its_fields(page) -> None:
    open_tab(page, 2)
    open_fold(page, "market-texts")
    expect(page.locator("#market-table")).to_contain_text("Generate a listing to see its texts here")
    make(page, facts=f"350 ml\nMaterial: stoneware\n{HOSTILE}")
    table = page.locator("#market-table tbody tr")
    expect(table.first).to_contain_text("Stoneware mug", ignore_case=True)
    expect(page.locator("#market-table")).to_contain_text("Search terms")
    assert page.locator("#market-table img").count() == 0
    choose(page, "marketplace", "Taobao")
    expect(page.locator("#market-table .broken").first).to_contain_text("Taobao is read in Chinese")
    box(page, "title").fill("Stoneware mug, my own")
    page.locator("#save").click()
    expect(table.first).to_contain_text("my own")
    page.locator("#language").get_by_text("中文").click()
    expect(page.locator("#market-table")).to_contain_text("宝贝标题")
    expect(page.locator("#marketplace input")).to_have_value("淘宝")


def test_what_the_texts_rest_on_can_be_read_without_a_mouse(page) -> None:
    expect(page.locator("#basis")).to_be_hidden()
    make(page, facts="350 ml\nMaterial: stoneware")
    open_tab(page, 0)
    open_fold(page, "basis")
    row = page.locator("#sources tbody tr", has_text="Material: stoneware")
    expect(row).to_contain_text("typed by you")
    expect(row.locator("li").first).to_be_hidden()
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(row.locator("li").first).to_be_visible()


def test_the_narration_is_as_long_as_wished(page) -> None:
    open_fold(page, "sound")
    page.locator("#script-seconds input[type=number]").fill("45")
    page.locator("#script-seconds input[type=number]").press("Enter")
    make(page)
    assert json.loads(download(page)["manifest.json"])["request"]["script_seconds"] == 45


@pytest.mark.parametrize(
    ("locale", "width", "scheme"), [("zh-CN", 390, "dark"), ("en-US", 390, "light"), ("zh-CN", 1440, "light")]
)
def test_the_folds_are_accessible_and_fit(open_page, axe: Axe, locale, width, scheme) -> None:
    page = open_page(locale=locale, width=width, scheme=scheme)
    make(page, "粗陶马克杯", "容量：350 毫升\n容量：500 毫升\n最好的茶杯\n材质：粗陶")
    blocked = "不得发布" if locale == "zh-CN" else "may not be published"
    expect(page.locator("#publish-notice")).to_contain_text(blocked)
    for fold in ("channels", "checks", "market-texts"):
        open_fold(page, fold)
    page.locator("#market-table table").wait_for()
    expect(page.locator("#checks-claims tbody tr").first).to_contain_text("最好")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("#apply-rewrites").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#checks-claims")).to_be_hidden()
    expect(page.locator("#publish-notice")).not_to_contain_text(blocked)
    open_tab(page, 0)
    open_fold(page, "basis")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_sentence_is_accepted_with_all_of_its_words_or_not_at_all(page) -> None:
    make(page, facts="350 ml\nMaterial: stoneware")
    open_fold(page, "checks")
    box(page, "bullets").fill("Holds 700 ml and weighs 800 g\nMade of stoneware")
    page.locator("#save").click()
    expect(page.locator("#statements label")).to_have_count(2)
    page.locator("#statements label", has_text="700 ml –").locator("input").check()
    page.locator("#accept").click()
    said(page, "waits for more words than the ticked ones")
    page.locator("#statements label", has_text="800 g –").locator("input").check()
    expect(page.locator("#statements input:checked")).to_have_count(2)
    page.locator("#accept").click()
    said(page, "Accepted")
    expect(page.locator("#confirming")).to_be_hidden()
