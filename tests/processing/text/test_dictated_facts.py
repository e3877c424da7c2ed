import time

import pytest

from mmdemo.intake.facts import MAX_FACT_CHARACTERS, read_facts
from mmdemo.processing.text.dictated_facts import MOST_FACTS, dictated_facts


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        (
            "the capacity is 350 millilitres and it is dishwasher safe",
            ("Capacity: 350 millilitres", "Dishwasher safe"),
        ),
        (
            "Um, so this is a mug made of oak and steel, and, uh, it holds 350 ml. You know, it's dishwasher safe but "
            "not microwave safe. Thank you.",
            ("A mug made of oak and steel", "Holds 350 ml", "Dishwasher safe but not microwave safe"),
        ),
        (
            "It comes in red, blue and green, the lid is bamboo, it weighs 1.2 kg and costs $24.00.",
            ("Comes in red, blue and green", "Lid: bamboo", "Weighs 1.2 kg", "Costs $24.00"),
        ),
        (
            "capacity 350 ml, dishwasher safe, made of oak, made in Portugal",
            ("Capacity 350 ml", "Dishwasher safe", "Made of oak", "Made in Portugal"),
        ),
        (
            "Well, the color is dark green and the size is 30 x 20 x 5 cm; the battery lasts 7-10 hours.",
            ("Color: dark green", "Size: 30 x 20 x 5 cm", "The battery lasts 7-10 hours"),
        ),
    ],
)
def test_english_becomes_a_fact_a_line(said: str, facts: tuple[str, ...]) -> None:
    assert dictated_facts(said, "en") == facts


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("容量是三百五十毫升，可以放进洗碗机，材质是橡木。", ("容量：三百五十毫升", "可以放进洗碗机", "材质：橡木")),
        (
            "嗯，这个，这款杯子是橡木做的，然后呢，容量350毫升，有红色、蓝色和绿色。",
            ("杯子是橡木做的", "容量350毫升", "有红色、蓝色和绿色"),
        ),
        ("容量是350毫升 可以放进洗碗机 重量1.2公斤", ("容量：350毫升", "可以放进洗碗机", "重量1.2公斤")),
        ("它的颜色是深绿色，不能放微波炉，但是可以放洗碗机", ("颜色：深绿色", "不能放微波炉，但是可以放洗碗机")),
        ("材质为棉和麻", ("材质：棉和麻",)),
    ],
)
def test_chinese_becomes_a_fact_a_line(said: str, facts: tuple[str, ...]) -> None:
    assert dictated_facts(said, "zh") == facts


@pytest.mark.parametrize(
    "said",
    [
        "If you drop it, it doesn't break",
        "The mug and the plate are oven safe",
        "Fits 13 and 14 inch laptops",
        "Not suitable for children under 3 years, because it has small parts",
        "It isn't waterproof",
    ],
)
def test_what_belongs_together_stays_together(said: str) -> None:
    assert dictated_facts(f"{said}.", "en") == (said,)


def test_a_condition_keeps_its_consequence() -> None:
    assert dictated_facts("如果摔了，也不会坏。", "zh") == ("如果摔了，也不会坏",)


@pytest.mark.parametrize("said", ["Thank you for watching!", "Hello. Okay. Bye.", "um, uh...", "...", ""])
def test_what_is_said_to_the_microphone_is_no_fact(said: str) -> None:
    assert dictated_facts(said, "en") == ()


@pytest.mark.parametrize(
    "said", ["谢谢观看", "你好。", "请不吝点赞 订阅 转发 打赏支持明镜与点点栏目", "字幕由某某提供"]
)
def test_credits_that_models_imagine_are_no_facts(said: str) -> None:
    assert dictated_facts(said, "zh") == ()


def test_the_numbers_of_a_list_are_no_facts() -> None:
    assert dictated_facts("1. Capacity 350 ml. 2. Dishwasher safe.", "en") == ("Capacity 350 ml", "Dishwasher safe")


def test_nothing_is_offered_twice() -> None:
    assert dictated_facts("It is washable. It's washable. Washable.", "en") == ("Washable",)


def test_the_intake_takes_every_offer() -> None:
    said = " ".join(f"It has part number {number} and it is red." for number in range(40)) + " word" * 200
    facts = dictated_facts(said, "en")
    assert len(facts) == MOST_FACTS
    endless = dictated_facts(" ".join(f"word{number}" for number in range(200)), "en")
    assert "".join(endless).lower().count("word") == 200
    assert all(len(fact) <= MAX_FACT_CHARACTERS for fact in endless)
    assert [fact.text for fact in read_facts((*facts[:5], *endless))] == [*facts[:5], *endless]


@pytest.mark.parametrize("said", ["the " * 3000, "and it is " * 1500, "a, " * 3000, "um " * 3000, "-" * 9000])
def test_five_minutes_of_anything_take_no_time(said: str) -> None:
    started = time.perf_counter()
    dictated_facts(said, "en")
    dictated_facts(said, "zh")
    assert time.perf_counter() - started < 2
