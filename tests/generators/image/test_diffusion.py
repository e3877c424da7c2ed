"""What every painting generator promises, on tiny checkpoints of the real pipeline classes."""

import io
import pickle
import shutil
import threading

import numpy as np
import pytest
from PIL import Image
from safetensors.torch import load_file, save_file

from mmdemo.errors import Cancelled, GeneratorUnavailable, OutOfMemory
from mmdemo.generators.diffusion import Painting, Wish
from mmdemo.generators.image import flux2_klein, ssd_1b, z_image
from mmdemo.processing.image import canvas
from mmdemo.processing.image.arrays import decode
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Look
from tests.generators.image.conftest import Half, brief, load, memory, run

pytestmark = pytest.mark.usefixtures("small", "one_thread")

SPECS = {spec.id: spec for spec in (flux2_klein.SPEC, z_image.SPEC, ssd_1b.SPEC)}


@pytest.fixture(scope="module", params=SPECS)
def spec(request):
    return SPECS[request.param]


@pytest.fixture(scope="module")
def painter(spec, tiny_weights):
    return load(spec, tiny_weights)


def test_concept_is_a_square_that_its_seed_decides(painter):
    def make(seed=1, part="image/concept"):
        ctx = run(part, seed)
        return painter.generate(brief("concept"), ctx), ctx.options

    made, options = make()
    assert (made.width, made.height, made.concept) == (256, 256, True)
    with Image.open(io.BytesIO(made.data)) as opened:
        assert (opened.mode, opened.size, opened.info) == ("RGB", (256, 256), {})
    assert make()[0].data == made.data
    assert make(seed=2)[0].data != made.data
    assert make(part="image/concept-2")[0].data != made.data
    assert options["steps"] == str(painter.steps)
    assert options["size"] == "256x256"
    assert options["seed"] == str(run("image/concept").seed_for("noise"))
    assert "Ceramic mug" in options["prompt"]


def test_scene_keeps_every_solid_pixel_of_the_product(painter, cutout):
    made = painter.generate(brief("scene", cutout=cutout), run())
    assert (made.width, made.height, made.concept, made.notes) == (512, 512, False, ())
    placed = canvas.around_product(decode(cutout.data), True, 256).placed
    solid = placed.rgba[..., 3] == 255
    assert solid.sum() > 20_000
    pixels = decode(made.data)
    assert np.array_equal(pixels[placed.box][solid], placed.rgba[solid][:, :3])
    assert painter.generate(brief("scene", cutout=cutout), run()).data == made.data
    other = decode(painter.generate(brief("scene", cutout=cutout), run("image/scene-2")).data)
    assert np.array_equal(other[placed.box][solid], placed.rgba[solid][:, :3])
    assert not np.array_equal(other, pixels)


def test_only_what_the_mask_says_is_painted(painter):
    rng = np.random.default_rng(1)
    source = rng.integers(0, 255, (64, 64, 3), dtype=np.uint8)

    def paint(mask, seed):
        job = Painting(Wish("a mug", painter._negative), 64, 64, seed, False, source, mask)
        return painter._place.run(painter.paint, pickle.loads(pickle.dumps(job)), lambda *_: None, 1.0)

    nothing = np.zeros((64, 64), np.uint8)
    assert np.abs(paint(nothing, 1).astype(int) - paint(nothing, 2)).max() <= 1
    assert np.abs(paint(nothing + 255, 1).astype(int) - paint(nothing + 255, 2)).mean() > 10


def test_progress_and_sketches(painter, cutout):
    seen = []
    painter.generate(brief("scene", cutout=cutout), run(listen=seen.append))
    steps = painter.steps
    done = [news.done for news in seen]
    assert done == sorted(done)
    assert set(done) == set(range(steps + 1))
    assert all(news.total == steps + 1 for news in seen)
    assert f"Painting: step 2 of {steps}" in [news.message.en for news in seen]
    assert f"正在绘制：第 2 步，共 {steps} 步" in [news.message.zh for news in seen]
    sketches = [news.sketch for news in seen if news.sketch]
    assert 2 <= len(sketches) <= 5
    for sketched in sketches:
        with Image.open(io.BytesIO(sketched)) as opened:
            assert opened.format == "WEBP"
            assert max(opened.size) <= 256


