"""Pictures brought to what slots ask for: the product stays whole, white is white, and the bytes keep their limits."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw, ImageFilter

from mmdemo.errors import NothingToShow
from mmdemo.markets.picture_check import PictureFacts, check_picture
from mmdemo.markets.picture_file import read_pixels
from mmdemo.markets.picture_fix import LABELS, fix_picture
from mmdemo.markets.picture_ground import frame_of, ground_of
from mmdemo.markets.pictures import PictureRule, PictureSlot, read_pictures
from mmdemo.markets.rules import Source
from mmdemo.picture import Region
from tests.conftest import draw_photo, encoded
from tests.markets import picture_files as files

SOURCE = Source("https://a.example", "2026-11-23", "C")
ANY = PictureSlot("any", read_pictures("amazon").slot("main").label, "any", (), ())
MARKS = {"top": (250, 20, 20), "bottom": (20, 250, 20), "left": (20, 20, 250), "right": (250, 20, 250)}


def rule(kind: str, least: float | None = None, most: float | None = None) -> PictureRule:
    return PictureRule(kind, SOURCE, False, least, most)  # type: ignore[arg-type]


def marked(width: int, height: int, lies: Region, ground: int = 120) -> bytes:
    """A product on a grey ground whose four ends each have a colour of their own."""
    picture = Image.new("RGB", (width, height), (ground,) * 3)
    draw = ImageDraw.Draw(picture)
    right, bottom = lies.left + lies.width - 1, lies.top + lies.height - 1
    draw.rectangle((lies.left, lies.top, right, bottom), fill=(60, 60, 60))
    thick = 24
    draw.rectangle((lies.left, lies.top, right, lies.top + thick), fill=MARKS["top"])
    draw.rectangle((lies.left, bottom - thick, right, bottom), fill=MARKS["bottom"])
    draw.rectangle((lies.left, lies.top + thick, lies.left + thick, bottom - thick), fill=MARKS["left"])
    draw.rectangle((right - thick, lies.top + thick, right, bottom - thick), fill=MARKS["right"])
    return encoded(picture)


def seen(data: bytes, colour: tuple[int, int, int]) -> int:
    return int((np.abs(read_pixels(data).astype(int) - colour).max(axis=2) < 60).sum())


@pytest.mark.parametrize("size", [(1080, 1350), (750, 1000), (1080, 566), (800, 800), (900, 300)])
@pytest.mark.parametrize(
    "lies",
    [Region(300, 300, 400, 400), Region(10, 300, 500, 400), Region(40, 350, 920, 300), Region(350, 20, 300, 960)],
    ids=["middle", "left", "wide", "tall"],
)
@pytest.mark.parametrize("known", [True, False])
def test_the_product_is_never_cut(size: tuple[int, int], lies: Region, known: bool) -> None:
    slot = replace(ANY, width=size[0], height=size[1])
    fixed = fix_picture(marked(1000, 1000, lies), slot, PictureFacts("a.png", lies if known else None))
    assert (fixed.width, fixed.height) == size == read_pixels(fixed.data).shape[1::-1]
    assert all(seen(fixed.data, colour) > 100 for colour in MARKS.values())
    if known:
        assert fixed.product is not None
        inside = (fixed.product.left >= 0, fixed.product.top >= 0)
        assert all(inside) and fixed.product.left + fixed.product.width <= size[0]
        assert fixed.product.top + fixed.product.height <= size[1]
    else:
        assert fixed.product is None


def test_a_scene_is_cut_around_its_product_and_nothing_is_added() -> None:
    lies = Region(560, 300, 380, 400)
    slot = replace(ANY, width=750, height=1000)
    fixed = fix_picture(marked(1000, 1000, lies), slot, PictureFacts("a.png", lies))
    # 750 of 1000 columns, as far to the right as the picture goes.
    assert fixed.product == Region(310, 300, 380, 400)


def test_a_close_up_is_cut_in_its_middle() -> None:
    lies = Region(-100, -200, 1500, 1400)
    fixed = fix_picture(encoded(draw_photo(1000, 1000)), replace(ANY, width=500, height=1000), PictureFacts("", lies))
    assert fixed.product == Region(-350, -200, 1500, 1400)


def test_words_beside_the_product_are_kept() -> None:
    picture = Image.new("RGB", (1000, 1000), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 300, 599, 699), fill=(60, 60, 60))
    draw.rectangle((880, 300, 950, 699), fill=MARKS["right"])
    facts = PictureFacts("size.png", Region(100, 300, 500, 400), frozenset({"words"}))
    for size in ((750, 1000), (1000, 500)):
        fixed = fix_picture(encoded(picture), replace(ANY, width=size[0], height=size[1]), facts)
        assert seen(fixed.data, MARKS["right"]) > 2000
    grey = picture.point(lambda level: level * 3 // 4)
    fixed = fix_picture(encoded(grey), replace(ANY, width=750, height=1000), facts)
    assert seen(fixed.data, (187, 15, 187)) > 2000


def test_what_is_missing_goes_on_in_the_colours_of_the_rim() -> None:
    photo = draw_photo(900, 900)
    fixed = fix_picture(encoded(photo), replace(ANY, width=900, height=1300), PictureFacts("a.png"))
    pixels = read_pixels(fixed.data).astype(int)
    original = np.asarray(photo).astype(int)
    # The picture itself is untouched, but for the compression.
    assert np.abs(pixels[200:1100] - original).mean() < 1.5
    for row, nearest in ((20, 0), (1280, -1)):
        assert np.abs(pixels[row].mean(axis=0) - original[nearest].mean(axis=0)).max() < 16
    jump = np.abs(np.diff(pixels.mean(axis=(1, 2))))
    assert jump[190:210].max() < 4 and jump[1090:1110].max() < 4


def test_a_small_product_on_white_is_placed_anew() -> None:
    slot = read_pictures("amazon").slot("main")
    data = encoded(files.product(1200, 1200, fill=0.5))
    assert [each.message.en for each in check_picture(data, slot, files.PLAIN)] == [
        "“Main picture” shows the product on 50% of the frame, at least 85% is expected. Place it anew."
    ]
    fixed = fix_picture(data, slot, files.PLAIN)
    assert check_picture(fixed.data, slot, PictureFacts("MAIN.jpg", fixed.product)) == ()
    box = ground_of(fixed.data).box
    assert box is not None and 0.85 <= box.width / fixed.width <= 0.9
    assert (
        abs(box.left + box.width / 2 - fixed.width / 2) <= 2 and abs(box.top + box.height / 2 - fixed.height / 2) <= 2
    )


def test_a_product_that_fills_too_much_gets_air() -> None:
    slot = read_pictures("google").slot("main")
    fixed = fix_picture(encoded(files.product(1600, 1600, fill=0.99)), slot, files.PLAIN)
    assert check_picture(fixed.data, slot, PictureFacts("image_link.jpg")) == ()


@pytest.mark.parametrize("ground", [244, 249, 254])
def test_a_nearly_white_ground_becomes_white_and_the_product_stays(ground: int) -> None:
    slot = read_pictures("amazon").slot("main")
    picture = files.product(1200, 1200, ground=ground).filter(ImageFilter.GaussianBlur(2))
    ImageDraw.Draw(picture).ellipse((500, 500, 700, 700), fill=(252, 252, 252))
    noise = np.random.default_rng(1).integers(0, 2, (1200, 1200, 1))
    data = encoded(Image.fromarray((np.asarray(picture) - noise).astype(np.uint8)))
    assert any("pure white" in each.message.en for each in check_picture(data, slot, files.PLAIN))
    fixed = fix_picture(data, slot, files.PLAIN)
    assert check_picture(fixed.data, slot, PictureFacts("MAIN.jpg")) == ()
    before, after = read_pixels(data).astype(int), read_pixels(fixed.data).astype(int)
    assert np.abs(after - before)[300:900, 200:1000].mean() < 2  # with what is nearly white inside the product
    assert (after[:80] == 255).all()
    # No halo: from the product's edge outwards it only becomes lighter.
    assert np.diff(after[600, 1135:1199].mean(axis=1)).min() > -6


def test_a_dark_ground_stays_and_is_told() -> None:
    slot = read_pictures("amazon").slot("main")
    fixed = fix_picture(encoded(draw_photo(1200, 1200)), slot, files.PLAIN)
    assert [each.blocks for each in check_picture(fixed.data, slot, PictureFacts("MAIN.jpg"))] == [True]


def test_a_border_is_cut_off() -> None:
    slot = read_pictures("ebay").slot("further")
    picture = draw_photo(1200, 1200)
    ImageDraw.Draw(picture).rectangle((0, 0, 1199, 1199), outline=(20, 60, 160), width=30)
    data = encoded(picture)
    assert frame_of(data) == 30
    fixed = fix_picture(data, slot, PictureFacts("a.png"))
    assert (fixed.width, fixed.height) == (1140, 1140)
    assert check_picture(fixed.data, slot, PictureFacts("picture-02.jpg")) == ()


def test_transparency_is_laid_on_white() -> None:
    picture = files.product(600, 600).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((600, 600)))
    fixed = fix_picture(encoded(picture), ANY, PictureFacts("a.png"))
    top, bottom = read_pixels(fixed.data)[110, 300], read_pixels(fixed.data)[490, 300]
    assert 130 < top.min() < 240 and np.abs(bottom.astype(int) - files.RED).max() < 60
    assert not Image.open(io.BytesIO(fixed.data)).has_transparency_data


def test_other_colour_spaces_become_srgb() -> None:
    plain = files.product(200, 200)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    slot = replace(read_pictures("amazon").slot("further"), rules=(rule("colour"),))
    for data in (
        encoded(plain.convert("CMYK"), "JPEG", quality=95),
        encoded(plain, icc_profile=files.other_profile()),
        encoded(plain, icc_profile=b"no profile at all"),
    ):
        assert check_picture(data, slot, files.PLAIN)
        fixed = fix_picture(data, slot, files.PLAIN)
        assert check_picture(fixed.data, slot, files.PLAIN) == ()
        assert np.abs(read_pixels(fixed.data)[100, 100].astype(int) - files.RED).max() < 12
    # A profile of print on a picture without its four inks says nothing that could be used.
    assert (read_pixels(encoded(plain, icc_profile=profile)) == np.asarray(plain)).all()


def test_sizes_are_brought_within_their_limits_and_no_further() -> None:
    def sized(pixels: tuple[int, int], *rules: PictureRule) -> tuple[int, int]:
        fixed = fix_picture(encoded(draw_photo(*pixels)), replace(ANY, rules=rules), PictureFacts("a.png"))
        return fixed.width, fixed.height

    assert sized((1200, 800)) == (1200, 800)
    assert sized((1200, 800), rule("pixels", least=500, most=1000)) == (1000, 667)
    assert sized((600, 400), rule("pixels", least=1000)) == (1000, 667)
    assert sized((1200, 900), replace(rule("pixels", most=1500), side="sum")) == (857, 643)
    assert sized((1000, 1000), rule("megapixels", most=0.25)) == (500, 500)
    assert sized((1000, 1000), rule("ratio", 0.5, 0.8)) == (1000, 1250)
    with pytest.raises(NothingToShow, match="600 × 400") as refused:
        sized((600, 400), rule("pixels", least=2000))
    assert "600 × 400" in refused.value.text("zh")


def noisy() -> bytes:
    return encoded(Image.fromarray(np.random.default_rng(1).integers(0, 256, (300, 300, 3), np.uint8)))


@pytest.mark.parametrize("most", [170_000, 150_000, 120_000])
def test_a_file_is_as_good_as_its_bytes_allow(most: int) -> None:
    data = noisy()
    slot = replace(ANY, rules=(rule("bytes", most=most),))
    fixed = fix_picture(data, slot, PictureFacts("a.png"))
    assert most * 0.75 - LABELS < len(fixed.data) <= most - LABELS


def test_a_file_with_too_few_bytes_gets_more_quality_and_one_that_cannot_be_helped_is_told() -> None:
    data = encoded(draw_photo(900, 900))
    usual = len(fix_picture(data, ANY, PictureFacts("a.png")).data)
    more = replace(ANY, rules=(rule("bytes", least=round(usual * 1.3)),))
    assert usual * 1.3 <= len(fix_picture(data, more, PictureFacts("a.png")).data) < usual * 3
    never = replace(ANY, rules=(rule("bytes", least=10_000_000),))
    fixed = fix_picture(data, never, PictureFacts("a.png"))
    assert len(fixed.data) > usual and len(check_picture(fixed.data, never, PictureFacts("a.jpg"))) == 1
    tiny = replace(ANY, rules=(rule("bytes", most=25_000),))
    fixed = fix_picture(noisy(), tiny, PictureFacts("a.png"))
    assert len(check_picture(fixed.data, tiny, PictureFacts("a.jpg"))) == 1


def test_another_format_is_written_where_the_slot_says_so() -> None:
    fixed = fix_picture(encoded(files.product()), replace(ANY, format="PNG"), PictureFacts("a.png"))
    assert fixed.data.startswith(b"\x89PNG") and (read_pixels(fixed.data) == np.asarray(files.product())).all()
    assert ANY.file_name(0) == "any.jpg" and replace(ANY, format="PNG").file_name(0) == "any.png"


def test_the_same_picture_gives_the_same_bytes() -> None:
    one, other = encoded(draw_photo(800, 600)), encoded(draw_photo(800, 600))
    slot = replace(ANY, width=600, height=800)
    first = fix_picture(one, slot, PictureFacts("a.png"))
    assert first == fix_picture(other, slot, PictureFacts("b.png"))
