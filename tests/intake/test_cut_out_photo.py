"""Pictures that come cut out already keep their alpha; what only looks like it does not count."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from mmdemo.errors import InputError
from mmdemo.intake.photo import LONG_SIDE, photo_file, read_photo
from mmdemo.schema import Photo
from tests.conftest import encoded
from tests.intake.test_photo import STORED, decoded, png

COLOUR = (180, 40, 60)


def cut_out(size: tuple[int, int] = (240, 160), mode: str = "RGBA") -> Image.Image:
    """A disc left of the middle with a soft rim, and a dot above it, so that no turn of it looks the same."""
    width, height = size
    alpha = Image.new("L", (width * 4, height * 4))
    draw = ImageDraw.Draw(alpha)
    draw.ellipse((width * 0.4, height, width * 2, height * 3), fill=255)
    draw.rectangle((width * 0.4, height * 0.2, width * 0.8, height * 0.6), fill=255)
    layer = Image.new("RGB", size, COLOUR)
    layer.putalpha(alpha.resize(size, Image.Resampling.LANCZOS))
    return layer.convert(mode)


def alpha_of(photo: Photo) -> np.ndarray:
    assert photo.alpha is not None
    with decoded(photo.alpha) as alpha:
        assert (alpha.format, alpha.mode, alpha.size) == ("PNG", "L", (photo.width, photo.height))
        return np.asarray(alpha)


def pixels_of(photo: Photo) -> np.ndarray:
    with decoded(photo.data) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (photo.width, photo.height))
        return np.asarray(picture)


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("WEBP", {"lossless": True})])
def test_alpha_is_kept_and_the_product_shown_on_white(kind: str, options: dict[str, object]) -> None:
    given_picture = cut_out()
    photo = read_photo(encoded(given_picture, kind, **options))
    alpha, pixels = alpha_of(photo), pixels_of(photo)
    assert np.array_equal(alpha, np.asarray(given_picture)[..., 3])
    assert (pixels[alpha == 0] == 255).all()
    assert (pixels[alpha == 255] == COLOUR).all()


def test_grey_with_alpha() -> None:
    photo = read_photo(encoded(cut_out(mode="LA")))
    assert np.array_equal(alpha_of(photo), np.asarray(cut_out())[..., 3])
    assert np.ptp(pixels_of(photo), axis=2).max() == 0


def test_a_palette_with_a_see_through_colour() -> None:
    layer = Image.new("P", (100, 80), 0)
    layer.putpalette([255, 0, 255, *COLOUR])
    layer.paste(1, (20, 20, 60, 60))
    for kind in ("PNG", "GIF"):
        photo = read_photo(encoded(layer, kind, transparency=0))
        alpha = alpha_of(photo)
        assert np.array_equal(alpha == 255, np.asarray(layer) == 1)
        assert (pixels_of(photo)[alpha == 0] == 255).all()
        assert (pixels_of(photo)[alpha == 255] == COLOUR).all()


def test_a_palette_with_many_levels_of_alpha() -> None:
    layer = Image.new("P", (100, 80), 0)
    layer.putpalette([0, 0, 0, *COLOUR, *COLOUR])
    layer.paste(1, (20, 20, 60, 60))
    layer.paste(2, (20, 20, 60, 30))
    photo = read_photo(encoded(layer, transparency=bytes([0, 255, 100])))
    assert sorted(np.unique(alpha_of(photo))) == [0, 100, 255]


@pytest.mark.parametrize(("kind", "levels"), [(6, 4), (4, 2)])
def test_sixteen_bit_levels_with_alpha(kind: int, levels: int) -> None:
    pixel = 0x8040.to_bytes(2, "big") * (levels - 1)
    row = b"\0" + (pixel + b"\xff\xff") * 40 + (pixel + b"\0\0") * 40
    photo = read_photo(png(80, 80, depth=16, kind=kind, rows=row * 80))
    assert (alpha_of(photo) == np.repeat([255, 0], 40)).all()
    assert (pixels_of(photo)[:, :40] == 128).all()
    assert (pixels_of(photo)[:, 40:] == 255).all()


@pytest.mark.parametrize("turn", sorted(STORED))
def test_alpha_is_turned_with_the_picture(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    upright = read_photo(encoded(cut_out()))
    assert read_photo(encoded(cut_out().transpose(STORED[turn]), exif=exif)) == upright


def test_a_large_one_is_made_smaller_without_a_rim_of_another_colour() -> None:
    photo = read_photo(encoded(cut_out((3200, 2000))))
    assert (photo.width, photo.height) == (LONG_SIDE, 1600)
    with decoded(photo_file(photo)) as whole:
        layered = np.asarray(whole).astype(int)
    off = np.abs(layered[layered[..., 3] > 40][:, :3] - COLOUR)
    assert off.max() < 24  # white or black, had it crept in, would be 75 away at the least
    assert off.mean() < 1


@pytest.mark.parametrize(
    "data",
    [
        encoded(cut_out()),
        encoded(cut_out((3000, 900))),
        encoded(cut_out(mode="LA")),
        encoded(cut_out(), "WEBP", quality=60),
        encoded(Image.new("RGB", (90, 70), COLOUR)),
    ],
)
def test_the_file_of_a_photo_is_read_as_that_very_photo(data: bytes) -> None:
    photo = read_photo(data)
    file = photo_file(photo)
    assert read_photo(file) == photo
    assert photo_file(read_photo(file)) == file
    with decoded(file) as whole:
        assert whole.mode == ("RGB" if photo.alpha is None else "RGBA")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.2, 3))
def test_any_colours_under_any_alpha_survive_the_round_trip(seed: int, power: float) -> None:
    rng = np.random.default_rng(seed)
    layered = rng.integers(0, 256, (64, 66, 4), np.uint8)
    layered[..., 3] = 255 * rng.random((64, 66)) ** power
    layered[:20, :20, 3] = 0
    layered[40:, 40:, 3] = 255
    photo = read_photo(encoded(Image.fromarray(layered)))
    assert photo.alpha is not None
    assert read_photo(photo_file(photo)) == photo


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_screenshots_rounded_corners_are_no_outline(kind: str) -> None:
    mask = Image.new("L", (400, 300))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 399, 299), 24, fill=255)
    shot = Image.new("RGB", (400, 300), COLOUR)
    shot.putalpha(mask)
    photo = read_photo(encoded(shot, kind, **({"lossless": True} if kind == "WEBP" else {})))
    assert photo.alpha is None
    assert (pixels_of(photo)[0, 0] == 255).all()
    assert (pixels_of(photo)[150, 200] == COLOUR).all()


def test_an_alpha_that_is_solid_all_over_is_none() -> None:
    assert read_photo(encoded(Image.new("RGBA", (90, 70), (*COLOUR, 255)))).alpha is None


def test_a_single_dot_is_nothing_to_see() -> None:
    layer = Image.new("RGBA", (400, 300))
    layer.putpixel((5, 5), (*COLOUR, 255))
    with pytest.raises(InputError, match="transparent all over") as caught:
        read_photo(encoded(layer))
    assert caught.value.field == "photo"
    assert "透明" in caught.value.text("zh")


def test_what_lay_hidden_under_the_alpha_does_not_leave() -> None:
    layer = cut_out()
    hidden = np.asarray(layer).copy()
    hidden[hidden[..., 3] == 0] = (1, 2, 3, 0)
    assert read_photo(encoded(Image.fromarray(hidden))) == read_photo(encoded(layer))


@pytest.mark.shared
def test_real_cut_outs_are_read_and_come_back(shared: Path) -> None:
    kept = 0
    for path in sorted((shared / "alpha").glob("*.png")):
        photo = read_photo(path)
        kept += photo.alpha is not None
        assert read_photo(photo_file(photo)) == photo
        with Image.open(io.BytesIO(photo.data)) as picture:
            assert picture.mode == "RGB"
    assert kept
