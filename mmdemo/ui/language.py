"""Every word of the page in both languages, and the components that wear them.

A component is built through `Words.bind`, which gives it gradio's own translatable labels, so that the browser's
language shows from the first paint, and remembers it, so that a switch in the page relabels it and loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import gradio as gr

from mmdemo.schema import LANGUAGES, Language, Message

C = TypeVar("C")

WORDS: dict[str, Message] = {
    "brand_line": Message(
        "# Listing studio\nA photo and a few facts become a whole listing",
        "# 商品上架工作台\n一张照片、几条信息，生成完整的商品页",
    ),
    "theme": Message("Light / dark", "浅色 / 深色"),
    "product": Message("## Product", "## 商品"),
    "photo": Message("Photo", "照片"),
    "photo_hint": Message(
        "# Drop a photo here\nor click to choose one (JPEG, PNG, WebP, HEIC)",
        "# 将照片拖到这里\n或点击选择（JPEG、PNG、WebP、HEIC）",
    ),
    "photo_alt": Message("Your product photo", "您的商品照片"),
    "name": Message("Product name", "商品名称"),
    "name_hint": Message("Stoneware mug", "粗陶马克杯"),
    "category": Message("Category", "类目"),
    "price": Message("Price", "价格"),
    "price_hint": Message("$24.00", "¥199"),
    "brand": Message("Brand", "品牌"),
    "brand_hint": Message("Optional", "选填"),
    "facts": Message("Key facts, one a line", "关键信息（每行一条）"),
    "facts_hint": Message("350 ml\nMaterial: stoneware\nDishwasher safe", "容量：350 毫升\n材质：粗陶\n可用洗碗机清洗"),
    "facts_info": Message("The copy says only what you write here.", "文案只写这里填写的内容，不会编造。"),
    "tone": Message("Tone of voice", "文案语气"),
    "friendly": Message("Friendly", "亲切"),
    "premium": Message("Premium", "高端"),
    "playful": Message("Playful", "活泼"),
    "listing_language": Message("Language of the listing", "商品页语言"),
    "examples": Message("No product at hand? Try one of these", "手边没有商品？试试这些示例"),
    "more": Message("More options", "更多选项"),
    "narrator": Message("Narrator", "旁白声音"),
    "seed": Message("Seed", "随机种子"),
    "seed_hint": Message("Empty: a new one each time", "留空则每次随机"),
    "seed_info": Message("The same seed makes the same listing again.", "相同的种子会生成相同的内容。"),
    "generate": Message("Generate listing", "生成商品页"),
    "stop": Message("Stop", "停止"),
    "download": Message("Download ZIP", "下载 ZIP"),
    "tab_preview": Message("Preview", "预览"),
    "tab_pictures": Message("Pictures", "图片"),
    "tab_copy": Message("Copy", "文案"),
    "tab_narration": Message("Narration", "旁白"),
    "redo": Message("Redo", "重新生成"),
    "own_picture": Message("Use my own picture", "换成自己的图片"),
    "redo_copy": Message("Redo the copy", "重写文案"),
    "redo_narration": Message("Save the script and speak it again", "保存文稿并重新朗读"),
    "save": Message("Save my edits", "保存修改"),
    "title": Message("Title", "标题"),
    "bullets": Message("Bullet points, one a line", "卖点（每行一条）"),
    "short_description": Message("Short description", "简短描述"),
    "long_description": Message("Long description", "详细描述"),
    "keywords": Message("Keywords, separated by commas", "关键词（用逗号分隔）"),
    "alt_main": Message("Alternative text of the main picture", "主图替代文字"),
    "alt_scene": Message("Alternative text of the scene", "场景图替代文字"),
    "script": Message("Narration script", "旁白文稿"),
    "step_copy": Message("Copy", "文案"),
    "step_pictures": Message("Pictures", "图片"),
    "step_narration": Message("Narration", "旁白"),
    "step_package": Message("Package", "打包"),
    "progress": Message("Progress", "进度"),
    "ready": Message("Ready when you are.", "准备就绪。"),
    "queued": Message("Waiting for a free place…", "正在排队……"),
    "packing": Message("Packing the ZIP…", "正在打包……"),
    "finished": Message("Finished. Look through each tab, then download.", "已完成。请查看各个标签页，然后下载。"),
    "script_behind": Message(
        "Finished. The narration speaks an earlier script: redo it in its tab.",
        "已完成。旁白读的是之前的文稿，可在“旁白”标签页中重新朗读。",
    ),
    "finished_partly": Message(
        "Finished, but a part is missing. Its card says why.", "已完成，但有部分内容未生成，详情见对应卡片。"
    ),
    "stopped": Message("Stopped. What was made so far is kept.", "已停止。已生成的内容已保留。"),
    "saved": Message("Your edits are saved.", "修改已保存。"),
    "script_moved_on": Message(
        "Your edits are saved. The narration still speaks the earlier script: redo it in its tab.",
        "修改已保存。旁白仍是之前的文稿，可在“旁白”标签页中重新朗读。",
    ),
    "image/cutout": Message("Cutout", "抠图"),
    "image/main": Message("Main picture, pure white", "白底主图"),
    "image/scene": Message("Studio scene", "场景图"),
    "image/card": Message("Product card", "商品卡片"),
    "copy": Message("Copy", "文案"),
    "narration": Message("Narration", "旁白"),
    "captions": Message("Captions (VTT)", "字幕（VTT）"),
    "source": Message("Your photo", "原图"),
    "compare": Message("Compare the cutout with your photo: is every part there?", "请对照原图检查：商品是否完整？"),
    "open_full": Message("Open full size", "查看原尺寸"),
    "made_by": Message("Made by", "生成者"),
    "seconds": Message("s", "秒"),
    "take": Message("take {}", "第 {} 版"),
    "own": Message("Your own picture", "您自己的图片"),
    "edited": Message("edited by you", "已手动修改"),
    "instead_of": Message("instead of", "替代"),
    "retry": Message("Press Redo to try again.", "可点击“重新生成”重试。"),
    "not_yet": Message("Nothing here yet. Press Generate listing.", "还没有内容，请点击“生成商品页”。"),
    "empty_title": Message("Your product page builds itself here", "商品页会在这里自动生成"),
    "empty_text": Message(
        "Fill in the form or pick an example, then press Generate. Copy comes first, then pictures, then voice.",
        "填写表单或选择示例，然后点击“生成商品页”。先出文案，再出图片，最后是旁白。",
    ),
    "unexpected": Message(
        "Something went wrong that we did not expect. What was made is kept; try again.",
        "发生了意外错误，已生成的内容已保留，请重试。",
    ),
    "crowded": Message(
        "Too many people are waiting just now. Try again in a minute.", "当前排队人数过多，请稍后再试。"
    ),
    "no_kit": Message("Generate a listing first.", "请先生成商品页。"),
}


def word(key: str, language: Language) -> str:
    """The words of that key. An unknown key is a defect and raises KeyError."""
    return WORDS[key].text(language)


def as_language(chosen: object) -> Language:
    """The page's language from what a browser sent, which may be anything."""
    return "zh" if chosen == "zh" else "en"


