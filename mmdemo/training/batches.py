"""From samples to batches: rendered ahead in worker processes, used a few times each, never twice alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.training.fields import Rng, floats
from mmdemo.training.scenes import SIDE, make_sample

if TYPE_CHECKING:
    from torch import Tensor
    from torch.utils.data import Dataset

REUSED = 4  # times each sample is drawn, on average: rendering one costs more than a training step on it
POOL = 4096  # samples to draw from

Packed = NDArray[np.uint8]  # (SIDE, SIDE, 5): colours, mask, and 1 where only a box says which product is meant


class Series:
    """The samples of a seed from `start` on, as torch's data loader asks for them."""

    def __init__(self, seed: int, start: int, length: int) -> None:
        self.seed, self.start, self.length = seed, start, length

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, index: int) -> Tensor:
        import torch

        cv2.setNumThreads(1)
        sample = make_sample(self.seed, self.start + index)
        boxed = np.full((SIDE, SIDE), sample.boxed, np.uint8)
        return torch.from_numpy(np.dstack([sample.rgb, sample.mask, boxed]))


def packed_batches(seed: int, start: int, size: int, workers: int) -> Iterator[Packed]:
    """Endless batches (size, SIDE, SIDE, 5) of a series, in its order whatever the number of workers."""
    from torch.utils.data import DataLoader

    # A loader counts its length; no run reaches the end of this one.
    series = Series(seed, start, 10**8)
    loader = DataLoader(
        cast("Dataset[Tensor]", series), size, num_workers=workers, prefetch_factor=8, multiprocessing_context="spawn"
    )
    for batch in loader:
        yield batch.numpy()


def pooled(seed: int, start: int, size: int, workers: int) -> Iterator[tuple[Rng, Bytes, Floats, NDArray[np.bool_]]]:
    """Endless training batches: generator, colours (size, SIDE, SIDE, 3), masks (size, SIDE, SIDE) in 0..1, boxed.

    Each step adds size / REUSED fresh samples to a pool, draws `size` from it and changes their flip, crop and colours.
    """
    fresh = packed_batches(seed, start, size // REUSED, workers)
    pool = [sample for _ in range(4 * REUSED) for sample in next(fresh)]
    step = start
    while True:
        step += 1
        pool = [*pool[-POOL:], *next(fresh)]
        rng = np.random.default_rng([seed, step, 2])
        drawn = np.stack([_varied(rng, pool[number]) for number in rng.integers(len(pool), size=size)])
        yield rng, drawn[..., :3], floats(drawn[..., 3]) / np.float32(255), drawn[:, 0, 0, 4] > 0


def _varied(rng: Rng, sample: Packed) -> Packed:
    """Mirrored, a little cropped and recoloured."""
    if rng.random() < 0.5:
        sample = sample[:, ::-1]
    if rng.random() < 0.5:
        top, left = rng.integers(0, SIDE // 8, 2)
        bottom, right = SIDE - rng.integers(0, SIDE // 8, 2)
        inner = np.ascontiguousarray(sample[top:bottom, left:right])
        crop = np.asarray(cv2.resize(inner, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR), np.uint8)
        if crop[..., 3].max() > 127:
            sample = crop
    sample = sample.copy()
    gain, lift = rng.uniform(0.8, 1.15) * (1 + rng.normal(0, 0.04, 3)), rng.normal(0, 6)
    sample[..., :3] = np.clip(sample[..., :3] * gain.astype(np.float32) + np.float32(lift), 0, 255)
    if rng.random() < 0.3:
        sample[..., :3] = sample[..., rng.permutation(3)]
    return sample
