"""The cutout network in torch, for training, and its export to the weights that numpy runs.

torch is imported inside the functions: the studio itself never trains.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from safetensors.numpy import save

from mmdemo.processing.image.arrays import Floats
from mmdemo.processing.image.network import CELL, WIDTHS, layer_shapes

if TYPE_CHECKING:
    from torch import Tensor, nn

NORM_EPSILON = 1e-5


def build_network(widths: tuple[int, ...] = WIDTHS) -> nn.Module:
    """The U-Net of `layer_shapes`, with batch normalisation after every convolution but the last.

    It takes (batch, CHANNELS, height, width) and returns logits (batch, 1, height, width).
    """
    from torch import nn
    from torch.nn import functional

    levels = len(widths) - 1

    class CutoutNetwork(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.convolutions, self.norms = nn.ModuleDict(), nn.ModuleDict()
            for name, (inward, outward, size) in layer_shapes(widths).items():
                last = name == "head"
                stride = 2 if name.startswith("down") and name.endswith("0") else 1
                key = name.replace(".", "_")
                self.convolutions[key] = nn.Conv2d(inward, outward, size, stride, size // 2, bias=last)
                if not last:
                    self.norms[key] = nn.BatchNorm2d(outward, NORM_EPSILON)

        def plain(self, key: str, x: Tensor) -> Tensor:
            return cast("Tensor", self.norms[key](self.convolutions[key](x)))

        def layer(self, key: str, x: Tensor) -> Tensor:
            return functional.relu(self.plain(key, x))

        def forward(self, planes: Tensor) -> Tensor:
            x = self.layer("stem", functional.pixel_unshuffle(planes, CELL))
            skips = [x]
            for level in range(levels):
                x = self.layer(f"down{level}_1", self.layer(f"down{level}_0", x))
                skips.append(x)
            for level in reversed(range(levels)):
                wider = functional.interpolate(self.plain(f"up{level}_0", x), scale_factor=2.0)
                x = self.layer(f"up{level}_1", functional.relu(wider + skips[level]))
            return functional.pixel_shuffle(self.convolutions["head"](x), CELL)

    return CutoutNetwork()


def folded(network: nn.Module, widths: tuple[int, ...] = WIDTHS) -> dict[str, Floats]:
    """The convolutions of `network` with their normalisation folded in, named as in `layer_shapes`."""
    state = {name: tensor.detach().float().cpu().numpy() for name, tensor in network.state_dict().items()}
    weights = {}
    for name in layer_shapes(widths):
        key = name.replace(".", "_")
        kernel = state[f"convolutions.{key}.weight"]
        if name == "head":
            bias = state["convolutions.head.bias"]
        else:
            norm = {part: state[f"norms.{key}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")}
            gain = norm["weight"] / np.sqrt(norm["running_var"] + NORM_EPSILON)
            kernel = kernel * gain[:, None, None, None]
            bias = norm["bias"] - norm["running_mean"] * gain
        weights[f"{name}.weight"], weights[f"{name}.bias"] = np.ascontiguousarray(kernel), bias
    return weights


def export(network: nn.Module, path: Path, facts: dict[str, str], widths: tuple[int, ...] = WIDTHS) -> None:
    """Write `network` as float16 safetensors, whole or not at all; `facts` go into the file's metadata."""
    tensors = {name: tensor.astype(np.float16) for name, tensor in folded(network, widths).items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".partial")
    unfinished.write_bytes(save(tensors, metadata=facts))
    unfinished.replace(path)