class Words:
    """Binds words to the components of one page."""

    def __init__(self) -> None:
        self.i18n = gr.I18n(
            **{
                tag: {key: words.text(language) for key, words in WORDS.items()}
                for tag, language in (("en", LANGUAGES[0]), ("zh-CN", LANGUAGES[1]))
            }
        )
        self._bound: list[tuple[Any, dict[str, str], tuple[tuple[str, str], ...]]] = []

    def bind(
        self, make: Callable[..., C], words: dict[str, str], options: tuple[tuple[str, str], ...] = (), **given: Any
    ) -> C:
        """Build a component: `words` maps properties to keys, `options` pairs a key with a value for each choice."""
        translated: dict[str, Any] = {name: self.i18n(key) for name, key in words.items()}
        if options:
            translated["choices"] = [(self.i18n(key), value) for key, value in options]
        component = make(**translated, **given)
        self._bound.append((component, words, options))
        return component

    @property
    def components(self) -> list[Any]:
        return [component for component, _, _ in self._bound]

    def updates(self, language: Language) -> dict[Any, Any]:
        """What to set on each bound component to make it speak `language`."""
        updates = {}
        for component, words, options in self._bound:
            said: dict[str, Any] = {name: word(key, language) for name, key in words.items()}
            if options:
                said["choices"] = [(word(key, language), value) for key, value in options]
            updates[component] = gr.update(**said)
        return updates
