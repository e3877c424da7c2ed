"""Where a generator's models lie, and the one way to run them there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from mmdemo.errors import Cancelled, MMDemoError
from mmdemo.runtime import zero_gpu
from mmdemo.runtime.device_errors import as_device_error, release_memory
from mmdemo.schema import Message

if TYPE_CHECKING:
    import torch

DeviceKind = Literal["cuda", "mps", "cpu"]
Job = TypeVar("Job")
Model = TypeVar("Model", bound="torch.nn.Module")
Made = TypeVar("Made")


class Tick(Protocol):
    """Reports progress from the device; raises `Cancelled` once Stop was pressed. `RunContext.step` is one."""

    def __call__(self, done: int, total: int, message: Message, sketch: bytes | str | None = None) -> None: ...


@dataclass(frozen=True)
class Placement:
    """The device a generator is loaded on and the folder its checked weights lie in.

    With `offload` the stages of a model wait in main memory and come to the device one after the other. With `compile`
    its repeated blocks are compiled at first use. On ZeroGPU the device is there only inside `run`.
    """

    device: DeviceKind = "cpu"
    folder: Path | None = None
    offload: bool = False
    compile: bool = False
    on_zero_gpu: bool = False

    @property
    def dtype(self) -> torch.dtype:
        """bfloat16 on an accelerator; float32 on a CPU, where bfloat16 is slow."""
        import torch

        return torch.float32 if self.device == "cpu" else torch.bfloat16

    @property
    def weights(self) -> Path:
        """The folder of the weights. Only a generator whose specification names weights may ask."""
        assert self.folder is not None
        return self.folder

    @property
    def map(self) -> str:
        """Where `from_pretrained` of transformers puts the tensors: straight onto a CUDA device that holds them all.

        It fills them from several threads, which MPS does not bear and ZeroGPU, a CUDA of one thread, does not see.
        """
        return "cpu" if self.offload or self.on_zero_gpu or self.device == "mps" else self.device

    def settle(self, model: Model) -> Model:
        """A model of transformers, loaded where `map` says, on the device for good."""
        model.to(self.device)
        return model

    def run(self, method: Callable[[Job, Tick], Made], job: Job, tick: Tick, seconds: float) -> Made:
        """Run `method`, a bound method of a loaded generator, on the device.

        `job` and what comes back must pickle, because on ZeroGPU they cross into another process, where progress is
        not heard; `seconds` is how long the device is asked for there.

        Raises:
            OutOfMemory: the device ran out of memory; what the run had taken is free again.
            GenerationError: the device failed otherwise, or ZeroGPU refused.
            Cancelled: `tick` raised it; the generator can be used again.
        """
        import torch

        try:
            with torch.inference_mode():
                if self.on_zero_gpu:
                    return zero_gpu.call(method, job, seconds)
                return method(job, tick)
        except (MMDemoError, Cancelled):
            raise
        except Exception as error:
            problem = as_device_error(error)
            if problem is None:
                raise
        # Outside the except block the traceback, and with it the tensors of the failed run, is gone.
        release_memory()
        raise problem


ON_CPU = Placement()
"""Where everything without weights runs."""
