"""Photos as merchants and attackers send them."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from mmdemo.errors import InputError
from mmdemo.intake.photo import LONG_SIDE, MAX_BYTES, read_photo
from tests.conftest import draw_photo, encoded

# EXIF orientation: how a camera that writes it had stored the upright picture.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def decoded(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def png(width: int, height: int, depth: int, kind: int, rows: bytes) -> bytes:
    """A PNG of the kinds that Pillow does not write; `rows` each begin with their filter."""

    def chunk(name: bytes, body: bytes) -> bytes:
        checked = name + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


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


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "YCbCr"])
def test_every_kind_of_colour_becomes_rgb(mode: str) -> None:
    drawn = draw_photo(320, 240).convert(mode)
    photo = decoded(read_photo(encoded(drawn, "JPEG" if mode in ("CMYK", "YCbCr") else "PNG")).data)
    assert photo.mode == "RGB"
    expected = np.asarray(drawn.convert("RGB"), float)
    assert np.abs(np.asarray(photo, float) - expected).mean() < 3


def test_sixteen_bit_colour_keeps_its_levels() -> None:
    level = 0x8040
    rows = (b"\0" + level.to_bytes(2, "big") * 3 * 80) * 80
    assert decoded(read_photo(png(80, 80, depth=16, kind=2, rows=rows)).data).getpixel((5, 5)) == (128, 128, 128)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_counts(kind: str) -> None:
    frames = [Image.new("RGB", (120, 90), colour) for colour in ("red", "blue", "white")]
    lossless = {"lossless": True} if kind == "WEBP" else {}
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, **lossless)
    assert Image.open(io.BytesIO(data)).n_frames == 3
    photo = read_photo(data)
    assert (photo.width, photo.height, photo.alpha) == (120, 90, None)
    assert decoded(photo.data).getpixel((60, 45)) == pytest.approx((255, 0, 0), abs=2)


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_way_of_holding_a_phone_ends_upright(turn: int) -> None:
    upright = draw_photo(320, 240)
    stored = upright if turn == 1 else upright.transpose(STORED[turn])
    exif = Image.Exif()
    exif[0x0112] = turn
    photo = read_photo(encoded(stored, "PNG", exif=exif))
    assert decoded(photo.data).tobytes() == upright.tobytes()


@pytest.mark.parametrize("turn", [0, 9, 65_535])
def test_an_orientation_there_is_not_turns_nothing(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    assert decoded(read_photo(encoded(draw_photo(320, 240), "PNG", exif=exif)).data).size == (320, 240)


def test_a_panorama_of_forty_megapixels_is_read() -> None:
    photo = read_photo(encoded(Image.new("RGB", (8000, 5000), "teal"), "JPEG"))
    assert (photo.width, photo.height) == (LONG_SIDE, 1600)


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
        (encoded(Image.new("RGB", (8_000, 5_001)), "JPEG"), "million pixels"),
        (encoded(Image.new("RGB", (16, 16))), "16 × 16"),
        (encoded(Image.new("RGB", (40, 300))), "40 × 300"),
        (encoded(Image.new("RGB", (4000, 80))), "4000 × 80"),
        (encoded(Image.new("RGB", (100, 100)), "BMP"), "not a photo"),
        (encoded(Image.new("RGBA", (100, 100), (200, 10, 10, 0))), "transparent all over"),
        (encoded(Image.new("RGBA", (100, 100), (200, 10, 10, 20)), "WEBP"), "transparent all over"),
    ],
    ids=[
        *("truncated", "svg", "html", "empty", "12000x12000", "49 MP", "60 MB", "40.008 MP", "16 px", "tiny", "narrow"),
        *("bmp", "empty layer", "faint layer"),
    ],
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
