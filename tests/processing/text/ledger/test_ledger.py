"""Sentences held against a product: what the merchant said stands, what was added is found, and nothing else."""

from decimal import Decimal

import pytest

from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.processing.text.ledger import Ledger
from mmdemo.schema import Language, Money, Product
from tests.listings import BEI, MUG


def product(*facts: str, name: str = "", language: Language = "en", price: str = "", brand: str = "") -> Product:
    return Product(name, language, "", brand, read_price(price, language), read_facts(facts, language))


SHIRT = product(
    "100% organic cotton",
    "Color: navy blue",
    "Machine washable",
    "Not suitable for tumble drying",
    "Sizes: S, M, L",
    "Made in Portugal",
    "OEKO-TEX certified",
    name="Linea Crew Shirt",
    price="$18",
)
BOTTLE = product(
    "Material: 304 stainless steel",
    "Capacity: 0.5 L",
    "Keeps drinks hot for twelve hours",
    "BPA-free",
    "Not dishwasher safe",
    "Leakproof lid",
    "Weight: 290 g",
    "Colors: red, forest green",
    "Two-year warranty",
    "Waterproof: IP68",
    name="Summit Bottle",
    price="$24.50",
)
DESK = product(
    "Solid oak top, powder-coated steel legs",
    "120 x 60 x 75 cm",
    "Holds up to 80 kg",
    "USB-C and HDMI ports",
    "FSC certified wood",
    "Ships flat, tools included",
    name="Nordlys Desk",
    price="$399",
)
HU = product(
    "材质：316不锈钢",
    "容量：500毫升",
    "保温12小时",
    "不含BPA",
    "重量：290克",
    "颜色：白色、墨绿色",
    "产地：浙江",
    "不可进微波炉",
    "3C认证",
    name="山野保温杯",
    language="zh",
    price="¥168",
)
SHAN = product(
    "面料：纯棉",
    "颜色：藏青色",
    "可机洗",
    "尺码：S、M、L",
    "手工缝制",
    "100支长绒棉",
    name="圆领T恤",
    language="zh",
    price="¥99",
)

