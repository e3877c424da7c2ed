"""The whole way from photo to cutout, on drawn photos and on the real ones."""

import io
import threading
import warnings
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, GenerationError
from mmdemo.processing.image.confidence import IN_PIECES, PARTS_MISSING, SEE_THROUGH, TOUCHES_EDGE
from mmdemo.processing.image.cutout import cut_out
from tests.processing.image.conftest import drawn, overlap, studio


def textured(mask, colour):
    """`mask` in one colour before coarse gravel."""
    rng = np.random.default_rng(3)
    stones = cv2.GaussianBlur(rng.normal(120, 160, (mask.size[1], mask.size[0], 1)).astype(np.float32), (0, 0), 2.5)
    ground = np.clip(stones[..., None] * [1.0, 0.95, 0.9], 0, 255)
    alpha = np.asarray(mask, float)[..., None] / 255
    return (ground * (1 - alpha) + np.array(colour, float) * alpha).astype(np.uint8)


@pytest.fixture(scope="module")
def seen():
    """What was said while the mug was cut out."""
    return []


@pytest.fixture(scope="module")
def mug(mug_photo, seen):
    return cut_out(mug_photo, RunContext(1, listen=seen.append))


@pytest.fixture(scope="module")
def cut_of(shared):
    """The cutout of a real photo, made once."""

    @cache
    def cut(name):
        with Image.open(shared / name) as photo:
            return cut_out(np.asarray(photo.convert("RGB")), RunContext(1))

    return cut


def test_packshot_keeps_handle_opening_and_drops_shadow(mug, mug_mask):
    assert overlap(mug.alpha > 127, np.asarray(mug_mask) > 127) > 0.985
    assert mug.confidence == "sure"
    assert mug.notes == ()


@pytest.mark.parametrize("colour", [(250, 250, 250), (128, 128, 126), (20, 20, 22), (200, 40, 50)])
def test_colours_of_product_on_paper(mug_mask, ctx, colour):
    found = cut_out(studio(mug_mask, colour, backdrop=(216, 214, 210), shadow=50), ctx)
    assert overlap(found.alpha > 127, np.asarray(mug_mask) > 127) > 0.97


def test_thin_legs_survive(ctx):
    def stool(draw):
        draw.rectangle([1000, 500, 1900, 640], fill=255)
        for foot in (900, 1440, 2000):
            draw.line([1450, 600, foot, 1900], fill=255, width=22)

    mask = drawn(stool)
    found = cut_out(studio(mask, (30, 30, 34), shadow=30), ctx)
    assert overlap(found.alpha > 127, np.asarray(mask) > 127) > 0.93
    legs = np.asarray(mask)[400:460] > 200
    assert (found.alpha[400:460][legs] > 127).mean() > 0.97


def test_textured_ground(ctx, mug_mask):
    found = cut_out(textured(mug_mask, (190, 30, 40)), ctx)
    assert overlap(found.alpha > 127, np.asarray(mug_mask) > 127) > 0.95


def test_pixels_inside_are_the_photos_own(mug_photo, mug):
    solid = mug.alpha == 255
    assert solid.sum() > 30_000
    assert np.array_equal(mug.rgba[solid][:, :3], mug_photo[solid])
    assert not mug.rgba[mug.alpha == 0].any()


def test_edge_colour_is_free_of_the_backdrop(mug_photo, mug):
    edge = (mug.alpha > 60) & (mug.alpha < 200)
    assert edge.sum() > 200
    # The product is (40, 70, 120), the paper about 234: untouched edge pixels would lie halfway, near 137 in red.
    assert np.median(mug.rgba[edge][:, 0]) < 75
    assert np.median(mug_photo[edge][:, 0]) > 100


def test_same_photo_same_bytes(mug_photo, mug_mask, mug, ctx):
    assert np.array_equal(cut_out(mug_photo, ctx).rgba, mug.rgba)
    busy = textured(mug_mask, (60, 120, 220))
    assert np.array_equal(cut_out(busy, ctx).rgba, cut_out(busy, ctx).rgba)


def test_large_photo_keeps_its_size(ctx, mug_photo):
    large = cv2.resize(mug_photo, (2160, 1680), interpolation=cv2.INTER_CUBIC)
    found = cut_out(large, ctx)
    assert found.rgba.shape == (1680, 2160, 4)
    solid = found.alpha == 255
    assert np.array_equal(found.rgba[solid][:, :3], large[solid])


def test_empty_photo_says_so_in_both_languages(ctx):
    paper = studio(Image.new("L", (400, 300)), (0, 0, 0))
    with pytest.raises(GenerationError) as failure:
        cut_out(paper, ctx)
    assert "plain background" in failure.value.text("en")
    assert "背景" in failure.value.text("zh")


