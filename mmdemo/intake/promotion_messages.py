"""What the intake says of a promotion that cannot be read."""

from __future__ import annotations

from mmdemo.schema import Message

MAX_CODE = 18
"""Characters of a coupon's code."""

NOT_OF_PROMOTION = Message(
    "A smallest order belongs to a coupon. Leave it empty, or choose a coupon.",
    "“最低消费”只用于优惠券。请留空，或改选优惠券。",
)
NOT_OF_COUPON = Message(
    "A coupon says what it takes off, not a price. Leave the prices empty, or choose a promotion.",
    "优惠券只写优惠多少，不写价格。请将价格留空，或改选促销活动。",
)
NOTHING = {
    "coupon": Message(
        "The coupon offers nothing yet. Say what it takes off, like 10% or $5, or name a gift.",
        "优惠券还没有优惠内容。请填写优惠力度，例如“8折”或“20元”，或填写赠品。",
    ),
    "promotion": Message(
        "The promotion offers nothing yet. Give its price, what is taken off, or a gift.",
        "促销还没有优惠内容。请填写促销价、优惠力度或赠品。",
    ),
}
TWICE = Message(
    "Give the price or what is taken off, not both: they could contradict each other.",
    "促销价和优惠力度只填一个，以免互相矛盾。",
)
NO_PRICE_TO_LOWER = Message(
    "There is no price to take this off. Give the product a price, or type the price of the offer.",
    "没有可以减免的价格。请先填写商品价格，或直接填写促销价。",
)
ALL_OF_IT = Message(
    "This takes off the whole price. Offer something above zero.", "优惠金额不能达到或超过价格。请确保促销价大于零。"
)
NOT_LOWER = Message("The offer must cost less than the price that is struck out.", "促销价必须低于划线价。")
MORE_THAN_THE_ORDER = Message(
    "The coupon takes off as much as the smallest order is worth, or more. Raise the order or lower the amount.",
    "优惠金额不能达到或超过最低消费。请提高最低消费或降低优惠金额。",
)
PERCENT_RANGE = Message(
    "A discount lies above 0% and below 100%. Write it like 10% or $5.",
    "折扣须大于 0% 且小于 100%。请写成“8折”“20%”或“20元”。",
)
REVERSED = Message("The offer ends before it starts. Swap the dates.", "结束日期早于开始日期，请对调。")
OVER = Message(
    "The offer is over. Choose a last day that is still to come.", "活动已经结束。请选择今天或以后的结束日期。"
)
ODD_CODE = Message(
    f"A code has up to {MAX_CODE} Latin letters, figures, hyphens and underscores, like WELCOME-10.",
    f"优惠码最多 {MAX_CODE} 个字符，只能用字母、数字、连字符和下划线，例如 WELCOME-10。",
)
