"""The drawn training pictures: repeatable, masks that lie on their products, every family and every ground."""

import numpy as np
import pytest

from mmdemo.processing.image.network import SIDE
from mmdemo.training import scenes
from mmdemo.training.camera import photograph
from mmdemo.training.grounds import GROUNDS
from mmdemo.training.hands import hand
from mmdemo.training.hints import dragged_box, stroke, wanted_strokes
from mmdemo.training.products import FAMILIES, any_light
from mmdemo.training.scenes import make_sample
from mmdemo.training.sprites import CANVAS


@pytest.fixture(scope="module")
def samples():
    return [make_sample(7, index) for index in range(24)]


def test_same_numbers_same_bytes(samples):
    again = make_sample(7, 5)
    assert np.array_equal(again.rgb, samples[5].rgb)
    assert np.array_equal(again.mask, samples[5].mask)


@pytest.mark.parametrize(("seed", "index"), [(8, 5), (7, 6)])
def test_other_numbers_other_pictures(samples, seed, index):
    assert not np.array_equal(make_sample(seed, index).rgb, samples[5].rgb)


def test_samples_have_the_networks_size(samples):
    for sample in samples:
        assert sample.rgb.shape == (SIDE, SIDE, 3)
        assert sample.mask.shape == (SIDE, SIDE)
        assert sample.rgb.dtype == sample.mask.dtype == np.uint8


def test_products_are_small_and_large(samples):
    shares = [(sample.mask > 127).mean() for sample in samples]
    assert min(shares) < 0.1
    assert max(shares) > 0.4
    assert all(share > 0 for share in shares)


def test_some_pictures_need_a_box(samples):
    assert 0 < sum(sample.boxed for sample in samples) < len(samples) / 2


def test_mask_lies_on_the_product():
    """Without a product the picture is the ground alone: the two differ inside the mask and nowhere else."""
    rng = np.random.default_rng(3)
    placed = scenes._place(rng, FAMILIES["mug"](rng, any_light(rng)), 1.0, 0.6, np.zeros(2, np.float32))
    ground = np.full((scenes.STAGE, scenes.STAGE, 3), 0.5, np.float32)
    ground[..., 1] = 1.0  # no mug of this seed is of this green
    merged = ground * (1 - placed.opacity[..., None]) + placed.light
    changed = np.abs(merged - ground).max(axis=2) > 0.02
    solid = placed.cover > 0.5
    assert changed[solid].mean() > 0.99
    assert not changed[placed.cover == 0].any()
    assert solid.sum() > 5000


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_is_drawn_whole(name):
    for seed in range(3):
        rng = np.random.default_rng(seed)
        sprite = FAMILIES[name](rng, any_light(rng))
        assert sprite.colour.shape == (CANVAS, CANVAS, 3)
        assert 0.005 < sprite.cover.mean() < 0.95
        for plane in (sprite.colour, sprite.cover, sprite.clear):
            assert plane.dtype == np.float32
            assert plane.min() >= 0
            assert plane.max() <= 1
        inside = sprite.colour[sprite.cover > 0.9]
        assert inside.std() > 0.005  # shaded, not flat


@pytest.mark.parametrize("name", GROUNDS)
def test_every_ground_fills_the_picture(name):
    one, other = (GROUNDS[name](np.random.default_rng(seed), (120, 160)) for seed in (1, 2))
    assert one.shape == (120, 160, 3)
    assert one.dtype == np.float32
    assert np.isfinite(one).all()
    assert np.abs(one - other).mean() > 0.01


def test_glass_lets_the_ground_through():
    rng = np.random.default_rng(0)
    assert FAMILIES["glass"](rng, any_light(rng)).clear.max() > 0.3


def test_hand_reaches_the_product_from_the_edge():
    cover = np.zeros((200, 200), np.float32)
    cover[60:140, 70:130] = 1
    for seed in range(5):
        _, behind, before = hand(np.random.default_rng(seed), cover)
        either = np.maximum(behind, before) > 0.5
        assert (either & (cover > 0)).any()
        assert either[[0, -1]].any() or either[:, [0, -1]].any()


def test_photo_keeps_what_was_bright():
    scene = np.zeros((90, 90, 3), np.float32)
    scene[:, 45:] = 0.8
    for seed in range(5):
        photo = photograph(np.random.default_rng(seed), scene, 60)
        assert photo.shape == (60, 60, 3)
        assert photo[:, 40:].mean() > photo[:, :20].mean() + 30


@pytest.fixture
def disc():
    y, x = np.mgrid[:SIDE, :SIDE]
    return (x - 80) ** 2 + (y - 60) ** 2 < 30**2


def test_box_is_near_the_outline(disc):
    for seed in range(10):
        rows, columns = np.nonzero(dragged_box(np.random.default_rng(seed), disc))
        assert np.abs(np.array([rows.min(), rows.max(), columns.min(), columns.max()]) - [31, 89, 51, 109]).max() < 20


def test_strokes_stay_inside_their_region(disc):
    for seed in range(10):
        line = stroke(np.random.default_rng(seed), disc)
        assert line.any()
        assert not line[~disc].any()


def test_strokes_go_where_the_guess_is_wrong(disc):
    guess = np.zeros((SIDE, SIDE), np.float32)
    guess[:, :80] = 1  # the right half of the disc is missing, the rest of the left half is too much
    keep, erase = wanted_strokes(np.random.default_rng(2), disc, guess)
    assert keep[disc & (guess == 0)].any()
    assert not keep[guess == 1].any()
    assert erase[~disc & (guess == 1)].any()
    assert not erase[guess == 0].any()
