"""Products of several merchants, and what of a text rests on none of their facts."""

from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.processing.text.ledger import Ledger
from mmdemo.schema import Language, Product


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


def open_words(merchant: Product, text: str) -> tuple[str, ...]:
    return tuple(words for statement in Ledger(merchant).statements(text) for words in statement.open)
