"""A shadow that came with a cut-out picture is told from the product, glass included."""

import cv2
import numpy as np
import pytest

from mmdemo.context import RunContext
from mmdemo.processing.image.cutout import cut_out
from mmdemo.processing.image.notes import SHADOW_LEFT
from mmdemo.processing.image.own_shadow import own_shadow


def on_white(colour, alpha):
    share = alpha[..., None] / 255
    return np.rint(np.array(colour) * share + 255 * (1 - share)).astype(np.uint8)


def bottle(shadow_row: int | None = 250, strength: int = 110) -> tuple[np.ndarray, np.ndarray]:
    """A green block from row 60 to 240, and an oval shadow around `shadow_row`; its picture on white and its alpha."""
    solid, soft = np.zeros((2, 300, 200), np.uint8)
    solid[60:240, 60:140] = 255
    if shadow_row is not None:
        cv2.ellipse(soft, (100, shadow_row), (70, 12), 0, 0, 360, strength, -1)
        soft = cv2.GaussianBlur(soft, (0, 0), 4)
    picture = np.where(solid[..., None] > 0, on_white((30, 140, 60), solid), on_white((10, 10, 10), soft))
    return picture.astype(np.uint8), np.maximum(solid, soft)


def test_a_shadow_at_the_foot_is_found_and_nothing_of_the_product():
    picture, alpha = bottle()
    found = own_shadow(picture, alpha)
    assert found is not None
    assert found[252, 40] and found[258, 100]
    assert not found[60:240, 60:140].any()


@pytest.mark.parametrize(
    ("picture", "alpha"),
    [
        bottle(shadow_row=None),
        bottle(shadow_row=120),  # soft and dark, but at its side: smoked glass
        (np.full((300, 200, 3), 120, np.uint8), np.full((300, 200), 135, np.uint8)),  # nothing solid at all
    ],
    ids=["no shadow", "beside the middle", "all soft"],
)
def test_what_is_no_shadow_at_the_foot_stays(picture, alpha):
    assert own_shadow(picture, alpha) is None


def test_a_coloured_glow_is_no_shadow():
    picture, alpha = bottle()
    soft = (alpha > 0) & (alpha < 200)
    picture[soft] = on_white((240, 120, 30), alpha)[soft]
    assert own_shadow(picture, alpha) is None


def test_the_cutout_ends_at_the_product_and_says_so():
    picture, alpha = bottle()
    found = cut_out(picture, RunContext(1), alpha=alpha)
    rows = np.flatnonzero((found.alpha > 8).any(axis=1))
    assert rows[0] == 60 and rows[-1] < 245
    assert found.notes == (SHADOW_LEFT,)
    assert cut_out(*bottle(shadow_row=None)[:1], RunContext(1), alpha=bottle(shadow_row=None)[1]).notes == ()
