"""One click applies a rewrite, and the sentence still reads."""

import pytest

from mmdemo.processing.text.claims import apply_rewrite, check_claims


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("最柔软的面料", "柔软的面料"),
        ("全网最低价，99元", "99元"),
        ("手工缝制，顶级牛皮，耐用", "手工缝制，牛皮，耐用"),
        ("送礼首选", "送礼之选"),
        ("迄今为止最薄的饭盒", "薄的饭盒"),
        ("最具性价比的台灯", "有性价比的台灯"),
        ("金牌大厨的酱料", "大厨的酱料"),
        ("史低价格，9元", "9元"),
        ("Zero carbon footprint T-shirt", "T-shirt"),
        ("效果最佳", "效果好"),
        ("手工缝制，全网最低价！", "手工缝制！"),
        ("牛皮（全网最低价）钱包", "牛皮钱包"),
        ("销量第一的保温杯", "保温杯"),
        ("效果最<b>佳</b>", "效果好<b></b>"),
        ("The best mug for tea", "The mug for tea"),
        ("Best mug for tea", "Mug for tea"),
        ("It is an unbeatable deal.", "It is a deal."),
        ("A truly unbeatable offer", "An offer"),
        ("An eco-friendly bag, free shipping.", "A bag, free shipping."),
        ("Blue mug. World's best coffee.", "Blue mug. Coffee."),
        ("A mug (best seller) for tea", "A mug for tea"),
        ("Blue mug, 50% off, dishwasher safe", "Blue mug, dishwasher safe"),
        ("Hot sale! Blue mug", "Blue mug"),
        ("原价¥1,299，现价￥299", "现价￥299"),
        ("The world's softest blanket", "The blanket"),
        ("100% effective against dust", "Effective against dust"),
    ],
)
def test_the_first_rewrite(text: str, rewritten: str) -> None:
    finding = next(finding for finding in check_claims(text) if finding.rewrite is not None)
    assert apply_rewrite(text, finding) == rewritten


def test_without_a_safe_rewrite_nothing_changes() -> None:
    text = "这款护膝可以治疗关节炎"
    (finding,) = check_claims(text)
    assert finding.rewrite is None
    assert apply_rewrite(text, finding) == text


@pytest.mark.parametrize(
    "text",
    [
        "Buy now and save 40%",
        "Guaranteed to last",
        "It is eco-friendly and soft",
        "Our prices are unbeatable",
        "Voted the #1 mug",
        "Guaranteed lowest price",
        "遥遥领先同行的续航",
        "私聊拿内部底价",
        "达到国家级品质",
        "我们是行业第一品牌",
    ],
)
def test_a_deletion_that_would_break_the_sentence_is_not_offered(text: str) -> None:
    assert [finding.rewrite for finding in check_claims(text)] == [None] * len(check_claims(text)) != []


def test_the_rest_of_the_text_is_left_alone() -> None:
    text = "第一行，，保留  双空格\n最柔软的面料 ，，尾"
    finding = next(finding for finding in check_claims(text) if finding.text == "最柔软")
    assert apply_rewrite(text, finding) == "第一行，，保留  双空格\n柔软的面料 ，，尾"


def test_click_after_click_ends() -> None:
    text = "全网最低价！顶级牛皮，最柔软的内衬，100%安全，The best wallet, hot sale. Eco-friendly bag."
    for _ in range(20):
        finding = next((finding for finding in check_claims(text) if finding.rewrite is not None), None)
        if finding is None:
            break
        text = apply_rewrite(text, finding)
    assert text == "牛皮，柔软的内衬，安全，The wallet. Bag."
