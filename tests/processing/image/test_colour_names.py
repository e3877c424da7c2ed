import cv2
import numpy as np
import pytest
from PIL import Image

from mmdemo.processing.image.colour_names import colour_name, product_colour, product_colours


def cutout(*colours: tuple[int, int, int]) -> np.ndarray:
    """A product of vertical stripes, as wide as each other, with nothing around it."""
    pixels = np.zeros((120, 120, 4), np.uint8)
    for stripe, colour in zip(np.array_split(np.arange(20, 100), len(colours)), colours, strict=True):
        pixels[20:100, stripe] = (*colour, 255)
    return pixels


@pytest.mark.parametrize(
    ("colour", "name", "chinese"),
    [
        ((18, 18, 20), "black", "黑色"),
        ((246, 246, 244), "white", "白色"),
        ((128, 128, 128), "gray", "灰色"),
        ((190, 30, 35), "red", "红色"),
        ((235, 120, 20), "orange", "橙色"),
        ((240, 205, 40), "yellow", "黄色"),
        ((50, 150, 60), "green", "绿色"),
        ((30, 160, 160), "turquoise", "青绿色"),
        ((35, 85, 200), "blue", "蓝色"),
        ((165, 205, 240), "light blue", "浅蓝色"),
        ((25, 30, 70), "navy blue", "藏青色"),
        ((120, 50, 140), "purple", "紫色"),
        ((245, 170, 190), "pink", "粉色"),
        ((110, 70, 40), "brown", "棕色"),
        ((225, 205, 175), "beige", "米色"),
    ],
)
def test_plain_colours_have_their_names(colour: tuple[int, int, int], name: str, chinese: str) -> None:
    found = product_colour(cutout(colour))
    assert found is not None
    assert (found.en, found.zh) == (name, chinese)


def test_shades_of_one_colour_are_one_colour() -> None:
    found = product_colour(cutout((190, 30, 35), (150, 20, 25), (205, 45, 45)))
    assert found is not None
    assert found.en == "red"


@pytest.mark.parametrize(
    "colours",
    [
        ((190, 30, 35), (35, 85, 200)),
        ((246, 246, 244), (18, 18, 20), (240, 205, 40)),
        ((88, 88, 88),),  # black to one, gray to another
        ((150, 20, 90),),  # red to one, purple to another
        ((62, 48, 42),),  # dark brown to one, black to another
    ],
)
def test_several_colours_or_an_unclear_one_have_no_name(colours: tuple[tuple[int, int, int], ...]) -> None:
    assert product_colour(cutout(*colours)) is None


@pytest.mark.parametrize(
    ("colours", "names"),
    [
        (((246, 246, 244), (25, 30, 70)), ["navy blue", "white"]),
        (((190, 30, 35), (18, 18, 20)), ["black", "red"]),
        (((246, 246, 244), (25, 30, 70), (190, 30, 35)), ["navy blue", "red", "white"]),
        (((190, 30, 35), (195, 32, 38), (246, 246, 244), (186, 28, 33)), ["red", "white"]),
        (((190, 30, 35),), ["red"]),
        (((190, 30, 35), (165, 25, 30)), ["red"]),
    ],
)
def test_two_or_three_clear_colours_are_named(colours: tuple[tuple[int, int, int], ...], names: list[str]) -> None:
    assert sorted(name.en for name in product_colours(cutout(*colours))) == names


def test_the_largest_of_several_colours_comes_first() -> None:
    white, blue = (246, 246, 244), (25, 30, 70)
    assert [name.en for name in product_colours(cutout(white, blue, blue))] == ["navy blue", "white"]
    assert [name.en for name in product_colours(cutout(white, white, blue))] == ["white", "navy blue"]


@pytest.mark.parametrize(
    "colours",
    [
        ((246, 246, 244), (25, 30, 70), (190, 30, 35), (240, 205, 40)),  # four
        ((246, 246, 244), (25, 30, 70), (150, 20, 90)),  # a third has no name
        ((246, 246, 244), (128, 128, 128)),  # white in light and in shade
        ((35, 85, 200), (25, 30, 70)),  # blue in light and in shade
        ((235, 120, 20), (110, 70, 40)),
        ((190, 30, 35), (246, 246, 244), (128, 128, 128)),
    ],
)
def test_many_colours_or_one_in_light_and_shade_are_not_named(colours: tuple[tuple[int, int, int], ...]) -> None:
    assert product_colours(cutout(*colours)) == ()


def test_a_small_part_of_another_colour_leaves_the_one() -> None:
    red = [(190, 30, 35)] * 9
    assert [name.en for name in product_colours(cutout(*red, (246, 246, 244)))] == ["red"]


def test_no_colour_has_two_names_that_contradict() -> None:
    # A grid over sRGB: each colour has one name or none, and neighbours a hair apart do not swap black for white.
    grid = np.stack(np.meshgrid(*[np.linspace(0, 1, 16)] * 3), axis=-1).reshape(1, -1, 3).astype(np.float32)
    named = [colour_name(*lab) for lab in cv2.cvtColor(grid, cv2.COLOR_RGB2LAB)[0].tolist()]
    assert 0.3 < sum(name is not None for name in named) / len(named) < 0.9
    assert len({name.en for name in named if name}) == 15


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("saleor-beanie-1.png", "blue"),
        ("saleor-mighty-mug.png", "navy blue"),
        ("saleor-white-hoodie.png", "white"),
        ("solidus_canvas_tote.png", "red"),
        ("solidus_tshirt.png", "black"),
        ("solidus_mug_set.png", None),
        ("saleor-apple-drink.png", None),
    ],
)
def test_real_products_are_called_what_a_person_calls_them(shared, file: str, name: str | None) -> None:
    with Image.open(shared / "alpha" / file) as picture:
        found = product_colour(np.asarray(picture.convert("RGBA")))
    assert (found and found.en) == name
