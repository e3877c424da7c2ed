"""Outlines from the page, the command line and manifests: anything may stand in them."""

import io
import math
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from mmdemo.errors import InputError
from mmdemo.intake import outline as checks
from mmdemo.intake.outline import cutout_parts, photos_of, read_box, read_outline, read_outlines
from mmdemo.outline import UNMENDED, Box, Outline
from mmdemo.schema import Photo, Product
from tests.conftest import encoded

PRODUCT = Product("Mug", "en", photo=Photo(b"", 800, 600), more_photos=(Photo(b"", 600, 800),))


def strokes(size: tuple[int, int] = (400, 300), spot: tuple[int, int, int, int] = (100, 100, 200, 140)) -> Image.Image:
    painted = Image.new("L", size)
    ImageDraw.Draw(painted).ellipse(spot, fill=255)
    return painted


def decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as opened:
        assert opened.format == "PNG"
        return opened.copy()


def refused(outline: Outline) -> InputError:
    with pytest.raises(InputError) as caught:
        read_outline(outline)
    assert caught.value.field == "outline"
    assert caught.value.text("zh") != caught.value.text("en")
    return caught.value


def test_an_untouched_outline_stays_untouched() -> None:
    assert read_outline(UNMENDED) == UNMENDED


def test_what_was_painted_stays_where_it_was_and_reading_it_again_changes_nothing() -> None:
    read = read_outline(
        Outline("framed", (0.1, 0.2, 0.9, 0.8), encoded(strokes()), encoded(strokes(spot=(0, 0, 9, 9))))
    )
    assert (read.candidate, read.box) == ("framed", (0.1, 0.2, 0.9, 0.8))
    assert decoded(read.keep).tobytes() == strokes().point(lambda level: 255 * (level > 127)).tobytes()
    assert decoded(read.erase).getbbox() == (0, 0, 10, 10)
    assert read_outline(read) == read


def test_a_large_painting_is_made_smaller_and_a_thin_stroke_survives() -> None:
    painted = Image.new("L", (2000, 1500))
    ImageDraw.Draw(painted).line((200, 750, 1800, 750), fill=255, width=3)
    read = read_outline(Outline(keep=encoded(painted)))
    small = decoded(read.keep)
    assert small.size == (1024, 768)
    left, top, right, bottom = small.getbbox()
    assert left == pytest.approx(102, abs=2) and right == pytest.approx(922, abs=2) and bottom - top <= 2
    assert read_outline(read) == read


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "LA", "RGBA", "I;16"])
def test_any_kind_of_png_does(mode: str) -> None:
    if mode in ("LA", "RGBA"):
        painted = Image.new(mode, (400, 300))  # a dark stroke on a see-through layer is still a stroke
        painted.putalpha(strokes())
    elif mode == "I;16":
        painted = strokes().convert("I").point(lambda level: level * 257).convert("I;16")
    else:
        painted = strokes().convert(mode)
    left, top, right, bottom = decoded(read_outline(Outline(keep=encoded(painted))).keep).getbbox()
    assert (left, top) == (100, 100)
    assert (right, bottom) == (201, 141)


def test_erase_wins_where_both_brushes_painted() -> None:
    keep, erase = strokes(spot=(100, 100, 200, 200)), strokes(spot=(150, 100, 399, 299))
    read = read_outline(Outline(keep=encoded(keep), erase=encoded(erase.resize((800, 600)))))
    kept, erased = decoded(read.keep), decoded(read.erase).resize((400, 300), Image.Resampling.NEAREST)
    assert kept.getpixel((110, 150)) == 255
    assert all(not (one and other) for one, other in zip(kept.tobytes(), erased.tobytes(), strict=True))
    assert read_outline(read) == read


def test_a_stroke_erased_whole_is_no_stroke() -> None:
    read = read_outline(Outline(keep=encoded(strokes()), erase=encoded(strokes(spot=(50, 50, 300, 250)))))
    assert read.keep == b""
    assert read.erase


def test_nothing_painted_is_nothing() -> None:
    blank = encoded(Image.new("L", (300, 300)))
    assert read_outline(Outline(keep=blank, erase=blank)) == UNMENDED


@pytest.mark.parametrize("what", ["keep", "erase"])
def test_painted_all_over(what: str) -> None:
    said = refused(Outline(**{what: encoded(Image.new("L", (300, 300), 255))}))
    assert f"whole photo is painted with “{what}”" in said.text("en")


@pytest.mark.parametrize(
    ("given", "clipped"),
    [
        ((0.1, 0.2, 0.6, 0.7), (0.1, 0.2, 0.6, 0.7)),
        ((0.6, 0.7, 0.1, 0.2), (0.1, 0.2, 0.6, 0.7)),
        ((-0.5, -3.0, 0.5, 0.5), (0.0, 0.0, 0.5, 0.5)),
        ((0.5, 0.5, 1e300, 2.0), (0.5, 0.5, 1.0, 1.0)),
        ((-1.0, -1.0, 2.0, 2.0), (0.0, 0.0, 1.0, 1.0)),
    ],
)
def test_a_box_is_turned_and_clipped_to_the_photo(given: Box, clipped: Box) -> None:
    assert read_outline(Outline(box=given)).box == clipped


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ((1.0, 0.0, 1.5, 1.0), "outside"),
        ((-0.4, 0.1, -0.1, 0.9), "outside"),
        ((0.2, 1.2, 0.4, 1.4), "outside"),
        ((0.5, 0.5, 0.5, 0.5), "too small"),
        ((0.2, 0.2, 0.9, 0.209), "too small"),
        ((-1.0, 0.0, 0.005, 1.0), "too small"),
        ((math.nan, 0.0, 1.0, 1.0), "four numbers"),
        ((0.0, 0.0, math.inf, 1.0), "four numbers"),
        ((0.0, 0.0, 1.0), "four numbers"),
    ],
)
def test_a_box_that_is_none(box: Box, said: str) -> None:
    assert said in refused(Outline(box=box)).text("en")


