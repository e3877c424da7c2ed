"""A box and strokes of any size, laid over photos of any size."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from mmdemo.outline import UNMENDED, Outline
from mmdemo.processing.image.hints import NO_HINTS, Hints, read_hints
from tests.conftest import encoded


def painted(size=(60, 40), spot=(10, 10, 19, 19)):
    layer = Image.new("L", size)
    ImageDraw.Draw(layer).rectangle(spot, fill=255)
    return layer


def test_an_untouched_outline_says_nothing():
    hints = read_hints(UNMENDED)
    assert hints == NO_HINTS
    assert not hints.strokes
    assert hints.inside(3, 5).all()
    assert not hints.kept(3, 5).any()
    assert not hints.erased(3, 5).any()


def test_what_was_painted_is_read():
    hints = read_hints(Outline(box=(0.1, 0.2, 0.5, 0.6), keep=encoded(painted())))
    assert hints.strokes
    assert hints.box == (0.1, 0.2, 0.5, 0.6)
    assert hints.erase is None
    assert np.array_equal(hints.kept(40, 60), np.asarray(painted()) > 0)


@pytest.mark.parametrize("scale", [1, 2, 5])
def test_strokes_lie_in_the_same_place_at_any_size(scale):
    keep = np.asarray(painted())
    found = Hints(keep=keep).kept(40 * scale, 60 * scale)
    assert found.shape == (40 * scale, 60 * scale)
    rows, columns = np.nonzero(found)
    edges = np.array([rows.min(), rows.max() + 1, columns.min(), columns.max() + 1]) / scale
    assert np.abs(edges - [10, 20, 10, 20]).max() <= 1


def test_a_thin_stroke_survives_a_smaller_size():
    erase = np.zeros((400, 600), np.uint8)
    erase[199:201] = 255
    assert Hints(erase=erase).erased(100, 150).sum() >= 150


def test_painted_both_ways_is_erased():
    both = np.full((20, 20), 255, np.uint8)
    hints = Hints(keep=both, erase=both)
    assert not hints.kept(20, 20).any()
    assert hints.erased(20, 20).all()


def test_a_box_covers_its_part_of_the_photo():
    inside = Hints(box=(0.25, 0.5, 0.75, 1.0)).inside(40, 80)
    assert inside[20:, 20:60].all()
    assert inside.sum() == 20 * 40


parts = st.floats(0, 0.99)


@given(parts, parts, st.integers(1, 300), st.integers(1, 300))
def test_the_smallest_box_holds_a_pixel_of_any_photo(left, top, height, width):
    inside = Hints(box=(left, top, min(1.0, left + 0.01), min(1.0, top + 0.01))).inside(height, width)
    assert inside.shape == (height, width)
    assert inside.any()
