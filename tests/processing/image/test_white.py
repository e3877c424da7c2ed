"""Soft edges on white, and back: what was laid there comes out again, to the last level that white leaves."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mmdemo.processing.image.white import off_white

SHAPE = (6, 5)


def laid_on_white(colours, alpha):
    share = alpha[..., None].astype(np.int32)
    mixed = 255 * 255 + (colours.astype(np.int32) - 255) * share
    return ((mixed + 127) // 255).astype(np.uint8)


def test_solid_pixels_are_their_own_colours_and_nothing_is_white():
    pixels = np.random.default_rng(0).integers(0, 256, (2, 4, 3), np.uint8)
    alpha = np.array([[255] * 4, [0] * 4], np.uint8)
    found = off_white(pixels, alpha)
    assert np.array_equal(found[0], pixels[0])
    assert (found[1] == 255).all()


def test_half_covered_black_is_black_again():
    assert off_white(np.full((1, 1, 3), 127, np.uint8), np.full((1, 1), 128, np.uint8)).max() == 0


@given(arrays(np.uint8, (*SHAPE, 3)), arrays(np.uint8, SHAPE, elements=st.integers(0, 255)))
def test_laid_on_white_again_nothing_changes(colours, alpha):
    pixels = laid_on_white(colours, alpha)
    found = off_white(pixels, alpha)
    assert np.array_equal(laid_on_white(found, alpha), pixels)
    seen = alpha > 0
    off = np.abs(found[seen].astype(float) - colours[seen]).max(axis=1)
    assert (off <= np.ceil(127.5 / alpha[seen])).all()
