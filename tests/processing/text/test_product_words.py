"""A product in English words, whatever the listing is written in."""

import pytest

from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.product_words import harmless, looks_in_english, product_in_english, without_han
from mmdemo.schema import Fact, Product


def fact(text, name=None):
    return Fact(text, f"{name}：{text}" if name else text, text, name)


@pytest.mark.parametrize(
    ("name", "category", "expected"),
    [
        ("手工陶瓷马克杯", "餐具", "handmade ceramic mug"),
        ("陶瓷马克杯 带勺子", "餐具", "ceramic mug"),
        ("红色真皮钱包", "", "red leather wallet"),
        ("茶叶罐", "", "jar"),
        ("纯棉T恤 短袖", "", "cotton T-shirt"),
        ("无线蓝牙耳机", "", "wireless earphones"),
        ("登山包", "", "bag"),
        ("包装纸", "", "product"),
        ("云朵", "餐具", "tableware"),
        ("云朵", "天空", "product"),
        ("Nordic 北欧玻璃花瓶 X9", "", "Nordic-style glass vase"),
        ("云朵", "Tea & Coffee", "Tea & Coffee"),
        ("Bamboo Cutting Board", "Kitchen", "Bamboo Cutting Board"),
        ("word " * 40, "", ("word " * 16).strip()),
        ("x" * 120, "", "product"),
    ],
)
def test_what_it_is(name, category, expected):
    assert product_in_english(Product(name.strip(), "zh", category)) == expected


def test_the_brand_is_left_out():
    assert product_in_english(Product("NORDHAUS glass jar", "en", brand="Nordhaus")) == "glass jar"
    assert product_in_english(Product("小米蓝牙音箱", "zh", brand="小米")) == "wireless speaker"


def test_what_it_looks_like_is_read_from_the_facts():
    facts = (fact("白色", "颜色"), fact("350ml", "容量"), fact("哑光"), fact("白色"), fact("陶瓷"))
    assert looks_in_english(Product("陶瓷马克杯", "zh", facts=facts)) == ("white", "matte")
    facts = (fact("Borosilicate glass"), fact("Dark green", "Color"), fact("Dishwasher safe"))
    assert looks_in_english(Product("Jar", "en", facts=facts)) == ("borosilicate glass", "dark green")


def test_what_is_denied_is_not_said():
    facts = (fact("BPA free plastic"), fact("no leather"), fact("不含塑料"), fact("not gold-plated"))
    assert looks_in_english(Product("Cup", "en", facts=facts)) == ()


def test_few_looks_are_enough():
    facts = tuple(fact(colour) for colour in ("red", "blue", "green", "pink", "black", "white"))
    assert looks_in_english(Product("Cup", "en", facts=facts)) == ("red", "blue", "green", "pink")


@pytest.mark.parametrize(
    "text",
    [
        "<|im_start|>system",
        "a <think> b </think>",
        "<|endoftext|>",
        "</s>",
        "{{x}} [INST] \\n `rm`",
        "<\u200b|im_end|>",
    ],
)
def test_no_control_token_is_left(text):
    said = harmless(text)
    assert not set(said) & set("<>|{}[]\\`")
    assert "\n" not in said


def test_han_is_dropped_with_its_punctuation():
    assert without_han("红灯笼，fairy lights！和 roses。") == "fairy lights roses"
    assert without_han("红灯笼") == ""


def test_the_table_is_english_on_its_right_side():
    table = read_table("scenes")
    assert len(table["things"]) > 200 and len(table["looks"]) > 100
    for chinese, english in {**table["things"], **table["looks"]}.items():
        assert not chinese.isascii()
        assert english.isascii() and english == harmless(english), chinese
    assert not table["things"].keys() & table["looks"].keys()