def test_what_is_no_png_or_no_whole_one() -> None:
    whole = encoded(strokes())
    for data in (b"GIF89a", b"\x89PNG\r\n\x1a\n", whole[: len(whole) // 2], encoded(strokes(), "JPEG"), b"x" * 1000):
        assert "no PNG" in refused(Outline(keep=data)).text("en")


def test_too_large_a_picture_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = encoded(Image.new("1", (20_000, 20_000)))
    assert len(bomb) < 100_000
    assert "too large" in refused(Outline(erase=bomb)).text("en")
    assert "too large" in refused(Outline(erase=encoded(Image.new("1", (10_000, 5_000))))).text("en")
    monkeypatch.setattr(checks, "MAX_BYTES", 50)
    assert "too large" in refused(Outline(erase=encoded(strokes()))).text("en")


@pytest.mark.parametrize("candidate", ["../etc", "a b", "<script>", "x" * 41, "框"])
def test_a_candidate_nobody_offered(candidate: str) -> None:
    assert "Pick another" in refused(Outline(candidate)).text("en")


def test_each_outline_belongs_to_a_photo() -> None:
    upright = Outline(keep=encoded(strokes((300, 400))))
    read = read_outlines({"image/cutout-2": upright, "image/cutout": UNMENDED}, PRODUCT)
    assert read == {"image/cutout-2": read_outline(upright)}
    assert list(photos_of(PRODUCT)) == ["image/cutout", "image/cutout-2"] == list(cutout_parts(2))


@pytest.mark.parametrize("part", ["image/cutout-3", "image/main", "", "../x"])
def test_an_outline_of_no_photo(part: str) -> None:
    with pytest.raises(InputError, match="no photo for the outline") as caught:
        read_outlines({part: Outline(box=(0.1, 0.1, 0.9, 0.9))}, PRODUCT)
    assert caught.value.field == "outline"


def test_an_outline_without_any_photo() -> None:
    with pytest.raises(InputError, match="no photo"):
        read_outlines({"image/cutout": Outline("framed")}, Product("Mug", "en"))


def test_painted_on_a_photo_of_another_shape() -> None:
    with pytest.raises(InputError, match="shape of the photo"):
        read_outlines({"image/cutout": Outline(keep=encoded(strokes((300, 400))))}, PRODUCT)
    with pytest.raises(InputError, match="shape of the photo"):
        read_outlines({"image/cutout": Outline(erase=encoded(strokes((400, 320))))}, PRODUCT)


@pytest.mark.parametrize("size", [(80, 60), (81, 60), (1024, 768), (1600, 1200)])
def test_painted_at_any_size(size: tuple[int, int]) -> None:
    painted = encoded(strokes(size, (5, 5, 40, 40)))
    assert read_outlines({"image/cutout": Outline(keep=painted)}, PRODUCT)["image/cutout"].keep


def test_real_photos_have_room_for_a_whole_brush(shared: Path) -> None:
    """The proportions survive the rounding of a photo of any real size to the size that is painted on."""
    for path in sorted((shared / "photos").glob("*.jpg")):
        with Image.open(path) as photo:
            small = photo.size
            photo.draft("RGB", (1024, 1024))
            photo.thumbnail((1024, 1024))
            painted = strokes(photo.size, (9, 9, 60, 60))
        product = Product("Mug", "en", photo=Photo(b"", *small))
        assert read_outlines({"image/cutout": Outline(keep=encoded(painted))}, product)


@pytest.mark.parametrize(
    "typed", ["10, 5, 90, 95", "10 5 90 95", "10，5，90，95", " 10%, 5%, 90%, 95% ", "0.1,0.05,0.9,0.95"]
)
def test_a_box_typed_in_percent_or_parts(typed: str) -> None:
    assert read_box(typed) == pytest.approx((0.1, 0.05, 0.9, 0.95))


@pytest.mark.parametrize("typed", ["", "  ", "\n"])
def test_no_box_typed(typed: str) -> None:
    assert read_box(typed) is None


@pytest.mark.parametrize("typed", ["10, 20, 30", "a, b, c, d", "1,2,3,4,5", "10;;20", "%", "% %"])
def test_a_typed_box_that_is_none(typed: str) -> None:
    with pytest.raises(InputError, match="four numbers"):
        read_box(typed)


@pytest.mark.parametrize("typed", ["nan, 0, 50, 50", "0, 0, inf, 50"])
def test_a_typed_box_of_numbers_that_are_none(typed: str) -> None:
    with pytest.raises(InputError, match="four numbers"):
        read_outline(Outline(box=read_box(typed)))
