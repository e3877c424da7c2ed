"""What the training pictures are painted with: every painter gives a whole picture, and the same one each time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmdemo.training import artwork, outlines
from mmdemo.training.artwork import ANY, ARTWORK, CLOTH, PACK
from mmdemo.training.camera import photograph
from mmdemo.training.fields import colour, fractal, grain, muted, near, ramp, relief, ruler, smooth
from mmdemo.training.grounds import GROUNDS, OFTEN, ground, receding
from mmdemo.training.hands import hand
from mmdemo.training.products import FAMILIES, any_light, product
from mmdemo.training.products import OFTEN as OFTEN_MADE
from mmdemo.training.sprites import CANVAS

SIZE = (96, 140)


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("size", [SIZE, (140, 96), (33, 41)])
@pytest.mark.parametrize("name", ARTWORK)
def test_every_artwork_is_a_whole_picture(name, size):
    for seed in range(4):
        painted = ARTWORK[name](rng(seed), size)
        assert painted.shape == (*size, 3)
        assert painted.dtype == np.float32
        assert painted.min() >= -1e-6
        assert painted.max() <= 1 + 1e-6


@pytest.mark.parametrize("painters", [ARTWORK, GROUNDS], ids=["artwork", "grounds"])
def test_same_seed_same_bytes(painters):
    for name, painter in painters.items():
        one, again, other = (painter(rng(seed), SIZE).tobytes() for seed in (3, 3, 4))
        assert one == again, name
        assert one != other, name


@pytest.mark.parametrize("name", FAMILIES)
def test_same_seed_same_product(name):
    one, again = (FAMILIES[name](maker, any_light(maker)) for maker in (rng(5), rng(5)))
    for plane in ("colour", "cover", "clear"):
        assert getattr(one, plane).tobytes() == getattr(again, plane).tobytes()
    assert one.stands == again.stands


@pytest.mark.parametrize("name", GROUNDS)
@pytest.mark.parametrize("size", [(140, 96), (97, 97), (40, 300)])
def test_every_ground_fits_any_shape(name, size):
    for seed in range(2):
        painted = GROUNDS[name](rng(seed), size)
        assert painted.shape == (*size, 3)
        assert np.isfinite(painted).all()
        assert painted.min() > -0.1
        assert painted.max() < 1.5  # the photograph clips what is brighter than white


def test_names_that_are_weighted_or_chosen_are_there():
    assert set(OFTEN) <= set(GROUNDS)
    assert set(OFTEN_MADE) <= set(FAMILIES)
    assert set(CLOTH) | set(PACK) <= set(ANY) == set(ARTWORK)


def test_a_ground_and_a_product_at_random():
    painted = ground(rng(), SIZE)
    assert painted.shape == (*SIZE, 3)
    assert painted.min() >= 0
    assert painted.max() <= 1
    made = product(rng(), any_light(rng()))
    assert made.cover.shape == (CANVAS, CANVAS)


def test_only_the_painters_asked_for_are_used():
    flat = artwork.artwork(rng(), SIZE, ("plain",))
    assert np.abs(flat - ARTWORK["plain"](rng(), SIZE)).mean() < 1
    for seed in range(8):
        assert np.ptp(artwork.artwork(rng(seed), SIZE, ("plain",)), axis=(0, 1)).max() < 0.5


def test_a_floor_keeps_its_near_edge():
    floor = np.tile(np.linspace(0, 1, 140, dtype=np.float32)[None, :, None], (96, 1, 3))
    laid = receding(rng(), floor)
    assert laid.shape == floor.shape
    across = laid[..., 0].max(axis=1) - laid[..., 0].min(axis=1)
    assert across[-1] < across[0]  # below, the floor is nearer and wider than the picture


@pytest.mark.parametrize("side", [32, 160])
def test_a_photograph_is_bytes_of_its_side(side):
    scene = ARTWORK["lettered"](rng(), (208, 208))
    for seed in range(30):
        photo = photograph(rng(seed), scene, side)
        assert photo.shape == (side, side, 3)
        assert photo.dtype == np.uint8
        assert photo.flags.c_contiguous
    one, again = (photograph(rng(4), scene, side) for _ in range(2))
    assert np.array_equal(one, again)


def test_hands_are_skin_from_outside_and_the_same_each_time():
    cover = np.zeros((120, 120), np.float32)
    cover[40:90, 30:80] = 1
    for seed in range(10):
        planes = hand(rng(seed), cover)
        again = hand(rng(seed), cover)
        assert [plane.shape for plane in planes] == [(120, 120, 3), (120, 120), (120, 120)]
        for plane, same in zip(planes, again, strict=True):
            assert plane.dtype == np.float32
            assert 0 <= plane.min() <= plane.max() <= 1
            assert np.array_equal(plane, same)
        colours = planes[0][np.maximum(planes[1], planes[2]) > 0.9]
        assert (colours[:, 0] >= colours[:, 2] - 0.15).mean() > 0.95  # redder than blue


sizes = st.tuples(st.integers(8, 90), st.integers(8, 90))


@settings(deadline=None)
@given(st.integers(0, 999), sizes, st.floats(1, 30), st.floats(0.3, 10))
def test_fields_fill_their_picture(seed, size, cells, stretch):
    for field in (
        smooth(rng(seed), size, cells, stretch),
        fractal(rng(seed), size, cells, 3, stretch),
        grain(rng(seed), size, cells / 10),
    ):
        assert field.shape == size
        assert field.dtype == np.float32
        assert 0 <= field.min() <= field.max() <= 1 + 1e-5


@given(st.integers(0, 10**6))
def test_colours_are_colours(seed):
    for made in (colour(rng(seed)), muted(rng(seed)), near(rng(seed), colour(rng(seed)), 0.3)):
        assert made.shape == (3,)
        assert made.dtype == np.float32
        assert -1e-6 <= made.min() <= made.max() <= 1 + 1e-6


def test_a_ramp_runs_from_one_colour_to_the_other():
    low, high = np.float32([0.1, 0.2, 0.3]), np.float32([0.9, 0.8, 0.7])
    ends = ramp(np.float32([[0, 1]]), low, high)
    assert np.allclose(ends[0], [low, high])


def test_a_ruler_measures_in_heights_from_the_middle():
    down = ruler((50, 80), np.pi / 2)
    assert down[0, 0] == pytest.approx(-0.5, abs=0.02)
    assert down[-1, 0] == pytest.approx(0.5, abs=0.03)
    assert np.ptp(down[10]) == pytest.approx(0, abs=1e-5)


def test_relief_is_level_where_nothing_is_raised():
    light = np.float32([0.6, 0, 0.8])
    assert np.allclose(relief(np.zeros((9, 9), np.float32), 5, light), 1)
    slope = np.tile(np.linspace(0, 1, 9, dtype=np.float32), (9, 1))
    assert (relief(slope, 5, light) < 1).all()  # it faces away from the lamp


def test_lights_come_from_above_and_before():
    lights = np.array([any_light(rng(seed)) for seed in range(50)])
    assert np.allclose(np.linalg.norm(lights, axis=1), 1, atol=1e-5)
    assert (lights[:, 1] < 0).all()
    assert (lights[:, 2] > 0).all()


SHAPES = {
    "polygon": lambda: outlines.polygon([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]),
    "limb": lambda: outlines.limb([(-0.6, 0), (0.6, 0)], 0.1),
    "ellipse": lambda: outlines.ellipse(0.1, 0, 0.6, 0.3, 20),
    "blob": lambda: outlines.polygon(outlines.blob(rng())),
    "mirrored": lambda: outlines.polygon(outlines.mirrored([(0.2, -0.8), (0.5, 0), (0.3, 0.8)])),
    "arc": lambda: outlines.limb(outlines.arc(0, 0, 0.5, 0.5, 0, 360), 0.05, closed=True),
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_outline_is_drawn_on_the_canvas(name):
    drawn = SHAPES[name]()
    assert drawn.shape == (CANVAS, CANVAS)
    assert drawn.dtype == np.uint8
    assert drawn.max() == 255
    assert 0.005 < (drawn > 127).mean() < 0.9
    assert not drawn[0].any()
    assert not drawn[:, -1].any()


def test_a_mirrored_outline_is_the_same_on_both_sides():
    drawn = SHAPES["mirrored"]() > 127
    assert (drawn ^ drawn[:, ::-1]).mean() < 0.01


def test_jitter_moves_points_but_a_little():
    points = [(-0.5, -0.5), (0.5, 0.5)]
    moved = outlines.jitter(rng(), points, 0.02)
    assert moved.shape == (2, 2)
    assert 0 < np.abs(moved - points).max() < 0.3


def test_rounded_corners_lie_inside():
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    cut = outlines.rounded(corners, 3)
    assert len(cut) == 4 * 2**3
    assert np.abs(cut).max() <= 1
    assert np.hypot(*cut.T).max() < np.hypot(1, 1)
