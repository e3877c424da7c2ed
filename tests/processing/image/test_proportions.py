"""How tall for its width, on drawn outlines and real products."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo.processing.image.proportions import height_to_width, in_words


def cutout(*boxes: tuple[int, int, int, int], turned: float = 0, foot: int = 0) -> np.ndarray:
    """White boxes (left, top, right, bottom) on nothing, 600 x 600, with a half ellipse that deep below the first."""
    alpha = Image.new("L", (600, 600), 0)
    draw = ImageDraw.Draw(alpha)
    for box in boxes:
        draw.rectangle(box, fill=255)
    left, _, right, bottom = boxes[0]
    if foot:
        draw.ellipse((left, bottom - foot, right, bottom + foot), fill=255)
    alpha = alpha.rotate(turned)
    return np.dstack([np.full((600, 600, 3), 200, np.uint8), np.asarray(alpha)])


def test_a_box_from_the_front_has_its_proportions() -> None:
    assert height_to_width(cutout((200, 100, 399, 499))) == pytest.approx(2.0, abs=0.03)
    assert height_to_width(cutout((100, 200, 499, 359))) == pytest.approx(0.4, abs=0.02)


def test_a_bottle_with_a_neck_is_measured_whole() -> None:
    assert height_to_width(cutout((220, 200, 379, 520), (270, 100, 329, 210))) == pytest.approx(421 / 160, abs=0.05)


@pytest.mark.parametrize(
    "rgba",
    [
        cutout((200, 200, 399, 420)),  # nearly as tall as wide
        cutout((290, 40, 309, 560)),  # too thin to measure
        cutout((0, 100, 199, 499)),  # cut off by the frame
        cutout((200, 200, 399, 599)),
        cutout((100, 100, 199, 399), (300, 100, 399, 399)),  # two things
        cutout((200, 100, 399, 499), turned=12),  # not upright
        cutout((200, 100, 399, 499), (400, 200, 480, 300)),  # a handle at one side
        cutout((200, 100, 399, 449), foot=60),  # seen from above
        np.zeros((50, 50, 4), np.uint8),
    ],
)
def test_where_it_is_not_clear_nothing_is_said(rgba: np.ndarray) -> None:
    assert height_to_width(rgba) is None


@pytest.mark.parametrize("size", [(1, 1), (2, 400), (3000, 2000)])
def test_cutouts_of_any_size_are_measured(size: tuple[int, int]) -> None:
    assert height_to_width(np.full((*size, 4), 255, np.uint8)) is None


@pytest.mark.parametrize(
    ("ratio", "english", "chinese"),
    [
        (1.52, "about 1.5 : 1 (height to width)", "约1.5:1"),
        (2.0, "about 2 : 1 (height to width)", "约2:1"),
        (0.4, "about 1 : 2.5 (height to width)", "约1:2.5"),
    ],
)
def test_a_ratio_has_words(ratio: float, english: str, chinese: str) -> None:
    assert (in_words(ratio).en, in_words(ratio).zh) == (english, chinese)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "ratio"),
    [
        ("solidus_canvas_tote.png", 1.48),
        ("solidus_notebook.png", None),
        ("solidus_tshirt.png", None),
        ("saleor-mighty-mug.png", None),
    ],
)
def test_real_cutouts_are_measured_where_they_stand_upright(shared, file: str, ratio: float | None) -> None:
    with Image.open(shared / "alpha" / file) as picture:
        found = height_to_width(np.asarray(picture.convert("RGBA")))
    assert found == (None if ratio is None else pytest.approx(ratio, abs=0.03))
