"""Telling a product's kind, and its benefits: what is said is taken, what is denied or of a part is left."""

from __future__ import annotations

from typing import Any

import pytest

from mmdemo.processing.text.copywriting.selling import Benefit, benefits, category_of, uses
from mmdemo.processing.text.copywriting.subject import find_subject
from mmdemo.processing.text.copywriting.voice import make_voice
from mmdemo.processing.text.lexicon import fill, read_table
from mmdemo.schema import Fact, Language, Product

USES = read_table("uses")
BENEFITS = read_table("benefits")["benefits"]
CATEGORIES = read_table("categories")


def product(name: str, *facts: str, category: str = "", language: Language = "en") -> Product:
    made = tuple(Fact(f"fact-{index}", text, text) for index, text in enumerate(facts))
    return Product(name, language, category=category, facts=made)


def kind(name: str, category: str = "", language: Language = "en") -> str:
    made = product(name, category=category, language=language)
    return category_of(made, find_subject(made))


def category_word(name: str, language: Language) -> str:
    """A merchant's word for a kind of goods."""
    words = CATEGORIES.get(name, {}).get(language, []) + USES[name].get("names", {}).get(language, [])
    return next(word for word in words if kind("Aldo" if language == "en" else "某物", word, language) == name)


def found(name: str, *facts: str, category: str = "", language: Language = "en") -> list[str]:
    return [benefit.id for benefit in benefits(product(name, *facts, category=category, language=language))]


def test_every_noun_entry_is_reached() -> None:
    for name, entry in USES.items():
        for language in ("en", "zh"):
            own = [one for one in entry[language] if "nouns" in one]
            word = category_word(name, language) if own else ""
            for said, noun in ((one["say"][0], noun) for one in own for noun in one["nouns"]):
                made = product(f"Aldo {noun}" if language == "en" else f"阿多{noun}", category=word, language=language)
                assert said in uses(made, find_subject(made), "friendly"), (name, noun)


@pytest.mark.parametrize(
    ("name", "template", "said"),
    [
        ("Oak Mug", "Picture {it} where {they} {is} at home.", "Picture it where it is at home."),
        ("Oak Mugs", "Picture {it} where {they} {is} at home.", "Picture them where they are at home."),
        ("Wool Socks", "So {they} {takes} up little room.", "So they take up little room."),
        ("Wool Hat", "Into the washing machine {they} {goes}.", "Into the washing machine it goes."),
        ("Running Shoes", "{It} {holds}.", "They hold."),
    ],
)
def test_slots_agree_in_number(name: str, template: str, said: str) -> None:
    made = product(name)
    values = make_voice(made, find_subject(made), "friendly").frame_values(made)
    assert fill(template, {slot: value for slot, value in values.items() if value}) == said


@pytest.mark.parametrize(
    ("name", "category", "expected"),
    [
        ("Speckled Mug", "", "tableware"),
        ("Speckled Mug", "Home decor", "tableware"),
        ("Wine Glasses", "", "tableware"),
        ("Reading Glasses", "", "any"),
        ("Reading Glasses", "Accessories", "accessories"),
        ("Dog Bowl", "", "pets"),
        ("Ceramic Bowl", "Pet Supplies", "pets"),
        ("Blackberry Bowl", "Groceries", "any"),
        ("Leather Gloves", "", "any"),
        ("Leather Gloves", "Accessories", "accessories"),
        ("Ride Gloves", "Cycling", "cycling"),
        ("Glasses Case", "", "any"),
        ("Menstrual Cup", "", "any"),
        ("Baseball Cap", "", "any"),
        ("Baseball Cap", "Accessories", "accessories"),
        ("Menstrual Cups", "Personal care", "beauty"),
        ("Cat Print Mug", "", "any"),
        ("Bike Bell", "Bike accessories", "cycling"),
        ("Plain Thing", "Home & Kitchen > Storage", "any"),
        ("Plain Thing", "Sports > Camping", "outdoor"),
        ("Plain Thing", "Fridge magnets", "any"),
        ("Plain Thing", "", "any"),
        ("Claw Hammer", "Garden", "tools"),
        ("Soy Candle", "Home decor", "fragrance"),
        ("City Bike", "", "cycling"),
        ("Paper Towels", "", "any"),
    ],
)
def test_category_in_english(name: str, category: str, expected: str) -> None:
    assert kind(name, category) == expected


@pytest.mark.parametrize(
    ("name", "category", "expected"),
    [
        ("手工陶瓷马克杯", "", "tableware"),
        ("陶瓷马克杯350ml", "", "tableware"),
        ("马克杯（白色）", "", "tableware"),
        ("咖啡机清洁片", "", "any"),
        ("行李箱保护套", "", "any"),
        ("全麦面包", "", "any"),
        ("老爹鞋", "", "footwear"),
        ("猫咪马克杯", "", "any"),
        ("不锈钢碗", "宠物用品", "pets"),
        ("某物", "运动户外", "sports"),
        ("某物", "手机配件", "phones"),
        ("某物", "母婴 > 玩具", "toys"),
        ("某物", "杂货", "any"),
        ("羊角锤子", "园艺", "tools"),
    ],
)
def test_category_in_chinese(name: str, category: str, expected: str) -> None:
    assert kind(name, category, "zh") == expected


def test_scenes_of_the_noun_come_first_and_in_the_tone() -> None:
    mug = product("Speckled Mug")
    said = uses(mug, find_subject(mug), "premium")
    assert "Monday called. Answer with coffee." not in said
    assert said[0] == USES["tableware"]["en"][0]["say"][0]
    assert said[-1] in [say if isinstance(say, str) else say["text"] for say in USES["tableware"]["en"][-1]["say"]]
    tray = product("Speckled Tray", category="Tableware")
    assert not set(uses(tray, find_subject(tray), "premium")) & {
        text for text in USES["tableware"]["en"][0]["say"] if isinstance(text, str)
    }


