"""The tab "Hand over": what its clicks change, and what is shown of an offer and of the download."""

from __future__ import annotations

import gc
import warnings
import zipfile
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from mmdemo.compose.promotion_rules import promotion_findings
from mmdemo.export.promotion_files import promotion_files
from mmdemo.handover import Handover
from mmdemo.promotion import PROMOTION_KINDS, STRUCK_BASES
from mmdemo.schema import Kit, Message, Promotion
from mmdemo.ui.handover_cards import GROUPS, cards_html, findings_html, holds_html, size_text
from mmdemo.ui.handover_handlers import HandoverHandlers, packed_sizes
from mmdemo.ui.handover_panel import REMEMBERED, build_handover
from mmdemo.ui.language import Words
from mmdemo.ui.session import Session
from mmdemo.ui.wording_handover import HANDOVER
from tests.offers import offered, priced_kit

WARNING = Message("Images need <an> address.", "图片需要网址。")


@pytest.fixture(scope="module")
def handlers():
    """The handlers over a listing that only notes what it kept."""
    with warnings.catch_warnings():
        # Gradio leaves event loops unclosed where it lays out a page; collected here, and not in the middle of a test.
        warnings.simplefilter("ignore", ResourceWarning)
        with gr.Blocks():
            panel = build_handover(Words(), gr.Tab())
        gc.collect()
        listing = SimpleNamespace(kept=lambda edited, before, session, language, message: {"kit": edited})
        yield HandoverHandlers(listing, panel, lambda kit: (WARNING,))


@pytest.fixture
def session(temporary: Path) -> Session:
    return Session()


def wishes(handlers: HandoverHandlers, **typed: Any) -> list[Any]:
    usual = {"labels": "auto", "words": "auto", "sign": False}
    return [(usual | typed).get(name, "") for name in handlers.panel.fields]


def typed_offer(handlers: HandoverHandlers, **typed: str) -> list[str]:
    return [({"kind": "promotion", "basis": "none"} | typed).get(name, "") for name in handlers.panel.offer.fields]


def test_the_fields_are_those_of_the_nouns(handlers) -> None:
    assert handlers.panel.fields.keys() | {"markets"} == {field.name for field in fields(Handover)}
    assert handlers.panel.offer.fields.keys() == {field.name for field in fields(Promotion)}
    assert set(REMEMBERED) <= handlers.panel.fields.keys()


def test_what_was_typed_goes_into_the_request(handlers, session: Session) -> None:
    given = wishes(handlers, shop="https://shop.example", stock="12", labels="china", sign=True)
    kit = priced_kit(handover=Handover(markets=("etsy",)))
    changed = handlers.use(kit, session, "en", *given)
    handover = changed["kit"].request.handover
    assert handover == Handover(("etsy",), shop="https://shop.example", stock=12, labels="china", sign=True)
    assert changed["kit"].assets == kit.assets
    assert 'data-state="done"' in changed[handlers.panel.said]


@pytest.mark.parametrize(
    "typed", [{"barcode": "4006381333930"}, {"stock": "many"}, {"was_price": "1"}, {"shop": "<b>"}]
)
def test_what_cannot_be_used_changes_nothing(handlers, session: Session, typed: dict[str, str]) -> None:
    for language in ("en", "zh"):
        changed = handlers.use(priced_kit(), session, language, *wishes(handlers, **typed))
        assert changed.keys() == {handlers.panel.said}
        assert 'role="alert"' in changed[handlers.panel.said] and "<b>" not in changed[handlers.panel.said]


def test_without_a_listing_there_is_nothing_to_hand_over(handlers, session: Session) -> None:
    assert 'data-state="failed"' in handlers.use(None, None, "en", *wishes(handlers))[handlers.panel.said]
    offer = handlers.panel.offer
    for answer in (handlers.draw, handlers.add):
        assert 'data-state="failed"' in answer(None, session, "en", *typed_offer(handlers))[offer.said]
    assert 'data-state="failed"' in handlers.remove(None, session, "zh")[offer.said]
    assert "Generate a listing" in handlers.show(None, None, "en")[handlers.panel.holds]


def test_cards_are_shown_before_they_are_added(handlers, session: Session) -> None:
    offer = handlers.panel.offer
    changed = handlers.draw(priced_kit(), session, "en", *typed_offer(handlers, price="18", was="24", headline="<i>"))
    assert "kit" not in changed and 'data-state="done"' in changed[offer.said]
    assert len(list(session.folder.glob("promotion-*.png"))) == 3
    assert changed[offer.cards].count("<img") == 3 and "&lt;i&gt;" in changed[offer.cards]
    assert "16 CFR 233.1" in changed[offer.findings]


def test_an_offer_is_added_and_taken_out_again(handlers, session: Session) -> None:
    offer = handlers.panel.offer
    # What the other kind's fields still hold does not count.
    changed = handlers.add(priced_kit(), session, "en", *typed_offer(handlers, price="18", off="10%", least_order="9"))
    kit: Kit = changed["kit"]
    assert kit.request.promotion == Promotion(price="18")
    assert promotion_files(kit).keys() == {f"cards/promotion-{shape}.png" for shape in ("square", "story", "coupon")}
    assert changed[offer.remove] == gr.update(interactive=True)
    changed = handlers.remove(kit, session, "en")
    assert changed["kit"].request.promotion is None and promotion_files(changed["kit"]) == {}
    assert changed[offer.remove] == gr.update(interactive=False)


