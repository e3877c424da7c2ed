"""What the page says of handing over: shop and files, offers, and what the download holds."""

from __future__ import annotations

from mmdemo.schema import Message

HANDOVER: dict[str, Message] = {
    "tab_handover": Message("Hand over", "交付"),
    "handover_intro": Message(
        "Nothing here changes what was made. It says how the files for your shop are written.",
        "这里的设置不会改变已生成的内容，只决定交付给店铺的文件的写法。",
    ),
    "shop": Message("Web address of your shop", "店铺网址"),
    "shop_info": Message("Import files link the product page there.", "导入文件中的商品链接以此开头。"),
    "shop_hint": Message("https://shop.example", "https://shop.example"),
    "picture_base": Message("Web address of your pictures", "图片存放网址"),
    "picture_base_info": Message(
        "Upload the folder “images” of the download, and enter its address: shops fetch pictures from there.",
        "请将下载包中的 images 文件夹上传到网上，并填写其网址，店铺会从那里抓取图片。",
    ),
    "picture_base_hint": Message("https://cdn.example/mug", "https://cdn.example/mug"),
    "sku": Message("Article number (SKU)", "货号（SKU）"),
    "sku_hint": Message("Optional, like MUG-350", "选填，例如 MUG-350"),
    "barcode": Message("Barcode (GTIN)", "条码（GTIN）"),
    "barcode_hint": Message("Optional, 8 to 14 figures", "选填，8 到 14 位数字"),
    "stock": Message("In stock", "库存"),
    "stock_hint": Message("Empty: not counted", "留空则不统计"),
    "was_price": Message("Former price", "划线价"),
    "was_price_hint": Message("Optional, above the price of today", "选填，须高于现价"),
    "was_price_info": Message(
        "Import files strike it out. It must be one you really asked.", "导入文件会将其划掉，须是真实的曾售价。"
    ),
    "producer": Message("Maker named in the labels", "标识中的制作者"),
    "producer_hint": Message("Your company; empty: this studio", "贵公司名称；留空为本工作台"),
    "label_rule": Message("Labelling rules", "标识规则"),
    "label_rule_auto": Message("Automatic, by language and market", "自动（按语言和平台）"),
    "label_rule_china": Message("China", "中国"),
    "label_rule_eu": Message("European Union", "欧盟"),
    "label_rule_elsewhere": Message("Elsewhere: metadata alone", "其他地区：仅元数据"),
    "label_words": Message("Words such as “AI” on pictures", "图片上的“AI”字样"),
    "label_words_auto": Message("As the rules ask", "按规则"),
    "label_words_shown": Message("Always", "始终显示"),
    "label_words_hidden": Message("Never", "不显示"),
    "sign": Message("Sign pictures, sound and video (C2PA)", "为图片、声音和视频签名（C2PA）"),
    "sign_info": Message(
        "Shows later changes. Signed files differ each time they are made.", "可发现后续改动。每次签名的文件都不相同。"
    ),
    "use_handover": Message("Use these", "使用这些设置"),
    "handover_used": Message("Written into the files. The download is packed again.", "已写入文件，下载包已重新打包。"),
    "remembered": Message(
        "This browser remembers shop, pictures and maker for your next listing.",
        "浏览器会记住店铺、图片网址和制作者，下次自动填写。",
    ),
    "offer_fold": Message("Offer card", "优惠卡片"),
    "offer_about": Message(
        "Three pictures for posts, stories and links. They are checked against price law first.",
        "生成三张图片，用于帖子、快拍和链接，并先按价格法规检查。",
    ),
    "offer_kind": Message("Kind", "类型"),
    "offer_promotion": Message("Lower price", "降价促销"),
    "offer_coupon": Message("Coupon", "优惠券"),
    "offer_headline": Message("Headline", "标题"),
    "offer_headline_hint": Message("Optional, like “Autumn table days”", "选填，例如“冬日香氛季”"),
    "offer_price": Message("Price now", "促销价"),
    "offer_was": Message("Price struck out", "划线价"),
    "offer_was_hint": Message("Optional", "选填"),
    "offer_basis": Message("What the struck-out price is", "划线价类型"),
    "offer_basis_none": Message("Not said", "未说明"),
    "offer_basis_own_earlier_price": Message("My own earlier price", "本店此前售价"),
    "offer_basis_list_price": Message("The maker's list price", "厂商建议零售价"),
    "offer_lowest": Message("Lowest price before", "此前最低价"),
    "offer_lowest_info": Message(
        "Of the 30 days before (China: 7). Needed where a price is struck out, but not in the US and UK.",
        "活动前 7 天（欧盟为 30 天）内的最低成交价。有划线价时填写，美国和英国无需填写。",
    ),
    "offer_off": Message("Taken off", "优惠力度"),
    "offer_off_hint": Message("10% or $5", "8折 或 20元"),
    "offer_least": Message("On orders of at least", "最低消费"),
    "offer_code": Message("Code", "优惠码"),
    "offer_code_hint": Message("Optional, like WELCOME-10", "选填，例如 WELCOME-10"),
    "offer_starts": Message("First day", "开始日期"),
    "offer_ends": Message("Last day", "结束日期"),
    "offer_day_hint": Message("2026-11-11", "2026-11-11"),
    "offer_gift": Message("Gift: what and how many", "赠品：品名和数量"),
    "offer_gift_hint": Message("Optional, like “1 bottle brush”", "选填，例如“杯刷1支”"),
    "offer_conditions": Message("Conditions, in small print", "使用条件（小字）"),
    "offer_conditions_hint": Message("One per order. Not with other offers.", "每单限用一次，不与其他优惠同享。"),
    "offer_link": Message("What the QR code opens", "二维码打开的网址"),
    "offer_link_hint": Message("Optional, a web address", "选填，完整网址"),
    "draw_offer": Message("Show the cards", "预览卡片"),
    "drawing_offer": Message("Drawing the cards…", "正在绘制卡片……"),
    "add_offer": Message("Add to the download", "加入下载"),
    "remove_offer": Message("Take out of the download", "从下载中移除"),
    "offer_drawn": Message(
        "This is how the cards look. They are not in the download yet.", "卡片预览如下，尚未加入下载。"
    ),
    "offer_added": Message("The cards are in the download.", "卡片已加入下载。"),
    "offer_removed": Message("The cards are out of the download.", "卡片已从下载中移除。"),
    "offer_blocked": Message(
        "The cards may not be published like this, so they stay out of the download. See below what to change.",
        "卡片目前不得发布，未加入下载。请按下方提示修改。",
    ),
    "offer_no_findings": Message("Nothing to object to was found.", "未发现问题。"),
    "offer_law_china": Message(
        "Checked against Chinese price rules. This is no legal advice.", "按中国价格法规检查，不构成法律意见。"
    ),
    "offer_law_eu": Message(
        "Checked against European price rules. This is no legal advice.", "按欧盟价格法规检查，不构成法律意见。"
    ),
    "offer_law_elsewhere": Message(
        "Checked against US and UK price rules. This is no legal advice.", "按美国和英国价格规则检查，不构成法律意见。"
    ),
    "offer_lowest_unused": Message(
        "The lowest price before was not used: no rule here asks for it.", "“此前最低价”未使用：此处没有规则要求填写。"
    ),
    "offer_finding": Message("What was found", "检查结果"),
    "offer_why": Message("Why", "原因"),
    "offer_source": Message("Rule", "依据"),
    "offer_square": Message("Post, 1080 × 1080", "帖子 1080 × 1080"),
    "offer_story": Message("Story, 1080 × 1920", "快拍 1080 × 1920"),
    "offer_coupon_card": Message("Link or ticket, 1200 × 628", "链接图或券面 1200 × 628"),
    "holds_fold": Message("What the download holds", "下载包内容"),
    "holds_none": Message("Generate a listing to see its files here.", "生成商品页后，这里会列出所有文件。"),
    "holds_total": Message("{} files, {} before packing", "共 {} 个文件，未压缩 {}"),
    "holds_group": Message("{} ({}) · {}", "{}（{}）· {}"),
    "holds_texts": Message("Page, texts and record", "页面、文案和记录"),
    "holds_images": Message("Pictures", "图片"),
    "holds_audio": Message("Sound", "音频"),
    "holds_video": Message("Video", "视频"),
    "holds_markets": Message("Packs for marketplaces", "平台素材包"),
    "holds_import": Message("Import files", "导入文件"),
    "holds_cards": Message("Offer cards", "优惠卡片"),
    "holds_source": Message("What you gave", "您提供的素材"),
    "holds_warnings": Message("Before you import", "导入前请注意"),
}
