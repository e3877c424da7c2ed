"""Products as merchants type them, and what the embedded writer makes of them."""

from __future__ import annotations

from mmdemo.context import RunContext
from mmdemo.generators.text.embedded import SPEC
from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import Brief, Copy, Language, Product, Tone

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