STANDS: list[tuple[Product, str]] = [
    # the merchant's own words, whole and in part
    (SHIRT, "Made of 100% organic cotton in Portugal."),
    (SHIRT, "A cotton shirt in blue."),
    (SHIRT, "The Linea Crew Shirt is made of organic cotton and machine washable."),
    (SHIRT, "It is not suitable for tumble drying."),
    (SHIRT, "Yours for $18.00."),
    (SHIRT, "Only $18!"),
    (SHIRT, "18 dollars"),
    (SHIRT, "Certified to OEKO-TEX."),
    (SHIRT, "Portuguese cotton in navy"),
    (SHIRT, "100 % cotton"),
    # conversions and other spellings of an amount
    (BOTTLE, "Holds 500 ml."),
    (BOTTLE, "Holds 0.5 litres"),
    (BOTTLE, "Half a liter of water"),
    (BOTTLE, "Hot for 12 hours"),
    (BOTTLE, "Weighs 0.29 kg"),
    (BOTTLE, "Weighs 290g"),
    (BOTTLE, "Backed by a 2-year warranty."),
    (BOTTLE, "Backed by a 24-month warranty."),
    (BOTTLE, "$24.50"),
    (BOTTLE, "IP68 waterproof"),
    (BOTTLE, "IP 68"),
    (BOTTLE, "Available in red and green."),
    (BOTTLE, "In red or forest green"),
    # more general words
    (BOTTLE, "Made of steel."),
    (BOTTLE, "A metal bottle"),
    (BOTTLE, "Stainless steel, BPA-free and leak-proof"),
    (BOTTLE, "Free of BPA"),
    (BOTTLE, "It contains no BPA."),
    (BOTTLE, "It is not dishwasher safe."),
    (BOTTLE, "Don't put in the dishwasher"),
    (DESK, "An oak desk with steel legs"),
    (DESK, "A wooden top on metal legs"),
    (DESK, "120 × 60 × 75 cm"),
    (DESK, "120cm wide and 60cm deep"),
    (DESK, "1.2 m wide"),
    (DESK, "Carries 80 kg."),
    (DESK, "With USB-C and HDMI"),
    (DESK, "USB ports"),
    (DESK, "FSC-certified wood"),
    (MUG, "Two mugs for $24"),
    (MUG, "A set of two"),
    (MUG, "Glazed by hand in Portugal"),
    (MUG, "A ceramic mug"),
    (MUG, "Safe for the dishwasher, 350ml"),
    # words that claim nothing
    (MUG, "Meet the mug for your golden hour."),
    (MUG, "Hello there! Take a closer look."),
    (MUG, "For white noise, red wine nights and black coffee mornings."),
    (MUG, "One of a kind? No two are alike."),
    (MUG, "A two-in-one gift of love, second to your smile"),
    (MUG, "Feel free to ask us."),
    (MUG, "Most people love coffee."),
    (MUG, "Best wishes from us all"),
    (MUG, "More than a mug, rather than just a cup"),
    (MUG, "The rest is up to you, at last."),
    (MUG, "Enjoy it one day at a time."),
    (MUG, "On a white background"),
    (MUG, "Fill your glass of joy, crystal clear"),
    (MUG, "Worry-free gift giving, hassle-free mornings"),
    (MUG, "A gold standard for slow mornings"),
    (MUG, "Orange juice or ice cream, anyone?"),
    (MUG, "Add sugar and milk"),
    (MUG, "1. Rinse\n2. Dry"),
    (MUG, "Do not iron, of course"),
    (MUG, "French press fans, rejoice"),
    (MUG, "Is it dishwasher safe?"),
    (BOTTLE, "Is it dishwasher safe?"),
    # Chinese
    (HU, "采用316不锈钢材质。"),
    (HU, "不锈钢杯身，白色与绿色可选。"),
    (HU, "容量500毫升，保温12小时。"),
    (HU, "容量0.5升"),
    (HU, "保温十二小时"),
    (HU, "重290克，0.29千克"),
    (HU, "售价168元"),
    (HU, "¥168.00"),
    (HU, "一百六十八元"),
    (HU, "不含BPA，安心日常"),
    (HU, "无BPA"),
    (HU, "不可进微波炉"),
    (HU, "产自浙江，中国制造"),
    (HU, "已通过3C认证"),
    (HU, "５００ｍｌ"),
    (HU, "一款适合日常的杯子，一起来看看吧。"),
    (HU, "一年四季，白天黑夜，三五好友，一口气喝完白开水。"),
    (HU, "黄金时段也好，周末也好，最后来一杯红酒。"),
    (HU, "第一次见面，第一眼就喜欢。"),
    (HU, "不仅好看，非常百搭，十分顺手"),
    (HU, "明白你的心意"),
    (SHAN, "纯棉面料，藏青色"),
    (SHAN, "棉质T恤，蓝色"),
    (SHAN, "手工缝制，可机洗"),
    (SHAN, "100%棉"),
    (SHAN, "99元"),
    (BEI, "由匠人手工上釉的陶瓷杯"),
    (BEI, "来自中国景德镇"),
    # across the languages
    (HU, "Made of 316 stainless steel, it holds 500 ml."),
    (HU, "BPA-free, in white and dark green"),
    (HU, "Keeps drinks hot for 12 hours"),
    (HU, "Not microwave safe"),
    (SHAN, "Machine washable, 100% cotton, navy blue, hand-sewn"),
    (BOTTLE, "304不锈钢，容量500毫升，不含BPA"),
    (BOTTLE, "保温十二小时，红色、绿色可选，质保两年"),
    (BOTTLE, "不可放洗碗机"),
    (DESK, "实木桌面，橡木，钢制桌腿，承重80千克"),
    (SHIRT, "有机棉，藏青色，可机洗，葡萄牙制造"),
    (MUG, "陶瓷杯，350毫升，可进洗碗机，手工上釉"),
]

