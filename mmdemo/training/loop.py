"""The training of the cutout network: hints, loss, schedule, checkpoints, validation."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.training.batches import packed_batches, pooled
from mmdemo.training.fields import Rng
from mmdemo.training.hints import dragged_box, wanted_strokes
from mmdemo.training.network import build_network, export
from mmdemo.training.scenes import SIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor, nn

HELD_OUT = 1_000_003  # added to the seed for pictures that are only measured on
HELD_OUT_SIZE = 240
BOXED, BRUSHED = 0.3, 0.25  # of the batch with a box, with strokes
WARM_UP = 300  # steps
DECAY = 0.3  # the last part of the time, in which the learning rate falls to zero
AVERAGED = 0.996  # of the mean weights is kept at each step
REPORT_EVERY = 240.0  # seconds


@dataclass(frozen=True)
class Plan:
    """One run: how long, where to, and how fast."""

    minutes: float
    out: Path
    checkpoint: Path
    seed: int
    batch: int = 24
    rate: float = 1.6e-3
    workers: int = 1


@dataclass(frozen=True)
class Progress:
    """How far a run is. `scores` are mean IoU on held-out drawn pictures: without hints, and with a box."""

    minutes: float
    steps: int
    samples: int
    loss: float
    scores: tuple[float, float]


def train(plan: Plan, say: Callable[[Progress], None]) -> Progress:
    """Train for `plan.minutes` in all, going on from its checkpoint where there is one; Ctrl-C ends it early.

    Data and drawing are the same for the same seed; how many steps fit into the minutes is the machine's affair.
    The mean weights are written to `plan.out` at each report.
    """
    import torch
    from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

    torch.manual_seed(plan.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = build_network().to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    keep = get_ema_multi_avg_fn(AVERAGED)  # type: ignore[no-untyped-call]
    mean = AveragedModel(network, multi_avg_fn=keep, use_buffers=True)
    optimizer = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=0.02)
    steps, before, samples = 0, 0.0, 0
    if plan.checkpoint.exists():
        saved: dict[str, Any] = torch.load(plan.checkpoint, map_location=device, weights_only=True)
        network.load_state_dict(saved["network"])
        mean.load_state_dict(saved["mean"])
        optimizer.load_state_dict(saved["optimizer"])
        steps, before, samples = saved["steps"], saved["minutes"], saved["samples"]
    held_out = next(packed_batches(plan.seed + HELD_OUT, 0, HELD_OUT_SIZE, plan.workers))
    batches = pooled(plan.seed, samples, plan.batch, plan.workers)
    first = next(batches)
    begin = reported = time.monotonic()  # what was drawn ahead is no time of training, so that at least one step fits
    losses: list[float] = []
    progress = Progress(before, steps, samples, 0.0, (0.0, 0.0))

    def report() -> Progress:
        minutes = before + (time.monotonic() - begin) / 60
        scores = held_out_scores(mean.module, held_out, plan.seed)
        reached = Progress(minutes, steps, samples, float(np.mean(losses[-200:] or [0.0])), scores)
        facts = {"steps": str(steps), "samples": str(samples), "minutes": f"{minutes:.0f}", "seed": str(plan.seed)}
        export(mean.module, plan.out, facts)
        state = {"network": network.state_dict(), "mean": mean.state_dict(), "optimizer": optimizer.state_dict()}
        unfinished = plan.checkpoint.with_suffix(".partial")
        torch.save({**state, "steps": steps, "minutes": minutes, "samples": samples}, unfinished)
        unfinished.replace(plan.checkpoint)
        say(reached)
        return reached

    try:
        for rng, colours, masks, boxed in chain((first,), batches):
            share = (before + (time.monotonic() - begin) / 60) / plan.minutes
            if share >= 1:
                break
            rate = plan.rate * min(1, (steps + 1) / WARM_UP, max(0.0, (1 - share) / DECAY))
            for group in optimizer.param_groups:
                group["lr"] = rate
            planes, target = hinted(network, rng, colours, masks, boxed, device)
            losses.append(step(network, optimizer, planes, target))
            mean.update_parameters(network)
            steps, samples = steps + 1, samples + plan.batch
            if time.monotonic() - reported > REPORT_EVERY:
                progress, reported = report(), time.monotonic()
    except KeyboardInterrupt:
        pass
    if steps > progress.steps or (steps and not plan.out.exists()):
        progress = report()
    return progress


def step(network: nn.Module, optimizer: Any, planes: Tensor, target: Tensor) -> float:
    """One step of gradient descent; returns its loss."""
    import torch

    network.train()
    with torch.autocast(planes.device.type, torch.bfloat16):
        logits = network(planes)
    loss = loss_of(logits.float(), target)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def loss_of(logits: Tensor, target: Tensor) -> Tensor:
    """Cross entropy, three times as heavy near the outline, plus one minus the soft IoU of each picture."""
    from torch.nn import functional

    near = functional.interpolate(functional.avg_pool2d(target, 8), size=target.shape[2:], mode="bilinear")
    weight = 1 + 8 * near * (1 - near)
    entropy = (weight * functional.binary_cross_entropy_with_logits(logits, target, reduction="none")).mean()
    likely = logits.sigmoid()
    both = (likely * target).sum((1, 2, 3))
    either = (likely + target - likely * target).sum((1, 2, 3))
    return entropy + (1 - (both + 1) / (either + 1)).mean()


def hinted(
    network: nn.Module, rng: Rng, colours: Bytes, masks: Floats, boxed: NDArray[np.bool_], device: Any
) -> tuple[Tensor, Tensor]:
    """Network input and target of a batch. Strokes are put where `network` is wrong now, as a merchant would."""
    import torch

    planes = np.zeros((*masks.shape, 6), np.float32)
    planes[..., :3] = colours.astype(np.float32) / 127.5 - 1
    planes[..., 3] = 1
    solid = masks > 0.5
    for number, draw in enumerate(rng.random(len(masks))):
        if (draw < BOXED or boxed[number]) and solid[number].any():
            planes[number, ..., 3] = dragged_box(rng, solid[number])
    tensor = torch.from_numpy(planes).permute(0, 3, 1, 2).to(device)
    brushed = np.nonzero(rng.random(len(masks)) < BRUSHED)[0]
    if len(brushed):
        network.eval()
        with torch.no_grad(), torch.autocast(tensor.device.type, torch.bfloat16):
            likely = network(tensor[brushed]).float().sigmoid()[:, 0].cpu().numpy()
        for guess, which in zip(likely, brushed, strict=True):
            strokes = wanted_strokes(rng, solid[which], guess)
            tensor[which, 4:6] = torch.from_numpy(np.stack(strokes)).to(device)
    target = torch.from_numpy(masks)[:, None].to(device)
    return tensor.contiguous(memory_format=torch.channels_last), target


def held_out_scores(network: nn.Module, held_out: Bytes, seed: int) -> tuple[float, float]:
    """Mean IoU on packed samples (n, SIDE, SIDE, 5): without hints where one product is meant, and with a box."""
    import torch

    network.eval()
    rng = np.random.default_rng(seed)
    device = next(network.parameters()).device
    masks = held_out[..., 3] > 127
    planes = np.zeros((len(masks), 6, SIDE, SIDE), np.float32)
    planes[:, :3] = held_out[..., :3].transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1
    scores = []
    for with_box in (False, True):
        for number, mask in enumerate(masks):
            planes[number, 3] = dragged_box(rng, mask) if with_box and mask.any() else 1
        with torch.no_grad():
            chunks = torch.split(torch.from_numpy(planes).to(device), 40)
            found = torch.cat([network(chunk)[:, 0] > 0 for chunk in chunks]).cpu().numpy()
        overlap = (found & masks).sum((1, 2)) / np.maximum(1, (found | masks).sum((1, 2)))
        counted = masks.any((1, 2)) & (with_box | (held_out[:, 0, 0, 4] == 0))
        scores.append(float(overlap[counted].mean()))
    return scores[0], scores[1]
