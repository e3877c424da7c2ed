"""A shop's logo: what is kept of it, and in which words it is refused."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo.errors import InputError
from mmdemo.intake.logo import LEAST_LONG_SIDE, LONG_SIDE, MAX_BYTES, read_logo
from tests.conftest import encoded


def drawn(size: tuple[int, int], ground: tuple[int, ...] = (0, 0, 0, 0), ink: tuple[int, ...] = (20, 60, 140, 255)):
    logo = Image.new("RGBA", size, ground)
    width, height = size
    ImageDraw.Draw(logo).ellipse((width // 8, height // 8, width * 7 // 8, height * 7 // 8), fill=ink)
    return logo


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_alpha_and_colours_are_kept():
    logo = read_logo(encoded(drawn((400, 200))))
    image = opened(logo.data)
    assert (image.mode, image.size, (logo.width, logo.height)) == ("RGBA", (400, 200), (400, 200))
    assert image.getpixel((200, 100)) == (20, 60, 140, 255)
    assert image.getpixel((2, 2))[3] == 0


@pytest.mark.parametrize("ground", [(255, 255, 255, 255), (0, 0, 0, 0)])
def test_what_was_read_is_read_as_the_same_bytes(ground):
    once = read_logo(encoded(drawn((3000, 900), ground)))
    assert max(once.width, once.height) == LONG_SIDE
    assert read_logo(once.data) == once


def test_a_jpeg_and_a_narrow_one_will_do():
    logo = read_logo(encoded(drawn((900, 30), (255, 255, 255, 255)).convert("RGB"), "JPEG"))
    assert (logo.width, logo.height) == (900, 30)
    assert np.asarray(opened(logo.data))[..., 3].min() == 255


def test_notes_in_the_file_do_not_leave_with_it():
    buffer = io.BytesIO()
    logo, exif = drawn((200, 100)), Image.Exif()
    exif[0x010E] = "a secret place"
    logo.save(buffer, "PNG", exif=exif)
    assert b"a secret place" in buffer.getvalue()
    assert b"a secret place" not in read_logo(buffer.getvalue()).data


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (encoded(drawn((8, 8))), f"at least {LEAST_LONG_SIDE} pixels"),
        (encoded(Image.new("RGBA", (2000, 2000)).convert("RGBA")), "nothing to see"),
        (encoded(Image.new("RGB", (300, 300), "white")), "nothing to see"),
        (encoded(Image.new("L", (8000, 8000))), "million pixels"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"", "cannot open|not a picture"),
        (encoded(drawn((200, 100)))[:150], "damaged"),
        (b"\x89PNG" + bytes(MAX_BYTES), "larger than 10 MB"),
        (Path("nowhere/logo.png"), "logo.png cannot be read"),
    ],
    ids=["tiny", "transparent", "white", "huge", "svg", "empty", "cut off", "too many bytes", "missing"],
)
def test_a_logo_that_cannot_be_used_is_refused_in_words(source, said):
    with pytest.raises(InputError, match=said) as caught:
        read_logo(source)
    assert caught.value.field == "logo"
    assert caught.value.text("zh") != caught.value.text("en")


def test_sixteen_bit_grey_keeps_its_levels():
    levels = np.full((100, 300), 60_000, np.uint16)
    levels[30:70, 40:260] = 9_000
    logo = read_logo(encoded(Image.fromarray(levels)))
    pixels = np.asarray(opened(logo.data))
    assert abs(int(pixels[50, 150, 0]) - 35) <= 1
    assert pixels[5, 5, 0] > 230


def test_a_turned_one_stands_upright():
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    drawn((300, 100), (255, 255, 255, 255)).convert("RGB").save(buffer, "JPEG", exif=exif)
    logo = read_logo(buffer.getvalue())
    assert (logo.width, logo.height) == (100, 300)


def test_a_small_mark_on_a_large_page_is_not_made_smaller():
    page = Image.new("RGB", (5000, 5000), "white")
    page.paste(drawn((250, 250), (255, 255, 255, 255)).convert("RGB"), (1000, 2000))
    logo = read_logo(encoded(page))
    assert 185 < logo.width < 195  # the mark alone, and a rim
    assert read_logo(logo.data) == logo
