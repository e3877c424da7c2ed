"""The cutout network as it ships: any size of photo, hints that count, and weights that are missing or damaged."""

import hashlib

import numpy as np
import pytest
from PIL import Image, ImageDraw
from safetensors.numpy import load_file, save_file

from mmdemo.errors import InputError, MMDemoError
from mmdemo.processing.image import confidence, network
from mmdemo.processing.image.network import (
    SIDE,
    NetworkUnavailable,
    network_input,
    product_likelihood,
    read_weights,
)
from mmdemo.processing.image.weights import WEIGHTS, WEIGHTS_SHA256
from tests.processing.image.conftest import drawn, overlap, studio


@pytest.fixture(scope="module")
def two_products():
    """Two equal discs on paper, and the mask of the left one."""
    left = drawn(lambda draw: draw.ellipse([300, 760, 1200, 1660], fill=255))
    both = left.copy()
    both.paste(left.crop((0, 0, 340, 560)), (370, 0))
    return studio(both, (40, 90, 150), shadow=20), np.asarray(left) > 127


def test_finds_a_packshot(mug_photo, mug_mask):
    likely = product_likelihood(mug_photo)
    assert likely.shape == mug_photo.shape[:2]
    assert likely.dtype == np.float32
    assert overlap(likely > 0.5, np.asarray(mug_mask) > 127) > 0.85


def test_box_chooses_among_equals(two_products):
    photo, left = two_products
    width = photo.shape[1]
    likely = product_likelihood(photo, box=(0.08, 0.3, 0.45, 0.78))
    inside, beyond = likely[left].mean(), likely[:, width // 2 + 20 :][left[:, : width // 2 - 20]].mean()
    assert inside > 0.6
    assert inside > beyond + 0.3


def test_keep_stroke_raises_and_erase_stroke_lowers(two_products):
    photo, left = two_products
    stroke = Image.new("L", photo.shape[1::-1])
    ImageDraw.Draw(stroke).line([(130, 260), (240, 350)], fill=255, width=14)
    brushed = np.asarray(stroke) > 0
    without = product_likelihood(photo)[left].mean()
    assert product_likelihood(photo, keep=brushed)[left].mean() > without - 0.02
    assert product_likelihood(photo, erase=brushed)[left].mean() < without - 0.1


@pytest.mark.parametrize(("height", "width"), [(16, 16), (1, 1), (30, 600), (900, 45), (161, 159)])
def test_any_size(height, width):
    rgb = np.random.default_rng(0).integers(0, 255, (height, width, 3), np.uint8)
    brush = np.ones((height, width), bool)
    likely = product_likelihood(rgb, box=(0, 0, 1, 1), keep=brush, erase=~brush)
    assert likely.shape == (height, width)
    assert np.isfinite(likely).all()
    assert likely.min() >= 0
    assert likely.max() <= 1


def test_same_photo_same_likelihood(mug_photo):
    assert np.array_equal(product_likelihood(mug_photo), product_likelihood(mug_photo))


def test_box_outside_the_picture_is_cut_at_its_edge():
    rgb = np.zeros((40, 60, 3), np.uint8)
    planes = network_input(rgb, (-0.5, -0.5, 0.5, 2.0), None, None)
    assert planes[:, : SIDE // 2, 3].all()
    assert not planes[:, SIDE // 2 :, 3].any()


def test_thin_stroke_in_a_large_photo_counts():
    brush = np.zeros((1600, 1600), bool)
    brush[800:803, 200:1400] = True
    planes = network_input(np.zeros((1600, 1600, 3), np.uint8), None, brush, None)
    assert planes[80, 25:135, 4].all()
    assert planes[..., 4].sum() < 2 * 130
    assert not planes[..., 5].any()


def damaged_files(folder):
    whole = WEIGHTS.read_bytes()
    tensors = load_file(WEIGHTS)
    first = next(iter(tensors))
    (folder / "cut_off.safetensors").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.safetensors").write_bytes(b"")
    (folder / "other.safetensors").write_bytes(b"<html>not weights</html>")
    save_file({name: value for name, value in tensors.items() if name != first}, folder / "one_less.safetensors")
    save_file({**tensors, first: tensors[first][:-1].copy()}, folder / "wrong_shape.safetensors")
    spoilt = tensors[first].copy()
    spoilt.flat[3] = np.nan
    save_file({**tensors, first: spoilt}, folder / "not_a_number.safetensors")
    (folder / "folder.safetensors").mkdir()


def test_damaged_weights_say_so_in_both_languages(tmp_path):
    damaged_files(tmp_path)
    paths = sorted(tmp_path.iterdir())
    assert len(paths) == 7
    for path in paths:
        with pytest.raises(NetworkUnavailable) as failure:
            read_weights(path)
        assert "damaged" in failure.value.text("en")
        assert "损坏" in failure.value.text("zh")


def test_missing_weights_say_so(tmp_path, monkeypatch, mug_photo):
    monkeypatch.setattr(network, "WEIGHTS", tmp_path / "cutout.safetensors")
    with pytest.raises(NetworkUnavailable) as failure:
        product_likelihood(mug_photo)
    assert "missing" in failure.value.text("en")
    assert "缺少" in failure.value.text("zh")
    assert isinstance(failure.value, MMDemoError)
    assert not isinstance(failure.value, InputError)


def test_weights_come_back_once_the_file_does(tmp_path):
    path = tmp_path / "cutout.safetensors"
    with pytest.raises(NetworkUnavailable):
        read_weights(path)
    path.write_bytes(WEIGHTS.read_bytes())
    assert read_weights(path)


def test_shipped_file_is_small():
    assert WEIGHTS.stat().st_size <= 4_000_000


def test_shipped_file_is_the_one_that_pictures_name():
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest().startswith(WEIGHTS_SHA256)


def test_the_judgement_was_fitted_with_it():
    assert confidence.FITTED_WITH == WEIGHTS_SHA256
