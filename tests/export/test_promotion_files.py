"""The cards of an offer among the files to download."""

from __future__ import annotations

from dataclasses import replace

from mmdemo.export.promotion_files import is_blocked, promotion_files
from mmdemo.handover import Handover
from mmdemo.schema import Kit, Promotion
from tests.offers import priced_kit

OVER_THE_LOWEST = Promotion(price="18", was="24", lowest_before="20", basis="own_earlier_price")


def with_offer(kit: Kit, promotion: Promotion | None) -> Kit:
    return replace(kit, request=replace(kit.request, promotion=promotion))


def test_a_card_that_price_law_forbids_is_not_handed_out() -> None:
    """The country may have been changed after the offer was added."""
    allowed = with_offer(priced_kit(handover=Handover(labels="elsewhere")), OVER_THE_LOWEST)
    assert promotion_files(allowed).keys() == {
        f"cards/promotion-{shape}.png" for shape in ("square", "story", "coupon")
    }
    assert promotion_files(with_offer(priced_kit(handover=Handover(labels="eu")), OVER_THE_LOWEST)) == {}
    assert promotion_files(with_offer(allowed, None)) == {}


def test_whether_one_is_forbidden_is_told() -> None:
    allowed = with_offer(priced_kit(handover=Handover(labels="elsewhere")), OVER_THE_LOWEST)
    assert not is_blocked(allowed)
    assert not is_blocked(with_offer(allowed, None))
    assert is_blocked(with_offer(priced_kit(handover=Handover(labels="eu")), OVER_THE_LOWEST))
