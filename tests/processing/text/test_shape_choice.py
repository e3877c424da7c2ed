"""The shape that shows a product of which there is no photo."""

import pytest

from mmdemo.paths import ASSETS
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.shape_choice import choose_shape
from mmdemo.schema import Product

ENGLISH = {
    "Stoneware mug": "mug",
    "Coffee mug rack": "carton",
    "Mug for coffee": "mug",
    "Olive oil 500 ml": "bottle",
    "Water Bottle - 30 oz.": "bottle",
    "Mountain Bottle Cage": "carton",
    "Scented soy candle": "candle",
    "Candle Holder": "carton",
    "Phone case for iPhone 15": "carton",
    "Hand soap, rosemary": "pump",
    "Notebook with lined pages": "book",
    "Green tea bags": "carton",
    "Matcha": "tin",
    "Tote bag": "tote",
    "Bamboo salad bowls": "bowl",
    "LED desk lamp": "lamp",
    "Silk scarf, blue": "tag",
    "Sport-100 Helmet, Black": "carton",
    "Ceramic flower vase, large": "vase",
    "Sunscreen SPF 50": "tube",
    "Craft beer": "can",
    "Dog treats chicken": "pouch",
    "Bamboo Glass Jar": "jar",
}
CHINESE = {
    "手工陶瓷马克杯": "mug",
    "杯垫": "carton",
    "手机壳": "carton",
    "小米8 全面屏游戏智能手机 6GB+64GB": "phone",
    "小米 Xiaomi Book Pro 14 高端轻薄笔记本电脑": "carton",
    "茉莉雪芽茶叶": "tin",
    "茉莉雪芽茶叶礼盒": "carton",
    "护手霜": "tube",
    "洗手液 300毫升": "pump",
    "帆布包": "tote",
    "护眼台灯": "lamp",
    "香薰蜡烛": "candle",
    "女式高腰牛仔裤": "tag",
    "咖啡豆 500克": "pouch",
    "槐花蜂蜜": "jar",
    "精酿啤酒": "can",
    "固态硬盘": "carton",
}


@pytest.mark.parametrize(("name", "shape"), ENGLISH.items())
def test_english_names(name, shape):
    assert choose_shape(Product(name, "en")) == shape
    assert choose_shape(Product(name.upper(), "en")) == shape


@pytest.mark.parametrize(("name", "shape"), CHINESE.items())
def test_chinese_names(name, shape):
    assert choose_shape(Product(name, "zh")) == shape


def test_a_name_that_says_nothing_leaves_it_to_the_category_then_to_the_kind_of_goods():
    assert choose_shape(Product("Forest", "en", "Candles")) == "candle"
    assert choose_shape(Product("云朵", "zh", "手机通讯")) == "phone"
    assert choose_shape(Product("Forest", "en", "Beauty")) == "tube"
    assert choose_shape(Product("云朵", "zh", "女装")) == "tag"
    assert choose_shape(Product("Quux", "en")) == "carton"
    assert choose_shape(Product("🦆", "zh")) == "carton"


def test_no_noun_stands_for_two_shapes():
    for language in ("en", "zh"):
        nouns = [noun for entry in read_table("shapes")["nouns"].values() for noun in entry[language].split("|")]
        assert len(nouns) == len(set(nouns))
        assert all(noun == noun.casefold() for noun in nouns)


def test_every_shape_is_there():
    table = read_table("shapes")
    named = {*table["nouns"], *table["kinds"].values(), table["otherwise"]}
    assert named == {path.parent.name for path in (ASSETS / "mockups").glob("*/meta.json")}
    assert set(table["kinds"]) == set(read_table("categories"))
