"""The cards of a kit's offer among the files to download."""

from __future__ import annotations

from mmdemo.intake.promotion import read_promotion
from mmdemo.schema import Kit, Message

CARDS_LEFT_OUT = Message(
    "The offer cards are left out: by the rules that hold now they may not be published. Open “Offer card” and press "
    "“Show the cards” to see why.",
    "优惠卡片未放入下载：按现行规则不得发布。请打开“优惠卡片”并点击“预览卡片”查看原因。",
)


def promotion_files(kit: Kit) -> dict[str, bytes]:
    """The cards by path; none where the merchant wished for no offer, or a rule of price law forbids it.

    Raises:
        InputError: the offer cannot be read. It was when it was wished for, so the product's price has changed since.
    """
    if kit.request.promotion is None:
        return {}
    # OpenCV comes with it, and most kits have no offer.
    from mmdemo.compose.promotion_card import promotion_cards

    return {} if is_blocked(kit) else promotion_cards(kit, read_promotion(kit.request.promotion, kit.product))


def is_blocked(kit: Kit) -> bool:
    """Whether a rule of price law forbids the kit's offer. Raises what `promotion_files` raises."""
    if kit.request.promotion is None:
        return False
    # OpenCV comes with it too.
    from mmdemo.compose.promotion_rules import blocked, promotion_findings

    return blocked(promotion_findings(kit, read_promotion(kit.request.promotion, kit.product)))
