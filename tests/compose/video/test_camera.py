"""Each move of the camera: it stays on the plate, goes its way, and neither jumps nor stops."""

import numpy as np
import pytest

from mmdemo.compose.video.camera import OVERSCAN, eased, ground_view, product_view
from mmdemo.compose.video.layout import LAYOUTS
from mmdemo.compose.video.plate import plate_size
from mmdemo.video import MOVES, Move

PANELS = sorted({(layout.picture.width, layout.picture.height) for layout in LAYOUTS.values()})
STEPS = [step / 90 for step in range(91)]
# What is to the right or below comes into sight (+1), or goes out of it (-1); the scale falls as the camera comes near.
WAYS: dict[Move, tuple[int, int, int]] = {
    "still": (0, 0, 0),
    "zoom_in": (1, 1, -1),
    "zoom_out": (-1, -1, 1),
    "pan_left": (-1, 0, 0),
    "pan_right": (1, 0, 0),
    "pan_up": (0, -1, 0),
    "pan_down": (0, 1, 0),
    "parallax": (1, 1, -1),
}


def test_every_move_has_a_way() -> None:
    assert set(WAYS) == set(MOVES)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("move", MOVES)
def test_the_panel_stays_on_its_plate(move: Move, panel: tuple[int, int]) -> None:
    plate = plate_size(panel)
    for step in STEPS:
        scale, *shifts = ground_view(move, step, panel, plate)
        for shift, seen, whole in zip(shifts, panel, plate, strict=True):
            assert shift >= -0.5  # an even plate may be half a pixel short
            assert shift + seen * scale <= whole + 1


@pytest.mark.parametrize("move", MOVES)
def test_it_goes_its_way_evenly(move: Move) -> None:
    panel = (1080, 1920)
    views = np.array([ground_view(move, step, panel, plate_size(panel)) for step in STEPS])
    scale, right, down = (np.diff(column) for column in views.T)
    for steps, way in zip((right, down, scale), WAYS[move], strict=True):
        assert (np.sign(steps) == way).all() or (way == 0 and np.abs(steps).max() < 1e-9)
        if way:
            assert np.abs(steps).max() < 2 * np.abs(steps).mean()  # no jump


def test_no_move_but_still_stands_still_and_none_does_too_much() -> None:
    for move in MOVES:
        first, last = (np.array(ground_view(move, step, (1080, 1080), plate_size((1080, 1080)))) for step in (0, 1))
        assert (np.abs(first - last).max() > 0.01) == (move != "still")
    assert 1.05 < OVERSCAN < 1.3


def test_time_before_and_after_a_shot_is_its_start_and_end() -> None:
    assert [eased(progress) for progress in (-1, 0, 0.5, 1, 2)] == [0, 0, 0.5, 1, 1]


def test_a_product_grows_before_its_ground_and_keeps_its_foot_there() -> None:
    panel, foot = (1080, 1920), (615.5, 1400.0)
    sizes, offsets = [], []
    for step in STEPS:
        ground = ground_view("parallax", step, panel, plate_size(panel))
        scale, right, down = product_view(ground, step, panel, foot)
        sizes.append(ground[0] / scale)
        seen = [((foot[axis] - shift[0]) / shift[1]) for axis, shift in ((0, (right, scale)), (1, (down, scale)))]
        on_ground = [(foot[axis] - ground[1 + axis]) / ground[0] for axis in (0, 1)]
        offsets.append((seen[0] - on_ground[0], seen[1] - on_ground[1]))
    assert sizes[0] == pytest.approx(1) and sizes[-1] > 1.03
    assert (np.diff(sizes) >= 0).all()
    across, along = np.array(offsets).T
    assert np.abs(along).max() < 1e-6
    assert across[0] < 0 < across[-1] and np.abs(across).max() < 0.01 * panel[0]
