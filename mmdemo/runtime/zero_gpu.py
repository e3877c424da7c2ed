"""Hugging Face ZeroGPU: a GPU that is there only inside decorated functions, which run in a forked process.

The decorator comes from the package `spaces`, which such a Space carries; it must be imported before anything touches
CUDA, one function must be decorated while the Space starts, and weights must be placed by then. What crosses into the
fork is pickled, so a call names its generator by a key instead of carrying it, and an error comes back as its sentence.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from mmdemo.errors import GenerationError, MMDemoError, OutOfMemory
from mmdemo.runtime.device_errors import as_device_error, release_memory
from mmdemo.schema import Message

Job = TypeVar("Job")
Made = TypeVar("Made")

LONGEST = 120
"""Seconds. A call that asks for more than a visitor has left is refused, so none asks for more than this."""
SHORTEST = 5
"""Seconds. The fork itself takes a few before the work begins."""

_RESIDENT: dict[int, Any] = {}
_QUOTA = Message(
    "Your free GPU time on this page is used up for now. Sign in to Hugging Face or come back later.",
    "您在本页的免费 GPU 时长已用完。请登录 Hugging Face 或稍后再试。",
)
_ABORTED = Message("The host stopped this task on its GPU. Try again.", "托管平台中止了这项 GPU 任务，请重试。")


class Outcome(NamedTuple):
    """What comes back from the fork: what was made, or the sentence of what went wrong."""

    made: Any = None
    problem: Message | None = None
    out_of_memory: bool = False


def here() -> bool:
    """Whether this process runs on ZeroGPU."""
    return os.environ.get("SPACES_ZERO_GPU", "").lower() in {"1", "t", "true"}


def prepare() -> Callable[..., Outcome]:
    """The entry of the fork, decorated. A Space must call this while it starts; `spaces` decorates a function once."""
    import spaces

    decorated: Callable[..., Outcome] = spaces.GPU(duration=duration)(enter)
    return decorated


def keep(owner: object) -> None:
    """Make a generator known to the forks. One that is placed after the first fork may not be found there."""
    _RESIDENT[id(owner)] = owner


def call(method: Callable[[Job, Any], Made], job: Job, seconds: float) -> Made:
    """Run a bound method in the process that has the GPU. It reports no progress and cannot be stopped midway.

    Raises:
        GenerationError: the visitor's GPU time is used up, or the work failed there.
        OutOfMemory: its memory ran out.
    """
    owner: Any = method.__self__  # type: ignore[attr-defined]
    try:
        outcome = prepare()(id(owner), method.__name__, job, seconds)
    except Exception as error:
        # An error of gradio's own kind, told by the title that `spaces` gives it.
        if not str(getattr(error, "title", "")).startswith("ZeroGPU"):
            raise
        raise GenerationError(*(_QUOTA if "quota" in str(error).lower() else _ABORTED)) from error
    if outcome.problem is not None:
        raise (OutOfMemory if outcome.out_of_memory else GenerationError)(*outcome.problem)
    made: Made = outcome.made
    return made


def duration(owner: int, name: str, job: object, seconds: float) -> int:
    """How long the GPU is asked for, in whole seconds: called by `spaces` with the arguments of the call."""
    return max(SHORTEST, min(LONGEST, math.ceil(seconds)))


def enter(owner: int, name: str, job: object, seconds: float) -> Outcome:
    """The work itself, in the fork."""
    import torch

    if owner not in _RESIDENT:
        return Outcome(problem=_ABORTED)
    try:
        with torch.inference_mode():
            return Outcome(getattr(_RESIDENT[owner], name)(job, _unheard))
    except MMDemoError as error:
        return Outcome(problem=error.message)
    except Exception as error:
        problem = as_device_error(error)
        if problem is None:
            raise
        return Outcome(problem=problem.message, out_of_memory=isinstance(problem, OutOfMemory))
    finally:
        release_memory()  # the fork may live on for the next visitor


def _unheard(done: int, total: int, message: Message, sketch: bytes | str | None = None) -> None:
    """Progress in the fork reaches nobody."""
