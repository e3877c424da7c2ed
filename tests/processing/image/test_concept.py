"""A concept picture of every shape, in both scripts, on its backdrop and in a place."""

import numpy as np
import pytest

from mmdemo.processing.image.concept import SIDE, draw_concept
from mmdemo.processing.image.mockup_assets import names
from mmdemo.schema import Fact, Product

ENGLISH = {
    "bottle": "Olive oil",
    "pump": "Hand soap",
    "jar": "Face cream",
    "mug": "Mug",
    "can": "Craft beer",
    "carton": "Board game",
    "tube": "Toothpaste",
    "candle": "Candle",
    "pouch": "Granola",
    "tin": "Matcha",
    "book": "Notebook",
    "phone": "Smartphone",
    "lamp": "Desk lamp",
    "vase": "Vase",
    "bowl": "Salad bowl",
    "tote": "Tote bag",
    "tag": "Silk scarf",
}
FACTS = (
    Fact("1", "Volume: 250 ml", "250 ml", "Volume"),
    Fact("2", "Made in small batches", "Made in small batches", None),
)


def test_every_shape_has_a_name_here():
    assert set(ENGLISH) == set(names())


@pytest.mark.parametrize(("shape", "name"), ENGLISH.items())
def test_the_name_chooses_the_shape_and_stands_on_it(shape, name):
    picture, found = draw_concept(Product(name, "en", brand="Fern & Fog", facts=FACTS), "studio", 1)
    assert found == shape
    assert picture.shape == (SIDE, SIDE, 3)
    middle = picture[SIDE // 5 : -SIDE // 6, SIDE // 4 : -SIDE // 4].astype(int)
    assert np.abs(np.diff(middle, axis=1)).max() > 60  # lettering and edges; a backdrop alone has none
    assert np.abs(np.diff(picture[: SIDE // 12].astype(int), axis=1)).max() < 12


def test_same_seed_same_bytes_other_seed_other_colours():
    product = Product("陶瓷马克杯", "zh", brand="山屿")
    pictures = {draw_concept(product, "studio", seed)[0].tobytes() for seed in (1, 1, 2, 3)}
    assert len(pictures) == 3


@pytest.mark.parametrize("setting", ["marble", "garden"])
def test_in_a_place(setting):
    picture, shape = draw_concept(Product("香薰蜡烛", "zh"), setting, 1)
    assert shape == "candle"
    assert picture.shape == (2048, 2048, 3)


@pytest.mark.parametrize("name", ["<b>\x00\u202e🦆", "x" * 120, "超长的商品名称" * 8])
def test_strange_names(name):
    picture, _ = draw_concept(Product(name, "en"), "studio", 1)
    assert picture.shape == (SIDE, SIDE, 3)
