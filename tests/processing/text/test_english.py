import pytest

from mmdemo.processing.text import chinese, english


@pytest.mark.parametrize(
    ("phrase", "article"),
    [
        ("mug", "a"),
        ("oak table", "an"),
        ("hour", "an"),
        ("honest price", "an"),
        ("unique cup", "a"),
        ("umbrella", "an"),
        ("USB cable", "a"),
        ("LED lamp", "an"),
        ("HD screen", "an"),
        ("U-shaped pillow", "a"),
        ("X-shaped stand", "an"),
        ("8-piece set", "an"),
        ("11-inch case", "an"),
        ("18 W lamp", "an"),
        ("80 g bar", "an"),
        ("100 g bar", "a"),
        ("1800 W kettle", "an"),
        ("110 V plug", "a"),
        ("one-piece suit", "a"),
        ("European oak", "a"),
        ("“open” sign", "an"),
    ],
)
def test_articles_go_by_sound(phrase: str, article: str) -> None:
    assert english.indefinite_article(phrase) == article


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("mugs", True),
        ("glass", False),
        ("sunglasses", True),
        ("dress", False),
        ("canvas", False),
        ("boots", True),
        ("jeans", True),
        ("lens", False),
        ("series", False),
        ("mug", False),
        ("cactus", False),
        ("knives", True),
    ],
)
def test_number(noun: str, plural: bool) -> None:
    assert english.is_plural(noun) is plural


def test_singulars_capitals_and_lists() -> None:
    assert [english.singular(noun) for noun in ("boxes", "berries", "knives", "mugs", "jeans")] == [
        "box",
        "berry",
        "knife",
        "mug",
        "jeans",
    ]
    assert english.capitalise("iPhone case") == "iPhone case"
    assert english.capitalise("“oak” tray") == "“Oak” tray"
    assert english.lower_first("Stainless Steel") == "stainless steel"
    assert english.lower_first("Egyptian cotton") == "Egyptian cotton"
    assert english.lower_start("LED display") == "LED display"
    assert english.lower_start("Velcro straps") is None
    assert english.title_case("hand-glazed mug of 350 ml") == "Hand-Glazed Mug of 350 ml"
    assert english.join_list(["a"]) == "a" and english.join_list(["a", "b", "c"]) == "a, b and c"
    assert english.split_sentences("It holds 3.5 l. It's by Dr. Oak. Good!") == [
        "It holds 3.5 l.",
        "It's by Dr. Oak.",
        "Good!",
    ]


def test_chinese_punctuation() -> None:
    assert (
        chinese.full_width("手工上釉,可进洗碗机!(陶瓷) 1,200 16:9 (A28)")
        == "手工上釉，可进洗碗机！（陶瓷） 1,200 16:9 (A28)"
    )
    assert chinese.split_sentences("手工上釉。可进洗碗机！很轻") == ["手工上釉。", "可进洗碗机！", "很轻"]
    assert chinese.join_list(["陶瓷", "白色、青色"]) == "陶瓷；白色、青色"
    assert chinese.abut("NIKE", "AIR") == "NIKE AIR" and chinese.abut("青禾", "马克杯") == "青禾马克杯"
