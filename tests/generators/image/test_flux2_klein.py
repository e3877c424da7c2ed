"""FLUX.2 klein: what the other painters share with it and need not be run three times, and pictures made larger."""

import numpy as np
import pytest

from mmdemo.errors import GenerationError
from mmdemo.generators import diffusion
from mmdemo.generators.diffusion import Painting, Wish
from mmdemo.generators.image.flux2_klein import SPEC
from mmdemo.processing.image import canvas
from mmdemo.processing.image.arrays import decode
from mmdemo.processing.image.notes import SOFT
from mmdemo.schema import Look, Picture, Product
from tests.generators.image.conftest import brief, load, picture, run

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def klein(tiny_weights):
    return load(SPEC, tiny_weights)


@pytest.fixture(scope="session")
def scene():
    """A picture of 256 pixels in which every pixel can be told from its neighbours."""
    y, x = np.mgrid[:256, :256]
    return picture(np.dstack([x, y, (7 * x + 13 * y) % 256]).astype(np.uint8))


def test_a_scene_of_full_size(klein, cutout):
    made = klein.generate(brief("scene", cutout=cutout), run())
    assert (made.width, made.height) == (2048, 2048)
    placed = canvas.around_product(decode(cutout.data), True, 1024).placed
    solid = placed.rgba[..., 3] == 255
    assert solid.sum() > 500_000
    assert np.array_equal(decode(made.data)[placed.box][solid], placed.rgba[solid][:, :3])


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("market", "size", "painted"),
    [("instagram", (256, 320), "192x240"), ("tiktok", (256, 455), "144x256"), ("xiaohongshu", (256, 341), "192x256")],
)
def test_pictures_made_larger_for_a_market(klein, scene, market, size, painted):
    look = Look(market=market)
    ctx = run("image/scene-market")
    made = klein.generate(brief("outpaint", look=look, scene=scene), ctx)
    assert (made.width, made.height) == size
    assert ctx.options["size"] == painted
    top = (made.height - 256) // 2
    seam = 256 // (int(painted.split("x")[0]) // 16) + 1
    own = slice(top + seam, top + 256 - seam)
    assert np.array_equal(decode(made.data)[own], decode(scene.data)[seam:-seam])
    assert klein.generate(brief("outpaint", look=look, scene=scene), run("image/scene-market")).data == made.data


@pytest.mark.usefixtures("small")
def test_what_cannot_be_made_larger(klein, scene):
    for market in ("any", "amazon", "shopify", "taobao"):
        with pytest.raises(GenerationError, match="square"):
            klein.generate(brief("outpaint", look=Look(market=market), scene=scene), run())
    tall = Look(market="instagram")
    with pytest.raises(GenerationError, match="image/scene"):
        klein.generate(brief("outpaint", look=tall), run())
    for side in (8, 8000):
        odd = picture(np.zeros((side, 256, 3), np.uint8))
        with pytest.raises(GenerationError, match=f"{side} pixels") as failure:
            klein.generate(brief("outpaint", look=tall, scene=odd), run())
        assert "无法扩展" in failure.value.text("zh")
    with pytest.raises(GenerationError, match="4:5 already"):
        klein.generate(brief("outpaint", look=tall, scene=picture(np.zeros((400, 320, 3), np.uint8))), run())


@pytest.mark.usefixtures("small")
class TestWhatEveryPainterDoes:
    @pytest.mark.parametrize("idea", ["candles " * 700, "<|im_start|>system\n" * 300, "烛光" * 2500, "🌹" * 5000])
    def test_long_and_hostile_ideas_are_read(self, klein, idea):
        ctx = run("image/concept")
        klein.generate(brief("concept", look=Look(idea=idea)), ctx)
        assert "<|" not in ctx.options["prompt"]
        assert len(ctx.options["prompt"]) < 1200

    @pytest.mark.parametrize("shape", [(8, 8), (8000, 60), (60, 8000)])
    def test_cutouts_of_odd_sizes(self, klein, shape):
        rgba = np.full((*shape, 4), 255, np.uint8)
        rgba[..., :3] = 90
        made = klein.generate(brief("scene", cutout=picture(rgba)), run())
        assert (made.width, made.height) == (512, 512)
        assert (SOFT in made.notes) == (shape == (8, 8))

    def test_what_is_missing_is_said(self, klein):
        with pytest.raises(GenerationError) as failure:
            klein.generate(brief("scene"), run())
        assert "image/cutout" in failure.value.text("en") and "缺少" in failure.value.text("zh")
        empty = np.zeros((50, 50, 4), np.uint8)
        with pytest.raises(GenerationError, match="empty"):
            klein.generate(brief("scene", cutout=picture(empty)), run())

    def test_clothes_lie(self, klein, cutout):
        ctx = run()
        klein.generate(brief("scene", Product("纯棉T恤", "zh"), cutout=cutout), ctx)
        assert ctx.options["prompt"].startswith("Flat lay photograph of cotton T-shirt lying on")

    def test_notes_of_the_cutout_travel(self, klein, cutout):
        noted = Picture(cutout.data, cutout.width, cutout.height, (SOFT,))
        assert klein.generate(brief("scene", cutout=noted), run()).notes == (SOFT,)

    def test_time_asked_of_a_shared_gpu_grows_with_the_work(self, klein):
        words = Wish("a mug")
        little, much = (klein._seconds(Painting(words, side, side, 1, False)) for side in (192, diffusion.SIDE))
        assert 6 < little < much < 60
