"""A concept picture of every shape, in both scripts, on its backdrop and in a place."""

import numpy as np
import pytest

from mmdemo.processing.image.brand_style import BrandStyle
from mmdemo.processing.image.concept import SIDE, dress, photograph, stand_alone
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
    model = dress(Product(name, "en", brand="Fern & Fog", facts=FACTS), 1)
    picture = photograph(model, "studio")
    assert model.known.name == shape
    assert picture.shape == (SIDE, SIDE, 3)
    middle = picture[SIDE // 5 : -SIDE // 6, SIDE // 4 : -SIDE // 4].astype(int)
    assert np.abs(np.diff(middle, axis=1)).max() > 60  # lettering and edges; a backdrop alone has none
    assert np.abs(np.diff(picture[: SIDE // 12].astype(int), axis=1)).max() < 12


def test_same_seed_same_bytes_other_seed_other_colours():
    product = Product("陶瓷马克杯", "zh", brand="山屿")
    pictures = {photograph(dress(product, seed), "studio").tobytes() for seed in (1, 1, 2, 3)}
    assert len(pictures) == 3


@pytest.mark.parametrize("setting", ["marble", "garden"])
def test_in_a_place(setting):
    model = dress(Product("香薰蜡烛", "zh"), 1)
    assert model.known.name == "candle"
    assert photograph(model, setting).shape == (2048, 2048, 3)


@pytest.mark.parametrize("name", ["<b>\x00\u202e🦆", "x" * 120, "超长的商品名称" * 8])
def test_strange_names(name):
    assert photograph(dress(Product(name, "en"), 1), "studio").shape == (SIDE, SIDE, 3)


def test_alone_it_has_no_surroundings():
    alone = stand_alone(dress(Product("Mug", "en"), 1), "marble")
    assert alone.shape == (SIDE, SIDE, 4)
    assert not alone[: SIDE // 12, :, 3].any()
    assert alone[SIDE // 2, SIDE // 2, 3] == 255


def test_the_brands_colour_is_the_accent_whatever_the_seed():
    for seed in range(4):
        assert "#0a66c2" in dress(Product("Mug", "en"), seed, BrandStyle("#0a66c2")).colours.values()


@pytest.mark.parametrize("colour", ["#ffffff", "#000000"])
def test_a_logo_stands_where_the_brands_name_would(colour):
    logo = np.zeros((60, 200, 4), np.uint8)
    logo[10:50, 10:190] = (230, 20, 120, 255)
    product = Product("Board game", "en", brand="Fern & Fog", facts=FACTS)
    for seed in range(6):
        with_logo, without = (dress(product, seed, BrandStyle(colour, one)).label for one in (logo, None))
        assert with_logo.shape == without.shape
        pink = (np.abs(with_logo.astype(int) - (230, 20, 120)).max(axis=-1) < 4).sum()
        assert pink > 1000 and not (np.abs(without.astype(int) - (230, 20, 120)).max(axis=-1) < 4).any()
