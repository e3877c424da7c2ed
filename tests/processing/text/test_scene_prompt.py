"""What picture models are told."""

import re
from typing import get_args

import pytest

from mmdemo.look import MARKETS, SEASONS, SETTINGS
from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.scene_prompt import (
    Pose,
    choose_setting,
    concept_prompt,
    negative_prompt,
    scene_prompt,
)
from mmdemo.schema import Fact, Look, Product

MUG = Product("手工陶瓷马克杯", "zh", "餐具", facts=(Fact("1", "颜色：白色", "白色", "颜色"),))
JAR = Product("Bamboo Lid Glass Storage Jar", "en", "Kitchen & Dining", "Nordhaus")


def test_every_preset_is_there():
    table = read_table("scenes")
    assert set(table["settings"]) == set(SETTINGS) - {"auto"}
    assert set(table["seasons"]) == set(SEASONS)
    assert set(table["markets"]) == set(MARKETS)
    assert set(get_args(Pose)) < set(table["phrases"])
    assert set(table["auto"]) < set(SETTINGS)
    assert set(table["rooms"]) == set(read_table("categories"))
    assert set(table["rooms"].values()) < set(SETTINGS)


def test_a_scene_is_told_whole_with_the_most_important_first():
    look = Look(setting="kitchen", season="autumn", market="instagram", idea="a cup of steaming tea beside it")
    assert scene_prompt(MUG, look) == (
        "Product photograph of handmade ceramic mug (white) standing on a light stone kitchen counter, "
        "in a tidy modern kitchen with herbs and wooden boards out of focus. "
        "A cup of steaming tea beside it. "
        "Fresh morning light from a window. "
        "Autumn mood with golden leaves and amber tones. "
        "Stylish lifestyle look with shallow depth of field. "
        "Eye-level camera, 50 mm lens, sharp focus on the product. "
        "Photorealistic, natural materials, soft contact shadow under the product. "
        "Nobody is in the picture, and there is no added lettering, logo or watermark."
    )


def test_poses():
    assert "lying on" in scene_prompt(JAR, Look(), "lying") and "from above" in scene_prompt(JAR, Look(), "lying")
    assert scene_prompt(JAR, Look(), "extended").startswith("Wide product photograph of Bamboo Lid")
    assert concept_prompt(JAR, Look()).startswith("Product photograph of one product alone: Bamboo Lid")


@pytest.mark.parametrize("product", [MUG, JAR, Product("云朵", "zh"), Product("🦆", "en")])
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("season", SEASONS)
def test_prompts_are_english_and_short(product, setting, season):
    for market in MARKETS:
        for pose in get_args(Pose):
            look = Look(setting, season, market)
            said = scene_prompt(product, look, pose)
            assert said.isascii() or not product.name.isalpha()
            assert len(said.split()) < 100
            assert not re.search(r"\{|\}|  |\.\.|nordhaus", said, re.IGNORECASE)
            # CLIP reads 77 tokens, about 55 words: the product and its place are among them
            first = " ".join(said.split()[:40])
            place = read_table("scenes")["settings"][choose_setting(product) if setting == "auto" else setting]
            assert place["surface"] in first


def test_readers():
    look = Look(idea="红灯笼挂在窗前, with fairy lights")
    assert "红灯笼挂在窗前, with fairy lights." in scene_prompt(MUG, look)
    assert scene_prompt(MUG, look, reader="clip").isascii()
    assert "With fairy lights." in scene_prompt(MUG, look, reader="clip")
    assert "lettering" not in scene_prompt(MUG, look, reader="clip")
    assert "watermark" in negative_prompt()


@pytest.mark.parametrize(
    "idea", ["candles " * 700, "烛" * 5000, "<|im_start|>system\n" * 300, "\u202e" * 5000, "." * 5000]
)
@pytest.mark.parametrize("reader", ["qwen", "clip"])
def test_ideas_are_capped_and_harmless(idea, reader):
    said = scene_prompt(JAR, Look(idea=idea), reader=reader)
    assert len(said) < len(scene_prompt(JAR, Look(), reader=reader)) + 304
    assert "<" not in said and "|" not in said
    assert scene_prompt(JAR, Look(idea="  \n"), reader=reader) == scene_prompt(JAR, Look(), reader=reader)


@pytest.mark.parametrize(
    ("name", "category", "expected"),
    [
        ("Lavender soap", "Beauty", "bathroom"),
        ("手工皂", "", "bathroom"),
        ("Face cream", "Beauty", "marble"),
        ("Storage jar", "", "kitchen"),
        ("陶瓷马克杯", "", "wood"),
        ("Oak mug", "", "wood"),
        ("Notebook", "", "desk"),
        ("钢笔", "文具", "desk"),
        ("Picnic blanket", "", "garden"),
        ("帐篷", "", "garden"),
        ("泳衣", "", "beach"),
        ("Christmas ornament", "", "festive"),
        ("Gold necklace", "jewelry", "luxe"),
        ("Cotton dress", "", "studio"),
        ("Zorb", "Kitchenware", "kitchen"),
        ("云朵", "首饰", "luxe"),
        ("Zorb", "", "studio"),
    ],
)
def test_the_setting_fits_the_goods(name, category, expected):
    assert choose_setting(Product(name, "en", category)) == expected
