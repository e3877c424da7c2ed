"""What the tests of the painting generators share: a cutout, small sizes, and a device with too little memory."""

import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from mmdemo.context import RunContext
from mmdemo.generators import diffusion
from mmdemo.generators.image.ssd_1b import SSD1B
from mmdemo.processing.image import canvas
from mmdemo.processing.image.arrays import encode
from mmdemo.runtime.placement import Placement
from mmdemo.schema import Brief, Look, Picture, Product

ANY_LOOK = Look()
MUG = Product("Ceramic mug", "en", "Tableware")


@pytest.fixture
def one_thread() -> None:
    import torch

    torch.set_num_threads(1)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of every side that is painted or finished, and ten steps for the model that takes 25."""
    monkeypatch.setattr(diffusion, "SIDE", 256)
    monkeypatch.setattr(diffusion, "FRUGAL_SIDE", 192)
    monkeypatch.setattr(canvas, "SIDE", 512)
    monkeypatch.setattr(SSD1B, "steps", 10)


@pytest.fixture(scope="session")
def cutout() -> Picture:
    """A standing block with stripes, so that a shifted or tinted pixel shows, and a soft edge."""
    y, x = np.mgrid[:400, :300]
    alpha = np.clip(255 * np.minimum(60 - abs(x - 150), 150 - abs(y - 200)).astype(float) / 3, 0, 255)
    colours = np.dstack([40 + x % 64, 70 + y % 32, 120 + (x + y) % 90])
    return picture(np.dstack([colours * (alpha[..., None] > 0), alpha]).astype(np.uint8))


def picture(pixels: np.ndarray) -> Picture:
    return Picture(encode(pixels), pixels.shape[1], pixels.shape[0])


def brief(kind: str, product: Product = MUG, look: Look = ANY_LOOK, **inputs: Picture) -> Brief:
    named = {f"image/{name}": payload for name, payload in inputs.items()}
    return Brief(f"image/{kind}", "image", kind, product, "friendly", inputs=named, look=look)


def run(part: str = "image/scene", seed: int = 1, **options: object) -> RunContext:
    return RunContext(seed, part=part, **options)


def load(spec, weights: Callable[[str], Path], **options: object):
    return spec.load(Placement(folder=weights(spec.id), **options))


class Half(Placement):
    """The precision of a GPU, on a CPU."""

    @property
    def dtype(self):
        import torch

        return torch.bfloat16


@contextmanager
def memory(limit: float = float("inf")) -> Iterator[list[int]]:
    """A device with `limit` bytes for what is computed, beside the weights. Yields the live and the peak bytes.

    Every operation's new storage is counted until it is freed, and one too many raises what a GPU would raise.
    """
    import torch
    from torch.utils._python_dispatch import TorchDispatchMode

    counted: dict[int, int] = {}
    live_and_peak = [0, 0]

    def free(key: int) -> None:
        live_and_peak[0] -= counted.pop(key, 0)

    class Counting(TorchDispatchMode):
        def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
            made = operation(*args, **(kwargs or {}))
            given = {tensor.untyped_storage()._cdata for tensor in args if isinstance(tensor, torch.Tensor)}
            for tensor in made if isinstance(made, tuple | list) else [made]:
                if not isinstance(tensor, torch.Tensor):
                    continue
                storage = tensor.untyped_storage()
                key, size = storage._cdata, storage.nbytes()
                if key in counted or key in given:
                    continue
                counted[key] = size
                live_and_peak[0] += size
                live_and_peak[1] = max(live_and_peak)
                weakref.finalize(storage, free, key)
                if live_and_peak[0] > limit:
                    raise torch.OutOfMemoryError(f"CUDA out of memory. Tried to allocate {size} bytes")
            return made

    with Counting():
        yield live_and_peak


@contextmanager
def out_of_memory_in(module) -> Iterator[None]:
    """What a GPU raises, in the middle of a run: when `module` is called."""
    import torch

    def full(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    hook = module.register_forward_pre_hook(full)
    try:
        yield
    finally:
        hook.remove()
