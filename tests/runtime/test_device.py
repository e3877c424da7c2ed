"""The device shared by users and models: waiting, loading, making room, running out of memory, going on."""

import gc
import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from mmdemo.context import Progress, RunContext
from mmdemo.errors import Cancelled, GeneratorUnavailable, OutOfMemory
from mmdemo.generators import Generator, GeneratorSpec
from mmdemo.pipeline import make_kit
from mmdemo.registry import Registry
from mmdemo.runtime.checkpoint import Checkpoint
from mmdemo.runtime.device import MADE_SMALLER, Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.placement import Placement
from mmdemo.runtime.residency import Need
from mmdemo.runtime.store import Store
from mmdemo.schema import Brief, Copy, Message, Payload, Product, Request
from tests import tiny

SIDE = 64  # a weight matrix of this side: 16 KiB of float32
SIZE = SIDE * SIDE * 4
BRIEF = Brief("copy", "text", "copy", Product("Mug", "en"), "friendly")


class Matrix:
    """A small real model: one matrix from a safetensors file, multiplied once for each of three steps.

    `room` is the most bytes a run may take, as a device would have; a frugal run takes a quarter.
    """

    alive: weakref.WeakSet["Matrix"] = weakref.WeakSet()

    def __init__(self, place: Placement, room: int) -> None:
        self.place = place
        self.matrix = load_file(place.weights / "model.safetensors")["weight"]
        self.room = room
        Matrix.alive.add(self)

    def generate(self, brief: Brief, ctx: RunContext) -> Payload:
        rows = SIDE // 4 if ctx.frugal else SIDE
        ctx.record(rows=rows)
        total = self.place.run(self._multiply, rows, ctx.step, 1.0)
        return Copy(f"{total:.3f}", (), "", "", (), {}, "")

    def _multiply(self, rows: int, tick: Any) -> float:
        if rows * SIDE * 4 > self.room:
            raise torch.OutOfMemoryError(f"CUDA out of memory. Tried to allocate {rows * SIDE * 4} bytes")
        state = torch.ones(rows, SIDE)
        for step in range(3):
            tick(step, 3, Message("Multiplying", "相乘"))
            state = (state @ self.matrix).tanh()
        return float(state.sum())


@pytest.fixture
def device(tmp_path: Path) -> Callable[..., Registry]:
    """Makes a registry of matrix models "a", "b", "c" on a device with room for so many of them."""

    def make(models: int = 3, **room: int) -> Registry:
        specs = []
        for seed, id in enumerate("abc"):
            folder = tmp_path / id
            if not folder.exists():
                folder.mkdir()
                weight = torch.randn(SIDE, SIDE, generator=torch.Generator().manual_seed(seed)) / 8
                save_file({"weight": weight}, folder / "model.safetensors")
                tiny.shelve(folder, tmp_path / "hub", f"someone/{id}")
            specs.append(spec(id, room.get(id, SIZE)))
        machine = Machine("mps", "small device", models * SIZE)  # no CPU: there, weights take twice as much
        gc.collect()
        before = len(Matrix.alive)
        runtime: Runtime[Generator] = Runtime(
            machine, Store(tmp_path / "hub"), lambda: machine.memory - SIZE * (len(Matrix.alive) - before)
        )
        return Registry([*specs, replace(spec("embedded", SIZE), weights=None, load=lambda _: Plain())], runtime)

    return make


class Plain:
    def generate(self, brief: Brief, ctx: RunContext) -> Payload:
        return Copy("plain", (), "", "", (), {}, "")


def spec(id: str, room: int) -> GeneratorSpec:
    return GeneratorSpec(
        id=id,
        modality="text",
        label=f"Model {id}",
        load=lambda place: Matrix(place, room),
        model=f"someone/{id}",
        revision="main",
        licence="Apache-2.0",
        rank=20 if id == "a" else 10,
        weights=Checkpoint(f"someone/{id}", ("*.safetensors",), SIZE),
        memory=SIZE,
    )


