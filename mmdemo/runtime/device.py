"""The device of this machine in use: whose turn it is, what is loaded on it, what to do when memory runs out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Generic, TypeVar

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable, OutOfMemory
from mmdemo.runtime import zero_gpu
from mmdemo.runtime.checkpoint import Checkpoint, size_text
from mmdemo.runtime.line import Line
from mmdemo.runtime.machine import Machine, free_memory, this_machine
from mmdemo.runtime.placement import Placement
from mmdemo.runtime.residency import Need, Residency
from mmdemo.runtime.store import Store
from mmdemo.schema import Message

T = TypeVar("T")
Made = TypeVar("Made")

MADE_SMALLER = Message(
    "Memory ran out at full size, so this was made smaller.", "内存或显存不足以生成完整尺寸，因此生成了较小的版本。"
)


class Runtime(Generic[T]):
    """One device, its line and its loaded generators of type `T`.

    Machine, store and the measure of free bytes are this process's own unless given.
    """

    def __init__(
        self, machine: Machine | None = None, store: Store | None = None, free: Callable[[], int] | None = None
    ) -> None:
        self._machine = machine
        self.store = store or Store.here()
        self._free = free
        self._made: Residency[T] | None = None
        self._making = threading.Lock()
        self.line = Line()

    @property
    def machine(self) -> Machine:
        """The machine, looked at when it is first asked for: with a GPU that loads torch."""
        if self._machine is None:
            self._machine = this_machine()
        return self._machine

    @property
    def residency(self) -> Residency[T]:
        with self._making:
            if self._made is None:
                machine = self.machine
                self._made = Residency(machine.memory, self._free or (lambda: free_memory(machine)))
            return self._made

    def too_large(self, label: str, need: Need) -> Message | None:
        """Why a model cannot run here even stage by stage, whether its weights are on disk or not."""
        if need.stage + need.working > self.machine.memory:
            wants, has = size_text(need.stage + need.working), size_text(self.machine.memory)
            return Message(
                f"{label} needs {wants} of memory; this machine ({self.machine.name}) has {has}.",
                f"{label} 需要 {wants} 内存，而本机（{self.machine.name}）只有 {has}。",
            )
        return None

    def lacks(self, label: str, weights: Checkpoint, need: Need) -> Message | None:
        """Why a model cannot run here: it is too large, or its weights are not on disk."""
        return self.too_large(label, need) or self.store.lacks(label, weights)

    def use(
        self,
        key: Hashable,
        label: str,
        weights: Checkpoint,
        need: Need,
        build: Callable[[Placement], T],
        work: Callable[[T, RunContext], Made],
        ctx: RunContext,
    ) -> tuple[Made, Message | None]:
        """Wait for the device, load what is needed, and let it work: again alone, then smaller, if memory runs out.

        Returns what was made, and why it is smaller than asked for, if it is.

        Raises:
            OutOfMemory: even the smaller try did not fit; the model was let go.
            GeneratorUnavailable: the weights are missing, damaged or not those of the lock file.
            Cancelled: Stop was pressed, in line or at work.
        """
        with self._turn(ctx):
            if self.machine.on_zero_gpu and key not in self.residency.loaded:
                raise GeneratorUnavailable(
                    f"{label} was not loaded when this page started, so it cannot be used on it.",
                    f"{label} 未在本页面启动时加载，因此无法使用。",
                )
            run, generator = ctx, self._loaded(key, label, weights, need, build, ctx)
            made, problem = _tried(work, generator, run)
            if problem is not None and not self.machine.on_zero_gpu and self.residency.keep_only(key):
                made, problem = _tried(work, generator, run)
            if problem is not None:
                run = ctx.frugally()
                made, problem = _tried(work, generator, run)
            if made is not None:
                return made, MADE_SMALLER if run.saved else None
            if not self.machine.on_zero_gpu:
                del generator
                self.residency.drop(key)
            assert problem is not None
            raise problem

    def load_ahead(self, key: Hashable, weights: Checkpoint, need: Need, build: Callable[[Placement], T]) -> None:
        """Load a model while the studio starts, as ZeroGPU wants it."""
        loaded = self.residency.get(key, need, lambda swapped: build(self.place(weights, swapped)))
        if self.machine.on_zero_gpu:
            zero_gpu.keep(loaded)

    def place(self, folder_of: Checkpoint, swapped: bool) -> Placement:
        """Where to build a model whose weights are checked now."""
        return Placement(
            device=self.machine.device,
            folder=self.store.folder(folder_of),
            # main memory has nothing to swap with
            offload=swapped and self.machine.device == "cuda" and not self.machine.on_zero_gpu,
            compile=self.machine.compile,
            on_zero_gpu=self.machine.on_zero_gpu,
        )

    def _loaded(
        self,
        key: Hashable,
        label: str,
        weights: Checkpoint,
        need: Need,
        build: Callable[[Placement], T],
        ctx: RunContext,
    ) -> T:
        if key not in self.residency.loaded:
            ctx.step(0, 1, Message(f"Loading {label}", f"正在加载 {label}"))
        return self.residency.get(key, need, lambda swapped: build(self.place(weights, swapped)))

    @contextmanager
    def _turn(self, ctx: RunContext) -> Iterator[None]:
        def waiting(place: int) -> None:
            ctx.step(
                0, 1, Message(f"Waiting for the model: number {place} in line", f"正在排队等待模型：第 {place} 位")
            )

        # ZeroGPU keeps a line of its own for every visitor.
        with nullcontext() if self.machine.on_zero_gpu else self.line.turn(ctx.user, waiting):
            yield


def _tried(
    work: Callable[[T, RunContext], Made], generator: T, ctx: RunContext
) -> tuple[Made, None] | tuple[None, OutOfMemory]:
    """What was made, or that memory ran out, told by a new error: the old one's frames hold the memory."""
    try:
        return work(generator, ctx), None
    except OutOfMemory as error:
        return None, OutOfMemory(*error.message)