def test_an_offer_that_a_rule_forbids_stays_out(handlers, session: Session) -> None:
    offer = handlers.panel.offer
    given = typed_offer(handlers, price="99", was="128", lowest_before="100")
    for answer in (handlers.draw, handlers.add):
        changed = answer(priced_kit("zh", "¥128"), session, "zh", *given)
        assert "kit" not in changed
        assert 'data-state="failed"' in changed[offer.said] and "不得发布" in changed[offer.said]
        assert 'data-severity="block"' in changed[offer.findings] and changed[offer.cards] == ""
    assert not list(session.folder.glob("promotion-*.png"))


def test_a_lowest_price_that_no_rule_asks_for_is_told_of(handlers, session: Session) -> None:
    offer = handlers.panel.offer
    for price, typed, unused in (
        ("$24", {"was": "24", "lowest_before": "22", "basis": "list_price"}, True),
        ("$24", {"was": "24"}, False),
        ("24 EUR", {"lowest_before": "22"}, True),
        ("24 EUR", {"was": "22", "lowest_before": "22"}, False),
    ):
        changed = handlers.draw(priced_kit("en", price), session, "en", *typed_offer(handlers, price="18", **typed))
        assert ("lowest price before was not used" in changed[offer.findings]) == unused


def test_it_is_said_at_once_that_something_is_done(handlers) -> None:
    said = handlers.panel.offer.said
    assert 'data-state="busy"' in handlers.start(said, "drawing_offer", "en")[said]
    assert "正在打包" in handlers.start(said, "packing", "zh")[said]


def test_a_new_listing_empties_what_was_of_the_one_before(handlers) -> None:
    panel, offer = handlers.panel, handlers.panel.offer
    told = {panel.said, offer.said, offer.findings, offer.cards}
    same, other = panel.emptied(same=True), panel.emptied(same=False)
    assert same.keys() == told
    assert other.keys() <= set(panel.of_one_listing)
    kept = {panel.fields[name] for name in (*REMEMBERED, "labels", "words", "sign")} | {offer.fields["kind"]}
    assert other.keys() == told | {*panel.fields.values(), *offer.fields.values()} - kept
    assert other[offer.fields["price"]] == "" and other[offer.fields["basis"]] == "none"


def test_an_offer_that_cannot_be_read_is_refused(handlers, session: Session) -> None:
    offer = handlers.panel.offer
    for answer in (handlers.draw, handlers.add):
        changed = answer(priced_kit(), session, "zh", *typed_offer(handlers, kind="coupon", off="a lot"))
        assert 'role="alert"' in changed[offer.said] and changed[offer.cards] == changed[offer.findings] == ""


def test_the_kind_decides_which_fields_are_shown(handlers) -> None:
    changed = handlers.switch("coupon")
    assert changed[handlers.panel.offer.priced] == gr.update(visible=False)
    assert changed[handlers.panel.offer.taken] == gr.update(visible=True)


def test_the_newest_download_is_listed(handlers, session: Session) -> None:
    for number, names in enumerate((["old.txt"], ["page.html", "images/main.png", "cards/a.png"])):
        folder = session.folder / f"zip-{number}"
        folder.mkdir()
        with zipfile.ZipFile(folder / "mug.zip", "w") as archive:
            for name in names:
                archive.writestr(name, b"x" * 1500)
    assert packed_sizes(session.folder) == {"page.html": 1500, "images/main.png": 1500, "cards/a.png": 1500}
    shown = handlers.show(priced_kit(), session, "en")[handlers.panel.holds]
    assert "3 files, 4 KB" in shown and "Offer cards (1)" in shown and "Images need &lt;an&gt; address." in shown


def test_files_are_listed_by_folder_and_escaped(handlers) -> None:
    sizes = {f"{group}/a.bin": 10 for group in GROUPS} | {"<b>.txt": 5, "new/thing.bin": 1}
    for language in ("en", "zh"):
        shown = holds_html(sizes, (), language)
        assert shown.count("<details") == len(GROUPS) and "<b>.txt" not in shown
        assert all(path in shown for path in sizes if "<" not in path)
    told = [size_text(size) for size in (0, 999, 1500, 999_600, 12_345_678)]
    assert told == ["0 B", "999 B", "2 KB", "1.0 MB", "12.3 MB"]


def test_every_finding_can_be_shown(handlers) -> None:
    kits = (priced_kit("zh", "¥128"), priced_kit("en", "24 EUR"), priced_kit())
    typed = {"price": "18", "was": "30", "gift": "towel", "headline": "限时 best ever flash sale"}
    for kit, law in zip(kits, ("china", "eu", "elsewhere"), strict=True):
        found = [*promotion_findings(kit, offered(kit, **typed))]
        found += promotion_findings(kit, offered(kit, kind="coupon", off="10%", least_order="50"))
        for language in ("en", "zh"):
            assert findings_html(found, law, language).count("<tr data-severity") == len(found)
    assert "Nothing to object" in findings_html((), "eu", "en")
    assert '"><b>' not in cards_html({"square": 'x"><b>'}, '"', "zh")


def test_every_choice_has_its_words() -> None:
    for key in (*(f"offer_{kind}" for kind in PROMOTION_KINDS), *(f"offer_basis_{basis}" for basis in STRUCK_BASES)):
        assert HANDOVER[key].en and HANDOVER[key].zh
    assert all(f"holds_{group}" in HANDOVER for group in GROUPS)
