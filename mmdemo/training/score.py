"""How well a network finds products in photographs it was not trained on.

The folder has `alpha` (pictures of products with true transparency), `backgrounds` (photographs of textures) and
`photo-mask` (photographs X.jpg with masks X_mask.png). Each product is put on each texture and on drawn clutter.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from PIL import Image

from mmdemo.processing.image.arrays import Bools, Bytes, shrink
from mmdemo.processing.image.network import Box, Weights, forward, network_input, read_weights
from mmdemo.training.grounds import GROUNDS

LONGEST = 480  # pixels
SOLID = 250  # alpha: mock-ups carry a soft floor shadow below it
DRAWN = ("room", "shelf", "table", "sweep")
GOOD = 0.9


@dataclass(frozen=True)
class Case:
    """A photo (height, width, 3), its product's mask (height, width), and what it stands on."""

    name: str
    ground: str
    rgb: Bytes
    mask: Bools


@dataclass(frozen=True)
class Score:
    """Intersection over union of one case, found without hints and with a box round the product."""

    case: Case
    alone: float
    boxed: float


def cases(folder: Path) -> Iterator[Case]:
    """Every product of `folder` on every ground, and the photographs with masks."""
    textures = {path.stem: _opened(path, "RGB") for path in sorted((folder / "backgrounds").glob("*.png"))}
    for number, path in enumerate(sorted((folder / "alpha").glob("*.png"))):
        product = shrink(_opened(path, "RGBA"), LONGEST)
        height, width = product.shape[:2]
        opacity = product[..., 3:].astype(np.float32) / 255
        grounds = {name: cv2.resize(picture, (width, height)) for name, picture in textures.items()}
        for name in DRAWN:
            drawn = GROUNDS[name](np.random.default_rng([number, DRAWN.index(name)]), (LONGEST, LONGEST))
            grounds[name] = cv2.resize((np.clip(drawn, 0, 1) * 255).astype(np.uint8), (width, height))
        for name, ground in grounds.items():
            mixed = ground + opacity * (product[..., :3].astype(np.float32) - ground)
            yield Case(path.stem, name, mixed.astype(np.uint8), product[..., 3] > SOLID)
    for path in sorted((folder / "photo-mask").glob("*.jpg")):
        photo = shrink(_opened(path, "RGB"), LONGEST)
        mask = _opened(path.with_name(f"{path.stem}_mask.png"), "L")
        size = photo.shape[1::-1]
        yield Case(path.stem, "photograph", photo, cv2.resize(mask, size, interpolation=cv2.INTER_AREA) > 127)


def scored(path: Path, folder: Path) -> list[Score]:
    """The scores of the network whose weights lie at `path` on all cases of `folder`."""
    weights = read_weights(path)
    return [
        Score(case, _overlap(weights, case, None), _overlap(weights, case, box_of(case.mask))) for case in cases(folder)
    ]


def box_of(mask: Bools) -> Box:
    """Left, top, right and bottom of what `mask` covers, as parts of the picture."""
    rows, columns = np.nonzero(mask)
    height, width = mask.shape
    edges = columns.min() / width, rows.min() / height, (columns.max() + 1) / width, (rows.max() + 1) / height
    return cast(Box, tuple(float(edge) for edge in edges))


def table(scores: list[Score]) -> str:
    """Mean overlap by ground, in Markdown."""
    grounds = [*dict.fromkeys(score.case.ground for score in scores), "all"]
    lines = [
        "| ground | photos | IoU alone | at least 0.9 | IoU with a box | at least 0.9 |",
        "|---|---|---|---|---|---|",
    ]
    for ground in grounds:
        rows = [score for score in scores if ground in (score.case.ground, "all")]
        cells = [ground, str(len(rows))]
        for found in ([row.alone for row in rows], [row.boxed for row in rows]):
            cells += [f"{np.mean(found):.3f}", str(sum(overlap >= GOOD for overlap in found))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _overlap(weights: Weights, case: Case, box: Box | None) -> float:
    logits = forward(weights, network_input(case.rgb, box, None, None))
    found = cv2.resize(logits, case.mask.shape[::-1], interpolation=cv2.INTER_LINEAR) > 0
    return float((found & case.mask).sum() / max(1, (found | case.mask).sum()))


def _opened(path: Path, mode: str) -> Bytes:
    with warnings.catch_warnings(), Image.open(path) as picture:
        warnings.simplefilter("ignore", UserWarning)  # Pillow on a palette picture's transparency
        return np.asarray(picture.convert(mode))
