"""Texts without the wordings that rules of advertising speak of: nothing found again, and no ruins."""

import random
import re
from dataclasses import replace

import pytest

from mmdemo import Request
from mmdemo.compose.claim_checks import claims_of
from mmdemo.compose.claim_rewrites import with_rewrites
from mmdemo.intake import read_product
from mmdemo.processing.text.copy_texts import texts_of
from mmdemo.processing.text.copywriting.writer import ListingWriter
from mmdemo.schema import TONES, Asset, Copy, Kit, Mail, Post, Product, Provenance, Question, Tone

PRODUCTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Hand balm": (
        "Beauty",
        (
            "Lowest price guaranteed",
            "Best balm in the UK",
            "100% natural",
            "50 ml",
            "Material: beeswax",
            "Cures eczema",
        ),
    ),
    "Stoneware mug": ("Kitchen", ("Best mug for tea", "350 ml", "Material: stoneware", "World's first heat lock")),
    "Miracle Slimming Tea": ("Food & drink", ("Lose 10 kg in a week", "Burns fat fast", "No side effects", "20 bags")),
    "Bamboo towel": ("Home", ("Softest towel ever", "Kills 99.9% of bacteria", "100% eco-friendly", "70 x 140 cm")),
    "Yoga mat": ("Sports", ("The most comfortable mat on the market", "Relieves back pain", "6 mm thick", "Risk-free")),
    "Wireless earbuds": ("Electronics", ("Better than AirPods", "#1 best seller", "Battery life: 30 h", "IPX7")),
    "Best ever face cream": ("Beauty", ("Erases wrinkles forever", "FDA approved", "50 ml", "Vegan")),
    "护手霜": ("美妆", ("全网最低价", "纯天然配方", "治疗湿疹", "容量：50 毫升", "国家级工艺")),
    "粗陶马克杯": ("厨房", ("最好的茶杯", "容量：350 毫升", "材质：粗陶", "全国销量第一")),
    "减肥茶": ("食品饮料", ("一周瘦十斤", "无任何副作用", "根治便秘", "20 包", "明星同款")),
    "全网最低价儿童书包": ("服饰", ("顶级面料", "容量：15 升", "100%防水", "绝无仅有的设计", "永不褪色")),
    "抗菌毛巾": ("家居", ("杀菌率99.9%", "最柔软", "材质：纯棉", "尺寸：34×75 厘米", "驰名商标")),
    "蓝牙耳机": ("数码电器", ("国家专利", "比苹果更好", "续航 30 小时", "第一品牌", "史无前例的音质")),
    "竹纤维牙刷": ("家居", ("央视推荐", "零风险", "4 支装", "独一无二", "最后一天特价")),
}
BARE = Copy("Hand balm", (), "", "", (), {}, "")
ENDS = re.compile(r"(?:\b(?:and|or|with|the|a|an|of|for|but|is|are)|[和与及或，、,;；:：是])[\W_]*$", re.IGNORECASE)
EMPTY = re.compile(r"[(（\[【「“]\s*[)）\]】」”]|[,，、]\s*[,，、。.!！?？]")


def product_of(name: str) -> Product:
    category, facts = PRODUCTS[name]
    return read_product(Request(name=name, category=category, facts=facts, seed=1))


def kit_of(product: Product, copy: Copy) -> Kit:
    made = Provenance("embedded", "embedded", "", "", 1, 0, 0.0, "", "", "", "")
    return Kit(Request(name=product.name), product, 1, ("copy",), {"copy": Asset("copy", copy, made)})


def cleaned(copy: Copy, product: Product) -> Copy:
    """The copy with everything ticked once."""
    return with_rewrites(copy, product, {claim.key for claim in claims_of(kit_of(product, copy))})


def with_all(**texts: object) -> Copy:
    return cleaned(replace(BARE, **texts), product_of("Hand balm"))  # type: ignore[arg-type]


