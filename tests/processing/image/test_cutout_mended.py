"""Cutouts that the merchant had a say in: a box, strokes, another outline, an alpha of the picture's own."""

import io

import numpy as np
import pytest
from PIL import Image

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.outline import Outline
from mmdemo.processing.image import network
from mmdemo.processing.image.arrays import encode
from mmdemo.processing.image.cutout import cut_out
from tests.processing.image.conftest import SIZE, drawn, overlap, studio

WIDTH, HEIGHT = SIZE


def block(left, right, top=800, bottom=1700):
    return drawn(lambda draw: draw.rounded_rectangle([left, top, right, bottom], 60, fill=255))


@pytest.fixture(scope="module")
def pair():
    """A red block at the left, a blue one at the right, on paper; and their masks."""
    left, right = block(420, 1180), block(1720, 2480)
    rgb = studio(left, (180, 40, 50), shadow=20)
    seen = np.asarray(right, float)[..., None] / 255
    rgb = (rgb * (1 - seen) + np.array((40, 70, 170), float) * seen).astype(np.uint8)
    return rgb, np.asarray(left) > 127, np.asarray(right) > 127


@pytest.fixture(scope="module")
def unmended(pair):
    return cut_out(pair[0], RunContext(1))


def painted(rows, columns):
    layer = np.zeros((HEIGHT, WIDTH), np.uint8)
    layer[slice(*rows), slice(*columns)] = 255
    return encode(layer)


LEFT_BOX = (0.1, 0.3, 0.45, 0.85)
ON_RIGHT = ((260, 370), (470, 580))


def test_a_box_chooses_the_product(pair, ctx):
    rgb, left, right = pair
    found = cut_out(rgb, ctx, Outline(box=LEFT_BOX))
    assert overlap(found.alpha > 127, left) > 0.95
    assert not (found.alpha > 127)[right].any()


def test_every_outline_offered_for_a_box_lies_inside(pair, ctx):
    rgb, _, right = pair
    offered = cut_out(rgb, ctx, Outline(box=LEFT_BOX)).alternatives
    assert offered
    for one in offered:
        assert not (cut_out(rgb, ctx, Outline(one.id, LEFT_BOX)).alpha > 127)[right].any()


def test_an_erased_thing_is_gone_and_the_rest_stays(pair, unmended, ctx):
    rgb, left, right = pair
    assert (unmended.alpha > 127)[right].mean() > 0.9
    found = cut_out(rgb, ctx, Outline(erase=painted(*ON_RIGHT)))
    assert overlap(found.alpha > 127, left) > 0.95
    assert (found.alpha > 127)[right].mean() < 0.05


def test_a_kept_thing_comes_back(pair, ctx):
    rgb, left, right = pair
    found = cut_out(rgb, ctx, Outline(box=LEFT_BOX, keep=painted(*ON_RIGHT)))
    assert overlap(found.alpha > 127, left | right) > 0.9


def test_pixels_stay_the_photos_own_when_mended(pair, ctx):
    rgb, _, _ = pair
    found = cut_out(rgb, ctx, Outline(erase=painted(*ON_RIGHT)))
    solid = found.alpha == 255
    assert np.array_equal(found.rgba[solid][:, :3], rgb[solid])
    assert not found.rgba[found.alpha == 0].any()


def test_all_of_it_erased_is_said(pair, ctx):
    rgb, _, _ = pair
    both = np.zeros((HEIGHT, WIDTH), np.uint8)
    both[150:480, 60:680] = 255
    with pytest.raises(GenerationError, match="left after erasing"):
        cut_out(rgb, ctx, Outline(erase=encode(both)))


def test_what_the_merchant_painted_is_trusted(pair, ctx):
    rgb, _, _ = pair
    assert cut_out(rgb, ctx, Outline(erase=painted(*ON_RIGHT))).confidence == "sure"


def test_every_outline_offered_can_be_picked(pair, unmended, ctx):
    rgb, found = pair[0], unmended
    assert found.chosen == found.alternatives[0].id
    assert len({one.id for one in found.alternatives}) == len(found.alternatives)
    for one in found.alternatives:
        picked = cut_out(rgb, ctx, Outline(one.id))
        assert picked.chosen == one.id
        assert picked.alternatives == found.alternatives
        assert one.label.en and one.label.zh
        assert one.confidence in ("sure", "check", "doubtful")
        assert np.array_equal(picked.rgba, found.rgba) == (one.id == found.chosen)


