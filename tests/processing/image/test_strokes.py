"""Strokes mend an outline where they were painted and in what hangs together with it, and nowhere else."""

import numpy as np
import pytest

from mmdemo.processing.image.hints import NO_HINTS, Hints
from mmdemo.processing.image.strokes import apply_strokes

HEIGHT, WIDTH = 200, 300


@pytest.fixture
def photo():
    """A red block with a blue lid on grey paper, and a green cup beside it."""
    rgb = np.full((HEIGHT, WIDTH, 3), 205, np.int16)
    rgb[70:160, 60:140] = (180, 40, 40)
    rgb[40:70, 60:140] = (40, 60, 190)
    rgb[90:150, 200:240] = (40, 150, 60)
    grain = np.random.default_rng(0).normal(0, 3, rgb.shape)
    return np.clip(rgb + grain, 0, 255).astype(np.uint8)


def area(rows, columns):
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[slice(*rows), slice(*columns)] = True
    return mask


BLOCK, LID, CUP = area((70, 160), (60, 140)), area((40, 70), (60, 140)), area((90, 150), (200, 240))


def brush(rows, columns):
    return area(rows, columns).astype(np.uint8) * 255


def test_a_keep_stroke_brings_the_whole_of_a_missing_part(photo):
    mended = apply_strokes(photo, BLOCK, Hints(keep=brush((52, 58), (80, 120))))
    assert mended[LID].mean() > 0.95
    assert mended[BLOCK].mean() > 0.98
    assert mended[~(BLOCK | LID)].mean() < 0.01


def test_an_erase_stroke_takes_the_whole_of_another_thing_away(photo):
    mended = apply_strokes(photo, BLOCK | LID | CUP, Hints(erase=brush((110, 130), (214, 226))))
    assert mended[CUP].mean() < 0.05
    assert mended[BLOCK | LID].mean() > 0.98


def test_both_brushes_at_once(photo):
    hints = Hints(keep=brush((52, 58), (80, 120)), erase=brush((110, 130), (214, 226)))
    mended = apply_strokes(photo, BLOCK | CUP, hints)
    assert mended[LID].mean() > 0.95
    assert mended[CUP].mean() < 0.05


def test_what_was_painted_counts_exactly(photo):
    keep, erase = brush((5, 15), (250, 290)), brush((100, 120), (80, 100))
    mended = apply_strokes(photo, BLOCK | LID, Hints(keep=keep, erase=erase))
    assert mended[keep > 0].all()
    assert not mended[erase > 0].any()


def test_far_from_the_strokes_nothing_changes(photo):
    ragged = (BLOCK & (np.indices((HEIGHT, WIDTH)).sum(axis=0) % 7 > 0)) | CUP
    mended = apply_strokes(photo, ragged, Hints(keep=brush((52, 58), (80, 120))))
    assert np.array_equal(mended[:, 150:], ragged[:, 150:])


@pytest.mark.parametrize("mask", [BLOCK, np.zeros_like(BLOCK), np.ones_like(BLOCK)])
def test_without_strokes_the_outline_stays(photo, mask):
    assert np.array_equal(apply_strokes(photo, mask, NO_HINTS), mask)


@pytest.mark.parametrize("what", ["keep", "erase"])
def test_a_stroke_of_one_pixel_is_no_trouble(photo, what):
    mended = apply_strokes(photo, BLOCK, Hints(**{what: brush((100, 101), (100, 101))}))
    assert mended[100, 100] == (what == "keep")


def test_same_strokes_same_outline(photo):
    hints = Hints(keep=brush((52, 58), (80, 120)))
    assert np.array_equal(apply_strokes(photo, BLOCK, hints), apply_strokes(photo, BLOCK, hints))


@pytest.mark.parametrize("over", [1, 2, 5])
def test_a_stroke_that_runs_over_the_edge_does_not_mean_what_lies_there(photo, over):
    kept = apply_strokes(photo, BLOCK, Hints(keep=brush((45, 60), (60 - over, 120))))
    assert kept[LID].mean() > 0.95
    assert kept[~(BLOCK | LID)].mean() < 0.01
    smear = area((70, 160), (140, 190))
    erased = apply_strokes(photo, BLOCK | LID | smear, Hints(erase=brush((75, 155), (140 - over, 188))))
    assert erased[BLOCK | LID].mean() > 0.9
    assert erased[smear].mean() < 0.05


def test_an_erase_stroke_that_runs_far_onto_the_product_leaves_most_of_it(photo):
    smear = area((70, 160), (140, 190))
    stroke = area((75, 155), (128, 168))  # three tenths of it on the block
    mended = apply_strokes(photo, BLOCK | LID | smear, Hints(erase=stroke.astype(np.uint8) * 255))
    assert mended[(BLOCK | LID) & ~stroke].mean() > 0.7
    assert not mended[stroke].any()


def test_the_larger_of_two_things_goes_whole(photo):
    mended = apply_strokes(photo, BLOCK | CUP, Hints(erase=brush((100, 140), (80, 120))))
    assert mended[BLOCK].mean() < 0.05
    assert mended[CUP].mean() > 0.98
