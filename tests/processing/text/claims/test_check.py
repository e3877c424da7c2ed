"""Spans, overlaps, disguises, kinds of goods, and texts that mean harm."""

from itertools import pairwise

import pytest

from mmdemo.processing.text.claims import check_claims
from mmdemo.processing.text.claims.check import CHECKED_LENGTH
from mmdemo.processing.text.claims.finding import SEVERITIES


def _rules(text: str, about: str = "") -> set[str]:
    return {finding.rule for finding in check_claims(text, about)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我们的杯子是最好的选择", "最好"),
        ("采用ＮＯ．１配方", "ＮＯ．１"),
        ("㎏㎏㎏ 國家級工藝", "國家級"),
        ("<p>效果最<b>佳</b></p>", "最<b>佳"),
        ("效果最&nbsp;佳", "最&nbsp;佳"),
        ("口感最👍🏽佳，喜欢", "最👍🏽佳"),
        ("效果最\u200b\ufe0f佳", "最\u200b\ufe0f佳"),
        ("品质１００％安全", "１００％"),
        ("It is the World’s  best mug", "World’s  best"),
        ("销 量 第 一", "销 量 第 一"),
    ],
)
def test_spans_stand_on_the_original_text(text: str, words: str) -> None:
    findings = check_claims(text)
    assert words in [finding.text for finding in findings]
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)


def test_findings_come_in_order_and_apart() -> None:
    findings = check_claims("全网最低价！销量第一，100%有效，最好的顶级面料，best in the world, 50% off, lose weight")
    assert len(findings) >= 7
    assert all(left.end <= right.start for left, right in pairwise(findings))


def test_the_gravest_of_overlapping_claims_wins() -> None:
    (finding,) = check_claims("最受欢迎的好茶")
    assert (finding.rule, finding.severity) == ("absolute.most", "block")
    assert SEVERITIES[0] == "block"


def test_a_lawful_use_beside_an_unlawful_one_shields_it_not() -> None:
    assert [finding.text for finding in check_claims("最近上新，最大承重120kg，最好的床架")] == ["最好"]


@pytest.mark.parametrize(
    ("text", "about", "rule"),
    [
        ("保证有效", "某某牌鱼油 保健食品", "health_food.assurance"),
        ("每天喝一杯", "酱香型白酒", "alcohol"),
        ("内部资料", "会计考证网课", "education.assurance"),
        ("一本万利", "奶茶店加盟", "finance.return"),
        ("升值潜力大", "江景公寓", "property.promise"),
        ("一喷就灵", "杀虫剂", "pesticide.assurance"),
        ("保证高产", "玉米种子", "seeds.yield"),
        ("美白", "面霜 护肤", "cosmetics.function"),
        ("99% pass rate", "IELTS course", "en.education"),
    ],
)
def test_the_kind_of_goods_may_come_from_the_product(text: str, about: str, rule: str) -> None:
    assert rule in _rules(text, about)
    assert rule not in _rules(text, "收纳盒 storage box")


def test_what_the_product_is_called_is_context_alone() -> None:
    assert not check_claims("杯口直径8厘米", "全网最低价 世界第一 best mug")


def test_medicine_may_speak_of_what_it_treats() -> None:
    assert "health.disease" in _rules("用于缓解感冒引起的头痛")
    assert not _rules("用于缓解感冒引起的头痛", "国药准字 感冒灵颗粒")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "مرحبا بالعالم", "🙂🙂", "<br><br/>", "&nbsp;&#9999999;", "\x00\x01", "最", "第"]
)
def test_texts_without_a_claim(text: str) -> None:
    assert check_claims(text) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "最",
        "最 ",
        "第一",
        "全网",
        "best ",
        "the ",
        "100%",
        "<a ",
        "&#",
        "专利",
        "(",
        "治疗不",
        "保证",
        "most ",
        "1 ",
        "最👍",
        "cure ",
        "最大承重",
        "最好手洗",
    ],
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (20_000 // len(piece)) + "。顶级牛皮"
    assert any(finding.end > 19_000 for finding in check_claims(text))


def test_a_text_beyond_the_cap_is_read_up_to_it() -> None:
    text = "a" * (CHECKED_LENGTH - 4) + "顶级牛皮顶级牛皮"
    assert all(finding.end <= CHECKED_LENGTH for finding in check_claims(text))


@pytest.mark.parametrize("text", ["#1", "顶级", "顶级 mug", "the best 杯子", "No.1面膜"])
def test_a_text_of_one_script_meets_its_own_rules(text: str) -> None:
    assert check_claims(text)


def test_quoting_a_source_answers_the_rule_of_evidence() -> None:
    assert "evidence.figures" in _rules("85%的用户满意")
    assert not _rules("85%的用户满意，数据来源：2025年本店问卷，样本500份")
