"""Banners: the right size, words that can be read and lie on the place, never on the product, inside the margins."""

import itertools

import cv2
import numpy as np
import pytest

from mmdemo.look import BANNER_SIZES
from mmdemo.picture import Region
from mmdemo.processing.image.banner import compose, draw_banner
from mmdemo.processing.image.banner_colours import button_fill, written_on
from mmdemo.processing.image.banner_draw import draw_logo
from mmdemo.processing.image.banner_ground import lay_ground
from mmdemo.processing.image.banner_stage import CANVASES, LYING, STANDING, set_stage
from mmdemo.processing.image.banner_words import BannerWords, headline
from mmdemo.processing.image.brand_style import PLAIN, BrandStyle
from mmdemo.processing.image.legibility import activity
from mmdemo.processing.image.logo import Mark
from mmdemo.processing.image.plates import plates

STAND = next(plate for plate in plates().values() if not plate.lying)
LIE = next(plate for plate in plates().values() if plate.lying)
PLATES = {"standing": STAND, "lying": LIE}
SAID = {
    "en": BannerWords(
        "Hand-thrown stoneware mug for slow mornings", "Halvor & Finn", "$34.00", "New", "Shop now", "en"
    ),
    "zh": BannerWords("茉莉雪芽 明前特级花茶礼盒", "云栈茶事", "¥168.00", "八折", "立即购买", "zh"),
}
LONG = (
    "An extraordinarily long headline of a hundred and twenty characters "
    "that goes on about cedar, bergamot and quiet Sundays"
)
LINEAR = np.array([v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in np.arange(256) / 255])
NOTHING = BannerWords("", "", "", "", "", "en")


def block(colour=(150, 70, 40), height=700, width=460):
    rgba = np.zeros((height + 20, width + 20, 4), np.uint8)
    rgba[10 : 10 + height, 10 : 10 + width] = (*colour, 255)
    rgba[10 : 10 + height : 2, 10 : 10 + width : 2, :3] //= 2
    return rgba


def light(colours):
    """Relative luminance as WCAG 2.2 defines it, of sRGB (..., 3)."""
    return LINEAR[colours] @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


