"""The size picture: what is known is drawn where it belongs, and the product stays what it is."""

from decimal import Decimal

import numpy as np
import pytest

from mmdemo.processing.image.placement import SIDE, scale_to, trim
from mmdemo.processing.image.size_picture import MARGIN, draw_size_picture, drawn_sides
from mmdemo.processing.text.dimensions import Dimensions, Length


def cm(number, about=False):
    return Length(Decimal(str(number)), "cm", about)


def block(width=300, height=500):
    """A blue product with see-through corners and empty margins."""
    rgba = np.zeros((height + 80, width + 60, 4), np.uint8)
    rgba[40 : 40 + height, 30 : 30 + width] = (30, 70, 190, 255)
    rgba[40:50, 30:40, 3] = 90
    return rgba


TALL = Dimensions({"height": cm(25)})
BOTH = Dimensions({"height": cm(25), "width": cm(15)})
NAMELESS = Dimensions({}, ((cm(30), cm(20), cm(10)),))


def ink(picture, placed):
    """Where something is drawn, (2000, 2000), leaving the product out; and the edges of the product."""
    drawn = picture.min(axis=2) < 160
    height, width = placed.rgba.shape[:2]
    edges = placed.left, placed.top, placed.left + width, placed.top + height
    drawn[edges[1] : edges[3], edges[0] : edges[2]] = False
    return drawn, edges


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("dimensions", [TALL, BOTH, NAMELESS])
def test_it_is_white_square_and_whole(dimensions, language):
    picture, placed = draw_size_picture(block(), dimensions, language)
    assert picture.shape == (SIDE, SIDE, 3)
    assert picture.dtype == np.uint8
    assert (picture[[0, -1]] == 255).all()
    assert (picture[:, [0, -1]] == 255).all()
    drawn, _ = ink(picture, placed)
    rows, columns = np.nonzero(drawn)
    assert min(rows.min(), columns.min(), SIDE - rows.max(), SIDE - columns.max()) > MARGIN // 2


def test_the_products_own_pixels_lie_where_it_says():
    picture, placed = draw_size_picture(block(), BOTH, "en")
    scaled, scale = scale_to(trim(block()), placed.rgba.shape[1], placed.rgba.shape[0])
    assert np.array_equal(scaled, placed.rgba)
    assert placed.enlarged == pytest.approx(scale, rel=0.01)
    solid = placed.rgba[..., 3] == 255
    assert np.array_equal(picture[placed.box][solid], placed.rgba[solid][:, :3])


def test_a_height_stands_beside_the_product_and_is_as_long():
    drawn, (left, top, right, bottom) = ink(*draw_size_picture(block(), TALL, "en"))
    line = drawn[:, right + 56]
    rows = np.flatnonzero(line)
    assert rows.min() == pytest.approx(top, abs=4)
    assert rows.max() == pytest.approx(bottom, abs=4)
    assert not drawn[:, :left].any()
    assert not drawn[bottom + 30 :].any()


def test_a_width_stands_below_the_product_and_is_as_long():
    drawn, (left, _, right, bottom) = ink(*draw_size_picture(block(), BOTH, "en"))
    columns = np.flatnonzero(drawn[bottom + 56, : right + 10])
    assert columns.min() == pytest.approx(left, abs=4)
    assert columns.max() == pytest.approx(right, abs=4)
    assert drawn[bottom + 80 :, left:right].any()  # its words


def test_numbers_nobody_named_stand_below_alone():
    drawn, (left, _, right, bottom) = ink(*draw_size_picture(block(), NAMELESS, "en"))
    assert not drawn[:bottom, :left].any()
    assert not drawn[:bottom, right:].any()
    assert drawn[bottom:].any()


def test_known_sides_are_drawn():
    assert drawn_sides(TALL, 0.6) == ("height",)
    assert drawn_sides(BOTH, 0.6) == ("height", "width")
    assert drawn_sides(NAMELESS, 0.6) == ()
    assert drawn_sides(Dimensions({"width": cm(15)}), 9.0) == ("width",)


@pytest.mark.parametrize("ratio", [0.2, 1.5])
def test_a_photo_of_another_side_is_not_measured(ratio):
    assert drawn_sides(BOTH, ratio) == ()


def test_of_a_width_beside_a_length_nobody_knows_which_is_seen():
    assert drawn_sides(Dimensions({"height": cm(10), "width": cm(15), "length": cm(20)}), 1.5) == ("height",)


def test_a_contradicting_size_is_said_in_words_only():
    drawn, (left, _, right, bottom) = ink(*draw_size_picture(block(500, 300), BOTH, "en"))
    assert not drawn[:bottom, right:].any()
    assert not drawn[:bottom, :left].any()
    assert drawn[bottom:].any()


@pytest.mark.parametrize("size", [(1, 900), (900, 1), (3, 3)])
def test_any_shape_of_product(size):
    picture, placed = draw_size_picture(block(*size), TALL, "en")
    drawn, _ = ink(picture, placed)
    assert drawn.any()


@pytest.mark.parametrize("number", ["0.001", "99999", "123.456"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_any_number_fits(number, language):
    sides = ("length", "width", "depth", "height", "diameter", "thickness")
    everything = Dimensions(dict.fromkeys(sides, cm(number, about=True)), ((cm(number),) * 4,) * 3)
    drawn, _ = ink(*draw_size_picture(block(), everything, language))
    rows, columns = np.nonzero(drawn)
    assert min(rows.min(), columns.min(), SIDE - rows.max(), SIDE - columns.max()) > MARGIN // 2


def test_languages_write_their_own_words():
    english, chinese = (draw_size_picture(block(), BOTH, language)[0] for language in ("en", "zh"))
    assert not np.array_equal(english, chinese)
    assert np.array_equal(english, draw_size_picture(block(), BOTH, "en")[0])
