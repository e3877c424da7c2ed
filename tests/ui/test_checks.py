"""What the fold of checks shows."""

from dataclasses import fields, replace
from typing import Any

import gradio as gr
import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.compose.claim_checks import BADGE, Claim
from mmdemo.message import Message
from mmdemo.pipeline import confirm
from mmdemo.processing.text.claims import Finding, Source
from mmdemo.processing.text.copy_texts import texts_of
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, Statement
from mmdemo.ui.basis import basis_html
from mmdemo.ui.check_cards import claims_html, notice_html, places_text
from mmdemo.ui.checks import Checks, ChecksPanel, checks_of, checks_updates
from mmdemo.ui.language import word

HOSTILE = '<script>alert("1")</script>${alert(2)}'


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs("text") if found.id == EMBEDDED)
    facts = ("350 ml", "500 ml", "Material: stoneware", f"Note: {HOSTILE}")
    return make_kit(Request(name="Mug", facts=facts, price="$24", seed=1), registry=registry)


@pytest.fixture
def panel() -> ChecksPanel:
    # The updates only name the components; a whole page would leave its event loop behind.
    return ChecksPanel(**{part.name: gr.HTML() for part in fields(ChecksPanel)})


def claim(severity: Any = "block", rewrites: tuple[str, ...] = (), **more: Any) -> Claim:
    source = Source(Message("A law <b>", "一部法律"), "9(3)", "2026-11-23", "A")
    finding = Finding(0, 4, HOSTILE, "rule", severity, Message("Because <i>", "因为"), source, None)
    places = more.pop("places", ("title", "posts/tiktok/text", "bullets/0", "bullets/1"))
    return Claim("key", finding, places, rewrites, **{"left_out": False, **more})


def test_every_update_is_of_a_part(panel: ChecksPanel, kit: Kit) -> None:
    assert set(checks_updates(panel, checks_of(kit), "en", "en", True)) == set(panel.parts)
    assert set(checks_updates(panel, None, "en", "zh", True)) == set(panel.parts)


def test_nothing_is_ticked_for_the_merchant_but_safe_rewrites(panel: ChecksPanel) -> None:
    found = Checks(
        (Statement("Holds 900 ml", (), ("900 ml",)),), (), (claim(rewrites=("good",)), claim(places=(BADGE,)))
    )
    shown = checks_updates(panel, found, "en", "en", True)
    assert shown[panel.statements]["value"] == []
    assert shown[panel.statements]["choices"] == [("900 ml – in these sentences:\nHolds 900 ml", "900 ml")]
    assert shown[panel.rewrites]["value"] == ["key"]
    assert shown[panel.rewrites]["choices"] == [(f"“{HOSTILE}” → “good”.", "key")]
    assert shown[panel.fold]["label"] == "Check before you publish (3)"


def test_what_has_no_safe_words_is_left_out_but_not_for_advice_alone(panel: ChecksPanel) -> None:
    found = Checks((), (), (claim("warn", left_out=True), claim("advise", left_out=True)))
    shown = checks_updates(panel, found, "en", "en", True)[panel.rewrites]
    assert [label for label, _ in shown["choices"]] == [f"“{HOSTILE}” → leave out the sentence that says it."] * 2
    assert shown["value"] == ["key"]


def test_another_language_leaves_what_is_ticked(panel: ChecksPanel, kit: Kit) -> None:
    shown = checks_updates(panel, checks_of(kit), "en", "zh", False)
    assert "value" not in shown[panel.statements]
    assert "value" not in shown[panel.rewrites]
    assert shown[panel.fold]["label"].startswith("发布前检查（")


def test_a_long_list_of_sentences_is_cut_short_and_marks_do_not_count(panel: ChecksPanel) -> None:
    texts = ("Holds 900 ml", "✔ Holds 900 ml", *(f"{number}. Takes 900 ml" for number in range(6)))
    found = Checks(tuple(Statement(text, (), ("900 ml",)) for text in texts), (), ())
    (label, _), *others = checks_updates(panel, found, "en", "en", True)[panel.statements]["choices"]
    assert not others
    assert label.splitlines()[1:3] == ["Holds 900 ml", "0. Takes 900 ml"]
    assert label.splitlines()[-1] == "and sentences like these: 3"


def test_a_listing_without_fault_gets_one_calm_sentence(panel: ChecksPanel) -> None:
    shown = checks_updates(panel, Checks((), (), ()), "en", "en", True)
    assert "Nothing to change" in shown[panel.summary]["value"]
    hidden = (panel.asked, panel.confirming, panel.claims, panel.rewriting, panel.notice)
    assert not any(shown[part]["visible"] for part in hidden)
    assert shown[panel.fold]["label"] == "Check before you publish"


