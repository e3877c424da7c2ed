"""What the page says of selling on marketplaces: what breaks their rules, what was mended, and how it looks there."""

from __future__ import annotations

from mmdemo.schema import Message

SELL: dict[str, Message] = {
    "tab_sell": Message("Sell on", "上架平台"),
    "sell_intro": Message(
        "Each marketplace has its own rules for pictures and texts. One click checks and fixes them all, and adds the "
        "pack to your download. Your listing itself stays as it is.",
        "每个平台对图片和文案有各自的规则。一键检查并修正，素材包自动加入下载，原有内容保持不变。",
    ),
    "sell_market": Message("Marketplace", "平台"),
    "sell_fix": Message("Check and fix", "检查并修正"),
    "sell_stop": Message("Stop", "停止"),
    "sell_busy": Message("Checking and fixing…", "正在检查并修正……"),
    "sell_picture": Message("{}: picture {}", "{}：第 {} 张图片"),
    "sell_none": Message(
        "Generate a listing to see here what each marketplace makes of it.",
        "生成商品页后，这里会显示各平台的检查结果。",
    ),
    "sell_unchecked": Message(
        "Not checked for {} yet. “Check and fix” shows what breaks its rules and mends it.",
        "尚未按{}的规则检查。点击“检查并修正”，查看并修正不合规之处。",
    ),
    "sell_changed": Message(
        "{} is chosen for the download. “Check and fix” shows what is mended in the listing as it is now.",
        "下载已包含{}。点击“检查并修正”，查看对当前内容的修正。",
    ),
    "sell_done": Message("The pack for {} is in the download.", "{}的素材包已加入下载。"),
    "sell_bare": Message(
        "Not complete: no picture could be made for {}. Add a photo of the item, or a larger one, and fix again. "
        "So far the download has only texts for it.",
        "尚不完整：没有可用于{}的图片。请上传商品照片，或换一张更大的照片，再重新修正。目前下载中只有该平台的文案。",
    ),
    "sell_bare_many": Message(
        "No picture could be made for: {}. Add a photo of the item, or a larger one.",
        "没有可用图片的平台：{}。请上传商品照片，或换一张更大的照片。",
    ),
    "sell_done_many": Message("Packs for {} marketplaces are in the download.", "{} 个平台的素材包已加入下载。"),
    "sell_incomplete": Message(
        "Not complete: {} asks for more, see “To do by hand”. What could be fixed is in the download.",
        "尚不完整：{}还有要求未满足，请看“需手动处理”。已修正的内容在下载中。",
    ),
    "sell_incomplete_many": Message(
        "Marketplaces in the download: {}. Not complete yet: {}. Choose one to see what is left.",
        "下载中的平台：{} 个。尚不完整：{}。选择平台可查看还需处理什么。",
    ),
    "sell_emptied": Message("No packs are in the download.", "下载中没有平台素材包。"),
    "sell_found": Message(
        "Broken rules mended: {}. Pictures ready: {}. Still to do by hand: {}.",
        "已修正 {} 处不合规。可用图片：{} 张。需手动处理：{} 处。",
    ),
    "sell_kept": Message(
        "Broken rules mended: {}. Pictures ready: {}. Nothing is left to do by hand.",
        "已修正 {} 处不合规。可用图片：{} 张。无需手动处理。",
    ),
    "sell_left": Message("To do by hand", "需手动处理"),
    "sell_left_about": Message(
        "“Must be changed” is the marketplace's own rule. “Advice” was read elsewhere and stops nobody from selling.",
        "“必须修改”源自平台官方规则；“建议”来自其他渠道，不影响上架。",
    ),
    "sell_pictures": Message("Pictures", "图片"),
    "sell_no_pictures": Message(
        "No picture of this listing can be used there. Add a photo of the item, or a larger one.",
        "没有可用于该平台的图片，请上传商品照片，或换一张更大的照片。",
    ),
    "sell_before": Message("Before", "修正前"),
    "sell_after": Message("Fixed", "修正后"),
    "sell_was_broken": Message("Found and mended", "发现并已修正"),
    "sell_size": Message("{} × {} pixels, {}, {}", "{} × {} 像素，{}，{}"),
    "sell_was_fine": Message("It kept every rule we know.", "原本符合已知规则。"),
    "sell_left_out": Message("Left out: {}", "未采用：{}"),
    "sell_texts": Message("Texts", "文案"),
    "sell_field": Message("Field", "字段"),
    "sell_written": Message("As written", "原文"),
    "sell_fitted": Message("Fixed", "修正后"),
    "sell_same": Message("Stays as written.", "与原文相同。"),
    "sell_preview": Message("As on {}", "{}上的效果"),
    "sell_fold": Message("Packs in the download", "下载中的平台素材包"),
    "sell_chosen": Message("Marketplaces", "平台"),
    "sell_chosen_info": Message(
        "Those ticked are checked, fixed and put into the download.", "勾选的平台会检查、修正并加入下载。"
    ),
    "sell_fix_chosen": Message("Fix for the chosen marketplaces", "为所选平台修正"),
}
