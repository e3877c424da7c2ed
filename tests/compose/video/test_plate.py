"""Where pictures lie on their plates, and what goes on around them."""

import numpy as np
import pytest

from mmdemo.compose.video.camera import OVERSCAN
from mmdemo.compose.video.layout import LAYOUTS, Layout
from mmdemo.compose.video.plate import border_colour, place_on_plate, plate_size, plate_with
from mmdemo.picture import Region
from mmdemo.processing.image.arrays import decode
from mmdemo.video import VIDEO_SHAPES
from tests.films import PRODUCT, on_white, scene

LAYOUT_LIST = [pytest.param(LAYOUTS[shape], id=shape) for shape in VIDEO_SHAPES]
SIZES = [(400, 400), (800, 300), (300, 800), (1200, 1600), (64, 48)]


def panel_of(layout: Layout) -> tuple[int, int]:
    return layout.picture.width, layout.picture.height


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(3).integers(0, 255, (height, width, 3), dtype=np.uint8)


def seen_in(lies: Region, product: Region, rgb: np.ndarray, layout: Layout) -> Region:
    """Where the product is seen at the closest, in the panel."""
    scale = lies.width / rgb.shape[1]
    plate, panel = plate_size(panel_of(layout)), panel_of(layout)
    left = lies.left + product.left * scale - (plate[0] - panel[0]) / 2
    top = lies.top + product.top * scale - (plate[1] - panel[1]) / 2
    return Region(round(left), round(top), round(product.width * scale), round(product.height * scale))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lettered", [True, False])
@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_a_plate_is_filled_whatever_the_picture(layout: Layout, size: tuple[int, int], lettered: bool) -> None:
    rgb = noise(*size)
    lies = place_on_plate(rgb, None, layout, lettered=lettered)
    plate = plate_with(rgb, lies, plate_size(panel_of(layout)))
    assert plate.shape == (*plate_size(panel_of(layout))[::-1], 3)
    assert lies.width / lies.height == pytest.approx(size[0] / size[1], rel=0.01)  # nothing is distorted


@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_a_product_is_seen_whole_between_the_words_and_the_captions(layout: Layout) -> None:
    for data in (scene(), on_white()):
        rgb = decode(data)
        seen = seen_in(place_on_plate(rgb, PRODUCT, layout, lettered=False), PRODUCT, rgb, layout)
        room = layout.product
        assert seen.left >= room.left - 1 and seen.left + seen.width <= room.left + room.width + 1
        assert seen.top >= room.top - 1 and seen.top + seen.height <= room.top + room.height + 1
        assert seen.width > 0.4 * room.width or seen.height > 0.8 * room.height  # and not small


@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_a_large_product_in_a_scene_is_seen_whole(layout: Layout) -> None:
    rgb, product = noise(400, 400), Region(60, 20, 280, 370)
    seen = seen_in(place_on_plate(rgb, product, layout, lettered=False), product, rgb, layout)
    assert seen.left >= 0 and seen.left + seen.width <= layout.picture.width
    assert seen.top >= 0 and seen.top + seen.height <= layout.picture.height


@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_a_close_up_fills_the_plate(layout: Layout) -> None:
    rgb = noise(300, 300)
    lies, plate = place_on_plate(rgb, Region(-40, -90, 400, 420), layout, lettered=False), plate_size(panel_of(layout))
    assert lies.left <= 0 and lies.top <= 0
    assert lies.left + lies.width >= plate[0] and lies.top + lies.height >= plate[1]


@pytest.mark.parametrize("layout", LAYOUT_LIST)
@pytest.mark.parametrize("size", SIZES)
def test_lettering_is_never_cropped(layout: Layout, size: tuple[int, int]) -> None:
    rgb = noise(*size)
    seen = seen_in(place_on_plate(rgb, None, layout, lettered=True), Region(0, 0, *size), rgb, layout)
    assert seen.left >= -1 and seen.left + seen.width <= layout.picture.width + 1
    assert seen.top >= -1 and seen.top + seen.height <= layout.picture.height + 1


@pytest.mark.parametrize("layout", LAYOUT_LIST)
def test_a_card_that_runs_off_its_side_is_as_wide_as_the_plate(layout: Layout) -> None:
    rgb = np.full((400, 400, 3), 240, np.uint8)
    rgb[180:260, 300:] = (90, 110, 180)
    rgb[100:120, 60:200] = 20
    lies, plate = place_on_plate(rgb, None, layout, lettered=True), plate_size(panel_of(layout))
    assert (lies.left, lies.width) == (0, plate[0])
    assert OVERSCAN * 0.12 < 1  # what the closest view cuts off each side is less than the margin of the letters


def test_one_colour_goes_on_and_leaves_no_seam() -> None:
    layout = LAYOUTS["9:16"]
    rgb = decode(on_white())
    plate = plate_with(rgb, place_on_plate(rgb, PRODUCT, layout, lettered=False), plate_size(panel_of(layout)))
    assert border_colour(rgb) == (255, 255, 255)
    red = (plate[..., 1] < 250).any(axis=1).nonzero()[0]
    assert (plate[: red[0]] == 255).all() and (plate[red[-1] + 1 :] == 255).all()


def test_a_scene_goes_on_softly() -> None:
    layout = LAYOUTS["9:16"]
    rgb = decode(scene())
    lies = place_on_plate(rgb, Region(60, 40, 300, 330), layout, lettered=False)
    size = plate_size(panel_of(layout))
    plate = plate_with(rgb, lies, size).astype(int)
    assert lies.top > 0 and lies.top + lies.height < size[1]
    for edge in (lies.top, lies.top + lies.height):
        step = np.abs(plate[edge] - plate[edge - 1]).mean()
        usual = np.abs(np.diff(plate[lies.top + 40 : lies.top + 400], axis=0)).mean()
        assert step <= 2 * usual + 1
    # Far away it is out of focus, in the colours of the edge it goes on from.
    grain = np.abs(np.diff(plate, axis=1)).mean(axis=(1, 2))
    assert grain[8] < 0.3 * grain[lies.top + 60]
    assert np.abs(plate[8].mean(axis=0) - rgb[:2].mean(axis=(0, 1))).max() < 20
    assert np.abs(plate[-8].mean(axis=0) - rgb[-2:].mean(axis=(0, 1))).max() < 20
