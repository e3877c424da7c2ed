"""The embedded writer: nothing is claimed that the merchant did not say, and what is said reads well."""

from __future__ import annotations

import random
import re
import threading
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled
from mmdemo.generators.text.embedded import SPEC
from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.processing.text.copywriting.draft import make_draft
from mmdemo.processing.text.lexicon import word_set
from mmdemo.processing.text.money import money_text
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import TONES, Brief, Copy, Language, Photo, Product, Tone

MUG = ("Stoneware Mug", "Kitchen", "Kiln & Co", "$24.00")
MUG_FACTS = [
    "Hand-glazed stoneware",
    "350 ml",
    "Dishwasher safe",
    "Made in Portugal",
    "Color: black, white",
    "SKU: K-1",
]
BEI = ("手工陶瓷马克杯", "厨房", "青禾手作", "¥199")
BEI_FACTS = ["手工上釉", "容量350毫升", "可进洗碗机", "材质：陶瓷", "产地：景德镇", "颜色：白色、青色", "货号：QH-1"]

PRODUCTS: list[tuple[Language, tuple[str, str, str, str], list[str]]] = [
    ("en", MUG, MUG_FACTS),
    (
        "en",
        ("Hairdryer", "beauty", "", "24.99"),
        ["This lightweight hairdryer has 3 heat and speed settings. It's perfect for travel."],
    ),
    (
        "en",
        ("Trail Running Shoes", "Footwear", "Daybird", "£89"),
        [
            "Padded collar",
            "Rubber sole",
            "Vegan",
            "Fits true to size",
            "Sizes: 38, 39, 40",
            "No tongue seams",
        ],
    ),
    (
        "en",
        ("Oslo Side Table", "Furniture", "", ""),
        [
            "Material: solid oak",
            "30 x 20 x 5 cm",
            "Weight: 4.2 kg",
            "Assembly required",
            "Warranty: 2 years",
            "Finish: Matte",
        ],
    ),
    ("en", ("Aurora", "", "", ""), []),
    (
        "en",
        ("Mug", "Kitchen", "Kiln", "8.99"),
        [
            "手工上釉陶瓷",
            "容量350毫升",
        ],
    ),
    ("zh", BEI, BEI_FACTS),
    (
        "zh",
        ("银色星芒刺绣网纱底裤", "服装", "", "100"),
        [
            "匠心剪裁，垂感质地",
            "适用季节：夏季、秋季",
            "这条裤子经过预缩处理。它不易变形。",
        ],
    ),
    (
        "zh",
        ("HUAWEI Mate 50 直屏旗舰 超光变XMAGE影像", "手机通讯", "华为", "4999"),
        [
            "颜色：曜金黑,冰霜银",
            "屏幕尺寸：6.7英寸",
            "网络：5G",
            "系统：Android",
            "67 W",
        ],
    ),
    (
        "zh",
        ("Bamboo Jar", "", "", ""),
        [
            "Dishwasher safe",
            "350 ml",
        ],
    ),
    ("zh", ("台灯", "", "", ""), []),
]


def product_of(language: Language, words: tuple[str, str, str, str], facts: list[str]) -> Product:
    name, category, brand, price = words
    return Product(name, language, category, brand, read_price(price, language), read_facts(facts, language))


def write(product: Product, tone: Tone = "friendly", seed: int = 1) -> Copy:
    made = SPEC.load(ON_CPU).generate(Brief("copy", "text", "copy", product, tone), RunContext(seed).for_part("copy"))
    assert isinstance(made, Copy)
    return made


def texts_of(copy: Copy) -> list[str]:
    named = [copy.title, copy.short_description, copy.long_description, copy.script]
    named += [copy.seo_title, copy.seo_description, copy.mail.subject, copy.mail.body]
    posts = [text for post in copy.posts.values() for text in (post.title, post.text)]
    asked = [text for question in copy.questions for text in (question.question, question.answer)]
    lists = [*copy.bullets, *copy.keywords, *copy.alt_texts.values(), *copy.highlights, *copy.headlines]
    return [*named, *posts, *asked, *lists]


