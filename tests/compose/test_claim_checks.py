"""Wordings that rules of advertising speak of, over all texts of a kit."""

from dataclasses import replace

import pytest

from mmdemo import Kit, Request, make_kit
from mmdemo.compose.claim_checks import BADGE, claims_of, troubles
from mmdemo.compose.claim_rewrites import with_rewrites
from mmdemo.processing.text.claims import check_claims
from mmdemo.processing.text.copy_texts import texts_of
from mmdemo.registry import Registry, installed
from mmdemo.schema import EMBEDDED, Copy, Look, Post


@pytest.fixture(scope="module")
def kit() -> Kit:
    registry = Registry(found for found in installed().specs("text") if found.id == EMBEDDED)
    facts = ("容量：350 毫升", "材质：粗陶", "最好的茶杯")
    return make_kit(Request(name="粗陶马克杯", facts=facts, seed=1), registry=registry)


def with_title(kit: Kit, title: str, badge: str = "") -> Kit:
    """A kit that says only its title, and the badge."""
    assert kit.copy is not None
    bare = type(kit.copy)(title, (), "", "", (), {}, "")
    request = replace(kit.request, look=Look(badge=badge))
    return replace(kit, request=request, assets={"copy": replace(kit.assets["copy"], payload=bare)})


def test_one_wording_in_many_texts_is_one_claim(kit: Kit) -> None:
    (claim,) = [found for found in claims_of(kit) if found.finding.text == "最好"]
    assert claim.finding.severity == "block"
    assert claim.rewrites == ("好",)
    assert not claim.left_out
    assert claim.in_facts
    assert kit.copy is not None
    places = {place for place, text in texts_of(kit.copy).items() if "最好" in text}
    assert len(places) > 3
    assert set(claim.places) == places


def test_rewrites_reach_every_text_and_nothing_else(kit: Kit) -> None:
    assert kit.copy is not None
    (claim,) = [found for found in claims_of(kit) if found.finding.text == "最好"]
    changed = texts_of(with_rewrites(kit.copy, kit.product, {claim.key}))
    before = texts_of(kit.copy)
    assert not any("最好" in text for text in changed.values())
    # Items of lists may go, and the others move up.
    alone = {place for place in before if not any(part.isdigit() for part in place.split("/"))}
    assert {place for place in alone if changed[place] != before[place]} == alone.intersection(claim.places)
    assert changed["bullets/2"] == before["bullets/2"].replace("最好", "好")


def test_what_is_not_ticked_stays(kit: Kit) -> None:
    assert kit.copy is not None
    assert with_rewrites(kit.copy, kit.product, set()) == kit.copy
    assert with_rewrites(kit.copy, kit.product, {"something else"}) == kit.copy


def test_a_wording_comes_twice_in_one_text(kit: Kit) -> None:
    copy = with_title(kit, "最好的杯子，最好的茶").copy
    assert copy is not None
    keys = {claim.key for claim in claims_of(with_title(kit, copy.title))}
    rewritten = with_rewrites(copy, kit.product, keys).title
    assert rewritten.count("好的") == 2
    assert check_claims(rewritten) == ()


def test_the_badge_is_checked_but_is_the_forms_to_change(kit: Kit) -> None:
    (claim,) = claims_of(with_title(kit, "粗陶马克杯", "最好"))
    assert claim.places == (BADGE,)
    assert claim.rewrites == ()
    (both,) = claims_of(with_title(kit, "最好的杯子", "最好"))
    assert both.places == ("title", BADGE)
    assert both.rewrites == ("好",)
    assert both.rewritable
    assert not claim.rewritable


def test_the_gravest_come_first(kit: Kit) -> None:
    severities = [claim.finding.severity for claim in claims_of(with_title(kit, "包邮，根治失眠，最好"))]
    assert len(severities) > 1
    assert severities == sorted(severities, key=("block", "warn", "advise").index)


def test_without_a_copy_there_is_nothing_to_check(kit: Kit) -> None:
    assert claims_of(replace(kit, assets={})) == ()


def test_the_words_of_a_tag_are_read_apart(kit: Kit) -> None:
    assert kit.copy is not None
    post = Post("", "A mug.", ("LowestPriceGuaranteed", "StonewareMug"))
    copy = replace(Copy("Mug", (), "", "", (), {}, ""), posts={"instagram": post})
    tagged = replace(kit, assets={"copy": replace(kit.assets["copy"], payload=copy)})
    (claim,) = claims_of(tagged)
    assert claim.places == ("posts/instagram/tags/0",)
    assert with_rewrites(copy, kit.product, {claim.key}).posts["instagram"].tags == ("StonewareMug",)


def test_what_has_no_safe_words_is_left_out(kit: Kit) -> None:
    (claim,) = claims_of(with_title(kit, "马克杯，治疗湿疹"))
    assert claim.left_out
    assert claim.rewritable
    assert not claim.in_facts


def test_advice_is_no_trouble(kit: Kit) -> None:
    lines = ("最好的茶杯", "又是最好的", "粗陶")
    assert len(troubles(lines, kit.product)) == 1
    assert troubles(("粗陶",), kit.product) == frozenset()
