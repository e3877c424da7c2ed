"""Florence-2 on a tiny checkpoint that answers everything with two lines of lettering."""

import pickle
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable, OutOfMemory
from mmdemo.generators.vision import florence2
from mmdemo.generators.vision.florence2 import SPEC, TASKS, Florence2Reader, lines_of
from mmdemo.intake.photo import read_photo
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Brief, Language, Photo, Product, Reading
from tests.conftest import draw_photo, encoded
from tests.generators.image.conftest import Half, memory
from tests.tiny.florence2 import LINES


@pytest.fixture(scope="module")
def reader(tiny_weights: Callable[[str], Path]) -> Florence2Reader:
    import torch

    torch.set_num_threads(1)
    return SPEC.load(Placement(folder=tiny_weights("florence2")))


PHOTO = read_photo(encoded(draw_photo(320, 240)))


def read(
    reader: Florence2Reader, photo: Photo | None = PHOTO, language: Language = "en", ctx: RunContext | None = None
) -> Reading:
    brief = Brief("photo/reading", "vision", "reading", Product("Mug", language, photo=photo), "friendly")
    return reader.generate(brief, ctx or RunContext(1, part="photo/reading"))


def test_the_description_and_each_line_are_offered(reader: Florence2Reader) -> None:
    assert read(reader) == Reading(
        " ".join(LINES), LINES, (" ".join(LINES), *(f"Text on the product: {line}" for line in LINES))
    )


def test_a_chinese_listing_is_offered_the_lettering_alone(reader: Florence2Reader) -> None:
    made = read(reader, language="zh")
    assert made.caption == " ".join(LINES)
    assert made.facts == tuple(f"包装文字：{line}" for line in LINES)


def test_each_task_is_a_step_and_its_settings_are_written_down(reader: Florence2Reader) -> None:
    heard: list[Progress] = []
    ctx = RunContext(1, listen=heard.append, part="photo/reading")
    read(reader, ctx=ctx)
    assert [progress.done for progress in heard] == sorted(progress.done for progress in heard)
    assert {progress.total for progress in heard} == {200}
    assert [message.en for message in dict.fromkeys(progress.message for progress in heard)] == [
        "Describing the photo",
        "Reading the lettering",
    ]
    assert ctx.options == {"tasks": ", ".join(task for task, _, _ in TASKS), "beams": "3"}


@pytest.mark.parametrize("at", [3, 50])
def test_stop_is_heard_at_a_token_and_the_next_answer_is_the_same(reader: Florence2Reader, at: int) -> None:
    stop = threading.Event()
    heard: list[Progress] = []

    def listen(progress: Progress) -> None:
        heard.append(progress)
        if len(heard) == at:
            stop.set()

    whole = read(reader)
    with pytest.raises(Cancelled):
        read(reader, ctx=RunContext(1, stop=stop, listen=listen))
    assert len(heard) == at
    assert read(reader) == whole


def test_with_little_memory_it_follows_one_beam(reader: Florence2Reader) -> None:
    ctx = RunContext(1).frugally()
    assert read(reader, ctx=ctx) == read(reader)
    assert ctx.options["beams"] == "1"


def test_out_of_memory_is_said_so_and_a_smaller_try_fits(
    reader: Florence2Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    with memory() as all_beams:
        whole = read(reader)
    with memory() as one_beam:
        read(reader, ctx=RunContext(1).frugally())
    assert one_beam[1] < all_beams[1]
    between = (one_beam[1] + all_beams[1]) // 2
    with memory(between), pytest.raises(OutOfMemory):
        read(reader)
    with memory(between):
        assert read(reader, ctx=RunContext(1).frugally()) == whole
    assert read(reader) == whole


@pytest.mark.parametrize("size", [(1, 1), (8, 8), (8, 8000), (8000, 8)])
def test_photos_of_any_size_are_read(reader: Florence2Reader, size: tuple[int, int]) -> None:
    assert read(reader, Photo(encoded(Image.new("RGB", size, "teal")), *size)).lines == LINES


def test_the_model_is_never_shown_more_than_it_can_use(reader: Florence2Reader) -> None:
    job = reader._job(encoded(Image.new("RGB", (4000, 3000))), frugal=False)
    assert job.pixels.shape == (1, 3, 32, 32)
    assert [len(prompt) for prompt in job.prompts] == [1, 1]
    assert pickle.loads(pickle.dumps(job)).beams == job.beams
    assert reader._job(encoded(Image.new("RGB", (64, 64))), frugal=True).most_tokens == (128, 128)


def test_without_a_photo_it_says_so(reader: Florence2Reader) -> None:
    with pytest.raises(GenerationError, match="no photo") as caught:
        read(reader, None)
    assert "照片" in caught.value.text("zh")


def test_it_reads_in_half_precision(tiny_weights: Callable[[str], Path]) -> None:
    assert read(SPEC.load(Half(folder=tiny_weights("florence2")))).lines == LINES


def test_a_missing_tensor_is_refused(tiny_weights: Callable[[str], Path], tmp_path: Path) -> None:
    import shutil

    from safetensors.torch import load_file, save_file

    folder = tmp_path / "florence2"
    shutil.copytree(tiny_weights("florence2"), folder)
    tensors = load_file(folder / "model.safetensors")
    del tensors[next(name for name in tensors if "decoder.layers.0" in name)]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(GeneratorUnavailable):
        SPEC.load(Placement(folder=folder))


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ("</s><s>NET WT<loc_1><loc_2><loc_3>250 g<loc_4></s>", ("NET WT", "250 g")),
        ("</s><s>no place given</s>", ("no place given",)),
        ("</s><s><loc_1><loc_2></s><pad>", ()),
        ("</s><s></s>", ()),
        ("净含量<loc_7>250克<loc_8>", ("净含量", "250克")),
    ],
)
def test_lines_are_parted_by_their_places(answer: str, lines: tuple[str, ...]) -> None:
    assert lines_of(answer) == lines


def test_it_needs_no_gpu_and_comes_before_the_embedded_reader() -> None:
    assert not SPEC.needs_gpu
    assert SPEC.rank >= 20
    assert florence2.SPEC.kinds == ("reading",)
