"""How the embedded writer says one fact, or a hostile one."""

from __future__ import annotations

import re

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.schema import TONES, Language, Product
from tests.generators.text.written import BEI, BEI_FACTS, product_of, texts_of, write


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("Material: Oak", "made of oak"),
        ("350 ml", "holds 350 ml"),
        ("Dishwasher safe", "is dishwasher safe"),
        ("3 heat settings", "has 3 heat settings"),
        ("Scooped neckline", "has a scooped neckline"),
        ("Ergonomic handle", "has an ergonomic handle"),
        ("With a mustard interior", "comes with a mustard interior"),
        ("Fits 15-inch laptops", "fits 15-inch laptops"),
        ("Colours: red/green/blue", "comes in red, green and blue"),
        ("Scent: Vanilla", "has a vanilla scent"),
        ("Battery: 3000 mAh", "has a 3000 mAh battery"),
        ("Heel height: 5 cm", "has a heel height of 5 cm"),
        ("A simple mug with a lid", "is a simple mug with a lid"),
        ("Closure: zip", "has a zip closure"),
        ("Machine washable at 30 °C", "is machine washable at 30 °C"),
        ("Hand-poured in Devon", "is hand-poured in Devon"),
        ("Velcro strap", "Velcro strap."),
        ("Two-year warranty", "Two-year warranty."),
        ("A neat addition to your kitchen.", "A neat addition to your kitchen."),
        ("Wash at 30 °C", "Wash at 30 °C."),
    ],
)
def test_english_facts_become_english_sentences(fact: str, said: str) -> None:
    copy = write(product_of("en", ("Mug", "", "", ""), [fact]), "premium")
    assert said in copy.long_description.replace("It is a", "it is a"), copy.long_description


def test_plural_products_agree() -> None:
    copy = write(
        product_of("en", ("Loafers", "", "", ""), ["Dishwasher safe", "Fits true to size", "Color: black"]), "premium"
    )
    said = ("are dishwasher safe and fit true to size", "fit true to size and are dishwasher safe")
    assert any(f"These loafers {each}." in copy.long_description for each in said)
    assert "They come in black." in copy.long_description or "These loafers come in black." in copy.long_description


def test_sentences_stay_in_order_and_whole() -> None:
    facts = [
        "Dishwasher safe",
        "This hairdryer has 3 heat settings. It's perfect for travel.",
        "500 g",
        "Vegan",
        "Cordless",
    ]
    for seed in range(20):
        copy = write(product_of("en", ("Hairdryer", "", "", ""), facts), seed=seed)
        assert "This hairdryer has 3 heat settings. It's perfect for travel." in copy.long_description
        bullets = "\n".join(copy.bullets)
        assert "travel" not in bullets or "This hairdryer has 3 heat settings\nIt's perfect for travel" in bullets


def test_chinese_reads_as_chinese() -> None:
    copy = write(product_of("zh", BEI, BEI_FACTS))
    assert copy.title.startswith("青禾手作") and "手工陶瓷马克杯" in copy.title
    assert "这只马克杯容量350毫升，采用陶瓷材质" in copy.long_description
    assert "有白色、青色可选" in copy.long_description and "产自景德镇" in copy.long_description
    assert not re.search(r"[,;:!?]", "".join(texts_of(copy)))
    assert write(product_of("zh", ("HLA海澜之家短袖T恤", "", "海澜之家", ""), [])).title == "HLA海澜之家短袖T恤"


def test_blanks_around_figures_are_no_pause_in_chinese() -> None:
    copy = write(product_of("zh", ("玫瑰面霜", "", "", ""), ["净含量 50 克", "防水 防尘"]))
    said = "".join(texts_of(copy))
    assert "净含量50克" in said
    assert "量，50" not in said and "50，克" not in said


def test_facts_in_another_language_are_quoted_verbatim() -> None:
    copy = write(product_of("zh", ("竹罐", "", "", ""), ["Dishwasher safe", "350 ml"]))
    assert copy.bullets == ("容量350毫升", "“Dishwasher safe”") and "“Dishwasher safe”" in copy.long_description
    copy = write(product_of("en", ("Mug", "", "", ""), ["手工上釉"]))
    assert copy.bullets == ("“手工上釉”",) and "“手工上釉”" in copy.long_description


@pytest.mark.parametrize(
    "name",
    ["{name}", "%s %d {0}", "${alert(1)}", "<script>alert(1)</script>", "{the_name} \\1 \\g<0>", "Mug {", "ספל 👩‍👧"],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_text_passes_through_unharmed(name: str, language: Language) -> None:
    product = Product(name, language, "{category}", "", None, read_facts(["{facts} %s \\1", "{brand}: {value}"]))
    for tone in TONES:
        copy = write(product, tone)
        assert name in copy.title and name in copy.long_description
        assert "{facts} %s \\1" in "\n".join(copy.bullets)


def test_titles_are_never_cut_inside_a_word() -> None:
    name = (
        "Adjustable Ergonomic Kneeling Chair with Memory Foam Cushion and Lockable Casters for Home and Office in Grey"
    )
    title = write(product_of("en", (name, "", "Nordhem", ""), ["Made of oak"])).title
    assert len(title) <= 75 and f"Nordhem {name}".startswith(f"{title} ") and not title.endswith(("and", "for", "with"))
    assert len(write(product_of("en", ("x" * 120, "", "", ""), [])).title) == 75
    name = "小米12 Pro 天玑版 天玑9000+处理器 5000万疾速影像 2K超视感屏 120Hz高刷 67W快充"
    assert write(product_of("zh", (name, "", "", ""), [])).title == "小米12 Pro 天玑版 天玑9000+处理器"
    name = "万和（Vanward）燃气热水器天然气家用四重防冻直流变频节能全新升级增压水伺服恒温高抗风"
    assert write(product_of("zh", (name, "", "", ""), [])).title == "万和（Vanward）燃气热水器"
