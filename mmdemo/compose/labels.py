"""The few words a finished page says of itself, in the language of the listing."""

from __future__ import annotations

from mmdemo.schema import Language, Message

_LABELS: dict[str, Message] = {
    "home": Message("Home", "首页"),
    "cart": Message("Add to cart", "加入购物车"),
    "price": Message("Price:", "价格："),
    "field_name": Message("product name", "商品名称"),
    "field_brand": Message("brand", "品牌"),
    "field_category": Message("category", "类目"),
    "field_price": Message("price", "价格"),
    "rests_on": Message("Rests on: {}", "依据：{}"),
    "to_confirm": Message("To confirm, not among your facts: {}", "待确认，您的信息里没有：{}"),
    "description": Message("Description", "商品详情"),
    "details": Message("Product details", "规格参数"),
    "keywords": Message("Keywords", "关键词"),
    "pictures": Message("Pictures", "图片"),
    "narration": Message("Listen to the description", "收听商品介绍"),
    "video": Message("Watch the video", "观看视频"),
    "script": Message("Narration script", "旁白文稿"),
    "brand": Message("Brand", "品牌"),
    "category": Message("Category", "类目"),
    "seo_title": Message("Search title", "搜索标题"),
    "seo_description": Message("Search description", "搜索描述"),
    "headlines": Message("Ad headlines", "广告标题"),
    "instagram": Message("Instagram", "Instagram"),
    "tiktok": Message("TikTok", "TikTok"),
    "xiaohongshu": Message("Xiaohongshu (RED)", "小红书"),
    "facts": Message("Facts", "商品参数"),
    "questions": Message("Questions and answers", "常见问答"),
    "mail": Message("E-mail to customers", "客户邮件"),
    "photo_number": Message("{}, photo {}", "{}（照片 {}）"),
    "close_up": Message("Close-up of {}", "{}的细节"),
    "size_of": Message("{} with its dimensions: {}", "{}的尺寸：{}"),
    "origin_typed": Message("typed by you", "您填写的"),
    "origin_photo": Message("read in the photo", "从照片读取"),
    "origin_voice": Message("heard in the voice note", "从语音听写"),
    "origin_catalogue": Message("from the catalogue", "来自商品目录"),
    "concept": Message("Illustration, not a photo of the product", "示意图，非商品实拍"),
}


def label(key: str, language: Language) -> str:
    """The label of that key. An unknown key is a defect and raises KeyError."""
    return _LABELS[key].text(language)
