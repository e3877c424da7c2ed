"""The intake: what a merchant hands in becomes a checked `Product`."""

from __future__ import annotations

from mmdemo.errors import InputError
from mmdemo.intake.facts import read_facts
from mmdemo.intake.photo import read_photo
from mmdemo.intake.price import read_price
from mmdemo.intake.voice import read_voice
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.language import detect_language
from mmdemo.schema import Message, Product, Request

MAX_NAME = 120
MAX_SHORT_FIELD = 60

_NAMELESS = Message("Product", "商品")


def read_product(request: Request) -> Product:
    """Clean and check everything in a request.

    A photo or a voice note without a name is enough: the category, or the plain word "Product", then stands for it.

    Raises:
        InputError: with the field that is wrong, what is wrong with it, and what to do.
    """
    name = _field(request.name, "name", MAX_NAME, Message("product name", "商品名称"))
    category = _field(request.category, "category", MAX_SHORT_FIELD, Message("category", "类目"))
    brand = _field(request.brand, "brand", MAX_SHORT_FIELD, Message("brand", "品牌"))
    if not name and request.photo is None and request.voice is None:
        raise InputError(
            "Enter a product name or add a photo, then press Generate.",
            "请先填写商品名称或上传照片，再点击生成。",
            field="name",
        )
    language = request.language or detect_language((name, category, brand, *request.facts))
    return Product(
        name=name or category or _NAMELESS.text(language),
        language=language,
        category=category,
        brand=brand,
        price=read_price(request.price, language),
        facts=read_facts(request.facts),
        photo=None if request.photo is None else read_photo(request.photo),
        more_photos=tuple(map(read_photo, request.more_photos)),
        voice=None if request.voice is None else read_voice(request.voice),
    )


def _field(typed: str, field: str, limit: int, label: Message) -> str:
    cleaned = clean_line(typed)
    if len(cleaned) > limit:
        raise InputError(
            f"The {label.en} has {len(cleaned)} characters; at most {limit} fit. Shorten it.",
            f"{label.zh}有 {len(cleaned)} 个字符，最多 {limit} 个。请缩短。",
            field=field,
        )
    return cleaned