def test_one_flat_colour_is_no_product(ctx):
    with pytest.raises(GenerationError):
        cut_out(np.full((240, 320, 3), 128, np.uint8), ctx)


def test_product_over_the_edge_is_noted(ctx):
    mask = drawn(lambda draw: draw.rectangle([1900, 700, 2880, 1700], fill=255))
    found = cut_out(studio(mask, (30, 90, 60), shadow=0), ctx)
    assert TOUCHES_EDGE in found.notes


def test_faint_product_is_noted(ctx):
    mask = drawn(lambda draw: draw.ellipse([1000, 600, 2000, 1700], fill=255))
    soft = mask.filter(ImageFilter.GaussianBlur(14))
    found = cut_out(studio(soft, (216, 214, 186), shadow=0), ctx)
    assert PARTS_MISSING in found.notes
    assert found.confidence != "sure"


def test_stop_is_heard(mug_photo):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        cut_out(mug_photo, RunContext(1, stop=stop))


def test_progress_ends_at_its_total(mug, seen):
    done = [step.done for step in seen]
    assert (done[0], done[-1]) == (0, seen[-1].total)
    assert done == sorted(done)
    assert set(done) == set(range(seen[-1].total + 1))
    assert {step.total for step in seen} == {seen[-1].total}


def test_the_first_outline_is_shown_while_the_others_are_sought(mug, seen):
    sketches = [step.sketch for step in seen if step.sketch is not None]
    assert len(sketches) >= 2
    for sketch in sketches:
        with Image.open(io.BytesIO(sketch)) as preview:
            assert (preview.format, preview.mode) == ("WEBP", "RGBA")


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "gcp_hairdryer",
        "gcp_mug",
        "gcp_sunglasses",
        "gcp_watch",
        "otel_EclipsmartTravelRefractorTelescope",
        "otel_LensCleaningKit",
        "otel_RedFlashlight",
    ],
)
def test_real_packshots_are_trusted(cut_of, name):
    found = cut_of(f"photos/{name}.jpg")
    assert found.confidence == "sure"
    assert PARTS_MISSING not in found.notes


@pytest.mark.shared
def test_real_sunglasses_keep_both_arms(cut_of):
    alpha = cut_of("photos/gcp_sunglasses.jpg").alpha
    assert alpha[160:180, 340:420].max() > 200  # the far arm's tip
    assert alpha[235:250, 115:135].max() > 200  # the near arm's tip


@pytest.mark.shared
def test_real_jar_keeps_its_glass(cut_of):
    found = cut_of("photos/gcp_bamboo-glass-jar.jpg")
    assert SEE_THROUGH in found.notes
    assert 90 < found.alpha[450, 360] < 200  # half the light comes through the glass
    assert found.alpha[200, 350] == 255  # none through the lid
    assert found.alpha[400, 120] == 0  # the shadow beside it is gone


@pytest.mark.shared
@pytest.mark.slow
def test_overlap_with_true_alpha(shared, ctx):
    stones = Image.open(shared / "backgrounds" / "sk_gravel.png").convert("RGB").resize((640, 640))
    scores = []
    for path in sorted((shared / "alpha").glob("*.png")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # Pillow on a palette picture's transparency
            picture = Image.open(path).convert("RGBA").resize((640, 640))
        photo = stones.copy()
        photo.paste(picture, mask=picture)
        truth = np.asarray(picture)[..., 3] > 250
        scores.append(overlap(cut_out(np.asarray(photo), ctx).alpha > 127, truth))
    assert np.median(scores) > 0.95
    assert np.mean(scores) > 0.88


def test_a_product_that_comes_out_in_pieces_is_flagged() -> None:
    photo = Image.new("RGB", (900, 900), (236, 236, 232))
    draw = ImageDraw.Draw(photo)
    draw.rectangle((330, 150, 570, 380), fill=(120, 60, 20))
    draw.rectangle((330, 640, 570, 760), fill=(120, 60, 20))
    assert IN_PIECES in cut_out(np.asarray(photo), RunContext(1)).notes
    draw.rectangle((330, 370, 570, 650), fill=(60, 90, 160))
    assert IN_PIECES not in cut_out(np.asarray(photo), RunContext(1)).notes


@pytest.mark.shared
def test_real_photograph_with_a_mask(shared, cut_of):
    """The network alone sees half of this product; together with the older cues it is found whole."""
    found = cut_of("photo-mask/bear_plushie_03.jpg")
    with Image.open(shared / "photo-mask" / "bear_plushie_03_mask.png") as mask:
        truth = np.asarray(mask.convert("L")) > 127
    assert overlap(found.alpha > 127, truth) > 0.93
