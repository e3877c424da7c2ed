"""The intake: what a merchant hands in becomes a checked `Product`."""

from __future__ import annotations

from mmdemo.errors import InputError
from mmdemo.intake.facts import read_facts
from mmdemo.intake.logo import read_logo
from mmdemo.intake.photo import read_photo
from mmdemo.intake.price import read_price
from mmdemo.intake.recording import read_recording
from mmdemo.intake.voice import read_voice
from mmdemo.picture import MOST_PHOTOS
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.language import detect_language
from mmdemo.schema import Message, Photo, Product, Request

MAX_NAME = 120
MAX_SHORT_FIELD = 60

_NAMELESS = Message("Product", "商品")


def read_product(request: Request) -> Product:
    """Clean and check everything in a request.

    A photo or a voice note without a name is enough: the category, or the plain word "Product", then stands for it.
    Where there are several photos, a problem with one says which.

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
    price, facts = read_price(request.price, language), read_facts(request.facts, language, request.origins)
    photos = _read_photos(request)
    return Product(
        name=name or category or _NAMELESS.text(language),
        language=language,
        category=category,
        brand=brand,
        price=price,
        facts=facts,
        photo=photos[0] if photos else None,
        more_photos=photos[1:],
        voice=None if request.voice is None else read_voice(request.voice),
        logo=None if request.logo is None else read_logo(request.logo),
        voice_sample=None if request.voice_sample is None else read_recording(request.voice_sample, "voice_sample"),
    )


def _read_photos(request: Request) -> tuple[Photo, ...]:
    """The photos in order. They are counted before the first is opened."""
    if request.photo is None:
        if request.more_photos:
            raise InputError(
                "The first photo is missing: more photos only show the same product from other sides. Add it, too.",
                "缺少第一张照片：更多照片只用于展示同一商品的其他角度。请添加第一张照片。",
                field="photo",
            )
        return ()
    count = 1 + len(request.more_photos)
    if count > MOST_PHOTOS:
        raise InputError(
            f"There are {count} photos; at most {MOST_PHOTOS} of one product fit, the first among them. "
            f"Leave out {count - MOST_PHOTOS}.",
            f"共有 {count} 张照片，每件商品最多 {MOST_PHOTOS} 张（含第一张）。请去掉 {count - MOST_PHOTOS} 张。",
            field="photo",
        )
    if count == 1:
        return (read_photo(request.photo),)
    photos = []
    for number, source in enumerate((request.photo, *request.more_photos), 1):
        try:
            photos.append(read_photo(source))
        except InputError as error:
            said = error.message
            raise InputError(f"Photo {number}: {said.en}", f"照片 {number}：{said.zh}", field=error.field) from error
    return tuple(photos)


def _field(typed: str, field: str, limit: int, label: Message) -> str:
    cleaned = clean_line(typed)
    if len(cleaned) > limit:
        raise InputError(
            f"The {label.en} has {len(cleaned)} characters; at most {limit} fit. Shorten it.",
            f"{label.zh}有 {len(cleaned)} 个字符，最多 {limit} 个。请缩短。",
            field=field,
        )
    return cleaned