def said_by(product: Product) -> str:
    """The merchant's words, and the sentences about use and benefit, which have tests of their own."""
    price = money_text(product.price, product.language) if product.price else ""
    facts = [fact.text for fact in product.facts]
    drafts = [make_draft(product, tone, random.Random(seed)) for tone in TONES for seed in range(8)]
    sold = {sentence for draft in drafts for sentence in (*draft.uses, *draft.benefits.values())}
    return "\n".join([product.name, product.category, product.brand, price, *facts, *sorted(sold)])


def invented_english(text: str, merchant: str) -> set[str]:
    """Words that are neither the merchant's, nor function words, nor framing."""

    def words(part: str) -> set[str]:
        found = re.findall(r"[^\W_\u3400-\u9fff]+(?:'[a-z]+)?", part.casefold().replace("’", "'"))
        return set(found)

    allowed = words(merchant) | word_set("framing", "en") | word_set("english", "function_words")
    allowed |= words(" ".join(allowed)) | {"details"}
    # Agreement may change a verb's ending ("Fits" to "fit"), nothing else.
    return {word for word in words(text) - allowed if f"{word}s" not in allowed and f"{word}es" not in allowed}


def invented_chinese(text: str, merchant: str) -> list[str]:
    """The characters that no run of the merchant's words, framing phrase or measure word covers."""
    closed = sorted(word_set("framing", "zh"), key=len, reverse=True)
    left, start = [], 0
    letters = "".join(character for character in text if character.isalnum())
    source = "".join(character if character.isalnum() else " " for character in merchant.replace("\n", " "))
    # Blanks and marks inside the merchant's own words may fall away or become commas; their order may not change.
    pieces = [piece for piece in source.split(" ") if piece]
    while start < len(letters):
        longest = 0
        for length in range(len(letters) - start, 0, -1):
            part = letters[start : start + length]
            # One Han character alone proves nothing: "质" stands in "材质" and in "优质".
            whole = length > 1 or part.isascii()
            if part in closed or part in pieces or (whole and any(part in piece for piece in pieces)):
                longest = length
                break
        if not longest:
            left.append(letters[start])
        start += longest or 1
    # The measure word stands between "这" or "一" and the noun, as the categories' table gives it.
    return [character for character in left if character not in "只条部台盏双件个款张把本瓶盒套"]


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("number", range(len(PRODUCTS)))
def test_nothing_is_claimed_that_the_merchant_did_not_say(number: int, tone: Tone) -> None:
    product = product_of(*PRODUCTS[number])
    merchant = said_by(product)
    for seed in range(12):
        for text in texts_of(write(product, tone, seed)):
            if product.language == "en":
                assert not invented_english(text, merchant), text
            else:
                assert not invented_chinese(text, merchant), text


def test_the_claim_check_catches_an_invented_word() -> None:
    merchant = said_by(product_of("en", MUG, MUG_FACTS))
    assert invented_english("This durable mug holds 350 ml.", merchant) == {"durable"}
    assert invented_chinese("这只优质马克杯容量350毫升。", said_by(product_of("zh", BEI, BEI_FACTS))) == ["优", "质"]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(sorted({fact for _, _, facts in PRODUCTS for fact in facts})), max_size=12, unique=True),
    st.sampled_from(TONES),
    st.integers(0, 2**31),
)
def test_any_mix_of_facts_stays_true(facts: list[str], tone: Tone, seed: int) -> None:
    product = product_of("en", MUG, facts)
    for text in texts_of(write(product, tone, seed)):
        assert not invented_english(text, said_by(product)), text


