from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmdemo.errors import InputError
from mmdemo.intake.facts import read_facts


@pytest.mark.parametrize(
    ("line", "name", "value", "number", "unit"),
    [
        ("Material: oak", "Material", "oak", None, None),
        ("材质：橡木", "材质", "橡木", None, None),
        ("Capacity - 350 ml", "Capacity", "350 ml", "350", "ml"),
        ("350 ml", "Capacity", "350 ml", "350", "ml"),
        ("350 ml capacity", "Capacity", "350 ml", "350", "ml"),
        ("容量350毫升", "容量", "350毫升", "350", "ml"),
        ("350毫升", "容量", "350毫升", "350", "ml"),
        ("1.1 千克", "重量", "1.1 千克", "1.1", "kg"),
        ("1,5 kg", "Weight", "1,5 kg", "1.5", "kg"),
        ("1,500 g", "Weight", "1,500 g", "1500", "g"),
        ("30w", "Power", "30w", "30", "W"),
        ("Battery: 3000 mAh", "Battery", "3000 mAh", "3000", "mAh"),
        ("净重：约1.2公斤", "净重", "约1.2公斤", "1.2", "kg"),
        ("30 x 20 x 5 cm", "Size", "30 x 20 x 5 cm", None, "cm"),
        ("尺寸：30×20×5厘米", "尺寸", "30×20×5厘米", None, "cm"),
        ("Care: hand wash only.", "Care", "hand wash only", None, None),
        ("Opens at 10:30", None, "Opens at 10:30", None, None),
        ("16:9 display", None, "16:9 display", None, None),
        ("Manual: https://example.com/a:b", None, "Manual: https://example.com/a:b", None, None),
        ("Hand-made - in Portugal", None, "Hand-made - in Portugal", None, None),
        ("Dishwasher safe", None, "Dishwasher safe", None, None),
        ("16G memory card", None, "16G memory card", None, None),
        ("1.5 L", "Capacity", "1.5 L", "1.5", "l"),
    ],
)
def test_name_value_number_and_unit(
    line: str, name: str | None, value: str, number: str | None, unit: str | None
) -> None:
    (fact,) = read_facts([line], "en" if line.isascii() else "zh")
    assert (fact.text, fact.name, fact.value, fact.unit) == (line, name, value, unit)
    assert fact.number == (None if number is None else Decimal(number))


def test_a_bare_amount_is_named_in_the_language_of_the_listing() -> None:
    assert read_facts(["250 ml"], "zh")[0].name == "容量"
    assert read_facts(["250毫升"], "en")[0].name == "Capacity"


def test_a_fact_remembers_where_it_came_from() -> None:
    facts = read_facts(["• Color: red", "Hand-glazed"], "en", {"Color: red": "photo"})
    assert [fact.origin for fact in facts] == ["photo", "typed"]


def test_a_textarea_is_split_and_its_bullets_go() -> None:
    bullets = "- Hand-glazed\n• 350 ml\r\n\n1. Dishwasher safe\n2、可进洗碗机\n① 手工\n✓ Vegan\n ** "
    facts = read_facts([bullets, "Vegan", "-5 °C to 40 °C\nHand-glazed"])
    assert [fact.text for fact in facts] == [
        "Hand-glazed",
        "350 ml",
        "Dishwasher safe",
        "可进洗碗机",
        "手工",
        "Vegan",
        "-5 °C to 40 °C",
    ]
    assert [fact.id for fact in facts] == [f"fact-{number}" for number in range(1, 8)]


def test_too_many_facts_are_refused_with_the_line_to_start_at() -> None:
    assert len(read_facts([f"Fact number {number} of many" for number in range(40)])) == 40
    with pytest.raises(InputError, match="“Fact number 40 of many”") as caught:
        read_facts([f"Fact number {number} of many" for number in range(41)])
    assert caught.value.field == "facts" and "40条" in caught.value.text("zh")


def test_too_long_a_fact_is_refused_with_its_start() -> None:
    assert read_facts(["x" * 300])
    with pytest.raises(InputError, match=f"“{'x' * 40}…” has 301 characters") as caught:
        read_facts(["x" * 301])
    assert caught.value.field == "facts" and "301个字符" in caught.value.text("zh")


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=10))
def test_any_text_gives_clean_facts(lines: list[str]) -> None:
    facts = read_facts(lines)
    assert len({fact.text for fact in facts}) == len(facts)
    for fact in facts:
        assert fact.value and fact.value in fact.text and "\n" not in fact.text
        assert fact.number is None or fact.unit is not None
        assert read_facts([fact.text])[0].value == fact.value or read_facts([fact.text])[0].text != fact.text
