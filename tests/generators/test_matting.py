"""Cutouts along what a model of rembg sees: a tiny one, which sees what is blue."""

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from mmdemo import Request, stream_kit
from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.generators.image import birefnet, isnet
from mmdemo.generators.matting import LOOKING
from mmdemo.intake.photo import read_photo
from mmdemo.making import briefs_of, with_part
from mmdemo.outline import Outline
from mmdemo.processing.image.arrays import decode
from mmdemo.processing.image.candidates import MODEL
from mmdemo.registry import Registry, installed
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import AUTO, EMBEDDED, Asset, Brief, Photo, Product
from tests.conftest import draw_photo, encoded
from tests.onnx_model import colour_model
from tests.rembg_models import WHAT_IS_BLUE, laid, needs_rembg, tiny

MODELS = [isnet.SPEC, birefnet.SPEC]
EMBEDDED_SPECS = [spec for spec in installed().specs() if spec.id == EMBEDDED]
BOTTLE, BOX = (400, 480), (400, 760)  # a pixel of each, row and column


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("U2NET_HOME", str(tmp_path))


@pytest.fixture(scope="module")
def two_products() -> bytes:
    """The drawn bottle, and to its right a smaller blue box."""
    picture = draw_photo()
    ImageDraw.Draw(picture).rectangle((700, 330, 820, 470), fill=(30, 60, 200))
    return encoded(picture)


def brief(photo: Photo, outline: Outline | None = None) -> Brief:
    product = Product("Box", "en", photo=photo)
    return Brief("image/cutout", "image", "cutout", product, "friendly", outline=outline or Outline())


def cutout_by(spec: GeneratorSpec, photo: bytes, wanted: str = AUTO) -> Asset:
    """The cutout of a listing, by the pipeline."""
    registry = Registry([*EMBEDDED_SPECS, spec])
    kit = next(stream_kit(Request(name="Box", photo=photo, seed=3, generators={"image": wanted}), registry=registry))
    asked = next(found for found in briefs_of(kit) if found.kind == "cutout")
    return with_part(kit, asked, RunContext(kit.seed, part=asked.part), registry).assets[asked.part]


def opacity(data: bytes) -> np.ndarray:
    return decode(data)[..., 3]


@pytest.fixture
def loaded():
    needs_rembg()
    spec = tiny(isnet.SPEC)
    assert spec.file is not None
    laid(spec.file, WHAT_IS_BLUE)
    return spec.load(ON_CPU)


@pytest.mark.parametrize("spec", MODELS, ids=lambda spec: spec.id)
def test_what_the_model_sees_is_cut_out(spec: GeneratorSpec, two_products: bytes) -> None:
    needs_rembg()
    spec = tiny(spec)
    laid(spec.file, WHAT_IS_BLUE)
    asset = cutout_by(spec, two_products, spec.id)
    cutout, made = asset.payload, asset.provenance
    assert (made.used, made.reason, made.device, made.model) == (spec.id, None, "CPU", spec.model)
    alpha = opacity(cutout.data)
    assert (alpha[BOX], alpha[BOTTLE]) == (255, 0)
    assert (cutout.alternatives[0].id, cutout.alternatives[0].label) == ("model", MODEL)
    without = cutout_by(spec, two_products, EMBEDDED)
    assert opacity(without.payload.data)[BOTTLE] == 255


def test_auto_takes_it_and_another_load_gives_the_same_bytes(two_products: bytes) -> None:
    needs_rembg()
    spec = tiny(isnet.SPEC)
    laid(spec.file, WHAT_IS_BLUE)
    asset = cutout_by(spec, two_products)
    made = asset.provenance
    assert (made.requested, made.used, made.reason, made.licence) == (AUTO, "isnet", None, "Apache-2.0")
    assert cutout_by(spec, two_products).payload == asset.payload


def test_strokes_mend_what_the_model_sees(loaded, two_products: bytes) -> None:
    painted = Image.new("L", (960, 720))
    ImageDraw.Draw(painted).rectangle((400, 260, 560, 600), fill=255)
    mended = loaded.generate(brief(read_photo(two_products), Outline(keep=encoded(painted))), RunContext(1))
    assert mended.confidence == "sure"
    alpha = opacity(mended.data)
    assert (alpha[BOX], alpha[BOTTLE]) == (255, 255)


