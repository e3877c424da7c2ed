"""A hundred loads of real model classes, taking turns where one has room: memory must not grow."""

import gc
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from mmdemo.generators import Generator
from mmdemo.registry import Registry, installed
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.machine import Machine
from mmdemo.runtime.store import Store
from tests import tiny

IDS = ("whisper", "florence2", "swin2sr")
LOADS, SETTLED = 100, 9  # the state after 10 and after 100 loads holds the same model
MIB = 2**20


@pytest.mark.slow
@pytest.mark.usefixtures("small_heap")
def test_a_hundred_loads_of_three_models_do_not_grow(tiny_weights: Callable[[str], Path], tmp_path: Path) -> None:
    import torch

    specs = {spec.id: spec for spec in installed().specs() if spec.id in IDS}
    for id, spec in specs.items():
        assert spec.weights is not None
        tiny.shelve(tiny_weights(id), tmp_path, spec.weights.repo)
    machine = Machine("cpu", "room for one", 10**12)
    runtime: Runtime[Generator] = Runtime(machine, Store(tmp_path), lambda: 0 if runtime.residency.loaded else 10**12)

    def held() -> tuple[int, int]:
        gc.collect()
        parameters = sum(type(thing) is torch.nn.Parameter for thing in gc.get_objects())
        return parameters, psutil.Process().memory_info().rss // MIB

    for turn in range(LOADS):
        Registry([specs[IDS[turn % len(IDS)]]], runtime).load_ahead()
        assert len(runtime.residency.loaded) == 1
        if turn == SETTLED:
            parameters, resident = held()
    after, grown = held()
    assert after == parameters
    assert grown - resident < 30
