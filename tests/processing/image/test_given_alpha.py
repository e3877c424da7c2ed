"""A picture that came cut out keeps its alpha, save where the merchant painted, and gets its own colours back."""

import numpy as np

from mmdemo.processing.image.given_alpha import mend_alpha, own_colours
from mmdemo.processing.image.hints import NO_HINTS, Hints


def shown_on_white(colours, alpha):
    share = alpha[..., None] / 255
    return np.rint(colours * share + 255 * (1 - share)).astype(np.uint8)


def test_colours_come_back_from_white():
    colours = np.full((4, 256, 3), (200, 40, 90), np.uint8)
    alpha = np.tile(np.arange(256, dtype=np.uint8), (4, 1))
    found = own_colours(shown_on_white(colours, alpha), alpha, alpha)
    assert (found[:, 0] == 0).all()  # nothing is known of what cannot be seen
    assert np.abs(found[:, 64:].astype(int) - colours[:, 64:]).max() <= 2
    assert np.array_equal(found[:, 255], colours[:, 255])


def test_what_was_painted_in_where_nothing_is_known_is_white():
    white, alpha = np.full((3, 3, 3), 255, np.uint8), np.zeros((3, 3), np.uint8)
    painted = alpha.copy()
    painted[1, 1] = 255
    found = own_colours(white, alpha, painted)
    assert (found[1, 1] == 255).all()
    assert not found[0].any()


def test_the_photo_handed_in_is_left_alone():
    photo, alpha = np.full((3, 3, 3), 99, np.uint8), np.full((3, 3), 128, np.uint8)
    own_colours(photo, alpha, alpha)
    mend_alpha(alpha, Hints(keep=np.full((3, 3), 255, np.uint8)))
    assert (photo == 99).all()
    assert (alpha == 128).all()


def test_strokes_make_alpha_solid_or_empty_and_touch_nothing_else():
    alpha = np.random.default_rng(1).integers(1, 255, (40, 60), np.uint8)
    keep, erase = np.zeros((2, 40, 60), np.uint8)
    keep[5:10, 5:20], erase[20:30, 30:50] = 255, 255
    mended = mend_alpha(alpha, Hints(keep=keep, erase=erase))
    assert (mended[keep > 0] == 255).all()
    assert (mended[erase > 0] == 0).all()
    rest = (keep == 0) & (erase == 0)
    assert np.array_equal(mended[rest], alpha[rest])


def test_without_strokes_alpha_is_the_given_one():
    alpha = np.random.default_rng(1).integers(0, 256, (40, 60), np.uint8)
    assert np.array_equal(mend_alpha(alpha, NO_HINTS), alpha)
