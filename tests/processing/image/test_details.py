"""Close-ups: found where there is something to see, on the product, and not where there is nothing."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo.processing.image.details import INSIDE, LEAST, MOST, Square, choose_details
from mmdemo.processing.image.typeface import font

WIDTH, HEIGHT = 2400, 2000
BODY = (500, 200, 1900, 1800)


@pytest.fixture(scope="module")
def alpha():
    mask = Image.new("L", (WIDTH, HEIGHT))
    ImageDraw.Draw(mask).rounded_rectangle(BODY, 120, fill=255)
    return np.asarray(mask)


def product(*prints, ground=(228, 226, 222), body=(150, 96, 60)):
    """A plain product on plain paper, with lettering in each of the boxes `prints`."""
    photo = Image.new("RGB", (WIDTH, HEIGHT), ground)
    draw = ImageDraw.Draw(photo)
    draw.rounded_rectangle(BODY, 120, fill=body)
    for left, top, right, bottom in prints:
        face = font("Bold", 64)
        for row, y in enumerate(range(top, bottom - 60, 90)):
            words = ("Organic Tea No.7 绿茶 ", "净含量 250 g Studio ")[row % 2]
            draw.text((left, y), words[: (right - left) // 44], font=face, fill=(245, 240, 225))
    return np.asarray(photo)


def middle(square):
    return square.left + square.side / 2, square.top + square.side / 2


@pytest.mark.parametrize("box", [(700, 400, 1200, 800), (1250, 1200, 1750, 1600)])
def test_lettering_is_found(alpha, box):
    first, *_ = choose_details(product(box), alpha)
    x, y = middle(first)
    assert box[0] < x < box[2]
    assert box[1] < y < box[3]
    assert 0 < first.score <= 1


def test_two_places_give_two_squares_apart(alpha):
    one, two = choose_details(product((600, 300, 1100, 700), (1250, 1300, 1800, 1700)), alpha)
    assert one.score >= two.score
    across = max(0, one.side - abs(one.left - two.left))
    down = max(0, one.side - abs(one.top - two.top))
    assert across * down < 0.25 * one.side**2


def test_squares_lie_in_the_photo_and_on_the_product(alpha):
    squares = choose_details(product((600, 300, 1100, 700), (1250, 1300, 1800, 1700)), alpha)
    assert squares
    for square in squares:
        assert LEAST <= square.side <= MOST
        assert square.of(alpha).shape == (square.side, square.side)
        assert (square.of(alpha) > 127).mean() > INSIDE - 0.02
        assert min(square.left, square.top) >= 0


def test_a_close_up_is_the_photos_own_pixels():
    photo = np.random.default_rng(0).integers(0, 256, (700, 900, 3), np.uint8)
    assert np.array_equal(Square(100, 30, 640, 0.5).of(photo), photo[30:670, 100:740])


def test_a_plain_product_has_nothing_to_show(alpha):
    assert choose_details(product(), alpha) == ()


def test_busy_ground_is_not_the_product(alpha):
    rng = np.random.default_rng(1)
    photo = product().copy()
    ground = rng.integers(0, 256, photo.shape, np.uint8)
    photo[alpha == 0] = ground[alpha == 0]
    assert choose_details(photo, alpha) == ()


def test_a_blurred_photo_has_nothing_to_show(alpha):
    photo = cv2.GaussianBlur(product((700, 400, 1200, 800)), (0, 0), 14)
    assert choose_details(photo, alpha) == ()


def test_a_small_photo_has_too_few_pixels(alpha):
    photo = product((700, 400, 1200, 800))
    small = (WIDTH // 4, HEIGHT // 4)
    assert choose_details(cv2.resize(photo, small), cv2.resize(alpha, small)) == ()


@pytest.mark.parametrize("level", [0, 127])
def test_without_a_product_there_is_no_close_up(level):
    photo = np.random.default_rng(0).integers(0, 256, (900, 1300, 3), np.uint8)
    assert choose_details(photo, np.full(photo.shape[:2], level, np.uint8)) == ()


def test_same_photo_same_squares(alpha):
    photo = product((700, 400, 1200, 800))
    assert choose_details(photo, alpha) == choose_details(photo, alpha)