def ruins(copy: Copy, before: Copy) -> list[str]:
    """Lines that were not there before and that nobody would have written."""
    known = {line for text in texts_of(before).values() for line in text.splitlines()}
    lines = [line for text in texts_of(copy).values() for line in text.splitlines() if line and line not in known]
    found = [line for line in lines if not re.search(r"\w", line) or EMPTY.search(line)]
    found += [line for line in lines if ENDS.search(re.sub(r"[.。!！?？]+$", "", line))]
    lists = [copy.bullets, copy.keywords, copy.highlights, copy.headlines, *(post.tags for post in copy.posts.values())]
    found += [str(items) for items in lists if len({item.casefold() for item in items}) < len(items) or "" in items]
    return found


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("name", PRODUCTS)
def test_one_pass_leaves_nothing_to_find_and_no_ruin(name: str, tone: Tone) -> None:
    product = product_of(name)
    copy = ListingWriter(product, tone, random.Random(1)).copy(20)
    assert claims_of(kit_of(product, copy))
    after = cleaned(copy, product)
    assert claims_of(kit_of(product, after)) == ()
    assert ruins(after, copy) == []
    assert after.title
    assert after.seo_title
    assert all(after.alt_texts.values())
    assert cleaned(after, product) == after


def test_a_wording_in_capitals_goes_with_its_piece_of_the_title() -> None:
    after = with_all(title="Hand Balm, Lowest Price Guaranteed, 50 ml", seo_title="Lowest Price Guaranteed | Balm & Co")
    assert after.title == "Hand Balm, 50 ml"
    assert after.seo_title == "Hand balm | Balm & Co"


def test_a_title_falls_back_to_the_name_without_its_own_claim() -> None:
    product = product_of("全网最低价儿童书包")
    after = cleaned(replace(BARE, title="全网最低价儿童书包"), product)
    assert after.title == "儿童书包"


def test_lists_keep_no_leftovers() -> None:
    after = with_all(
        bullets=("The best balm in the UK", "Cures eczema", "Best balm for dry hands", "Balm for dry hands", "50 ml"),
        keywords=("lowest price guaranteed", "best balm", "balm", "beeswax balm"),
        headlines=("The best balm", "Meet the balm"),
    )
    assert after.bullets == ("Balm for dry hands", "50 ml")
    assert after.keywords == ("balm", "beeswax balm")
    assert after.headlines == ("Meet the balm",)


def test_a_sentence_goes_with_what_takes_it_up_and_a_line_with_its_mark() -> None:
    after = with_all(
        long_description="Made of beeswax. It cures eczema. So your hands heal.\n\nComes in a tin.",
        posts={
            "instagram": Post("", "Hello!\n\n✔ Cures eczema\n✔ Made of beeswax\n\nSee you.", ("CuresEczema", "Balm"))
        },
    )
    assert after.long_description == "Made of beeswax.\n\nComes in a tin."
    assert after.posts["instagram"] == Post("", "Hello!\n\n✔ Made of beeswax\n\nSee you.", ("Balm",))


def test_a_post_a_question_and_a_mail_without_text_go_as_a_whole() -> None:
    after = with_all(
        posts={"tiktok": Post("", "Cures eczema.", ("Balm",))},
        questions=(Question("Is it vegan?", "It cures eczema."), Question("How much?", "50 ml.")),
        mail=Mail("Our balm", "It cures eczema."),
    )
    assert after.posts["tiktok"] == Post("", "", ())
    assert after.questions == (Question("How much?", "50 ml."),)
    assert after.mail == Mail("", "")


def test_a_clause_goes_alone_where_the_rest_reads_well() -> None:
    product = product_of("护手霜")
    copy = replace(BARE, title="护手霜", short_description="这支护手霜容量50毫升，治疗湿疹，采用蜂蜡。")
    assert cleaned(copy, product).short_description == "这支护手霜容量50毫升，采用蜂蜡。"
    after = with_all(short_description="The balm holds 50 ml, and it cures eczema.")
    assert after.short_description == "The balm holds 50 ml."


def test_what_is_not_ticked_stays_beside_what_is() -> None:
    product = product_of("Hand balm")
    copy = replace(BARE, long_description="Cures eczema. Lowest price guaranteed. In a tin.")
    keys = {claim.key for claim in claims_of(kit_of(product, copy)) if "eczema" in claim.key}
    assert with_rewrites(copy, product, keys).long_description == "Lowest price guaranteed. In a tin."
    assert with_rewrites(copy, product, set()) == copy


def test_a_long_hostile_text_is_soon_done() -> None:
    after = with_all(long_description="best, and the best (best) " * 700, script="最好的最好的" * 2000)
    assert "best" not in after.long_description
    assert "最好" not in after.script
