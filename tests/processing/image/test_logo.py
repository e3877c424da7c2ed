"""A logo made ready: cropped to what can be seen, never enlarged, told apart from its ground."""

import numpy as np

from mmdemo.processing.image.banner_colours import LIGHT
from mmdemo.processing.image.logo import MIDDLE, fit_logo


def logo(ground: tuple[int, int, int, int], ink: tuple[int, int, int, int] = (200, 30, 30, 255)) -> np.ndarray:
    drawn = np.full((100, 300, 4), ground, np.uint8)
    drawn[30:70, 40:260] = ink
    return drawn


def test_a_clear_ground_is_cropped_away():
    mark = fit_logo(logo((0, 0, 0, 0)), 500, 500)
    assert mark.rgba.shape == (40, 220, 4)
    assert mark.ground is None
    assert (mark.rgba[..., :3] == (200, 30, 30)).all()


def test_a_plain_ground_is_cropped_and_remembered():
    mark = fit_logo(logo((250, 250, 240, 255)), 110, 500)
    assert mark.rgba.shape == (20, 110, 4)
    assert mark.ground == "#fafaf0"
    assert not mark.lost_on(0.95)


def test_a_light_logo_is_lost_on_a_light_ground_alone():
    mark = fit_logo(logo((0, 0, 0, 0), (250, 250, 250, 255)), 500, 500)
    assert mark.lost_on(0.9)
    assert not mark.lost_on(0.05)


def test_most_of_a_logo_decides_where_it_is_clear():
    drawn = logo((0, 0, 0, 0))
    drawn[30:33, 40:260, :3] = 255  # a small part of it is white
    mark = fit_logo(drawn, 500, 500)
    assert mark.clearness(0.95) > mark.clearness(0.01)
    assert mark.paper_on(0.95) is None
    assert mark.paper_on(0.13) == LIGHT  # about the red's own


def test_black_beside_white_lies_on_a_grey():
    drawn = logo((0, 0, 0, 0), (0, 0, 0, 255))
    drawn[30:70, 40:150, :3] = 255
    mark = fit_logo(drawn, 500, 500)
    assert {mark.paper_on(ground) for ground in (0.0, 0.95)} == {MIDDLE}
    assert mark.paper_on(0.18) is None
    assert not mark.of_one_ink
    assert fit_logo(logo((0, 0, 0, 0)), 500, 500).of_one_ink


def test_a_ground_of_two_near_greys_is_the_first_corners():
    halves = np.full((100, 300, 4), 255, np.uint8)
    halves[..., :3] = 100
    halves[:, 150:, :3] = 140
    mark = fit_logo(halves, 500, 500)
    assert mark.rgba.shape == (100, 150, 4)
    assert mark.ground == "#646464"