def test_stop_at_a_step_leaves_the_model_usable(painter, cutout):
    whole = painter.generate(brief("scene", cutout=cutout), run())
    stop = threading.Event()

    def listen(news):
        if news.done == 2:
            stop.set()

    with pytest.raises(Cancelled):
        painter.generate(brief("scene", cutout=cutout), run(stop=stop, listen=listen))
    assert painter.generate(brief("scene", cutout=cutout), run()).data == whole.data


def test_out_of_memory_and_a_smaller_try(painter, cutout):
    asked = brief("scene", cutout=cutout)
    whole = painter.generate(asked, run())
    with memory() as taken:
        painter.generate(asked, run())
    with memory() as taken_frugally:
        painter.generate(asked, run(frugal=True))
    assert taken_frugally[1] < 0.8 * taken[1]
    with memory(0.9 * taken[1]), pytest.raises(OutOfMemory):
        painter.generate(asked, run())
    ctx = run(frugal=True)
    with memory(0.9 * taken[1]):
        smaller = painter.generate(asked, ctx)
    assert (smaller.width, smaller.height, ctx.options["size"]) == (512, 512, "192x192")
    assert painter.generate(asked, run()).data == whole.data


def test_parts_that_wait_in_main_memory(spec, painter, tiny_weights, cutout):
    waiting = load(spec, tiny_weights, offload=True)
    seen = []
    for kind in ("scene", "concept"):
        made = decode(waiting.generate(brief(kind, cutout=cutout), run(listen=seen.append)).data).astype(int)
        assert abs(made - decode(painter.generate(brief(kind, cutout=cutout), run()).data)).max() <= 1
    assert not any(news.sketch for news in seen)
    stop = threading.Event()
    with pytest.raises(Cancelled):
        waiting.generate(brief("concept"), run(stop=stop, listen=lambda news: stop.set() if news.done else None))
    assert np.array_equal(decode(waiting.generate(brief("concept"), run()).data), made)


def test_in_half_precision(spec, tiny_weights, cutout):
    painter = spec.load(Half(folder=tiny_weights(spec.id)))
    for kind in ("scene", "concept"):
        seen = []
        made = painter.generate(brief(kind, cutout=cutout), run(listen=seen.append))
        assert decode(made.data).std() > 1
        assert any(news.sketch for news in seen)
        assert painter.generate(brief(kind, cutout=cutout), run()).data == made.data


@pytest.mark.filterwarnings("ignore:`torch.jit.script_method` is deprecated")  # the compiler's own import
def test_repeated_blocks_can_be_compiled(spec, tiny_weights):
    denoiser = getattr(load(spec, tiny_weights, compile=True)._from_words, SPECS[spec.id].load.denoiser)
    assert any(module._compiled_call_impl is not None for module in denoiser.modules())


def test_variations_read_their_words_once(painter):
    calls = []
    hook = painter._from_words.text_encoder.register_forward_pre_hook(lambda *_: calls.append(1))
    try:
        painter.generate(brief("concept", look=Look(idea="roses")), run("image/concept"))
        once = len(calls)
        painter.generate(brief("concept", look=Look(idea="roses")), run("image/concept-2"))
        assert len(calls) == once > 0
        painter.generate(brief("concept", look=Look(idea="tulips")), run("image/concept-3"))
        assert len(calls) == 2 * once
    finally:
        hook.remove()


def test_a_missing_tensor_is_found_before_loading(spec, tiny_weights, tmp_path):
    folder = tmp_path / spec.id
    shutil.copytree(tiny_weights(spec.id), folder)
    file = next((folder / spec.load.denoiser).glob("*.safetensors"))
    tensors = load_file(file)
    del tensors[sorted(tensors)[0]]
    save_file(tensors, file, metadata={"format": "pt"})
    with pytest.raises(GeneratorUnavailable):
        spec.load(Placement(folder=folder))
