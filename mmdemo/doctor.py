"""The doctor: what is installed, what the machine has, what "auto" means here, and the command that mends each lack."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterator

from mmdemo.plan import plan
from mmdemo.registry import Registry
from mmdemo.runtime.checkpoint import size_text
from mmdemo.runtime.machine import free_memory
from mmdemo.schema import LANGUAGES

_OPTIONAL = {
    "xgrammar": "only holds a language model to the form of its answer",
    "spaces": "only there on ZeroGPU",
    "rembg": "only cuts out by larger models -> pip install -r requirements-rembg.txt",
}
_PACKAGES = ("gradio", "torch", "diffusers", "transformers", "accelerate", "huggingface_hub", *_OPTIONAL)


def report(registry: Registry) -> Iterator[str]:
    """The report, line by line, in plain text."""
    machine = registry.runtime.machine
    yield f"python {platform.python_version()} on {platform.system()} {platform.machine()}"
    for package in _PACKAGES:
        yield f"  {package} {_version(package)}"
    yield ""
    yield f"device: {machine.name}{' (ZeroGPU)' if machine.on_zero_gpu else ''}"
    yield f"  memory {size_text(machine.memory)}, free now {size_text(free_memory(machine))}"
    if not machine.has_gpu:
        yield "  no GPU: what needs one is left out by auto, and can still be asked for by name"
    asked = "asked only by models pull, and by a text server that was set"
    yield f"network: {'off (MMDEMO_OFFLINE)' if machine.offline else asked}"
    store = registry.runtime.store
    yield f"weights: {store.cache}, {size_text(store.free)} of disk free"
    for spec in registry.specs():
        if spec.weights is not None:
            state = store.state(spec.weights)
            mend = "" if state == "present" else f" -> python -m mmdemo models pull {spec.id}"
            yield f"  {spec.id:<14} {state:<8} {size_text(spec.weights.download)} {spec.weights.repo}{mend}"
    yield "weights that rembg keeps:"
    for spec in registry.specs():
        if spec.file is not None:
            mend = "" if spec.file.state == "present" else f" -> python -m mmdemo models pull {spec.id}"
            yield f"  {spec.id:<14} {spec.file.state:<8} {size_text(spec.file.size)} {spec.file.path}{mend}"
    yield ""
    yield "auto on this machine:"
    choices = plan(registry)
    for first in choices[:: len(LANGUAGES)]:
        same = [choice for choice in choices if choice.kind == first.kind]
        agreed = len({choice.spec for choice in same}) == 1
        for choice in same[:1] if agreed else same:
            name = "nothing" if choice.spec is None else f"{choice.spec.id} ({choice.spec.label})"
            yield f"  {choice.label.en}{'' if agreed else f', {choice.language}'}: {name}"
            for passed in choice.passed_over:
                yield f"    not {passed.spec.id}: {passed.reason.en}"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        mend = _OPTIONAL.get(package, "missing -> pip install -r requirements.txt")
        return f"not installed ({mend})"
