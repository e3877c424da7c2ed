"""Scoring on photographs: the cases of a folder, the boxes of their products, and the table of what was reached."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from safetensors.numpy import save_file

from mmdemo.processing.image.network import CELL, NetworkUnavailable, layer_shapes
from mmdemo.training.score import DRAWN, LONGEST, Case, Score, box_of, cases, scored, table


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One product with alpha, wide; one with a palette; one texture; one photograph with its mask."""
    home = tmp_path_factory.mktemp("photographs")
    for name in ("alpha", "backgrounds", "photo-mask"):
        (home / name).mkdir()
    cut = Image.new("RGBA", (600, 240))
    ImageDraw.Draw(cut).rectangle((150, 60, 449, 179), fill=(200, 30, 40, 255))
    ImageDraw.Draw(cut).rectangle((150, 180, 449, 199), fill=(0, 0, 0, 120))  # a soft shadow is no product
    cut.save(home / "alpha" / "block.png")
    layer = Image.new("P", (80, 100), 0)
    layer.putpalette([255, 255, 255, 20, 60, 180])
    layer.paste(1, (20, 20, 60, 70))
    layer.save(home / "alpha" / "flat.png", transparency=0)
    Image.new("RGB", (50, 50), (90, 160, 90)).save(home / "backgrounds" / "lawn.png")
    photo, mask = Image.new("RGB", (900, 600), "white"), Image.new("L", (900, 600))
    for picture, colour in ((photo, "navy"), (mask, 255)):
        ImageDraw.Draw(picture).ellipse((300, 150, 600, 450), fill=colour)
    photo.save(home / "photo-mask" / "ball.jpg")
    mask.save(home / "photo-mask" / "ball_mask.png")
    return home


def test_every_product_stands_on_every_ground(folder):
    found = [(case.name, case.ground) for case in cases(folder)]
    grounds = ("lawn", *DRAWN)
    assert found == [
        *(("block", ground) for ground in grounds),
        *(("flat", ground) for ground in grounds),
        ("ball", "photograph"),
    ]


def test_photos_and_masks_fit_each_other(folder):
    for case in cases(folder):
        assert case.rgb.shape == (*case.mask.shape, 3)
        assert case.rgb.dtype == np.uint8
        assert case.mask.dtype == bool
        assert max(case.mask.shape) <= LONGEST
        assert 0 < case.mask.mean() < 1


def test_the_product_is_in_the_picture_and_its_shadow_not_in_the_mask(folder):
    case = next(cases(folder))
    assert case.mask.shape == (192, 480)
    assert (np.abs(case.rgb[case.mask].astype(int) - (200, 30, 40)) < 3).all()
    assert case.mask.mean() == pytest.approx(300 * 120 / (600 * 240), rel=0.03)
    assert (case.rgb[0, 0] == (90, 160, 90)).all()


def test_same_folder_same_cases(folder):
    for one, again in zip(cases(folder), cases(folder), strict=True):
        assert np.array_equal(one.rgb, again.rgb)


def test_an_empty_folder_has_no_cases(tmp_path):
    assert list(cases(tmp_path)) == []


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_a_box_covers_its_mask_and_no_more(height, width, data):
    mask = np.zeros((height, width), bool)
    row, column = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    mask[row:, column:] = data.draw(st.booleans())
    mask[row, column] = True
    left, top, right, bottom = box_of(mask)
    rows, columns = np.nonzero(mask)
    assert (round(left * width), round(top * height)) == (columns.min(), rows.min())
    assert (round(right * width), round(bottom * height)) == (columns.max() + 1, rows.max() + 1)


def says(path, answer):
    """A network that answers the same for every pixel."""
    tensors = {}
    for name, (inward, outward, size) in layer_shapes().items():
        tensors[f"{name}.weight"] = np.zeros((outward, inward, size, size), np.float32)
        tensors[f"{name}.bias"] = np.full(outward, answer if outward == CELL**2 else 0, np.float32)
    save_file(tensors, path)
    return path


def test_scores_are_overlaps(folder, tmp_path):
    everything = scored(says(tmp_path / "all.safetensors", 1.0), folder)
    assert len(everything) == 11
    for score in everything:
        assert score.alone == score.boxed == pytest.approx(score.case.mask.mean())
    assert all(score.alone == 0 for score in scored(says(tmp_path / "none.safetensors", -1.0), folder))


def test_without_weights_nothing_is_scored(folder, tmp_path):
    with pytest.raises(NetworkUnavailable):
        scored(tmp_path / "nowhere.safetensors", folder)


def test_the_table_has_a_row_for_each_ground_and_one_for_all():
    case = Case("mug", "lawn", np.zeros((2, 2, 3), np.uint8), np.ones((2, 2), bool))
    other = Case("mug", "room", case.rgb, case.mask)
    rows = table([Score(case, 0.5, 0.95), Score(case, 0.9, 0.97), Score(other, 0.1, 0.2)]).splitlines()
    assert rows[2:] == [
        "| lawn | 2 | 0.700 | 1 | 0.960 | 2 |",
        "| room | 1 | 0.100 | 0 | 0.200 | 0 |",
        "| all | 3 | 0.500 | 1 | 0.707 | 2 |",
    ]
