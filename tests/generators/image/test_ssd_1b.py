"""SSD-1B: it reads English, and what not to show."""

import pytest

from mmdemo.errors import OutOfMemory
from mmdemo.generators.image.ssd_1b import SPEC
from mmdemo.processing.image import canvas
from mmdemo.processing.image.arrays import decode
from mmdemo.schema import Look, Product
from tests.generators.image.conftest import Half, brief, load, out_of_memory_in, run

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def painter(tiny_weights):
    return load(SPEC, tiny_weights)


def test_a_concept_of_full_size(painter):
    ctx = run("image/concept")
    made = painter.generate(brief("concept"), ctx)
    assert (made.width, made.height, ctx.options["steps"]) == (1024, 1024, "25")


@pytest.mark.usefixtures("small")
def test_a_chinese_idea_is_left_out_and_what_not_to_show_is_said(painter):
    ctx = run("image/concept")
    painter.generate(brief("concept", Product("手工陶瓷马克杯", "zh"), Look(idea="红灯笼 fairy lights")), ctx)
    assert "handmade ceramic mug" in ctx.options["prompt"]
    assert "Fairy lights." in ctx.options["prompt"]
    assert ctx.options["prompt"].isascii()
    assert "watermark" in ctx.options["negative"] and "watermark" not in ctx.options["prompt"]


def test_cells_are_half_as_large_as_of_the_others(painter, cutout):
    around = canvas.around_product(decode(cutout.data), True, 256)
    assert (around.mask(painter.cell) == 0).sum() > (around.mask(16) == 0).sum() > 0


@pytest.mark.usefixtures("small")
def test_memory_running_out_while_a_source_is_encoded(tiny_weights, cutout):
    """Left to itself the pipeline turns the autoencoder into float32 for that, and would not turn it back."""
    painter = SPEC.load(Half(folder=tiny_weights(SPEC.id)))
    whole = painter.generate(brief("concept"), run())
    with out_of_memory_in(painter._autoencoder.encoder), pytest.raises(OutOfMemory):
        painter.generate(brief("scene", cutout=cutout), run())
    assert painter.generate(brief("concept"), run()).data == whole.data
