"""What is there to run on: found out once, without loading torch where it could only find a CPU."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mmdemo.runtime import zero_gpu
from mmdemo.runtime.checkpoint import GIB
from mmdemo.runtime.placement import DeviceKind

ZERO_GPU_MEMORY = 70 * GIB
"""What a ZeroGPU Space may use of its slice of an H200, as its documentation says."""


@dataclass(frozen=True)
class Machine:
    """The device models run on, its name and memory in bytes, and what the person who started the studio wants.

    `offline`: never touch the network. `require_gpu`: fail rather than fall back. `hosted`: strangers use it, so a
    visitor may not start downloads. `compile`: compile the repeated blocks of picture models at first use.
    """

    device: DeviceKind
    name: str
    memory: int
    on_zero_gpu: bool = False
    offline: bool = False
    require_gpu: bool = False
    hosted: bool = False
    compile: bool = False

    @property
    def has_gpu(self) -> bool:
        return self.device != "cpu"


@cache
def this_machine() -> Machine:
    """The machine and the settings `MMDEMO_OFFLINE`, `MMDEMO_REQUIRE_GPU` and `MMDEMO_COMPILE` of this process."""
    device, name, memory = _device()
    return Machine(
        device=device,
        name=name,
        memory=memory,
        on_zero_gpu=zero_gpu.here(),
        offline=offline(),
        require_gpu=_is_set("MMDEMO_REQUIRE_GPU"),
        hosted="SPACE_ID" in os.environ,
        # Ahead of time only on ZeroGPU: a fork that compiles spends the visitor's seconds on it.
        compile=_is_set("MMDEMO_COMPILE") and not zero_gpu.here(),
    )


def offline() -> bool:
    """Whether `MMDEMO_OFFLINE` or the hub library's own `HF_HUB_OFFLINE` forbids the network."""
    return _is_set("MMDEMO_OFFLINE") or _is_set("HF_HUB_OFFLINE")


def free_memory(machine: Machine) -> int:
    """Bytes that new tensors can take on the device now."""
    if machine.device == "cuda" and not machine.on_zero_gpu:
        import torch

        free, _ = torch.cuda.mem_get_info()
        return free + torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
    if machine.on_zero_gpu:
        return machine.memory
    if machine.device == "mps":
        import torch

        return machine.memory - torch.mps.driver_allocated_memory()
    return _available_main_memory()


def _device() -> tuple[DeviceKind, str, int]:
    if zero_gpu.here():
        return "cuda", "ZeroGPU", ZERO_GPU_MEMORY
    if _torch_may_find_a_gpu():
        import torch

        if torch.cuda.is_available():
            found = torch.cuda.get_device_properties(0)
            return "cuda", found.name, found.total_memory
        if torch.backends.mps.is_available():
            return "mps", f"{platform.machine()} GPU", torch.mps.recommended_max_memory()
    return "cpu", f"CPU, {os.cpu_count()} cores", _main_memory()


def _torch_may_find_a_gpu() -> bool:
    """Read from the installed package: importing torch takes seconds, and its CPU build cannot find a GPU."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    if sys.platform == "darwin":
        return platform.machine() == "arm64"
    written = Path(spec.origin).with_name("version.py").read_text(encoding="utf-8")
    return re.search(r"^(cuda|hip)\b[^=]*=\s*['\"]", written, re.MULTILINE) is not None


def _main_memory() -> int:
    """Main memory, or what the container may have of it."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(pages, _group("memory.max", "memory/memory.limit_in_bytes") or pages)


def _available_main_memory() -> int:
    told = Path("/proc/meminfo").read_text(encoding="ascii")
    available = int(re.findall(r"^MemAvailable:\s*(\d+) kB", told, re.MULTILINE)[0]) * 1024
    limit = _group("memory.max", "memory/memory.limit_in_bytes")
    used = _group("memory.current", "memory/memory.usage_in_bytes")
    return min(available, limit - used) if limit is not None and used is not None else available


def _group(unified: str, older: str) -> int | None:
    """A figure of this process's control group, as Linux containers are limited by: version 2, else version 1."""
    for name in (unified, older):
        with suppress(OSError, ValueError):  # "max" stands for no limit
            return int((Path("/sys/fs/cgroup") / name).read_text(encoding="ascii"))
    return None


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}
