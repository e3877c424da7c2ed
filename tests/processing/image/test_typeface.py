"""Fonts side by side: letters the Chinese fonts lack come from their companions, and none is a box."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo.processing.image.typeface import draw_block, draw_line, drawable, fit, font, measure

POLISH = "Zażółć ₹500"


def drawn(text, family="sans", spacing=0):
    page = Image.new("L", (900, 120))
    draw_line(ImageDraw.Draw(page), (20, 80), text, "Regular", 60, "#ffffff", family, spacing)
    return np.asarray(page)


@pytest.mark.parametrize("family", ["sans", "serif"])
@pytest.mark.parametrize("text", [POLISH, "Příliš žluťoučký", "İstanbul ışık ₺ ₽ ₱", "Cà phê sữa đặc", "鸭 Duck"])
def test_letters_of_either_font_are_kept(text, family):
    assert drawable(text, family) == text


@pytest.mark.parametrize("family", ["sans", "serif"])
def test_a_borrowed_letter_is_no_box(family):
    face = font("Regular", 60, family)
    assert bytes(face.getmask("ż")) == bytes(face.getmask("\uffff"))  # the Chinese font has none
    assert not np.array_equal(drawn("ż", family), drawn("ź", family))


@pytest.mark.parametrize("spacing", [0, 7])
def test_a_line_is_as_wide_as_measured(spacing):
    columns = np.flatnonzero(drawn(POLISH, spacing=spacing).any(axis=0))
    assert columns[-1] + 1 - 20 == pytest.approx(measure(POLISH, "Regular", 60, spacing=spacing), abs=6)


def test_latin_is_kerned():
    assert measure("AV", "Regular", 100) < measure("A", "Regular", 100) + measure("V", "Regular", 100)


def test_a_serif_block_is_drawn_in_serif():
    pages = []
    for family in ("sans", "serif"):
        page = Image.new("L", (400, 120))
        draw_block(ImageDraw.Draw(page), fit("Il", "Bold", (80, 40), (400, 120), family=family), (0, 0), "#ffffff")
        pages.append(np.asarray(page))
    assert not np.array_equal(*pages)
