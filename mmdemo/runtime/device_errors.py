"""What a device's own errors mean, and how its memory is given back after one."""

from __future__ import annotations

import gc
import sys
from typing import Any

from mmdemo.errors import GenerationError, OutOfMemory

# How RuntimeErrors tell of it: CUDA and MPS, cuBLAS, and torch's allocator on a CPU.
_OUT_OF_MEMORY = ("out of memory", "alloc_failed", "can't allocate memory")


def as_device_error(error: BaseException) -> GenerationError | None:
    """What an error of the device means to us, or None where it is no device's error."""
    said = str(error).lower()
    if isinstance(error, MemoryError) or any(sign in said for sign in _OUT_OF_MEMORY):
        return OutOfMemory(
            "The memory of this machine did not suffice for this part.", "本机显存或内存不足，无法生成这一部分。"
        )
    torch: Any = sys.modules.get("torch")
    if torch is not None and isinstance(error, torch.AcceleratorError):
        return GenerationError(
            "The GPU reported an error. Restart the studio if it happens again.",
            "GPU 报告错误。如再次出现，请重启工作台。",
        )
    return None


def release_memory() -> None:
    """Give back what nothing uses any more, on the device too."""
    gc.collect()
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return
    if torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()