def title(registry: Registry, id: str, ctx: RunContext | None = None) -> str:
    payload = registry.make(named(registry, id), BRIEF, ctx or RunContext(1, part="copy")).payload
    assert isinstance(payload, Copy)
    return payload.title


def named(registry: Registry, id: str) -> GeneratorSpec:
    return next(found for found in registry.specs() if found.id == id)


def test_a_part_says_where_and_from_what_it_was_made(device) -> None:
    registry = device()
    made = registry.make(named(registry, "a"), BRIEF, RunContext(1))
    assert made.device == "small device"
    assert made.revision == "0" * 39 + "1"
    assert made.options == {"rows": str(SIDE)}
    assert made.reason is None


def test_a_model_is_loaded_once_and_says_that_it_loads(device) -> None:
    registry = device()
    heard: list[Progress] = []
    ctx = RunContext(1, listen=heard.append, part="copy")
    first, second = title(registry, "a", ctx), title(registry, "a", ctx)
    assert first == second
    assert [news.message.en for news in heard].count("Loading Model a") == 1


def test_two_users_wanting_different_models_with_room_for_one(device) -> None:
    registry = device(1)
    alone = {id: title(registry, id) for id in "ab"}
    assert alone["a"] != alone["b"]
    made: list[tuple[str, str]] = []

    def use(id: str) -> None:
        made.extend((id, title(registry, id, RunContext(1, part="copy", user=id))) for _ in range(5))

    threads = [threading.Thread(target=use, args=(id,)) for id in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(made) == sorted([("a", alone["a"]), ("b", alone["b"])] * 5)
    assert len(registry.runtime.residency.loaded) == 1


def test_the_least_recently_used_model_goes_first(device) -> None:
    registry = device(2)
    for id in ("a", "b", "a", "c"):
        title(registry, id)
    assert [key[1] for key in registry.runtime.residency.loaded] == ["a", "c"]


@pytest.mark.usefixtures("small_heap")
def test_a_hundred_alternating_loads_leave_nothing_behind(device) -> None:
    registry = device(1)
    title(registry, "a")
    gc.collect()
    matrices, tensors = len(Matrix.alive), sum(type(thing) is torch.Tensor for thing in gc.get_objects())
    for turn in range(100):
        title(registry, "ba"[turn % 2])
    gc.collect()
    assert len(Matrix.alive) == matrices
    assert sum(type(thing) is torch.Tensor for thing in gc.get_objects()) == tensors


def test_memory_that_runs_out_is_freed_and_the_part_made_smaller(device) -> None:
    registry = device(2, a=SIZE // 2)
    title(registry, "b")
    made = registry.make(named(registry, "a"), BRIEF, RunContext(1))
    assert made.reason == MADE_SMALLER
    assert made.options == {"rows": str(SIDE // 4), "smaller": "yes"}
    assert [key[1] for key in registry.runtime.residency.loaded] == ["a"]


def test_a_part_that_does_not_fit_at_all_is_made_by_the_embedded_one_and_says_why(device) -> None:
    registry = device(2, a=1)
    kit = make_kit(Request(name="Mug", seed=1, generators={"text": "a"}), registry=registry)
    made = kit.assets["copy"].provenance
    assert (made.requested, made.used, made.device) == ("a", "embedded", "CPU")
    assert made.reason is not None
    assert "memory" in made.reason.en
    assert "内存" in made.reason.zh
    assert registry.runtime.residency.loaded == ()
    with pytest.raises(OutOfMemory):
        title(registry, "a")
    assert title(registry, "b")  # the device lives on


def test_stop_is_heard_at_work_and_the_model_can_be_used_again(device) -> None:
    registry, stop = device(), threading.Event()
    whole = title(registry, "a")

    def listen(news: Progress) -> None:
        if news.done == 1:
            stop.set()

    with pytest.raises(Cancelled):
        title(registry, "a", RunContext(1, part="copy", stop=stop, listen=listen))
    assert title(registry, "a") == whole


def test_stop_is_heard_in_line(device) -> None:
    registry, stop = device(), threading.Event()
    heard: list[Progress] = []

    def listen(news: Progress) -> None:
        heard.append(news)
        stop.set()

    with registry.runtime.line.turn("somebody", lambda place: None), pytest.raises(Cancelled):
        title(registry, "a", RunContext(1, part="copy", user="me", stop=stop, listen=listen))
    assert heard[0].message == Message("Waiting for the model: number 1 in line", "正在排队等待模型：第 1 位")


def test_a_model_too_large_for_the_machine_is_not_tried(device) -> None:
    registry = device(3)
    large = replace(named(registry, "a"), memory=9 * SIZE, stage=4 * SIZE)
    said = registry.lacks(large)
    assert said is not None
    assert "small device" in said.en
    with pytest.raises(GeneratorUnavailable, match="of memory"):
        registry.make(large, BRIEF, RunContext(1))
    assert registry.lacks(replace(large, stage=2 * SIZE)) is None


def test_weights_that_changed_on_disk_are_refused(device, tmp_path: Path) -> None:
    registry = device()
    title(registry, "a")
    registry.runtime.residency.drop(("text", "a"))
    weights = next((tmp_path / "hub" / "models--someone--a").rglob("model.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(GeneratorUnavailable) as caught:
        title(registry, "a")
    assert "pull" in str(caught.value)


def test_what_is_on_disk_can_be_loaded_before_the_first_request(device, tmp_path: Path) -> None:
    registry = device()
    damaged = next((tmp_path / "hub" / "models--someone--b").rglob("model.safetensors"))
    damaged.write_bytes(b"no safetensors")
    registry.load_ahead()
    assert {key[1] for key in registry.runtime.residency.loaded} == {"a", "c"}


def test_memory_that_others_took_is_given_back_before_a_part_is_made_smaller(device) -> None:
    registry = device(2)
    title(registry, "b")
    model = registry.runtime.residency
    tight: list[int] = []

    def work(generator: Any, ctx: RunContext) -> str:
        tight.append(len(model.loaded))
        if len(model.loaded) > 1:
            raise OutOfMemory("full", "满")
        return "made"

    spec = named(registry, "a")
    assert spec.weights is not None
    made, reason = registry.runtime.use(
        ("text", "a"), "a", spec.weights, Need(SIZE, SIZE, 0), lambda place: Matrix(place, SIZE), work, RunContext(1)
    )
    assert (made, reason, tight) == ("made", None, [2, 1])


def test_a_model_that_runs_out_of_memory_is_gone_when_it_is_said(device) -> None:
    registry = device(2, a=1)
    before = len(Matrix.alive)
    with pytest.raises(OutOfMemory):
        title(registry, "a")
    assert len(Matrix.alive) == before


def test_a_cpu_counts_float32_and_swaps_nothing(device) -> None:
    registry = device(3)
    registry.runtime._machine = Machine("cpu", "CPU", 3 * SIZE)
    large = replace(named(registry, "a"), memory=2 * SIZE, stage=1)
    assert registry.lacks(large) is not None
    assert registry.lacks(replace(large, memory=SIZE)) is None


def test_on_zero_gpu_only_what_was_loaded_at_the_start_is_used(device) -> None:
    registry = device(3)
    registry.runtime._machine = Machine("cuda", "ZeroGPU", 3 * SIZE, on_zero_gpu=True)
    with pytest.raises(GeneratorUnavailable, match="was not loaded when this page started"):
        title(registry, "a")


def test_a_licence_against_shops_keeps_auto_away(device) -> None:
    registry = device()
    spec = named(registry, "a")
    assert spec.weights is not None
    closed = replace(spec, weights=replace(spec.weights, commercial=False))
    other = Registry([closed, named(registry, "b"), named(registry, "embedded")], registry.runtime)
    assert [found.id for found in other.candidates(BRIEF, "auto")] == ["b", "embedded"]
    assert [found.id for found in other.candidates(BRIEF, "a")] == ["a", "embedded"]
