"""Which models are in memory: loaded once, kept while they fit, the least recently used one gone first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from mmdemo.errors import OutOfMemory
from mmdemo.runtime.device_errors import as_device_error, release_memory

T = TypeVar("T")


@dataclass(frozen=True)
class Need:
    """Bytes of a model: all its weights, the largest stage that must be on the device at once, a run beside them."""

    memory: int
    stage: int
    working: int


class Residency(Generic[T]):
    """The loaded models of one device.

    It is used by whoever has the turn at the device, so it needs no lock; on ZeroGPU, where many have one, nothing is
    loaded or let go after the start.

    `total` and `free` say how many bytes the device has and how many are free now.
    """

    def __init__(self, total: int, free: Callable[[], int]) -> None:
        self._total = total
        self._free = free
        self._loaded: OrderedDict[Hashable, T] = OrderedDict()
        self._swapped: dict[Hashable, bool] = {}

    @property
    def loaded(self) -> tuple[Hashable, ...]:
        """The keys of what is in memory, the least recently used one first."""
        return tuple(self._loaded)

    def get(self, key: Hashable, need: Need, build: Callable[[bool], T]) -> T:
        """The model under `key`, built when it is not there. `build` takes whether its stages must be swapped in.

        Raises:
            OutOfMemory: it does not fit even alone.
        """
        there = key in self._loaded
        swapped = self._swapped[key] if there else need.memory + need.working > self._total
        wanted = need.stage if swapped else 0 if there else need.memory
        self._make_room(wanted + need.working, key)
        if not there:
            self._loaded[key] = self._built(key, build, swapped)
        self._loaded.move_to_end(key)
        return self._loaded[key]

    def keep_only(self, key: Hashable) -> bool:
        """Let go of every other model, and say whether there was one."""
        others = [loaded for loaded in self._loaded if loaded != key]
        for other in others:
            del self._loaded[other]
        release_memory()
        return bool(others)

    def drop(self, key: Hashable) -> None:
        """Let go of one model, if it is there."""
        self._loaded.pop(key, None)
        release_memory()

    def _make_room(self, wanted: int, key: Hashable) -> None:
        others = [loaded for loaded in self._loaded if loaded != key]
        while others and self._free() < wanted:
            del self._loaded[others.pop(0)]
            release_memory()

    def _built(self, key: Hashable, build: Callable[[bool], T], swapped: bool) -> T:
        """Built, and if memory runs out on the way, built again alone with its stages swapped in."""
        self._swapped[key] = swapped
        try:
            return build(swapped)
        except Exception as error:
            if not isinstance(as_device_error(error), OutOfMemory):
                raise
        self.keep_only(None)
        self._swapped[key] = True
        try:
            return build(True)
        except Exception as error:
            raise (as_device_error(error) or error) from None
