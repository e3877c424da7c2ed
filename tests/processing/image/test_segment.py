"""Guesses refined to masks, with and without hints, and masks tidied."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mmdemo.processing.image.hints import Hints
from mmdemo.processing.image.segment import fill_holes, grabcut, grabcut_box, open_up, refine, solidity, tidy
from tests.processing.image.conftest import overlap

HEIGHT, WIDTH = 240, 320


def area(rows, columns):
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[slice(*rows), slice(*columns)] = True
    return mask


LEFT, RIGHT = area((80, 170), (50, 120)), area((80, 170), (200, 270))


@pytest.fixture(scope="module")
def two():
    """Two blocks of different colours on paper."""
    rgb = np.full((HEIGHT, WIDTH, 3), 215, np.int16)
    rgb[LEFT], rgb[RIGHT] = (170, 50, 40), (40, 80, 160)
    return np.clip(rgb + np.random.default_rng(0).normal(0, 4, rgb.shape), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def likely():
    """A vague guess: both blocks and a wide rim around them."""
    guess = np.full((HEIGHT, WIDTH), 0.1, np.float32)
    for rows, columns in (((60, 190), (35, 135)), ((60, 190), (185, 285))):
        guess[area(rows, columns)] = 0.6
    return guess


def brush(mask):
    return mask.astype(np.uint8) * 255


def test_a_vague_guess_snaps_to_the_colours(two, likely):
    assert overlap(grabcut(two, likely), LEFT | RIGHT) > 0.97


def test_outside_the_box_is_background(two, likely):
    hints = Hints(box=(0.1, 0.2, 0.45, 0.8))
    for found in (grabcut(two, likely, hints), grabcut_box(two, hints)):
        assert overlap(found, LEFT) > 0.95
        assert not found[~hints.inside(HEIGHT, WIDTH)].any()


def test_strokes_are_certain(two, likely):
    keep, erase = area((100, 140), (60, 110)), area((90, 160), (205, 265))
    hints = Hints(keep=brush(keep), erase=brush(erase))
    for found in (grabcut(two, likely, hints), grabcut_box(two, hints)):
        assert found[keep].all()
        assert not found[erase].any()


def test_without_a_box_the_rim_is_background(two):
    found = grabcut_box(two)
    assert overlap(found, LEFT | RIGHT) > 0.95
    assert not found[:5].any()


def test_refining_moves_a_guess_to_the_colours(two):
    sloppy = area((88, 180), (58, 126))
    nothing = np.zeros_like(sloppy)
    assert overlap(sloppy, LEFT) < 0.85
    assert overlap(refine(two, sloppy, nothing, RIGHT), LEFT) > 0.97


@pytest.mark.parametrize("guess", [np.zeros((HEIGHT, WIDTH), bool), np.ones((HEIGHT, WIDTH), bool)])
def test_a_guess_without_two_sides_stays(two, guess):
    nothing = np.zeros_like(guess)
    assert np.array_equal(refine(two, guess, nothing, nothing), guess)


def test_a_photo_of_one_colour_leaves_the_guess():
    flat = np.full((675, 900, 3), (255, 0, 0), np.uint8)
    guess = np.full((675, 900), 0.1, np.float32)
    guess[200:400, 300:600] = 0.6
    assert np.array_equal(grabcut(flat, guess), guess > 0.5)


def test_same_photo_same_mask(two, likely):
    assert np.array_equal(grabcut(two, likely), grabcut(two, likely))


def test_specks_and_pinholes_go_and_openings_stay():
    mask = LEFT.copy()
    mask[10:13, 300:303] = True  # a speck
    mask[100:102, 80:82] = False  # a pinhole
    mask[120:150, 70:100] = False  # an opening
    clean = tidy(mask)
    assert not clean[10:13, 300:303].any()
    assert clean[100:102, 80:82].all()
    assert not clean[120:150, 70:100].any()
    assert np.array_equal(tidy(clean), clean)


def test_what_leans_in_from_the_edge_goes():
    strip = area((0, HEIGHT), (0, 16))
    assert np.array_equal(tidy(LEFT | strip), LEFT)


def test_a_gap_of_a_pixel_parts_nothing():
    strap = area((60, 79), (80, 84))
    assert tidy(LEFT | strap)[strap].all()


@given(arrays(bool, (24, 32), elements=st.booleans()))
def test_tidying_never_makes_something_of_nothing(mask):
    clean = tidy(mask)
    assert clean.any() == mask.any()
    holes = clean & ~mask
    assert holes.sum() <= (~mask).sum()


def test_nothing_is_tidied_to_nothing():
    assert not tidy(np.zeros((20, 30), bool)).any()


def test_threads_go():
    seam = area((120, 121), (120, 200))
    assert np.array_equal(open_up(LEFT | seam), LEFT)


def test_scattered_fragments_are_not_solid():
    assert solidity(LEFT) == pytest.approx(1, abs=0.02)
    ring = LEFT.copy()
    ring[100:150, 70:100] = False
    assert solidity(ring) == pytest.approx(solidity(LEFT))
    assert solidity(area((0, 20), (0, 20)) | area((220, 240), (300, 320))) < 0.2
    assert solidity(np.zeros((20, 30), bool)) == 0


def test_holes_that_show_no_background_are_filled():
    mask = LEFT.copy()
    muzzle, handle = area((90, 110), (60, 80)), area((130, 160), (70, 100))
    mask[muzzle | handle] = False
    unlike = np.where(muzzle, 0.6, 0.05).astype(np.float32)
    assert np.array_equal(fill_holes(mask, unlike), LEFT & ~handle)
