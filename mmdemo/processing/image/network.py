"""Our small segmentation network, run in numpy: torch alone would cost a server seconds to import and 200 MB.

The network is a U-Net (O. Ronneberger, P. Fischer and T. Brox, 2015) without normalisation layers: those are folded
into the convolutions when it is exported. `assets/weights/README.md` says how it was trained and scored.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load

from mmdemo.errors import MMDemoError
from mmdemo.processing.image.arrays import Bools, Bytes, Floats
from mmdemo.processing.image.weights import WEIGHTS

SIDE = 160  # pixels; every photo is stretched to this square
CHANNELS = 6  # red, green, blue, inside the box, kept by the brush, erased by the brush
CELL = 2  # pixels: the first and the last layer see CELL x CELL pixels as one
WIDTHS = (24, 48, 96, 160, 224)  # channels at 80, 40, 20, 10 and 5 pixels

Box = tuple[float, float, float, float]
Weights = dict[str, Floats]


class NetworkUnavailable(MMDemoError):
    """The network's weights are missing or damaged; other cues must do without it."""


def layer_shapes(widths: tuple[int, ...] = WIDTHS) -> dict[str, tuple[int, int, int]]:
    """Name of every convolution: its channels in, channels out and kernel size."""
    shapes = {"stem": (CHANNELS * CELL**2, widths[0], 3)}
    for level, (above, below) in enumerate(pairwise(widths)):
        shapes[f"down{level}.0"] = (above, below, 3)  # with stride 2
        shapes[f"down{level}.1"] = (below, below, 3)
        shapes[f"up{level}.0"] = (below, above, 1)
        shapes[f"up{level}.1"] = (above, above, 3)
    shapes["head"] = (widths[0], CELL**2, 1)
    return shapes


def product_likelihood(
    rgb: Bytes, *, box: Box | None = None, keep: Bools | None = None, erase: Bools | None = None
) -> Floats:
    """How likely each pixel belongs to the product: (height, width) in 0..1 for `rgb` (height, width, 3) of any size.

    `box` is what the merchant dragged: left, top, right, bottom as parts of the picture. `keep` and `erase`, each
    (height, width), are true where a brush said what is product and what is not.

    Raises:
        NetworkUnavailable: the weights are missing or damaged.
    """
    logits = forward(read_weights(WEIGHTS), network_input(rgb, box, keep, erase))
    likelihood = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return cast(Floats, np.clip(cv2.resize(likelihood, rgb.shape[1::-1], interpolation=cv2.INTER_LINEAR), 0, 1))


def network_input(rgb: Bytes, box: Box | None, keep: Bools | None, erase: Bools | None) -> Floats:
    """(SIDE, SIDE, CHANNELS) in -1..1 for the colours and 0..1 for the hints."""
    planes = np.zeros((SIDE, SIDE, CHANNELS), np.float32)
    planes[..., :3] = cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32) / 127.5 - 1
    planes[..., 3] = box_plane(box)
    for channel, strokes in ((4, keep), (5, erase)):
        if strokes is not None:
            # A stroke of one pixel in a large photo still counts.
            thin = cv2.resize(strokes.astype(np.float32), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
            planes[..., channel] = thin > 0.1
    return planes


def box_plane(box: Box | None) -> Floats:
    """(SIDE, SIDE), 1 inside `box`; 1 everywhere without one."""
    if box is None:
        return np.ones((SIDE, SIDE), np.float32)
    plane = np.zeros((SIDE, SIDE), np.float32)
    left, top, right, bottom = (round(float(np.clip(edge, 0, 1)) * SIDE) for edge in box)
    plane[top:bottom, left:right] = 1
    return plane


def forward(weights: Weights, planes: Floats) -> Floats:
    """Logits (SIDE, SIDE) of `planes` (SIDE, SIDE, CHANNELS) under `weights`, named as in `layer_shapes`."""
    x = _relu(_convolve(weights, "stem", _gather(planes)))
    skips = [x]
    levels = sum(name.endswith(".weight") and name.startswith("down") for name in weights) // 2
    for level in range(levels):
        x = _relu(_convolve(weights, f"down{level}.0", x, stride=2))
        x = _relu(_convolve(weights, f"down{level}.1", x))
        skips.append(x)
    for level in reversed(range(levels)):
        narrow = _mix(weights, f"up{level}.0", x)
        x = _relu(narrow.repeat(2, axis=0).repeat(2, axis=1) + skips[level])
        x = _relu(_convolve(weights, f"up{level}.1", x))
    cells = _mix(weights, "head", x)
    rows, columns = cells.shape[:2]
    spread = cells.reshape(rows, columns, CELL, CELL).transpose(0, 2, 1, 3)
    return cast(Floats, spread.reshape(rows * CELL, columns * CELL))


def _gather(planes: Floats) -> Floats:
    """CELL x CELL pixels as the channels of one, in the order of torch's pixel_unshuffle."""
    rows, columns, channels = planes.shape
    cells = planes.reshape(rows // CELL, CELL, columns // CELL, CELL, channels)
    return cells.transpose(0, 2, 4, 1, 3).reshape(rows // CELL, columns // CELL, -1)


def _convolve(weights: Weights, name: str, x: Floats, stride: int = 1) -> Floats:
    """A 3 x 3 convolution with a border of zeros, as one matrix product over all shifted copies."""
    kernel = weights[f"{name}.weight"]  # out, in, 3, 3
    rows, columns = x.shape[0] // stride, x.shape[1] // stride
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    shifted = [
        padded[down : down + stride * rows : stride, across : across + stride * columns : stride]
        for down in range(3)
        for across in range(3)
    ]
    flat = np.concatenate(shifted, axis=2).reshape(rows * columns, -1)
    matrix = kernel.transpose(2, 3, 1, 0).reshape(-1, kernel.shape[0])
    return cast(Floats, (flat @ matrix + weights[f"{name}.bias"]).reshape(rows, columns, -1))


def _mix(weights: Weights, name: str, x: Floats) -> Floats:
    """A 1 x 1 convolution."""
    return cast(Floats, x @ weights[f"{name}.weight"][:, :, 0, 0].T + weights[f"{name}.bias"])


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0)


@cache
def read_weights(path: Path) -> Weights:
    """The weights in `path`, float32, read once.

    Raises:
        NetworkUnavailable: there is no such file, or it is not this network's.
    """
    try:
        weights = {name: tensor.astype(np.float32) for name, tensor in load(path.read_bytes()).items()}
    except FileNotFoundError as error:
        raise NetworkUnavailable(
            "The small cutout network is not used: its weights are missing. Install the studio again to bring it back.",
            "没有使用小型抠图网络：缺少权重文件。重新安装本工具即可恢复。",
        ) from error
    except (OSError, SafetensorError) as error:
        raise _damaged() from error
    expected = {
        f"{name}.{part}": shape
        for name, (inward, outward, size) in layer_shapes().items()
        for part, shape in (("weight", (outward, inward, size, size)), ("bias", (outward,)))
    }
    found = {name: tensor.shape for name, tensor in weights.items()}
    if found != expected or not all(np.isfinite(tensor).all() for tensor in weights.values()):
        raise _damaged()
    return weights


def _damaged() -> NetworkUnavailable:
    return NetworkUnavailable(
        "The small cutout network is not used: its weights are damaged. Install the studio again to replace them.",
        "没有使用小型抠图网络：权重文件已损坏。重新安装本工具即可替换。",
    )
