"""Bar codes and QR codes, drawn as they are printed."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo.processing.image.codes import MOST_TEXT, is_gtin, read_codes

LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
PARITY = (
    *("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG"),
    *("LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"),
)  # by the first digit
NUMBER = "4006381333931"


def ean13(number: str, width: int = 3) -> Image.Image:
    """The bars of an EAN-13 (ISO/IEC 15420) with the quiet zone around them."""
    inverted = str.maketrans("01", "10")
    bits = "101"
    for digit, parity in zip(number[1:7], PARITY[int(number[0])], strict=True):
        bits += LEFT[int(digit)] if parity == "L" else LEFT[int(digit)].translate(inverted)[::-1]
    bits += "01010" + "".join(LEFT[int(digit)].translate(inverted) for digit in number[7:]) + "101"
    bars = Image.new("L", (len(bits) * width + 60, 200), 255)
    draw = ImageDraw.Draw(bars)
    for place, bit in enumerate(bits):
        if bit == "1":
            draw.rectangle((30 + place * width, 20, 30 + (place + 1) * width - 1, 180), fill=0)
    return bars


def qr(text: str) -> Image.Image:
    cells = cv2.QRCodeEncoder.create().encode(text)
    return Image.fromarray(np.pad(np.kron(cells, np.ones((6, 6), np.uint8)), 30, constant_values=255))


def scene(*codes: Image.Image) -> np.ndarray:
    """The codes beside each other on a tinted ground, turned a little."""
    photo = Image.new("RGB", (1300, 900), (201, 190, 180))
    for place, code in enumerate(codes):
        turned = code.convert("RGB").rotate(7, expand=True, fillcolor=(201, 190, 180))
        photo.paste(turned, (100 + 600 * place, 250))
    return np.asarray(photo)


def test_a_bar_code_is_read() -> None:
    assert read_codes(scene(ean13(NUMBER))).gtins == (NUMBER,)


def test_a_qr_code_is_read_in_any_language() -> None:
    assert read_codes(scene(qr("Oak mug, batch 7"))).texts == ("Oak mug, batch 7",)
    assert read_codes(scene(qr("橡木杯，批号7"))).texts == ("橡木杯，批号7",)


def test_both_are_read_and_none_twice() -> None:
    found = read_codes(scene(ean13(NUMBER), qr("https://example.com/p/1")))
    assert (found.gtins, found.texts) == ((NUMBER,), ("https://example.com/p/1",))
    assert read_codes(scene(qr("twice"), qr("twice"))).texts == ("twice",)


def test_a_text_is_made_safe() -> None:
    assert read_codes(scene(qr("\u202eevil\u202c text"))).texts == ("evil text",)
    assert len(read_codes(scene(qr("long " * 60))).texts[0]) == MOST_TEXT


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (64, 64), (3, 500)])
def test_where_there_is_no_code_none_is_read(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    assert read_codes(noise) == read_codes(np.zeros((*size, 3), np.uint8))
    assert read_codes(noise).gtins == read_codes(noise).texts == ()


@pytest.mark.parametrize(
    ("number", "right"),
    [
        (NUMBER, True),
        ("4006381333932", False),
        ("036000291452", True),
        ("96385074", True),
        ("12345", False),
        ("４００６３８１３３３９３１", False),
        ("400638133393a", False),
    ],
)
def test_a_number_is_held_to_its_check_digit(number: str, right: bool) -> None:
    assert is_gtin(number) == right


@pytest.mark.shared
def test_photographs_without_codes_show_none(shared) -> None:
    for path in sorted((shared / "photos").glob("*.jpg")):
        with Image.open(path) as photo:
            found = read_codes(np.asarray(photo.convert("RGB")))
        assert (found.gtins, found.texts) == ((), ()), path.name
