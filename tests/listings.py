"""Products, and replies to them as language models write them."""

from __future__ import annotations

import json
from typing import Any

from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.schema import Brief, Photo, Product, Tone

PHOTO = Photo(b"", 800, 600)
MUG = Product(
    "Stoneware Mug",
    "en",
    "Kitchen",
    "Kiln & Co",
    read_price("$24.00", "en"),
    read_facts(
        ["Hand-glazed stoneware", "350 ml", "Height: 9.3 cm", "Dishwasher safe", "Made in Portugal", "Set of two"]
    ),
    PHOTO,
)
MUG_REPLY: dict[str, Any] = {
    "title": "Kiln & Co Stoneware Mug, 350 ml, Hand-Glazed",
    "bullets": [
        "Hand-glazed stoneware, so no two are quite alike",
        "Holds 350 ml and stands 9.3 cm tall",
        "Dishwasher safe",
        "Made in Portugal",
        "Comes as a set of 2",
    ],
    "short_description": "A hand-glazed stoneware mug from Kiln & Co. It holds 350 ml and goes in the dishwasher.",
    "long_description": [
        "Meet the Stoneware Mug from Kiln & Co. It's made in Portugal and glazed by hand.",
        "It holds 350 ml, stands 9.3 cm tall and is dishwasher safe. You get two of them for $24.",
    ],
    "keywords": [
        "stoneware mug",
        "hand-glazed mug",
        "350 ml mug",
        "mug set of two",
        "dishwasher safe mug",
        "Kiln & Co",
    ],
    "script": "Meet the Stoneware Mug. It's glazed by hand in Portugal, holds 350 ml, and goes in the dishwasher. "
    "A set of two is yours for $24.00. Take a closer look on this page.",
    "alt_texts": {
        "image/main": "Hand-glazed stoneware mug on a white ground",
        "image/scene": "Stoneware mug standing in a bright scene",
    },
}
BEI = Product(
    "手工陶瓷马克杯",
    "zh",
    "厨房",
    "青禾手作",
    read_price("¥199", "zh"),
    read_facts(["手工上釉", "容量350毫升", "可进洗碗机", "材质：陶瓷", "产地：景德镇", "保温：两小时", "货号：QH-1"]),
)
BEI_REPLY: dict[str, Any] = {
    "title": "青禾手作 手工陶瓷马克杯 350毫升",
    "bullets": [
        "手工上釉，每一只都略有不同",
        "容量350毫升，日常刚刚好",
        "可进洗碗机，清洗省心",
        "产自景德镇",
        "保温2小时",
    ],
    "short_description": "青禾手作的陶瓷马克杯，手工上釉，容量350毫升。",
    "long_description": [
        "这款马克杯来自景德镇，采用陶瓷材质，由匠人手工上釉。",
        "容量350毫升，可保温两小时，还能直接放进洗碗机，三五好友小聚也合适。",
    ],
    "keywords": ["陶瓷马克杯", "手工马克杯", "景德镇陶瓷杯", "350毫升水杯", "青禾手作"],
    "script": "大家好，来认识一下青禾手作的陶瓷马克杯。它产自景德镇，手工上釉，容量350毫升，可进洗碗机。"
    "售价199元，喜欢就来看看吧。",
    "alt_texts": {"image/card": "写有手工陶瓷马克杯名称和卖点的卡片"},
}


def as_json(reply: dict[str, Any], **changed: Any) -> str:
    return json.dumps(reply | changed, ensure_ascii=False)


def brief_of(product: Product, tone: Tone = "friendly") -> Brief:
    return Brief("copy", "text", "copy", product, tone)