OPEN: list[tuple[Product, str, tuple[str, ...]]] = [
    # amounts
    (MUG, "Holds 360 ml", ("360 ml",)),
    (MUG, "Holds 350 g", ("350 g",)),
    (MUG, "Holds 350 ml (12 oz)", ("12 oz",)),
    (MUG, "Stands 9.5 cm tall", ("9.5 cm",)),
    (MUG, "Stands 9.3 inches tall", ("9.3 inches",)),
    (MUG, "Keeps coffee hot for two hours", ("Keeps coffee hot", "two hours")),
    (MUG, "A set of six", ("set of six",)),
    (MUG, "350 pieces", ("350 pieces",)),
    (MUG, "Only $19.99", ("$19.99",)),
    (MUG, "€24", ("€24",)),
    (MUG, "30% off", ("30% off",)),
    (MUG, "Fired at 1,280 degrees", ("1,280 degrees",)),
    (MUG, "Since 1987", ("1987",)),
    (MUG, "Model A2884", ("A2884",)),
    (MUG, "4K and 5G ready", ("4K", "5G")),
    (MUG, "Holds 1/2 cup", ("1/2 cup",)),
    (MUG, "For people who are 5'11\"", ("5'11\"",)),
    (MUG, "１２ｃｍ", ("１２ｃｍ",)),
    (MUG, "24/7 support", ("24/7",)),
    (MUG, "See mugs.com", ("mugs.com",)),
    (DESK, "140 x 60 x 75 cm", ("140",)),
    (DESK, "Holds up to 80 lb", ("80 lb",)),
    (BOTTLE, "A three-year warranty", ("three-year",)),
    (BOTTLE, "IP67", ("IP67",)),
    (BOTTLE, "A one-year warranty", ("one-year",)),
    # materials and colours
    (MUG, "A porcelain mug", ("porcelain",)),
    (MUG, "With a bamboo lid", ("bamboo",)),
    (MUG, "A red mug", ("red",)),
    (SHIRT, "A linen shirt", ("linen",)),
    (SHIRT, "Pima cotton", ("Pima cotton",)),
    (SHIRT, "Sky blue", ("Sky blue",)),
    (BOTTLE, "Dark red", ("Dark red",)),
    (BOTTLE, "316 stainless steel", ("316 stainless steel",)),
    (BOTTLE, "A titanium bottle", ("titanium",)),
    (DESK, "Solid walnut", ("Solid walnut",)),
    (DESK, "White oak", ("White oak",)),
    (product("Cotton"), "Organic cotton", ("Organic cotton",)),
    (product("Leather strap"), "Genuine leather", ("Genuine leather",)),
    (product("Vegan leather"), "A leather bag", ("leather",)),
    (product("Oak-effect finish"), "Made of oak", ("oak",)),
    (product("Wood"), "Teak", ("Teak",)),
    # certificates and properties
    (MUG, "Microwave safe", ("Microwave safe",)),
    (MUG, "FDA approved", ("FDA", "approved")),
    (MUG, "Food-grade glaze", ("Food-grade",)),
    (MUG, "Lead-free glaze", ("Lead",)),
    (MUG, "Lint-free", ("Lint-free",)),
    (SHIRT, "GOTS certified", ("GOTS",)),
    (SHIRT, "Vegan and cruelty-free", ("Vegan", "cruelty-free")),
    (SHIRT, "Hypoallergenic, dermatologist tested", ("Hypoallergenic", "dermatologist tested")),
    (DESK, "Waterproof and scratch-resistant", ("Waterproof", "scratch-resistant")),
    (DESK, "Wi-Fi built in", ("Wi-Fi",)),
    (DESK, "ISO 9001", ("ISO", "9001")),
    # origins
    (MUG, "Made in Italy", ("Italy",)),
    (MUG, "A Japanese classic", ("Japanese",)),
    (MUG, "Handmade", ("Handmade",)),
    (SHIRT, "Imported", ("Imported",)),
    (SHIRT, "Crafted in Porto, Spain", ("Spain",)),
    # superlatives, comparisons, promises
    (MUG, "The best mug", ("The best",)),
    (MUG, "The most comfortable handle", ("most comfortable",)),
    (MUG, "A unique mug, #1 in its class", ("unique", "#1")),
    (MUG, "The only mug you need", ("The only",)),
    (MUG, "Better than any cup", ("Better than",)),
    (MUG, "Twice as strong, unlike other mugs", ("Twice as", "unlike other")),
    (MUG, "Lifetime guarantee", ("Lifetime", "guarantee")),
    (MUG, "Free shipping and free returns", ("Free shipping", "free returns")),
    (MUG, "A bestseller loved by thousands", ("bestseller", "loved by")),
    (MUG, "Award-winning design", ("Award-winning",)),
    (MUG, "Relieves pain", ("Relieves pain",)),
    (MUG, "Antibacterial glaze", ("Antibacterial",)),
    # negation
    (BOTTLE, "Dishwasher safe", ("Dishwasher safe",)),
    (BOTTLE, "Contains BPA", ("BPA",)),
    (MUG, "Not dishwasher safe", ("dishwasher safe",)),
    (product("Contains BPA"), "BPA-free", ("BPA",)),
    (product("Waterproof: no"), "Waterproof", ("Waterproof",)),
    (product("Plastic"), "No plastic", ("plastic",)),
    (product("No PVC"), "No plastic", ("plastic",)),
    (product("No plastic"), "A plastic lid", ("plastic",)),
    # Chinese
    (HU, "容量350毫升", ("350毫升",)),
    (HU, "容量500克", ("500克",)),
    (HU, "保温二十四小时", ("二十四小时",)),
    (HU, "售价199元", ("199元",)),
    (HU, "304不锈钢", ("304不锈钢",)),
    (HU, "竹木杯盖", ("竹",)),
    (HU, "红色款", ("红色",)),
    (HU, "深蓝", ("深蓝",)),
    (HU, "可进微波炉", ("可进微波炉",)),
    (HU, "含BPA", ("BPA",)),
    (HU, "食品级材质", ("食品级",)),
    (HU, "FDA认证", ("FDA认证",)),
    (HU, "产自德国", ("德国",)),
    (HU, "手工制作", ("手工制作",)),
    (HU, "最好的杯子，行业第一", ("最好", "第一")),
    (HU, "顶级工艺，极致体验", ("顶级", "极致")),
    (HU, "比普通杯子更保温", ("比普通杯子更",)),
    (HU, "全国包邮，七天无理由退换", ("包邮", "七天无理由退换")),
    (HU, "热销爆款，好评如潮", ("热销", "爆款", "好评如潮")),
    (HU, "抗菌杯口，治疗失眠", ("抗菌", "治疗")),
    (HU, "质保三年", ("质保", "三年")),
    (HU, "质保一年", ("质保", "一年")),
    (HU, "六件套", ("六件套",)),
    (SHAN, "有机棉", ("有机棉",)),
    (SHAN, "羊绒混纺", ("羊绒",)),
    (SHAN, "不含塑料", ("塑料",)),
    (SHAN, "独家专利", ("独家", "专利")),
    (SHAN, "实木衣架", ("实木",)),
    # across the languages
    (HU, "Made of titanium, it holds 750 ml", ("titanium", "750 ml")),
    (HU, "Microwave safe and dishwasher safe", ("Microwave safe", "dishwasher safe")),
    (BOTTLE, "容量750毫升，可放洗碗机", ("750毫升", "可放洗碗机")),
    (SHIRT, "100%亚麻", ("100%亚麻",)),
]


@pytest.mark.parametrize(("merchant", "text"), STANDS, ids=[text for _, text in STANDS])
def test_what_the_merchant_said_stands(merchant: Product, text: str) -> None:
    found = [words for statement in Ledger(merchant).statements(text) for words in statement.open]
    assert found == []


@pytest.mark.parametrize(("merchant", "text", "words"), OPEN, ids=[text for _, text, _ in OPEN])
def test_what_was_added_is_found(merchant: Product, text: str, words: tuple[str, ...]) -> None:
    found = [words for statement in Ledger(merchant).statements(text) for words in statement.open]
    assert tuple(found) == words


def test_a_dollar_is_the_merchants_own_dollar() -> None:
    merchant = Product("Mug", "en", price=Money(Decimal("24.00"), "CAD"))
    assert Ledger(merchant).statement("Just $24").open == ()
    assert Ledger(merchant).statement("Just US$24").open == ("US$24",)
