"""Channel texts of the products in `tests.listings` as language models write them."""

from __future__ import annotations

from typing import Any

MUG_CHANNELS: dict[str, Any] = {
    "highlights": ["Hand-glazed stoneware", "Holds 350 ml", "Dishwasher safe", "Made in Portugal", "Set of two"],
    "seo_title": "Stoneware Mug, 350 ml, Hand-Glazed | Kiln & Co",
    "seo_description": "The Stoneware Mug from Kiln & Co is glazed by hand in Portugal and holds 350 ml. "
    "It comes as a set of two.",
    "headlines": ["Glazed by hand in Portugal", "350 ml of tea, twice", "Straight into the dishwasher"],
    "posts": {
        "instagram": {
            "text": "Meet the Stoneware Mug from Kiln & Co. It's glazed by hand in Portugal, holds 350 ml and goes in "
            "the dishwasher. Two come in a set. Have a look in the shop.",
            "tags": ["stonewaremug", "handglazed", "madeinportugal"],
        },
        "tiktok": {
            "text": "A mug that's glazed by hand and still goes in the dishwasher. Take a look.",
            "tags": ["stonewaremug", "handglazed"],
        },
        "xiaohongshu": {
            "title": "A hand-glazed mug",
            "text": [
                "The Stoneware Mug from Kiln & Co is glazed by hand, so no two look quite alike.",
                "It holds 350 ml and stands 9.3 cm tall. The dishwasher does it no harm.",
                "It comes as a set of two. Have a look in the shop.",
            ],
            "tags": ["mug", "stoneware", "handmade"],
        },
    },
    "questions": [
        {"question": "How much does it hold?", "answer": "Each mug holds 350 ml."},
        {"question": "Can it go in the dishwasher?", "answer": "Yes, it is dishwasher safe."},
        {"question": "Where is it made?", "answer": "It is made in Portugal."},
    ],
    "mail": {
        "subject": "A hand-glazed mug from Portugal",
        "body": [
            "Hello,",
            "The Stoneware Mug from Kiln & Co is glazed by hand in Portugal. It holds 350 ml and is dishwasher safe.",
            "A set of two is $24.00. You'll find it in our shop.",
        ],
    },
}
BEI_CHANNELS: dict[str, Any] = {
    "highlights": ["手工上釉", "容量350毫升", "可进洗碗机", "产自景德镇"],
    "seo_title": "手工陶瓷马克杯 350毫升 青禾手作",
    "seo_description": "青禾手作的手工陶瓷马克杯，产自景德镇，手工上釉，容量350毫升，可进洗碗机。",
    "headlines": ["手工上釉，只只不同", "350毫升刚刚好", "可进洗碗机，省心"],
    "posts": {
        "instagram": {
            "text": "来认识一下青禾手作的手工陶瓷马克杯。产自景德镇，手工上釉，容量350毫升。喜欢就来看看吧。",
            "tags": ["马克杯", "景德镇", "手工陶瓷"],
        },
        "tiktok": {"text": "手工上釉的马克杯，还能进洗碗机。来看看吧。", "tags": ["马克杯", "陶瓷"]},
        "xiaohongshu": {
            "title": "景德镇的手工马克杯",
            "text": [
                "一只手工上釉的陶瓷马克杯，每一只的釉色都略有不同。",
                "容量350毫升，早上一杯茶刚刚好。喝完直接放进洗碗机。",
                "产自景德镇，想看细节的来店里逛逛吧。",
            ],
            "tags": ["马克杯", "手工陶瓷", "景德镇"],
        },
    },
    "questions": [
        {"question": "容量有多大？", "answer": "容量350毫升。"},
        {"question": "可以用洗碗机洗吗？", "answer": "可以，这只杯子可进洗碗机。"},
        {"question": "产地是哪里？", "answer": "产自景德镇。"},
    ],
    "mail": {
        "subject": "来自景德镇的手工马克杯",
        "body": [
            "您好：",
            "青禾手作的手工陶瓷马克杯产自景德镇，手工上釉，容量350毫升，可进洗碗机。",
            "售价199元，欢迎到店里看看。",
        ],
    },
}
