"""Boxes and strokes as a merchant gives them, on any mask."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mmdemo.training.hints import dragged_box, stroke, wanted_strokes

SIDE = 64
masks = arrays(bool, (SIDE, SIDE), elements=st.booleans())
blocks = st.tuples(*[st.integers(0, SIDE - 1)] * 4).map(
    lambda edges: (slice(*_ordered(edges[0], edges[1])), slice(*_ordered(edges[2], edges[3])))
)


def _ordered(one, other):
    return min(one, other), max(one, other) + 1


def block(rows, columns):
    mask = np.zeros((SIDE, SIDE), bool)
    mask[rows, columns] = True
    return mask


@given(blocks, st.integers(0, 999))
def test_a_box_is_one_rectangle(spot, seed):
    mask = block(*spot)
    plane = dragged_box(np.random.default_rng(seed), mask)
    assert plane.shape == (SIDE, SIDE)
    assert plane.dtype == np.float32
    assert set(np.unique(plane)) <= {0, 1}
    rows, columns = np.nonzero(plane)
    assert plane.sum() == (np.ptp(rows) + 1) * (np.ptp(columns) + 1)


def test_a_box_covers_most_of_the_mask_most_times():
    mask = block(slice(15, 50), slice(20, 45))
    boxes = [dragged_box(np.random.default_rng(seed), mask) > 0 for seed in range(60)]
    assert np.mean([box[mask].mean() for box in boxes]) > 0.9
    assert np.mean([box.sum() >= mask.sum() for box in boxes]) > 0.7


def test_a_box_at_the_edge_stays_in_the_picture():
    for seed in range(20):
        assert dragged_box(np.random.default_rng(seed), np.ones((SIDE, SIDE), bool)).mean() > 0.6


@settings(deadline=None)
@given(masks, st.integers(0, 999))
def test_a_stroke_never_leaves_its_region(region, seed):
    line = stroke(np.random.default_rng(seed), region)
    assert line.dtype == np.float32
    assert not line[~region].any()
    assert line.any() == region.any()


def test_a_stroke_begins_in_the_largest_piece():
    large, small = block(slice(5, 40), slice(5, 40)), block(slice(55, 60), slice(55, 60))
    for seed in range(20):
        assert stroke(np.random.default_rng(seed), large | small)[large].any()


@settings(deadline=None)
@given(blocks, blocks, st.integers(0, 999))
def test_strokes_lie_where_the_guess_is_wrong(truth, guess, seed):
    mask, likely = block(*truth), block(*guess).astype(np.float32)
    keep, erase = wanted_strokes(np.random.default_rng(seed), mask, likely)
    assert not keep[~mask].any()
    assert not erase[mask].any()
    missing, extra = mask & (likely == 0), ~mask & (likely > 0)
    if missing.sum() > 0.002 * mask.size:
        assert keep[missing].any()
        assert not keep[~missing].any()
    if extra.sum() > 0.002 * mask.size:
        assert erase[extra].any()
        assert not erase[~extra].any()


def test_where_nothing_is_wrong_strokes_are_seldom_and_right():
    mask = block(slice(15, 50), slice(20, 45))
    drawn = [wanted_strokes(np.random.default_rng(seed), mask, mask.astype(np.float32)) for seed in range(60)]
    for which, region in ((0, mask), (1, ~mask)):
        brushed = [pair[which].any() for pair in drawn]
        assert 5 < sum(brushed) < 35
        assert not any(pair[which][~region].any() for pair in drawn)


@pytest.mark.parametrize("seed", range(3))
def test_same_seed_same_hints(seed):
    mask = block(slice(15, 50), slice(20, 45))
    guess = np.zeros((SIDE, SIDE), np.float32)
    for maker in (lambda rng: dragged_box(rng, mask), lambda rng: np.stack(wanted_strokes(rng, mask, guess))):
        one, again = (maker(np.random.default_rng(seed)) for _ in range(2))
        assert np.array_equal(one, again)