def test_an_outline_nobody_offered_leaves_the_best(pair, unmended, ctx):
    assert np.array_equal(cut_out(pair[0], ctx, Outline("nowhere")).rgba, unmended.rgba)


def test_previews_are_small_pictures_with_alpha(unmended):
    for one in unmended.alternatives:
        with Image.open(io.BytesIO(one.preview)) as preview:
            assert preview.format == "WEBP"
            assert preview.mode == "RGBA"
            assert max(preview.size) == 256


def test_a_given_alpha_is_kept_to_the_last_level(mug_photo, ctx):
    alpha = np.random.default_rng(0).integers(0, 256, mug_photo.shape[:2], np.uint8)
    found = cut_out(mug_photo, ctx, alpha=alpha)
    assert np.array_equal(found.alpha, alpha)
    assert np.array_equal(found.rgba[alpha == 255][:, :3], mug_photo[alpha == 255])
    assert (found.confidence, found.notes, found.alternatives, found.chosen) == ("sure", (), (), "")


def test_strokes_mend_a_given_alpha_and_nothing_else(mug_photo, mug_mask, ctx):
    alpha = np.asarray(mug_mask)
    found = cut_out(mug_photo, ctx, Outline(erase=painted(*ON_RIGHT)), alpha).alpha
    rows, columns = (slice(*part) for part in ON_RIGHT)
    assert not found[rows, columns].any()
    rest = np.ones_like(alpha, bool)
    rest[rows, columns] = False
    assert np.array_equal(found[rest], alpha[rest])


@pytest.mark.parametrize("outline", [Outline("framed"), Outline(box=(0.3, 0.2, 0.85, 0.9))])
def test_who_asks_for_another_outline_leaves_the_given_alpha(mug_photo, mug_mask, ctx, outline):
    wrong = np.zeros(mug_photo.shape[:2], np.uint8)
    wrong[:60] = 255
    found = cut_out(mug_photo, ctx, outline, wrong)
    assert overlap(found.alpha > 127, np.asarray(mug_mask) > 127) > 0.6  # the given one shows none of the mug
    assert found.alternatives


def test_a_larger_model_decides(pair, ctx):
    rgb, _, right = pair
    found = cut_out(rgb, ctx, given=right.astype(np.float32))
    assert found.chosen == "model"
    assert overlap(found.alpha > 127, right) > 0.95
    small = right[::4, ::4].astype(np.float32)
    assert overlap(cut_out(rgb, ctx, given=small).alpha > 127, right) > 0.9


def test_another_outline_can_be_picked_before_a_larger_models(pair, ctx):
    rgb, left, right = pair
    others = [one.id for one in cut_out(rgb, ctx, given=right.astype(np.float32)).alternatives if one.id != "model"]
    assert others
    found = cut_out(rgb, ctx, Outline(others[0]), given=right.astype(np.float32))
    assert found.chosen == others[0]
    assert (found.alpha > 127)[left].mean() > 0.9


def test_a_larger_model_that_sees_nothing_decides_nothing(pair, ctx):
    rgb, left, right = pair
    found = cut_out(rgb, ctx, given=np.zeros(left.shape, np.float32))
    assert found.chosen != "model"
    assert overlap(found.alpha > 127, left | right) > 0.9


@pytest.mark.parametrize(("content", "said"), [(None, "missing"), (b"", "damaged"), (b"no weights", "damaged")])
def test_without_its_network_the_cutout_is_made_and_says_so(
    mug_photo, mug_mask, ctx, tmp_path, monkeypatch, content, said
):
    path = tmp_path / "cutout.safetensors"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(network, "WEIGHTS", path)
    found = cut_out(mug_photo, ctx)
    assert overlap(found.alpha > 127, np.asarray(mug_mask) > 127) > 0.95
    assert said in found.notes[-1].en
    assert ("缺少" if said == "missing" else "损坏") in found.notes[-1].zh


def test_mended_the_same_way_gives_the_same_bytes(pair):
    rgb, _, _ = pair
    outline = Outline(box=LEFT_BOX, keep=painted(*ON_RIGHT))
    one, two = (cut_out(rgb, RunContext(seed), outline) for seed in (1, 2))
    assert np.array_equal(one.rgba, two.rgba)