def rgb(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def cut(picture, region):
    return picture[region.top : region.top + region.height, region.left : region.left + region.width]


def inscribed(region, role):
    """The part of a pill or a disc that words may take: without its round ends."""
    if role not in ("badge", "call"):
        return region
    side = round(region.height * 0.15)
    return Region(region.left + side, region.top + side, region.width - 2 * side, region.height - 2 * side)


def outline(region):
    """Where a region is filled, (height, width): a square one is a round badge."""
    filled = np.ones((region.height, region.width), np.uint8)
    if region.height == region.width:
        filled[:] = 0
        cv2.circle(filled, (region.width // 2, region.height // 2), region.width // 2, 1, -1)
    return filled


def check(banner, size):
    """What holds of every banner."""
    canvas = CANVASES[size]
    assert banner.pixels.shape == (canvas.height, canvas.width, 3) and banner.pixels.dtype == np.uint8
    placed = banner.placed
    solid = placed.rgba[..., 3] == 255
    assert np.array_equal(banner.pixels[placed.box][solid], placed.rgba[solid][:, :3])
    covered = np.zeros((canvas.height, canvas.width), np.uint8)
    covered[placed.box] = placed.rgba[..., 3] > 40
    covered = cv2.dilate(covered, np.ones((9, 9), np.uint8))

    written = np.zeros(covered.shape, bool)
    for letter in banner.letters:
        region = letter.region
        assert canvas.aside <= region.left and region.left + region.width <= canvas.width - canvas.aside
        assert canvas.above <= region.top and region.top + region.height <= canvas.height - canvas.above
        assert not (cut(covered, region) & outline(region)).any()
        assert not cut(written, region).any(), "two words lie on each other"
        cut(written, region)[:] = True
        behind = light(cut(banner.ground, inscribed(region, letter.role)))
        assert np.percentile(contrast(behind, light(rgb(letter.ink))), 5) >= 4.5, letter
    drawn = (banner.pixels != banner.ground).any(axis=2)
    overhang = cv2.dilate(written.astype(np.uint8), np.ones((15, 15), np.uint8)).astype(bool)  # of an f
    assert not (drawn & ~overhang).any()


@pytest.mark.parametrize("kind", PLATES)
@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("size", BANNER_SIZES)
def test_every_size_and_language(size, language, kind):
    banner = compose(block(), PLATES[kind], SAID[language], size, PLAIN, list(SAID).index(language))
    check(banner, size)
    assert {letter.role for letter in banner.letters} == {"brand", "headline", "price", "badge", "call"}
    assert "..." not in "".join(line for letter in banner.letters for line in letter.block.lines)


@pytest.mark.parametrize("size", ["link", "portrait"])
def test_the_seed_changes_the_composition_and_nothing_else_does(size):
    banners = [compose(block(), LIE, SAID["en"], size, PLAIN, seed) for seed in range(4)]
    assert len({(banner.placed.left, banner.placed.top) for banner in banners}) > 1
    pixels, placed = draw_banner(block(), LIE, SAID["en"], size, PLAIN, 2)
    assert np.array_equal(pixels, banners[2].pixels) and placed.region == banners[2].placed.region


@pytest.mark.parametrize("colour", [(8, 8, 10), (250, 250, 248), (240, 210, 60)], ids=["dark", "light", "yellow"])
def test_products_of_any_colour(colour):
    for size, plate in (("link", STAND), ("portrait", LIE)):
        check(compose(block(colour), plate, SAID["en"], size, PLAIN, 1), size)


@pytest.mark.parametrize("size", BANNER_SIZES)
def test_a_long_headline_ends_at_a_word(size):
    words = BannerWords(LONG, "Halvor", "$1,299.00", "", "Buy now", "en")
    banner = compose(block(), STAND, words, size, PLAIN, 1)
    check(banner, size)
    (lines,) = (letter.block.lines for letter in banner.letters if letter.role == "headline")
    said = " ".join(lines).removesuffix("...")
    assert len(lines) <= 3 and len(said) > 20
    assert LONG.startswith(said) and said.split()[-1] in LONG.replace(",", "").split()


def test_words_that_are_empty_are_left_out():
    bare = compose(block(), STAND, NOTHING, "link", PLAIN, 0)
    assert not bare.letters and np.array_equal(bare.pixels, bare.ground)
    for role, field in (("headline", "headline"), ("price", "price"), ("badge", "badge"), ("call", "call_to_action")):
        words = BannerWords(**{**vars(NOTHING), field: "Sale"})
        banner = compose(block(), LIE, words, "portrait", PLAIN, 1)
        check(banner, "portrait")
        assert [letter.role for letter in banner.letters] == [role]


HOSTILE = (
    "<b>&amp;\x00\u202e{}%s\n\n",
    "W" * 400,
    "热" * 400,
    "🔥🔥 👩‍👩‍👧",
    "العربية",
    "a\u0301" * 90,
    "，。！？；：、",
)


@pytest.mark.parametrize(("text", "size"), [*zip(HOSTILE, itertools.cycle(("link", "story")), strict=False)])
def test_hostile_words(text, size):
    check(compose(block(), STAND, BannerWords(text, text, text, text, text, "zh"), size, PLAIN, 1), size)


def test_the_brands_own_colour_and_logo():
    logo = np.full((40, 60, 4), (200, 30, 30, 255), np.uint8)
    logo[:4] = 255
    banner = compose(block(), STAND, SAID["en"], "hero", BrandStyle("#0a66c2", logo), 0)
    check(banner, "hero")
    (button,) = (letter.region for letter in banner.letters if letter.role == "call")
    assert banner.ground[button.top + button.height // 2, button.left + 12].tolist() == [0x0A, 0x66, 0xC2]


@pytest.mark.parametrize("size", BANNER_SIZES)
def test_a_badge_beside_a_wide_logo_is_whole(size):
    logo = np.full((200, 900, 4), (200, 30, 30, 255), np.uint8)
    logo[:20] = 255
    words = BannerWords("Mug", "Fern", "$9", "Limited edition 2026", "Buy", "en")
    for seed in range(4):
        banner = compose(block(), STAND, words, size, BrandStyle(None, logo), seed)
        check(banner, size)
        (badge,) = (letter for letter in banner.letters if letter.role == "badge")
        assert " ".join(badge.block.lines) == words.badge


def test_a_logo_that_would_be_lost_lies_on_a_patch():
    logo = Mark(np.full((40, 60, 4), (250, 250, 250, 255), np.uint8), None)
    for ground, patched in ((245, True), (20, False)):
        picture = np.full((200, 200, 3), ground, np.uint8)
        draw_logo(picture, logo, Region(50, 50, 60, 40))
        assert (picture[70, 47].max() < 60) == (patched or ground < 60)
        assert (picture[70, 60] == 250).all() and (picture[20, 20] == ground).all()


@pytest.mark.parametrize("middle", [40, 110, 128, 210])
def test_words_on_a_restless_ground_get_a_ground_of_their_own(middle):
    rng = np.random.default_rng(0)
    noise = cv2.resize(rng.integers(-120, 120, (40, 60, 3)).astype(np.float32), (600, 400))
    picture = np.clip(middle + noise, 0, 255).astype(np.uint8)
    before, kept = picture.copy(), np.zeros((400, 600), np.float32)
    kept[:, 330:] = 1
    words = Region(60, 100, 240, 120)
    ground = lay_ground(picture, kept, activity(picture), [words], Region(40, 80, 280, 160), "left")
    assert np.percentile(contrast(light(cut(picture, words)), light(rgb(ground.ink))), 5) >= 4.5
    assert np.array_equal(picture[:, 330:], before[:, 330:])


def test_quiet_ground_is_left_alone():
    picture = np.full((400, 600, 3), 225, np.uint8)
    words = Region(60, 100, 240, 120)
    ground = lay_ground(picture, np.zeros((400, 600), np.float32), activity(picture), [words], words, "left")
    assert (picture == 225).all() and light(rgb(ground.ink)) < 0.02


def test_buttons_can_be_read_in_any_colour():
    for red, green, blue in itertools.product(range(0, 256, 51), repeat=3):
        fill = f"#{red:02x}{green:02x}{blue:02x}"
        assert contrast(light(rgb(fill)), light(rgb(written_on(fill)))) >= 4.5


def test_a_button_has_the_products_colour_and_stands_apart():
    assert button_fill(block((128, 128, 128)), "#ffffff", "#17181b") == "#17181b"
    blue = rgb(button_fill(block((40, 70, 190)), "#e8e4de", "#17181b"))
    assert blue[2] > blue[0] + 40
    assert contrast(light(rgb(button_fill(block((235, 200, 170)), "#ecd9c8", "#17181b"))), light(rgb("#ecd9c8"))) > 1.5


def test_headlines_break_where_a_reader_pauses():
    assert headline("Low Ember: fig and cedar candle", 80, (820, 300), "en", "sans").lines == (
        "Low Ember:",
        "fig and cedar candle",
    )
    assert headline("无花果叶雪松香薰蜡烛", 80, (600, 300), "zh", "serif").lines == ("无花果叶雪松香薰蜡烛",)
    assert headline("茉莉雪芽 明前特级花茶礼盒", 80, (700, 300), "zh", "serif").lines == (
        "茉莉雪芽",
        "明前特级花茶礼盒",
    )
    for length in range(2, 24):
        assert min(map(len, headline("茉莉雪芽明前特级花茶礼盒"[:length] * 2, 80, (420, 400), "zh", "serif").lines)) > 1


@pytest.mark.parametrize("size", BANNER_SIZES)
@pytest.mark.parametrize("shape", [(1000, 120), (120, 1000), (600, 600)], ids=["tall", "wide", "square"])
def test_products_of_any_shape_are_whole(size, shape):
    rgba, canvas = block(height=shape[0], width=shape[1])[10:-10, 10:-10], CANVASES[size]
    for plate, frames in ((STAND, STANDING), (LIE, LYING)):
        assert len(frames[size]) > 1
        for frame in frames[size]:
            box = set_stage(rgba, plate, canvas, frame).product
            assert box.left >= 0 and box.left + box.width <= canvas.width
            assert box.top >= 0 and box.top + box.height <= canvas.height
