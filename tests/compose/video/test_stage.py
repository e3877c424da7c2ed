"""A shot's picture before the camera: every kind of picture and every move."""

import numpy as np
import pytest

from mmdemo.compose.video.layout import LAYOUTS
from mmdemo.compose.video.planes import Frame
from mmdemo.compose.video.stage import stage_of
from mmdemo.processing.image.arrays import encode
from mmdemo.schema import Picture
from mmdemo.video import MOVES, Move
from tests.films import PRODUCT, RED, cutout, film_kit, scene, shot

SQUARE = LAYOUTS["1:1"]
SIDE = SQUARE.picture.width


def seen(stage: object, progress: float) -> np.ndarray:
    frame = Frame(SIDE, SIDE)
    stage.draw(progress, frame.planes)  # type: ignore[attr-defined]
    return frame.rgb().astype(int)


def red(rgb: np.ndarray) -> np.ndarray:
    return np.abs(rgb - RED).max(axis=2) < 30


@pytest.mark.parametrize("part", ["image/scene", "image/main"])
@pytest.mark.parametrize("move", MOVES)
def test_the_product_is_in_every_picture_of_every_move(move: Move, part: str) -> None:
    stage = stage_of(film_kit(), shot(move=move, picture=part), SQUARE)
    shown = [red(seen(stage, progress)) for progress in (0, 0.5, 1)]
    for mask in shown:
        assert mask.mean() > 0.03
        assert not mask[0].any() and not mask[-1].any() and not mask[:, 0].any() and not mask[:, -1].any()
    assert (not np.array_equal(shown[0], shown[2])) == (move != "still")


def test_a_parallax_moves_the_product_before_its_scene_and_leaves_no_ghost() -> None:
    kit = film_kit()
    apart, flat = (stage_of(kit, shot(move=move), SQUARE) for move in ("parallax", "zoom_in"))
    assert apart.product is not None and flat.product is None
    start, end = seen(apart, 0), seen(apart, 1)
    assert red(end).sum() > 1.05 * red(start).sum()
    # Where the product was parted from its scene nothing of it is left in the ground.
    ground = Frame(SIDE, SIDE)
    for plane, target in zip(apart.ground, ground.planes, strict=True):
        target[:] = plane[: target.shape[0], : target.shape[1]]
    assert red(ground.rgb().astype(int)).mean() < 0.001
    assert red(start).mean() > 0.05


@pytest.mark.parametrize(
    "kit",
    [
        pytest.param(film_kit(image_cutout=None), id="no cutout"),
        pytest.param(film_kit(image_scene=Picture(scene(), 400, 400)), id="nobody knows where the product stands"),
    ],
)
def test_a_parallax_without_a_product_to_part_becomes_a_zoom(kit: object) -> None:
    stage = stage_of(kit, shot(move="parallax"), SQUARE)  # type: ignore[arg-type]
    assert (stage.move, stage.product) == ("zoom_in", None)


def test_a_concept_brings_its_own_product() -> None:
    concept = Picture(scene(), 400, 400, concept=True, product=PRODUCT, alone=cutout())
    kit = film_kit(image_cutout=None, image_scene=None, **{"image/concept": concept})
    stage = stage_of(kit, shot(picture="image/concept", move="parallax"), SQUARE)
    assert stage.move == "parallax" and stage.product is not None


@pytest.mark.parametrize("shape", [(30, 40), (30, 40, 4), (1, 1, 3), (5, 900, 3)])
def test_any_picture_can_be_shown(shape: tuple[int, ...]) -> None:
    data = encode(np.full(shape, 120, np.uint8))
    kit = film_kit(image_scene=Picture(data, shape[1], shape[0]))
    assert seen(stage_of(kit, shot(), SQUARE), 0.5).shape == (SIDE, SIDE, 3)


def test_what_is_clear_is_shown_on_white() -> None:
    clear = np.zeros((40, 40, 4), np.uint8)
    kit = film_kit(image_scene=Picture(encode(clear), 40, 40))
    assert seen(stage_of(kit, shot(), SQUARE), 0.5).min() >= 253