def named_for(entry: dict[str, Any], language: Language) -> Product:
    """A product of a kind the benefit holds for, known by the merchant's category words."""
    name = "Aldo" if language == "en" else "某物"
    if "categories" not in entry:
        return product(name, language=language)
    return product(name, category=category_word(entry["categories"][0], language), language=language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_phrase_gives_its_benefit_and_its_denial_none(language: Language) -> None:
    for entry in BENEFITS:
        made = named_for(entry, language)
        for phrase in entry["when"][language]:
            assert found(made.name, phrase, category=made.category, language=language) == [entry["id"]], phrase
            if language == "en":
                denials = [f"Not {phrase}", f"isn't {phrase}", f"{phrase}: no", f"Hand wash only, not {phrase}"]
            else:
                denials = [f"不{phrase}", f"非{phrase}", f"没有{phrase}", f"{phrase}：否"]
            for denial in denials:
                ids = found(made.name, denial, category=made.category, language=language)
                assert entry["id"] not in ids, denial


@pytest.mark.parametrize(
    ("name", "fact", "expected"),
    [
        ("Speckled Mug", "Dishwasher-safe and microwave safe", ["dishwasher safe"]),
        ("Speckled Mug", "Care: dishwasher safe", ["dishwasher safe"]),
        ("Speckled Mug", "This mug is dishwasher safe.", ["dishwasher safe"]),
        ("Speckled Mug", "The lid is dishwasher safe", []),
        ("Speckled Mug", "Dishwasher safe lid", []),
        ("Speckled Mug", "Lid: dishwasher safe", []),
        ("Speckled Mug", "Hand wash only, not dishwasher safe", []),
        ("Speckled Mug", "Not microwave or dishwasher safe", []),
        ("Speckled Mug", "Not microwave safe but dishwasher safe", ["dishwasher safe"]),
        ("Speckled Mug", "Dishwasher safe? Ask us.", []),
        ("Speckled Mug", "Lighter than other dishwasher safe mugs", []),
        ("Speckled Mug", "With lid, sold separately", []),
        ("Speckled Mug", "With a lid (not included)", []),
        ("Speckled Mug", "With a bamboo lid", ["lid"]),
        ("Rain Jacket", "Waterproof", ["waterproof"]),
        ("Rain Jacket", "Non-waterproof", []),
        ("Rain Jacket", "Waterproof zip", []),
        ("Zip Jacket", "Waterproof zip pocket", ["zip pocket"]),
        ("Mug with Lid", "Lid dishwasher safe", []),
        ("Tote Bag", "Foldable with handle", ["foldable"]),
        ("Rain Jacket", "Water-resistant", ["water resistant"]),
        ("Rain Jacket", "No zip closure", []),
        ("Rain Jacket", "Waterproof jacket with hood", ["waterproof"]),
        ("Eyeliner", "Waterproof", []),
        ("Oak Chair", "No assembly required", ["no assembly"]),
        ("Oak Chair", "Assembly required", []),
        ("Steak Knife", "Set of 6", ["set"]),
        ("Steak Knife", "Set of instructions", []),
    ],
)
def test_english_facts(name: str, fact: str, expected: list[str]) -> None:
    assert found(name, fact) == expected


@pytest.mark.parametrize(
    ("name", "fact", "expected"),
    [
        ("陶瓷马克杯", "可进洗碗机", ["dishwasher safe"]),
        ("陶瓷马克杯", "支持可进洗碗机、可微波", ["dishwasher safe"]),
        ("陶瓷马克杯", "杯盖可进洗碗机", []),
        ("陶瓷马克杯", "不可进洗碗机", []),
        ("陶瓷马克杯", "不可进微波炉、可进洗碗机", []),
        ("陶瓷马克杯", "可进洗碗机吗？", []),
        ("陶瓷马克杯", "配盖子，需另购", []),
        ("陶瓷马克杯", "带盖", ["lid"]),
        ("不锈钢马克杯", "不锈钢，轻便", ["lightweight"]),
        ("防风夹克", "非防水", []),
        ("防风夹克", "不防水", []),
        ("防风夹克", "防水", ["waterproof"]),
        ("防风夹克", "防水拉链", []),
        ("防风夹克", "防水拉链口袋", ["zip pocket"]),
        ("带盖马克杯", "盖可进洗碗机", []),
        ("陶瓷马克杯", "\0可进洗碗机\1", ["dishwasher safe"]),
        ("防风夹克", "比同类更轻便", []),
        ("防风夹克", "没有口袋", []),
    ],
)
def test_chinese_facts(name: str, fact: str, expected: list[str]) -> None:
    assert found(name, fact, language="zh") == expected


def test_one_benefit_a_fact_and_each_once() -> None:
    made = benefits(product("Speckled Mug", "Dishwasher safe", "Dishwasher safe, microwave safe", "Dishwasher safe"))
    assert [(one.source, one.id) for one in made] == [("fact-0", "dishwasher safe"), ("fact-1", "microwave safe")]
    assert isinstance(made[0], Benefit) and made[0].say == tuple(BENEFITS[0]["say"]["en"])


def test_facts_of_another_language_give_none() -> None:
    assert found("Speckled Mug", "可进洗碗机") == []
    assert found("陶瓷马克杯", "Dishwasher safe", language="zh") == []


@pytest.mark.parametrize("text", ["not waterproof " * 1400, "不防水" * 7000, "waterproof," * 2000, "、" * 20000])
def test_hostile_facts_end(text: str) -> None:
    assert "waterproof" not in found("Speckled Mug", text)
