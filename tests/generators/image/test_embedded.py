"""The embedded studio from brief to picture."""

import io
import threading
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pytest
from PIL import Image

from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, GenerationError
from mmdemo.generators.image.embedded import SOFT, SPEC
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import Brief, Money, Photo, Picture, Product

KINDS = ("cutout", "main", "scene", "card")


@pytest.fixture(scope="module")
def studio():
    return SPEC.load(ON_CPU)


@pytest.fixture(scope="module")
def product(photo):
    with Image.open(io.BytesIO(photo)) as picture:
        buffer = io.BytesIO()
        picture.convert("RGB").save(buffer, "PNG")
        return Product(
            "Bottle", "en", "Drinks", price=Money(Decimal(9), "EUR"), photo=Photo(buffer.getvalue(), 960, 720)
        )


def brief(kind, product, **inputs):
    named = MappingProxyType({f"image/{name}": payload for name, payload in inputs.items()})
    return Brief(f"image/{kind}", "image", kind, product, "friendly", inputs=named)


def run(kind, seed=1, **options):
    return RunContext(seed, **options).for_part(f"image/{kind}")


@pytest.fixture(scope="module")
def cut(studio, product):
    return studio.generate(brief("cutout", product), run("cutout"))


def test_cutout_has_the_photos_size(cut):
    with Image.open(io.BytesIO(cut.data)) as picture:
        assert (picture.mode, picture.size, picture.info) == ("RGBA", (960, 720), {})
        alpha = np.asarray(picture)[..., 3]
    assert (cut.width, cut.height) == (960, 720)
    assert alpha[400, 480] == 255
    assert alpha[430, 480] == 255  # the pale label is part of the bottle
    assert alpha[640, 640] == 0  # its shadow is not


@pytest.mark.parametrize("kind", ["main", "scene"])
def test_square_pictures(studio, product, cut, kind):
    made = studio.generate(brief(kind, product, cutout=cut), run(kind))
    with Image.open(io.BytesIO(made.data)) as picture:
        assert (picture.mode, picture.size, picture.info) == ("RGB", (2000, 2000), {})
    assert not made.concept
    assert made.data == studio.generate(brief(kind, product, cutout=cut), run(kind)).data


def test_main_is_white_at_its_rim(studio, product, cut):
    made = studio.generate(brief("main", product, cutout=cut), run("main"))
    with Image.open(io.BytesIO(made.data)) as picture:
        pixels = np.asarray(picture)
    assert (pixels[:90] == 255).all() and (pixels[:, :90] == 255).all()


def test_notes_travel_and_small_photos_are_said_to_be_soft(studio, product, cut):
    small = Image.open(io.BytesIO(cut.data)).resize((320, 240))
    buffer = io.BytesIO()
    small.save(buffer, "PNG")
    made = studio.generate(brief("main", product, cutout=Picture(buffer.getvalue(), 320, 240, (SOFT,))), run("main"))
    assert made.notes == (SOFT, SOFT)


def test_seed_changes_the_studio_and_the_card_only(studio, product, cut):
    def make(kind, seed):
        return studio.generate(brief(kind, product, cutout=cut), run(kind, seed)).data

    assert make("scene", 1) != make("scene", 2)
    assert make("main", 1) == make("main", 2)
    assert make("cutout", 1) == make("cutout", 2)
    assert len({make("card", seed) for seed in range(4)}) > 1


def test_card_needs_no_photo_and_is_a_concept(studio):
    made = studio.generate(brief("card", Product("陶瓷马克杯", "zh")), run("card"))
    assert made.concept
    assert (made.width, made.height) == (2000, 2000)


def test_missing_inputs_are_said(studio):
    with pytest.raises(GenerationError, match="no photo"):
        studio.generate(brief("cutout", Product("Mug", "en")), run("cutout"))
    for kind in ("main", "scene"):
        with pytest.raises(GenerationError, match="cutout"):
            studio.generate(brief(kind, Product("Mug", "en")), run(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_progress_and_stop(studio, product, cut, kind):
    seen = []
    studio.generate(brief(kind, product, cutout=cut), run(kind, listen=seen.append))
    assert seen and all(step.part == f"image/{kind}" and step.done <= step.total for step in seen)
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        studio.generate(brief(kind, product, cutout=cut), run(kind, stop=stop))
