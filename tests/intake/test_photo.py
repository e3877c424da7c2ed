"""Photos as merchants and attackers send them."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from mmdemo.errors import InputError
from mmdemo.intake.photo import LONG_SIDE, MAX_BYTES, read_photo
from tests.conftest import draw_photo, encoded


def decoded(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_common_formats_open(kind: str) -> None:
    photo = read_photo(encoded(draw_photo(), kind))
    image = decoded(photo.data)
    assert image.format == "PNG"
    assert image.mode == "RGB"
    assert (photo.width, photo.height) == image.size == (960, 720)


def test_heic_opens_upright_and_without_its_place() -> None:
    # The drawn photo, 320 x 240 pixels, encoded once by libheif with a quarter turn and a place in its EXIF.
    photo = read_photo(Path(__file__).with_name("phone.heic"))
    image = decoded(photo.data)
    assert image.size == (240, 320)
    assert not image.getexif()
    red, green, blue = image.getpixel((144, 160))
    assert red > 2 * green
    assert red > 2 * blue


def test_damaged_heic_harms_nobody() -> None:
    # With this byte changed, libheif crashes its process.
    data = bytearray(Path(__file__).with_name("phone.heic").read_bytes())
    data[176] = 255
    with pytest.raises(InputError, match="damaged"):
        read_photo(bytes(data))


def test_a_photo_comes_back_the_same_from_a_second_reading(photo: bytes) -> None:
    once = read_photo(photo)
    assert read_photo(once.data) == once


def test_sideways_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    photo = read_photo(encoded(draw_photo(), "JPEG", exif=exif))
    assert (photo.width, photo.height) == (720, 960)
    image = decoded(photo.data)
    assert not image.getexif()
    assert not image.info


def test_large_photo_is_reduced() -> None:
    photo = read_photo(encoded(Image.new("RGB", (4000, 3000), "teal"), "JPEG"))
    assert (photo.width, photo.height) == (LONG_SIDE, 1920)


def test_see_through_pixels_become_white() -> None:
    photo = read_photo(encoded(Image.new("RGBA", (100, 100), (200, 10, 10, 0))))
    assert decoded(photo.data).getpixel((50, 50)) == (255, 255, 255)


def test_sixteen_bit_grey_keeps_its_levels() -> None:
    levels = Image.fromarray(np.full((80, 80), 32768, np.uint16))
    assert decoded(read_photo(encoded(levels)).data).getpixel((5, 5)) == (127, 127, 127)


def test_wide_gamut_becomes_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = read_photo(encoded(Image.new("RGB", (80, 80), (200, 90, 40)), icc_profile=lab))
    assert decoded(same.data).getpixel((5, 5)) == pytest.approx((200, 90, 40), abs=1)
    broken = read_photo(encoded(Image.new("RGB", (80, 80), (200, 90, 40)), icc_profile=b"not a profile"))
    assert decoded(broken.data).getpixel((5, 5)) == (200, 90, 40)


def huge() -> bytes:
    return encoded(Image.new("1", (12_000, 12_000)))


def damaged() -> bytes:
    return encoded(draw_photo(), "JPEG")[:9_000]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (damaged(), "damaged"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not a photo"),
        (b"<!doctype html><script>alert(1)</script>", "not a photo"),
        (b"", "not a photo"),
        (huge(), "million pixels"),
        (encoded(Image.new("RGB", (7_000, 7_000)), "JPEG"), "million pixels"),
        (bytes(MAX_BYTES + 10), "MB"),
        (encoded(Image.new("RGB", (40, 300))), "40 × 300"),
        (encoded(Image.new("RGB", (4000, 80))), "4000 × 80"),
        (encoded(Image.new("RGB", (100, 100)), "BMP"), "not a photo"),
        (encoded(Image.new("RGB", (100, 100)), "GIF"), "not a photo"),
    ],
    ids=["truncated", "svg", "html", "empty", "12000x12000", "49 MP", "60 MB", "tiny", "narrow", "bmp", "gif"],
)
def test_unusable_files_are_refused_in_both_languages(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_photo(data)
    assert caught.value.field == "photo"
    assert words in caught.value.text("en")
    assert any("一" <= letter <= "鿿" for letter in caught.value.text("zh"))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.jpg"):
        read_photo(tmp_path / "nowhere.jpg")


def test_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    with path.open("wb") as file:
        file.truncate(60 * 1024**2)
    with pytest.raises(InputError, match="60 MB"):
        read_photo(path)
