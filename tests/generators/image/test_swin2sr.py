"""Swin2SR: larger pictures piece by piece."""

import threading

import numpy as np
import pytest

from mmdemo.errors import Cancelled, GenerationError, OutOfMemory
from mmdemo.generators.image import swin2sr
from mmdemo.generators.image.swin2sr import REDRAWN, SPEC
from mmdemo.processing.image.arrays import decode
from mmdemo.processing.image.notes import SOFT
from mmdemo.schema import Picture
from tests.generators.image.conftest import Half, brief, load, memory, picture, run

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def enlarger(tiny_weights):
    return load(SPEC, tiny_weights)


def drawn(width, height):
    y, x = np.mgrid[:height, :width]
    return picture(np.dstack([x % 256, y % 256, (x + y) % 256]).astype(np.uint8))


@pytest.fixture
def small_tiles(monkeypatch):
    monkeypatch.setattr(swin2sr, "TILE", 64)
    monkeypatch.setattr(swin2sr, "FRUGAL_TILE", 32)


@pytest.mark.parametrize(
    ("size", "factor"), [((60, 44), 4), ((8, 8), 4), ((3, 5), 4), ((1024, 40), 4), ((30, 1025), 2), ((2048, 33), 2)]
)
def test_four_times_as_large_up_to_4096_pixels(enlarger, size, factor):
    ctx = run("image/scene-large")
    made = enlarger.generate(brief("enlarged", scene=drawn(*size)), ctx)
    assert (made.width, made.height) == (size[0] * factor, size[1] * factor)
    assert decode(made.data).shape == (made.height, made.width, 3)
    assert ctx.options["factor"] == str(factor)


def test_it_says_that_details_were_redrawn_and_keeps_what_was_said(enlarger):
    source = drawn(40, 40)
    noted = Picture(source.data, 40, 40, (SOFT,), concept=True)
    made = enlarger.generate(brief("enlarged", concept=noted), run())
    assert made.notes == (SOFT, REDRAWN)
    assert made.concept
    assert not enlarger.generate(brief("enlarged", scene=source), run()).concept


def test_progress_a_piece_and_stop(enlarger, small_tiles):
    seen = []
    asked = brief("enlarged", scene=drawn(150, 100))
    whole = enlarger.generate(asked, run(listen=seen.append))
    assert [(news.done, news.total) for news in seen] == [(done, 6) for done in range(6)]
    assert seen[2].message.en == "Enlarging: piece 3 of 6"
    assert seen[2].message.zh == "正在放大：第 3 块，共 6 块"
    stop = threading.Event()
    with pytest.raises(Cancelled):
        enlarger.generate(asked, run(stop=stop, listen=lambda news: stop.set() if news.done == 2 else None))
    assert enlarger.generate(asked, run(seed=9)).data == whole.data


def test_out_of_memory_and_smaller_pieces(enlarger, small_tiles):
    asked = brief("enlarged", scene=drawn(130, 130))
    whole = enlarger.generate(asked, run())
    with memory() as taken:
        enlarger.generate(asked, run())
    with memory(0.7 * taken[1]), pytest.raises(OutOfMemory):
        enlarger.generate(asked, run())
    ctx = run(frugal=True)
    with memory(0.7 * taken[1]):
        made = enlarger.generate(asked, ctx)
    assert (made.width, ctx.options["tile"]) == (520, "32")
    assert enlarger.generate(asked, run()).data == whole.data


def test_what_cannot_be_enlarged(enlarger):
    with pytest.raises(GenerationError, match="no picture"):
        enlarger.generate(brief("enlarged"), run())
    for side in (2049, 8000):
        with pytest.raises(GenerationError, match=f"{side} pixels long") as failure:
            enlarger.generate(brief("enlarged", scene=drawn(20, side)), run())
        assert "4096" in failure.value.text("zh")


def test_in_half_precision(enlarger, tiny_weights):
    asked = brief("enlarged", scene=drawn(40, 30))
    half = decode(SPEC.load(Half(folder=tiny_weights(SPEC.id))).generate(asked, run()).data).astype(int)
    assert abs(half - decode(enlarger.generate(asked, run()).data)).max() < 4
