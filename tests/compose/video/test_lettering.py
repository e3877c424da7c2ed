"""Words over pictures: legible on any ground, in both scripts, and never without glyphs."""

import numpy as np
import pytest

from mmdemo.compose.video.layout import LAYOUTS
from mmdemo.compose.video.lettering import ACCENT, DARK, LIGHT, accent_of, caption, look_over, words_of
from mmdemo.compose.video.planes import Frame, lay, planes_of
from mmdemo.look import Look
from tests.films import film_kit, shot

UPRIGHT, SQUARE = LAYOUTS["9:16"], LAYOUTS["1:1"]


def on(grey: int, drawn: object) -> np.ndarray:
    """The brightness of a frame of one grey with something laid over it."""
    frame = Frame(SQUARE.width, SQUARE.height)
    for plane, level in zip(frame.planes, planes_of(np.full((2, 2, 3), grey, np.uint8)), strict=True):
        plane[:] = level[0, 0]
    lay(drawn, frame.planes)  # type: ignore[arg-type]
    return frame.planes.y.astype(int)


@pytest.mark.parametrize("grey", [0, 60, 120, 149, 151, 190, 255])
@pytest.mark.parametrize("kind", ["hook", "benefit", "price", "call"])
def test_words_stand_out_from_any_ground(grey: int, kind: str) -> None:
    kit = film_kit()
    bare = on(grey, words_of(kit, shot("benefit", ""), SQUARE, look_over(grey, ACCENT, even=False)))
    seen = on(grey, words_of(kit, shot(kind, "Mornings, glazed"), SQUARE, look_over(grey, ACCENT, even=False)))  # type: ignore[arg-type]
    box = slice(SQUARE.words.top, SQUARE.words.top + SQUARE.words.height)
    strongest = np.abs(seen - bare)[box].max()
    assert strongest >= 110  # of 219 levels between black and white


def test_dark_letters_on_bright_grounds_and_light_ones_on_dark() -> None:
    assert look_over(200, ACCENT, even=False).letters == DARK
    assert look_over(100, ACCENT, even=False).letters == LIGHT
    assert look_over(100, ACCENT, even=True).shade is None


@pytest.mark.parametrize(
    ("typed", "used"), [("", ACCENT), ("#1d3557", (0x1D, 0x35, 0x57)), ("#FFFFFF", (255, 255, 255))]
)
def test_the_shop_s_colour_is_used(typed: str, used: tuple[int, int, int]) -> None:
    kit = film_kit(look=Look(brand_colour=typed))
    assert accent_of(kit) == used
    words_of(kit, shot("price", "$24.00"), SQUARE, look_over(255, used, even=True))


def test_the_price_is_there_once_with_the_badge_and_what_the_merchant_typed_beside_it() -> None:
    look = look_over(255, ACCENT, even=True)
    kinds = {
        "price alone": (film_kit(), "$24.00"),
        "no text": (film_kit(), ""),
        "with words": (film_kit(), "Now only $24.00"),
        "with a badge": (film_kit(look=Look(badge="New")), "$24.00"),
    }
    drawn = {name: words_of(kit, shot("price", text), SQUARE, look).planes.y for name, (kit, text) in kinds.items()}
    assert np.array_equal(drawn["price alone"], drawn["no text"])
    assert not np.array_equal(drawn["price alone"], drawn["with words"])
    assert not np.array_equal(drawn["price alone"], drawn["with a badge"])


@pytest.mark.parametrize("text", ["", "🎉", "\U000e0041", "\u202e"])
def test_a_line_without_a_glyph_is_no_line(text: str) -> None:
    look = look_over(255, ACCENT, even=True)
    kit = film_kit()
    with_it = words_of(kit, shot("benefit", text), SQUARE, look)
    assert not with_it.alpha.any()
    assert caption((text,), SQUARE) is None


@pytest.mark.parametrize("lines", [("It holds 350 ml.",), ("容量350毫升，", "适合每个清晨。"), ("Mug 马克杯 🎉",)])
def test_a_caption_is_white_on_a_dark_plate_in_the_middle(lines: tuple[str, ...]) -> None:
    drawn = caption(lines, UPRIGHT)
    assert drawn is not None
    height, width = drawn.alpha.shape
    box = UPRIGHT.captions
    assert abs((drawn.left + width / 2) - (box.left + box.width / 2)) <= 2
    assert drawn.top + height <= box.top + box.height and drawn.top >= box.top
    letters = drawn.planes.y > 200
    plate = drawn.alpha[height // 2, 4]
    assert 150 < plate < 255 and letters.mean() > 0.02
    gaps = np.flatnonzero(letters.any(axis=1))
    assert (np.diff(gaps) > 4).sum() >= len(lines) - 1  # a gap between two lines


def test_different_characters_look_different() -> None:
    drawn = [caption((text,), UPRIGHT).planes.y for text in ("杯", "林", "清", "青")]  # type: ignore[union-attr]
    assert len({plane.tobytes() for plane in drawn}) == 4


@pytest.mark.parametrize("text", ["W" * 42, "永" * 21, "Donaudampfschifffahrtsgesellschaftskapitän" * 2])
def test_the_longest_caption_stays_on_the_screen(text: str) -> None:
    for layout in LAYOUTS.values():
        drawn = caption((text, text), layout)
        assert drawn is not None
        assert drawn.left >= 0 and drawn.left + drawn.alpha.shape[1] <= layout.width