def test_a_picture_that_came_cut_out_keeps_its_alpha(loaded, two_products: bytes) -> None:
    own = np.zeros((720, 960), np.uint8)
    own[200:600, 400:560] = 255
    photo = replace(read_photo(two_products), alpha=encoded(Image.fromarray(own)))
    assert (opacity(loaded.generate(brief(photo), RunContext(1)).data) == own).all()
    asked = loaded.generate(brief(photo, Outline(candidate="model")), RunContext(1))
    assert opacity(asked.data)[BOX] == 255


def test_stop_is_heard_before_and_after_the_model(loaded, two_products: bytes) -> None:
    request = brief(read_photo(two_products))
    for heard_before_stop in (0, 1):
        stop, heard = threading.Event(), []

        def listen(news, heard=heard, stop=stop, last=heard_before_stop) -> None:
            heard.append(news.message)
            if len(heard) == last:
                stop.set()

        if heard_before_stop == 0:
            stop.set()
        with pytest.raises(Cancelled):
            loaded.generate(request, RunContext(1, stop=stop, listen=listen))
        assert heard == [LOOKING][:heard_before_stop]
    assert loaded.generate(request, RunContext(1)) == loaded.generate(request, RunContext(2))


def test_several_threads_get_what_one_gets(loaded, two_products: bytes) -> None:
    request = brief(read_photo(two_products))
    alone = loaded.generate(request, RunContext(1))
    made = []
    threads = [threading.Thread(target=lambda: made.append(loaded.generate(request, RunContext(1)))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [alone, alone]


@pytest.mark.parametrize("broken", [b"", b"half of it", WHAT_IS_BLUE[:-3] + b"???"])
def test_a_damaged_model_leaves_the_cutout_to_the_embedded_studio(broken: bytes, two_products: bytes) -> None:
    needs_rembg()
    spec = tiny(isnet.SPEC)
    laid(spec.file, broken)
    made = cutout_by(spec, two_products).provenance
    assert made.used == EMBEDDED
    assert made.reason is not None
    assert "damaged or only partly fetched. Fetch them: python -m mmdemo models pull isnet" in made.reason.en
    assert "已损坏" in made.reason.zh


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a model at all", "cannot load the model isnet-general-use"),
        (colour_model(0, 0, 0), "sees no product in this photo"),
        (colour_model(-1, 0, 1, channels=4), "failed on this photo"),
    ],
)
def test_a_model_that_does_not_serve_says_so_on_the_card(data: bytes, said: str, two_products: bytes) -> None:
    needs_rembg()
    spec = tiny(isnet.SPEC, data)
    laid(spec.file, data)
    made = cutout_by(spec, two_products).provenance
    assert made.used == EMBEDDED
    assert made.reason is not None
    assert said in made.reason.en
    assert made.reason.zh != made.reason.en


def test_a_model_that_is_not_on_disk_is_left_out_and_never_fetched(two_products: bytes, tmp_path: Path) -> None:
    spec = replace(tiny(isnet.SPEC), requires=())
    registry = Registry([*EMBEDDED_SPECS, spec])
    request = brief(read_photo(two_products))
    assert [found.id for found in registry.candidates(request, AUTO)] == [EMBEDDED]
    named = cutout_by(spec, two_products, "isnet").provenance
    assert (named.requested, named.used) == ("isnet", EMBEDDED)
    assert named.reason is not None
    assert "models pull isnet-general-use" in named.reason.en
    assert not list(tmp_path.iterdir())


def test_without_a_photo_there_is_nothing_to_cut_out(loaded) -> None:
    with pytest.raises(GenerationError, match="no photo"):
        loaded.generate(Brief("image/cutout", "image", "cutout", Product("Box", "en"), "friendly"), RunContext(1))


@pytest.mark.parametrize("spec", MODELS, ids=lambda spec: spec.id)
def test_a_shop_may_use_them_and_they_need_no_place_of_ours(spec: GeneratorSpec) -> None:
    assert spec.licence in {"Apache-2.0", "MIT"}
    assert spec.kinds == ("cutout",)
    assert spec.weights is None
    assert spec.file is not None
    assert spec.revision.endswith(spec.file.md5)
