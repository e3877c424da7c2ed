"""Labels: every layout, both scripts, every shape: words readable, and nothing outside the safe margin."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from mmdemo.processing.image.label_colours import LARGE, SMALL, choose_colours, contrast, readable
from mmdemo.processing.image.label_layouts import LAYOUTS, SAFE, LabelWords, choose_layout, draw_label
from mmdemo.processing.image.label_page import shorten

FERN = LabelWords("Fern & Fog", "Forest Wash", ("250 ml", "cedar"), "en")
SHAN = LabelWords("山屿", "山茶花沐浴露", ("净含量 250 毫升", "温和洁净"), "zh")
LONG = LabelWords(
    "Brand " * 8, "Reinforced hand-stitched weatherproof canvas bag with strap", ("word " * 20,) * 2, "en"
)
LONG_ZH = LabelWords(
    "很长的品牌名称" * 2, "手工制作加厚防水帆布单肩大容量通勤旅行背包新款上", ("材质纯棉" * 8,) * 2, "zh"
)
HOSTILE = LabelWords("\x00\u202e🦆", "a\x07b 🦆 العربية\u200f", ("🦆", "\n"), "en")
ONE_WORD = LabelWords("", "W" * 60, (), "en")
EMPTY = LabelWords("", "", (), "zh")
SHAPES = [((300, 600), (0.0, 1.0)), ((600, 600), (0.0, 1.0)), ((1024, 544), (0.3, 0.7)), ((1200, 300), (0.0, 1.0))]
ALL_WORDS = [FERN, SHAN, LONG, LONG_ZH, HOSTILE, ONE_WORD, EMPTY]


@pytest.mark.parametrize(("layout", "words", "shape"), list(product(LAYOUTS, ALL_WORDS, SHAPES)))
def test_outside_the_safe_margin_there_is_only_ground(layout, words, shape):
    (width, height), front = shape
    label = draw_label(words, layout, choose_colours(1, None), (width, height), front, 3)
    assert label.shape == (height, width, 3) and label.dtype == np.uint8
    margin = SAFE * min((front[1] - front[0]) * width, height)
    left, right = int(front[0] * width + margin) - 1, int(front[1] * width - margin) + 2
    top, bottom = int(margin) - 1, int(height - margin) + 2
    ground = label[:, :1]
    beside = np.concatenate([label[:, :left], label[:, right:]], axis=1)
    assert np.array_equal(beside, np.broadcast_to(ground, beside.shape))
    around = np.concatenate([label[:top], label[bottom:]])
    assert np.array_equal(around, np.broadcast_to(around[:, :1], around.shape))
    assert (label[top:bottom] != ground[top:bottom]).any()


@pytest.mark.parametrize(
    ("layout", "words", "accent"),
    list(product(LAYOUTS, [FERN, SHAN], ["#e2a93b", "#808080", "#ff69b4", "#ffffff", "#1e3350"])),
)
def test_words_can_be_read_on_any_brand_colour(layout, words, accent):
    label = draw_label(words, layout, choose_colours(0, accent), (1000, 1000), (0.0, 1.0), 0)
    for part in (label[100:600], label[700:930]):
        hexes = Counter("#" + bytes(pixel).hex() for pixel in part.reshape(-1, 3)).most_common(2)
        assert contrast(hexes[0][0], hexes[1][0]) >= SMALL


def test_same_arguments_same_label_and_seeds_differ():
    labels = [draw_label(FERN, "quiet", choose_colours(2, None), (400, 400), (0, 1), seed) for seed in (4, 4, 0, 1, 2)]
    assert np.array_equal(labels[0], labels[1])
    assert any(not np.array_equal(labels[0], label) for label in labels[2:])
    assert {choose_layout(FERN, seed) for seed in range(40)} == set(LAYOUTS)
    assert "arch" not in {choose_layout(LONG, seed) for seed in range(40)}


def test_a_long_title_is_cut_at_a_word():
    assert shorten("one two three", lambda text: len(text) < 11) == "one two..."
    assert shorten("abcdefghij", lambda text: len(text) < 7) == "abc..."


def test_a_colour_is_taken_where_it_can_be_read():
    assert readable("#ffffff", ("#eeeeee", "#222222"), SMALL) == "#222222"
    assert readable("#777777", ("#888888",), LARGE) in ("#000000", "#ffffff")
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_logo_of_two_colours_keeps_both(layout):
    logo = np.zeros((200, 200, 4), np.uint8)
    logo[20:180, 20:180] = (255, 165, 40, 255)
    logo[70:130, 70:130, :3] = 255
    words = LabelWords("Fern", "Rose cream", (), "en", logo)
    label = draw_label(words, layout, choose_colours(1, None), (900, 900), (0.0, 1.0), 1).astype(int)
    orange = np.abs(label - (255, 165, 40)).max(axis=-1) < 12
    rows, columns = np.flatnonzero(orange.any(axis=1)), np.flatnonzero(orange.any(axis=0))
    inside = label[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    high, wide = inside.shape[:2]
    assert (inside[high // 2, wide // 2] > 245).all()
