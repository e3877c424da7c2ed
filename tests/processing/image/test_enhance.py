"""A colour cast taken back by half, and a light sharpening: what must change, and what must not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image

from mmdemo.look import AS_TAKEN, Finish
from mmdemo.processing.image.enhance import CLIPPED, HALO, MOST_GAIN, balanced, cast_gains, finished, sharpened

pictures = array_shapes(min_dims=2, max_dims=2, max_side=24).flatmap(lambda size: arrays(np.uint8, (*size, 3)))


def table(light=(1.0, 1.0, 1.0)):
    """A grey table with a dark mug on it, under light of that colour."""
    rgb = np.full((120, 160, 3), 180.0)
    rgb[40:100, 60:110] = (60, 90, 150)
    rgb *= light
    return np.clip(rgb + np.random.default_rng(0).normal(0, 2, rgb.shape), 0, 255).astype(np.uint8)


def imbalance(rgb):
    """How far the table is from grey."""
    return np.ptp(rgb[:30].reshape(-1, 3).mean(axis=0))


@pytest.mark.parametrize("light", [(1.08, 1.0, 0.85), (0.9, 1.0, 1.12), (1.0, 0.92, 1.0)])
def test_a_cast_is_halved_and_not_turned_over(light):
    photo = table(light)
    after = balanced(photo)
    assert 0.3 * imbalance(photo) < imbalance(after) < 0.75 * imbalance(photo)
    assert (after[:30].mean(axis=(0, 1)).argmax()) == photo[:30].mean(axis=(0, 1)).argmax()


def test_a_neutral_photo_keeps_its_bytes():
    photo = table()
    assert balanced(photo) is photo


def test_a_photo_of_one_strong_colour_tells_nothing_of_the_light():
    assert cast_gains(np.full((50, 50, 3), (200, 60, 40), np.uint8)) is None


@pytest.mark.parametrize("level", [0, 255])
def test_black_and_white_tell_nothing(level):
    photo = np.full((20, 30, 3), level, np.uint8)
    assert balanced(photo) is photo


def test_no_more_is_taken_back_than_a_phone_leaves():
    gains = cast_gains(table((1.2, 1.0, 0.8)))
    assert gains.max() / gains.min() <= MOST_GAIN**2 + 1e-6


def test_white_stays_white():
    photo = table((1.08, 1.0, 0.85))
    photo[:20] = 255
    assert (balanced(photo)[:20] == 255).all()


def test_lightness_is_kept():
    photo = table((1.08, 1.0, 0.85))
    weights = [0.2126, 0.7152, 0.0722]
    assert balanced(photo).mean(axis=(0, 1)) @ weights == pytest.approx(photo.mean(axis=(0, 1)) @ weights, rel=0.02)


def edge():
    photo = np.full((60, 80, 3), (90, 80, 70), np.uint8)
    photo[:, 40:] = (170, 160, 150)
    return (photo.astype(np.uint16)[:, :-1] // 2 + photo[:, 1:] // 2).astype(np.uint8)


def test_an_edge_gets_steeper_without_a_halo():
    photo = edge()
    after = sharpened(photo)
    steepest = [np.abs(np.diff(picture[30].mean(axis=1))).max() for picture in (photo, after)]
    assert steepest[1] > steepest[0]
    assert after.min() >= photo.min() - HALO
    assert after.max() <= photo.max() + HALO
    assert np.array_equal(after[:, :30], photo[:, :30])


def test_no_edge_is_coloured():
    photo = edge()
    change = sharpened(photo).astype(int) - photo
    assert np.ptp(change, axis=2).max() == 0
    assert change.any()


def test_faint_noise_is_left_alone():
    noise = np.random.default_rng(0).integers(127, 130, (60, 60, 1), np.uint8).repeat(3, axis=2)
    assert np.array_equal(sharpened(noise), noise)


@given(pictures)
def test_nothing_is_clipped_that_was_not(photo):
    after = sharpened(photo)
    assert after.shape == photo.shape
    assert after.dtype == np.uint8
    assert ((after < 255) | (photo >= CLIPPED)).all()
    brighter = after.astype(int) - photo
    assert np.array_equal(brighter.max(axis=2), brighter.min(axis=2))


@given(pictures, st.booleans(), st.booleans())
def test_any_picture_is_finished(photo, white_balance, sharpen):
    before = photo.copy()
    after = finished(photo, Finish(white_balance, sharpen))
    assert after.shape == photo.shape
    assert after.dtype == np.uint8
    assert np.array_equal(photo, before)


def test_as_taken_is_the_very_same_array():
    photo = table((1.08, 1.0, 0.85))
    assert finished(photo, AS_TAKEN) is photo
    assert np.array_equal(finished(photo, Finish(True, True)), sharpened(balanced(photo)))


@pytest.mark.shared
def test_real_photos_are_changed_but_a_little(shared):
    for path in sorted((shared / "photos").glob("*.jpg"))[::4]:
        with Image.open(path) as picture:
            photo = np.asarray(picture.convert("RGB"))
        after = finished(photo, Finish(True, True))
        change = np.abs(after.astype(int) - photo)
        assert change.mean() < 12, path.name
        assert ((after == 255) <= (photo >= CLIPPED)).all(), path.name