def test_facts_that_disagree_are_asked_about(panel: ChecksPanel, kit: Kit) -> None:
    asked = checks_updates(panel, checks_of(kit), "en", "en", True)[panel.asked]["value"]
    assert "“350 ml” and “500 ml” both tell the capacity. Which is right?" in asked


def test_accepting_leaves_less_to_confirm(kit: Kit) -> None:
    before = checks_of(kit)
    assert before is not None
    after = checks_of(confirm(kit, [statement.text for statement in before.statements]))
    assert after is not None
    assert before.statements
    assert after.statements == ()
    assert len(before.contradictions) == 1
    assert after.contradictions == ()


def test_one_accepted_value_settles_the_question(kit: Kit) -> None:
    before = checks_of(kit)
    assert before is not None
    one = [said.text for said in before.statements if all(words.startswith("350") for words in said.open)]
    assert one
    after = checks_of(confirm(kit, one))
    assert after is not None
    assert after.contradictions == ()
    assert all("500" in " ".join(said.open) for said in after.statements)


def test_each_value_can_be_kept(panel: ChecksPanel, kit: Kit) -> None:
    shown = checks_updates(panel, checks_of(kit), "en", "en", True)
    first, second = kit.product.facts[:2]
    assert shown[panel.kept]["choices"] == [
        ("Keep “350 ml”, not “500 ml”", f"{first.id} {second.id}"),
        ("Keep “500 ml”, not “350 ml”", f"{second.id} {first.id}"),
    ]
    assert shown[panel.kept]["value"] is None
    assert shown[panel.keeping]["visible"]


def test_no_copy_no_checks(kit: Kit) -> None:
    assert checks_of(replace(kit, assets={})) is None
    assert basis_html(replace(kit, assets={}), "en") == ""


def test_a_claim_says_how_grave_where_why_and_by_which_rule() -> None:
    page = claims_html((claim(), claim("advise", ("good", ""), left_out=True, in_facts=True)), "en")
    assert '<b class="severity">May not be published</b>' in page
    assert '<b class="severity">Advice</b>' in page
    assert "title, TikTok, bullet points" in page
    assert "A law &lt;b&gt; 9(3) (2026-11-23, the owner&#x27;s own page)" in page
    assert "“good” or leave it out or leave out the sentence that says it. Your facts say it too" in page
    assert "<script>" not in page
    assert claims_html((), "en") == ""


def test_a_note_about_who_read_the_rule_is_not_said_twice() -> None:
    made = claim()
    source = replace(made.finding.source, title=Message("Act (general knowledge, not read)", "法（常识，未核对原文）"))
    noted = replace(made, finding=replace(made.finding, source=source))
    assert "Act 9(3) (2026" in claims_html((noted,), "en")
    assert "法 9(3)（2026" in claims_html((noted,), "zh")


def test_the_badge_is_to_change_in_the_form() -> None:
    badge = replace(claim(), places=(BADGE,))
    assert "请在表单的“图片风格”中修改" in claims_html((badge,), "zh")


def test_every_place_has_a_name(kit: Kit) -> None:
    assert kit.copy is not None
    places = [*texts_of(kit.copy), "posts/xiaohongshu/title", BADGE]
    for language in ("en", "zh"):
        assert all(places_text([place], language) for place in places)


def test_the_notice_counts_what_may_not_be_published() -> None:
    assert "may not be published in China: 2" in notice_html(5, 2, 0, "zh", "en")
    assert "of 5 points" in notice_html(5, 2, 0, "zh", "en")
    assert "in China" not in notice_html(5, 2, 0, "en", "en")
    assert "有 3 句待您确认" in notice_html(3, 0, 3, "en", "zh")
    assert notice_html(0, 0, 0, "zh", "zh") == ""


def test_what_a_fact_says_stands_beside_the_sentences_made_of_it(kit: Kit) -> None:
    page = basis_html(kit, "en")
    for fact in kit.product.facts[:3]:
        assert f'<th scope="row">{fact.text}</th>' in page
    assert "typed by you" in page
    assert "$24" in page
    assert "<summary>Sentences: " in page
    assert "<script>" not in page


def test_a_fact_that_no_text_uses_is_said_to_be_unused(kit: Kit) -> None:
    assert kit.copy is not None
    silent = replace(kit.assets["copy"], payload=type(kit.copy)("Mug", (), "", "", (), {}, ""))
    page = basis_html(replace(kit, assets={"copy": silent}), "zh")
    assert page.count(word("basis_unused", "zh")) == len(kit.product.facts) + 1  # and the price
    assert "您填写的" in page
