"""What the generators that write token by token through transformers have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mmdemo.runtime.placement import DeviceKind


class TokenCounter:
    """A stopping criterion for `generate` that never stops it, but tells `heard` at each token how many there are.

    What `heard` raises does stop it, and leaves the model as it was.
    """

    def __init__(self, heard: Callable[[int], None]) -> None:
        self._heard = heard
        self._count = 0

    def __call__(self, *_: object, **__: object) -> bool:
        self._count += 1
        self._heard(self._count)
        return False


@contextmanager
def seeded(seed: int, device: DeviceKind) -> Iterator[None]:
    """transformers draws from torch's global generators alone: seeded inside the block, as before behind it."""
    import torch

    with torch.random.fork_rng(devices=[0] if device == "cuda" else []):
        torch.manual_seed(seed)
        yield
