"""What stays in memory: eviction order, stages swapped in, memory running out while loading."""

import weakref
from collections.abc import Callable

import pytest
import torch

from mmdemo.errors import GeneratorUnavailable, OutOfMemory
from mmdemo.runtime.residency import Need, Residency


class Weights:
    """Real tensors of a number of bytes."""

    def __init__(self, size: int) -> None:
        self.tensor = torch.zeros(size, dtype=torch.uint8)


class Shelf:
    """A device of 100 bytes, whose free bytes follow from the tensors that are really alive on it."""

    def __init__(self, total: int = 100) -> None:
        self.total = total
        self.alive: list[weakref.ref[Weights]] = []
        self.swapped: list[bool] = []
        self.residency: Residency[Weights] = Residency(total, self.free)

    def free(self) -> int:
        return self.total - sum(weights.tensor.numel() for found in self.alive if (weights := found()) is not None)

    def build(self, size: int) -> Callable[[bool], Weights]:
        def load(swapped: bool) -> Weights:
            self.swapped.append(swapped)
            weights = Weights(size)
            self.alive.append(weakref.ref(weights))
            return weights

        return load

    def get(self, key: str, size: int, stage: int = 0, working: int = 0) -> Weights:
        return self.residency.get(key, Need(size, stage or size, working), self.build(size))


def test_a_model_is_built_once() -> None:
    shelf = Shelf()
    assert shelf.get("a", 40) is shelf.get("a", 40)
    assert shelf.swapped == [False]


def test_what_fits_stays_and_the_least_recently_used_goes_first() -> None:
    shelf = Shelf()
    shelf.get("a", 40)
    shelf.get("b", 40)
    shelf.get("a", 40)
    assert shelf.residency.loaded == ("b", "a")
    shelf.get("c", 40)
    assert shelf.residency.loaded == ("a", "c")
    assert shelf.free() == 20


def test_several_go_for_a_large_one() -> None:
    shelf = Shelf()
    for key in ("a", "b", "c"):
        shelf.get(key, 30)
    shelf.get("large", 80)
    assert shelf.residency.loaded == ("large",)
    assert shelf.free() == 20


def test_room_for_the_run_counts_too() -> None:
    shelf = Shelf()
    shelf.get("a", 40)
    shelf.get("b", 40, working=30)
    assert shelf.residency.loaded == ("b",)


@pytest.mark.usefixtures("small_heap")
def test_two_models_with_room_for_one_take_turns_without_growth() -> None:
    shelf = Shelf()
    for _ in range(50):
        for key in ("a", "b"):
            shelf.get(key, 60)
            assert shelf.residency.loaded == (key,)
            assert shelf.free() == 40
    assert len(shelf.swapped) == 100


def test_a_model_larger_than_the_device_has_its_stages_swapped_in() -> None:
    shelf = Shelf()
    shelf.get("huge", 150, stage=60, working=20)
    assert shelf.swapped == [True]


def test_room_is_made_again_for_a_model_whose_stages_are_swapped() -> None:
    shelf = Shelf()
    swapped = Need(150, 60, 20)

    def small(_: bool) -> Weights:
        return shelf.build(10)(True)  # in main memory the most of it: only 10 bytes stay on the device

    shelf.residency.get("huge", swapped, small)
    shelf.get("b", 50)
    assert shelf.residency.loaded == ("huge", "b")
    shelf.residency.get("huge", swapped, small)
    assert shelf.residency.loaded == ("huge",)
    assert shelf.free() == 90


def test_room_is_made_again_for_a_run_of_a_loaded_model() -> None:
    shelf = Shelf()
    shelf.get("a", 40, working=20)
    shelf.get("b", 50)
    shelf.get("a", 40, working=20)
    assert shelf.residency.loaded == ("a",)


def test_memory_that_runs_out_while_loading_frees_the_rest_and_tries_stage_by_stage() -> None:
    shelf = Shelf()
    shelf.get("a", 10)
    tried: list[bool] = []

    def build(swapped: bool) -> Weights:
        tried.append(swapped)
        if not swapped:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return Weights(10)

    shelf.residency.get("b", Need(50, 50, 0), build)
    assert tried == [False, True]
    assert shelf.residency.loaded == ("b",)


def test_memory_that_runs_out_twice_is_said() -> None:
    shelf = Shelf()

    def build(swapped: bool) -> Weights:
        raise torch.OutOfMemoryError("CUDA out of memory")

    with pytest.raises(OutOfMemory):
        shelf.residency.get("b", Need(50, 50, 0), build)
    assert shelf.residency.loaded == ()


def test_other_failures_to_load_are_not_tried_again() -> None:
    shelf = Shelf()
    tried: list[bool] = []

    def build(swapped: bool) -> Weights:
        tried.append(swapped)
        raise GeneratorUnavailable("missing", "缺失")

    with pytest.raises(GeneratorUnavailable):
        shelf.residency.get("b", Need(50, 50, 0), build)
    assert tried == [False]


def test_letting_go_frees_the_tensors() -> None:
    shelf = Shelf()
    shelf.get("a", 40)
    shelf.get("b", 40)
    shelf.residency.keep_only("b")
    assert (shelf.residency.loaded, shelf.free()) == (("b",), 60)
    shelf.residency.drop("b")
    shelf.residency.drop("nobody")
    assert (shelf.residency.loaded, shelf.free()) == ((), 100)