@pytest.mark.parametrize("number", range(len(PRODUCTS)))
def test_shape(number: int) -> None:
    product = product_of(*PRODUCTS[number])
    english = product.language == "en"
    for tone in TONES:
        for seed in range(6):
            copy = write(product, tone, seed)
            assert 0 < len(copy.title) <= (75 if english else 30)
            assert len(copy.bullets) == len(set(copy.bullets)) <= 5
            assert 6 <= len(copy.keywords) == len({word.casefold() for word in copy.keywords}) <= 12
            assert set(copy.alt_texts) == {"image/card"} and all(copy.alt_texts.values())
            assert len(copy.long_description.split("\n\n")) in {2, 3}
            for text in texts_of(copy):
                assert "{" not in text and "  " not in text and text == text.strip()
                assert not re.search(r"\ba [aeio]\w|\ban [bcdfgjkpqtvwz]", text)
                assert not re.search(r"[，。！？：]{2}|[,;:][.!?]|\.\.", text)
            for prose in (copy.short_description, copy.script, *copy.long_description.split("\n\n")):
                assert prose[-1] in ".!?。！？”" and (not prose[0].isalpha() or not prose[0].islower())


def test_pictures_of_a_photo_have_their_own_alternative_texts() -> None:
    product = replace(product_of("en", MUG, ["350 ml"]), photo=Photo(b"", 1, 1))
    assert set(write(product, "friendly", 1).alt_texts) == {"image/main", "image/scene"}


def test_five_bullets_as_soon_as_five_things_can_be_said() -> None:
    assert len(write(product_of("en", MUG, MUG_FACTS)).bullets) == 5
    bullets = write(product_of("en", MUG, MUG_FACTS[:3])).bullets
    assert set(bullets) == {
        "Holds 350 ml",
        "Hand-glazed stoneware",
        next(bullet for bullet in bullets if bullet.startswith("Dishwasher safe")),
        "Brand: Kiln & Co",
        "Category: Kitchen",
    }
    assert write(product_of("en", ("Aurora", "", "", ""), [])).bullets == ()
    assert "SKU: K-1" not in "".join(texts_of(write(product_of("en", MUG, MUG_FACTS)))[1:3])


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


@pytest.mark.parametrize(("words", "facts"), [(MUG, MUG_FACTS), (BEI, BEI_FACTS)])
def test_tones_and_seeds_differ_and_one_seed_repeats(words: tuple[str, str, str, str], facts: list[str]) -> None:
    product = product_of("zh" if words is BEI else "en", words, facts)
    assert write(product, seed=3) == write(product, seed=3)
    assert len({write(product, seed=seed).long_description for seed in range(12)}) >= 8
    openings = [{write(product, tone, seed).script.split(product.name)[0] for seed in range(12)} for tone in TONES]
    assert not openings[0] & openings[1] and not openings[1] & openings[2] and not openings[0] & openings[2]


@pytest.mark.parametrize("number", range(len(PRODUCTS)))
def test_the_script_takes_about_twenty_seconds(number: int) -> None:
    product = product_of(*PRODUCTS[number])
    for tone in TONES:
        for seed in range(6):
            script = write(product, tone, seed).script
            # 120 to 180 words, or 200 to 300 characters, a minute are the usual range of narration.
            if product.language == "en":
                assert 24 <= len(script.split()) <= 70, script
            else:
                assert 35 <= len(re.findall(r"[\u3400-\u9fff]|[A-Za-z]+|\d", script)) <= 110, script


def test_progress_and_stop() -> None:
    seen: list[Progress] = []
    stop = threading.Event()
    brief = Brief("copy", "text", "copy", product_of("en", MUG, MUG_FACTS), "friendly")
    SPEC.load(ON_CPU).generate(brief, RunContext(1, listen=seen.append, part="copy"))
    assert [step.done for step in seen] == list(range(len(seen))) and all(step.total == 2 for step in seen)
    stop.set()
    with pytest.raises(Cancelled):
        SPEC.load(ON_CPU).generate(brief, RunContext(1, stop=stop))
