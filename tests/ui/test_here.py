"""What the page says of the machine it runs on."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from mmdemo.generators import GeneratorSpec
from mmdemo.registry import Registry, installed
from mmdemo.runtime.checkpoint import Checkpoint, size_text
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.store import Store
from mmdemo.schema import AUTO, EMBEDDED, LANGUAGES, Message, Modality
from mmdemo.ui.here import auto_html, generator_choices, hearing_html, look_html, models_html

GB = 10**9


def spec(modality: Modality, id: str, kinds: Iterable[str], **more: object) -> GeneratorSpec:
    return GeneratorSpec(
        id=id,
        modality=modality,
        label=id.title(),
        load=lambda _: None,
        model=id,
        revision="1",
        licence="MIT",
        kinds=tuple(kinds),
        **{"rank": 50, **more},
    )


def weighing(size: int, commercial: bool = True) -> dict[str, object]:
    return {"weights": Checkpoint("a/b", ("*",), size, commercial=commercial), "memory": size}


@pytest.fixture
def machine(tmp_path: Path):
    def build(*specs: GeneratorSpec, memory: int = 16 * GB) -> Registry:
        embedded = [found for found in installed().specs() if found.id == EMBEDDED]
        return Registry([*embedded, *specs], Runtime(Machine("cpu", "CPU", memory), Store(tmp_path)))

    return build


def test_every_maker_can_be_chosen_and_those_that_cannot_run_are_marked(machine) -> None:
    registry = machine(
        spec("image", "far", ("scene",), **weighing(8 * GB)),
        spec("image", "slow", ("concept",), needs_gpu=True),
        spec("image", "zoom", ("enlarged",)),
        spec("image", "served", ("scene",), missing=lambda: Message("No address.", "没有地址。")),
    )
    assert generator_choices(registry, "image", "en") == [
        ("Auto (the best that runs here)", AUTO),
        ("Far (not on this machine)", "far"),
        ("Served (not set up)", "served"),
        ("Slow (slow without a GPU)", "slow"),
        ("Embedded studio", EMBEDDED),
    ]
    assert generator_choices(registry, "image", "zh")[1] == ("Far（本机没有）", "far")


def test_the_wishes_say_which_model_they_need(machine) -> None:
    without = look_html(machine(), "en")
    assert "none is ready on this machine" in without
    assert "See Models" in without
    painter = spec("image", "painter", ("scene", "concept", "outpaint"))
    partly = look_html(machine(painter), "zh")
    assert "由 Painter 绘制" in partly
    assert "图片放大需要专门的模型" in partly
    whole = look_html(machine(painter, spec("image", "zoom", ("enlarged",))), "en")
    assert "Enlarging is done by Zoom." in whole
    assert "See Models" not in whole


def test_dictation_says_what_it_takes(machine) -> None:
    ear = spec("hearing", "ear", ("transcript",), **weighing(972_000_000))
    large = replace(ear, id="large", label="Large", weights=Checkpoint("a/c", ("*",), 3 * GB))
    assert "Ear is a download of 972 MB" in hearing_html(machine(ear, large), "en")
    assert "Ear 的下载大小为 972 MB" in hearing_html(machine(ear), "zh")
    assert "尚未安装" in hearing_html(machine(), "zh")
    assert hearing_html(machine(replace(ear, weights=None)), "en") == ""


def test_the_table_of_models(machine, tmp_path: Path) -> None:
    far = spec("image", "far", ("scene", "concept"), purpose="Paints <a lot>", **weighing(4 * GB, commercial=False))
    vast = spec("image", "vast", ("scene",), **weighing(90 * GB))
    registry = machine(far, vast)
    page = models_html(registry, "en")
    assert "Paints &lt;a lot&gt;" in page
    assert page.count("<tr>") == 3
    for cell in ("MIT", "no", "4.0 GB", "not on disk", "not on disk, too large for this machine"):
        assert f">{cell}</td>" in page
    chinese = models_html(registry, "zh")
    assert "商品场景图、无照片概念图" in chinese
    assert "未下载，超出本机内存" in chinese
    assert models_html(machine(), "en") == '<p class="print">No model is installed here.</p>'


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_auto_means_and_why_not_a_better_one(machine, language) -> None:
    only_english = spec("speech", "flute", ("narration",), languages=("en",))
    page = auto_html(machine(spec("image", "far", ("scene",), **weighing(90 * GB)), only_english), language)
    assert "Embedded studio" in page
    assert re.search(r"Far needs [\d.]+ GB of memory" if language == "en" else r"Far 需要 [\d.]+ GB 内存", page)
    assert ("Narration, in English" if language == "en" else "旁白（英文）") in page
    assert ("nothing on this machine" if language == "en" else "本机没有") in page


@pytest.mark.parametrize(
    ("size", "text"), [(8_061_000_000, "8.1 GB"), (972_000_000, "972 MB"), (49_300_000, "49 MB"), (400_000, "0.4 MB")]
)
def test_sizes_are_read_at_a_glance(size: int, text: str) -> None:
    assert size_text(size) == text
