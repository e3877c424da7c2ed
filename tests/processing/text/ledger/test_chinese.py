"""Chinese sentences held against a product, and sentences in the other language than its facts."""

import pytest

from mmdemo.schema import Product
from tests.listings import BEI, MUG
from tests.processing.text.ledger.merchants import BOTTLE, DESK, HU, SHAN, SHIRT, open_words

STANDS: list[tuple[Product, str]] = [
    # Chinese
    (HU, "采用316不锈钢材质。"),
    (HU, "不锈钢杯身，白色与绿色可选。"),
    (HU, "容量500毫升，保温12小时。"),
    (HU, "容量0.5升"),
    (HU, "保温十二小时"),
    (HU, "重290克，0.29千克"),
    (HU, "售价168元"),
    (HU, "¥168.00"),
    (HU, "一百六十八元"),
    (HU, "不含BPA，安心日常"),
    (HU, "无BPA"),
    (HU, "不可进微波炉"),
    (HU, "产自浙江，中国制造"),
    (HU, "已通过3C认证"),
    (HU, "５００ｍｌ"),
    (HU, "一款适合日常的杯子，一起来看看吧。"),
    (HU, "一年四季，白天黑夜，三五好友，一口气喝完白开水。"),
    (HU, "黄金时段也好，周末也好，最后来一杯红酒。"),
    (HU, "第一次见面，第一眼就喜欢。"),
    (HU, "不仅好看，非常百搭，十分顺手"),
    (HU, "明白你的心意"),
    (SHAN, "纯棉面料，藏青色"),
    (SHAN, "棉质T恤，蓝色"),
    (SHAN, "手工缝制，可机洗"),
    (SHAN, "100%棉"),
    (SHAN, "99元"),
    (BEI, "由匠人手工上釉的陶瓷杯"),
    (BEI, "来自中国景德镇"),
    # across the languages
    (HU, "Made of 316 stainless steel, it holds 500 ml."),
    (HU, "BPA-free, in white and dark green"),
    (HU, "Keeps drinks hot for 12 hours"),
    (HU, "Not microwave safe"),
    (SHAN, "Machine washable, 100% cotton, navy blue, hand-sewn"),
    (BOTTLE, "304不锈钢，容量500毫升，不含BPA"),
    (BOTTLE, "保温十二小时，红色、绿色可选，质保两年"),
    (BOTTLE, "不可放洗碗机"),
    (DESK, "实木桌面，橡木，钢制桌腿，承重80千克"),
    (SHIRT, "有机棉，藏青色，可机洗，葡萄牙制造"),
    (MUG, "陶瓷杯，350毫升，可进洗碗机，手工上釉"),
]

OPEN: list[tuple[Product, str, tuple[str, ...]]] = [
    # Chinese
    (HU, "容量350毫升", ("350毫升",)),
    (HU, "容量500克", ("500克",)),
    (HU, "保温二十四小时", ("二十四小时",)),
    (HU, "售价199元", ("199元",)),
    (HU, "304不锈钢", ("304不锈钢",)),
    (HU, "竹木杯盖", ("竹",)),
    (HU, "红色款", ("红色",)),
    (HU, "深蓝", ("深蓝",)),
    (HU, "可进微波炉", ("可进微波炉",)),
    (HU, "含BPA", ("BPA",)),
    (HU, "食品级材质", ("食品级",)),
    (HU, "FDA认证", ("FDA认证",)),
    (HU, "产自德国", ("德国",)),
    (HU, "手工制作", ("手工制作",)),
    (HU, "最好的杯子，行业第一", ("最好", "第一")),
    (HU, "顶级工艺，极致体验", ("顶级", "极致")),
    (HU, "比普通杯子更保温", ("比普通杯子更",)),
    (HU, "全国包邮，七天无理由退换", ("包邮", "七天无理由退换")),
    (HU, "热销爆款，好评如潮", ("热销", "爆款", "好评如潮")),
    (HU, "抗菌杯口，治疗失眠", ("抗菌", "治疗")),
    (HU, "质保三年", ("质保", "三年")),
    (HU, "质保一年", ("质保", "一年")),
    (HU, "六件套", ("六件套",)),
    (SHAN, "有机棉", ("有机棉",)),
    (SHAN, "羊绒混纺", ("羊绒",)),
    (SHAN, "不含塑料", ("塑料",)),
    (SHAN, "独家专利", ("独家", "专利")),
    (SHAN, "实木衣架", ("实木",)),
    # across the languages
    (HU, "Made of titanium, it holds 750 ml", ("titanium", "750 ml")),
    (HU, "Microwave safe and dishwasher safe", ("Microwave safe", "dishwasher safe")),
    (BOTTLE, "容量750毫升，可放洗碗机", ("750毫升", "可放洗碗机")),
    (SHIRT, "100%亚麻", ("100%亚麻",)),
]


@pytest.mark.parametrize(("merchant", "text"), STANDS, ids=[text for _, text in STANDS])
def test_what_the_merchant_said_stands(merchant: Product, text: str) -> None:
    assert open_words(merchant, text) == ()


@pytest.mark.parametrize(("merchant", "text", "words"), OPEN, ids=[text for _, text, _ in OPEN])
def test_what_was_added_is_found(merchant: Product, text: str, words: tuple[str, ...]) -> None:
    assert open_words(merchant, text) == words
