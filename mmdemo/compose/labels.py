"""The few words a finished page says of itself, in the language of the listing."""

from __future__ import annotations

from mmdemo.schema import Language, Message

_LABELS: dict[str, Message] = {
    "home": Message("Home", "首页"),
    "cart": Message("Add to cart", "加入购物车"),
    "price": Message("Price:", "价格："),
    "description": Message("Description", "商品详情"),
    "details": Message("Product details", "规格参数"),
    "keywords": Message("Keywords", "关键词"),
    "pictures": Message("Pictures", "图片"),
    "narration": Message("Listen to the description", "收听商品介绍"),
    "script": Message("Narration script", "旁白文稿"),
    "brand": Message("Brand", "品牌"),
    "category": Message("Category", "类目"),
    "photo_number": Message("{}, photo {}", "{}（照片 {}）"),
    "close_up": Message("Close-up of {}", "{}的细节"),
    "size_of": Message("{} with its dimensions: {}", "{}的尺寸：{}"),
    "concept": Message("Illustration, not a photo of the product", "示意图，非商品实拍"),
}


def label(key: str, language: Language) -> str:
    """The label of that key. An unknown key is a defect and raises KeyError."""
    return _LABELS[key].text(language)
