"""What a kit's texts rest on, and what of them leaves the studio."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest

from mmdemo.compose.grounding import grounded_kit, narration_behind, statements_of, to_confirm
from mmdemo.compose.page import article_html, document_html
from mmdemo.export.archive import kit_files
from mmdemo.pipeline import confirm, edit_copy, make_kit, redo_part
from mmdemo.schema import EMBEDDED, Kit, Request

MADE = {"text": EMBEDDED, "image": EMBEDDED, "speech": EMBEDDED}


@pytest.fixture(scope="module")
def kit() -> Kit:
    request = Request(
        name="Stoneware mug",
        facts=("350 ml", "Dishwasher safe", "Color: sage green"),
        origins={"Color: sage green": "photo"},
        price="$18",
        seed=1,
        generators=MADE,
    )
    return make_kit(request)


@pytest.fixture(scope="module")
def edited(kit: Kit) -> Kit:
    """The kit with two claims of the merchant's own that no fact carries, one of them in the script."""
    assert kit.copy is not None
    bullets = (*kit.copy.bullets, "Keeps tea warm for 90 minutes")
    script = f"{kit.copy.script} It is made of bone china."
    return edit_copy(kit, replace(kit.copy, bullets=bullets, script=script))


def test_what_the_studio_writes_rests_on_the_facts(kit: Kit) -> None:
    assert to_confirm(kit) == ()
    statements = statements_of(kit)
    told = {source for each in statements.values() for statement in each for source in statement.sources}
    assert {"fact-1", "fact-2", "fact-3", "price"} <= told


def test_the_page_tells_what_each_sentence_rests_on(kit: Kit) -> None:
    page = article_html(kit, {})
    titles = [html.unescape(title) for title in re.findall(r'class="said" title="([^"]*)"', page)]
    assert any("350 ml (typed by you)" in title for title in titles)
    assert any("Color: sage green (read in the photo)" in title for title in titles)
    assert 'class="said"' not in document_html(kit)


def test_a_claim_without_a_fact_is_marked_and_stays_at_home(edited: Kit) -> None:
    assert [statement.open for statement in to_confirm(edited)] == [("90 minutes",), ("bone china",)]
    assert re.search(r'<mark class="open" title="To confirm[^"]*90 minutes', article_html(edited, {}))
    files = kit_files(edited)
    for path in ("listing.md", "page.html"):
        assert b"90 minutes" not in files[path] and b"bone china" not in files[path]
    manifest = json.loads(files["manifest.json"])
    assert ["90 minutes"] in [each["open"] for place in manifest["statements"].values() for each in place]


def test_what_the_merchant_confirms_is_exported(edited: Kit) -> None:
    confirmed = confirm(edited, ["Keeps tea warm for 90 minutes"])
    assert [statement.open for statement in to_confirm(confirmed)] == [("bone china",)]
    files = kit_files(confirmed)
    assert b"90 minutes" in files["listing.md"] and b"bone china" not in files["listing.md"]
    assert json.loads(files["manifest.json"])["request"]["confirmed"] == ["Keeps tea warm for 90 minutes"]
    assert confirm(confirmed, ["Keeps tea warm for 90 minutes"]) == confirmed


def test_nobody_speaks_what_is_not_confirmed(edited: Kit) -> None:
    assert not narration_behind(edited)
    spoken = redo_part(edited, "narration")
    assert spoken.narration is not None and "bone china" not in spoken.narration.script
    accepted = confirm(spoken, ["It is made of bone china."])
    assert narration_behind(accepted)
    again = redo_part(accepted, "narration")
    assert again.narration is not None and "bone china" in again.narration.script and not narration_behind(again)


def test_a_kit_without_copy_has_nothing_to_say(kit: Kit) -> None:
    bare = replace(kit, assets={})
    assert statements_of(bare) == {} and to_confirm(bare) == () and grounded_kit(bare) == bare
    assert not narration_behind(bare)


def test_facts_that_contradict_each_other_wait_to_be_confirmed() -> None:
    request = Request(name="Mug", facts=("350 ml", "500 ml", "Dishwasher safe"), seed=1, generators=MADE)
    kit = make_kit(request)
    assert kit.copy is not None and to_confirm(kit)
    assert not re.search(r"350 ml|500 ml", kit_files(kit)["listing.md"].decode().split("## Keywords")[0])


def test_hostile_words_stay_text_in_the_notes(kit: Kit) -> None:
    attack = '"><script>alert(1)</script>'
    hostile = make_kit(Request(name="Mug", facts=(f"350 ml {attack}",), seed=1, generators=MADE))
    assert "<script>alert" not in article_html(hostile, {})


def test_the_table_of_facts_leaves_out_what_is_contradicted() -> None:
    request = Request(
        name="Mug", facts=("Capacity: 350 ml", "Capacity: 500 ml", "Height: 9 cm"), seed=1, generators=MADE
    )
    kit = make_kit(request)
    assert re.search(r'<mark class="open">350 ml</mark>', article_html(kit, {}))
    table = document_html(kit).split("<dl>")[1]
    assert "9 cm" in table and "350 ml" not in table and "500 ml" not in table
    settled = document_html(confirm(kit, ["Holds 350 ml"])).split("<dl>")[1]
    assert "350 ml" in settled and "500 ml" not in settled
