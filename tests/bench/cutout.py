"""How well products are cut out, each method a row; and what it costs. Writes sheets to look at beside the table."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import Generator
from mmdemo.generators.image import birefnet, isnet
from mmdemo.outline import UNMENDED, Outline
from mmdemo.processing.image import network
from mmdemo.processing.image.arrays import decode, encode, shrink
from mmdemo.processing.image.candidates import BUSY_SIZE
from mmdemo.processing.image.cutout import Cutout, cut_out
from mmdemo.processing.image.matte import matte
from mmdemo.processing.image.segment import grabcut_box
from mmdemo.registry import installed
from mmdemo.runtime.placement import ON_CPU
from mmdemo.schema import Brief, Photo, Picture, Product
from mmdemo.training.hints import stroke
from mmdemo.training.score import box_of
from tests.bench import cutout_cost
from tests.bench.cutout_cases import Case, cases
from tests.bench.cutout_sheet import photo_sheet
from tests.bench.row import Row, at_least
from tests.conftest import ROOT, SHARED

GOOD = 0.9  # overlap
RIGHT = 0.93  # overlap from which an outline needs no mending
NEAR = 0.008  # of the longer side: how far a boundary pixel may be from the true boundary
SMALL = np.ones((3, 3), np.uint8)
NOWHERE = Path("nowhere.safetensors")

Alpha = NDArray[np.float32]


@dataclass(frozen=True)
class Result:
    """Intersection over union, mean absolute error of alpha and boundary F-score of one case."""

    case: Case
    overlap: float
    error: float
    boundary: float
    cutout: Cutout | None


def measure() -> list[Row]:
    if not (SHARED / "data" / "alpha").is_dir():
        print("no ../shared here: there is nothing to measure cutouts on")
        return cutout_cost.measure()
    known = list(cases(SHARED / "data"))
    methods: dict[str, Callable[[Case], tuple[Alpha, Cutout | None]]] = {
        "border GrabCut": _border,
        "fused": _fused,
        "with the network": _cut,
        "dragged box": lambda case: _cut(case, Outline(box=box_of(case.mask))),
        "two strokes": _stroked,
    }
    registry = installed()
    for model in (isnet.SPEC, birefnet.SPEC):
        if lack := registry.lacks(model):
            print(f"not measured: {lack.en}")
        else:
            methods[model.label] = partial(_by_model, model.load(ON_CPU))
    rows, found = [], {}
    for name, method in methods.items():
        found[name] = [_scored(case, *method(case)) for case in known]
        rows += _rows(name, found[name])
    floor, best = (_mean_overlap(found[name]) for name in ("border GrabCut", "with the network"))
    rows.append(Row("with the network, what is wrong against border GrabCut's", (1 - best) / (1 - floor), "x"))
    rows += _by_ground(found["with the network"]) + _warning(found["with the network"])
    photo_sheet(sorted((SHARED / "data" / "photos").glob("*.jpg")), ROOT / "build" / "bench" / "cutout-photos.jpg")
    return rows + cutout_cost.measure()


def _rows(name: str, results: list[Result]) -> list[Row]:
    overlaps = [one.overlap for one in results]
    judged = name == "with the network"
    mean, share = float(np.mean(overlaps)), float(np.mean([overlap >= GOOD for overlap in overlaps]))
    return [
        at_least(f"{name}: mean IoU", mean, "", RIGHT) if judged else Row(f"{name}: mean IoU", mean, ""),
        at_least(f"{name}: at least 0.9", share, "", 0.8) if judged else Row(f"{name}: at least 0.9", share, ""),
        Row(f"{name}: mean alpha error", float(np.mean([one.error for one in results])), ""),
        Row(f"{name}: boundary F-score", float(np.mean([one.boundary for one in results])), ""),
    ]


def _by_ground(results: list[Result]) -> list[Row]:
    grounds = dict.fromkeys(one.case.ground for one in results)
    return [
        Row(f"  of it on {ground}", _mean_overlap([one for one in results if one.case.ground == ground]), "IoU")
        for ground in grounds
    ]


def _mean_overlap(results: list[Result]) -> float:
    return float(np.mean([one.overlap for one in results]))


def _warning(results: list[Result]) -> list[Row]:
    """How often the page is right to say "look at it"."""
    warned = np.array([one.cutout is None or one.cutout.confidence != "sure" for one in results])
    wrong = np.array([one.overlap < RIGHT for one in results])
    both = float((warned & wrong).sum())
    return [
        Row("warning: precision", both / max(1, warned.sum()), ""),
        Row("warning: recall", both / max(1, wrong.sum()), ""),
        Row("warning: wrong outlines", float(wrong.sum()), f"of {len(results)}"),
    ]


def _border(case: Case) -> tuple[Alpha, Cutout | None]:
    """GrabCut from a frame of 6 %, with our matte: what the other methods are there to beat."""
    alpha, _ = matte(case.rgb, grabcut_box(shrink(case.rgb, BUSY_SIZE)))
    return alpha.astype(np.float32) / 255, None


def _fused(case: Case) -> tuple[Alpha, Cutout | None]:
    with patch.object(network, "WEIGHTS", NOWHERE):
        return _cut(case)


def _cut(case: Case, outline: Outline = UNMENDED) -> tuple[Alpha, Cutout | None]:
    try:
        found = cut_out(case.rgb, RunContext(1), outline)
    except GenerationError:
        return np.zeros(case.mask.shape, np.float32), None
    return found.alpha.astype(np.float32) / 255, found


def _by_model(model: Generator, case: Case) -> tuple[Alpha, Cutout | None]:
    height, width = case.mask.shape
    product = Product(case.name, "en", photo=Photo(encode(case.rgb), width, height))
    try:
        picture = model.generate(Brief("image/cutout", "image", "cutout", product, "friendly"), RunContext(1))
    except GenerationError:
        return np.zeros(case.mask.shape, np.float32), None
    assert isinstance(picture, Picture)
    return decode(picture.data)[..., 3].astype(np.float32) / 255, None


def _stroked(case: Case) -> tuple[Alpha, Cutout | None]:
    """One stroke in the largest missing piece and one in the largest piece too many, where the outline is wrong."""
    alpha, found = _cut(case)
    if _overlap(alpha > 0.5, case.mask) >= RIGHT:
        return alpha, found
    size = (256, round(256 * case.rgb.shape[0] / case.rgb.shape[1]))
    planes = (cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in (alpha, case.alpha))
    got, true = (plane > 0.5 for plane in planes)
    return _cut(case, Outline(keep=_painted(true & ~got), erase=_painted(got & ~true)))


def _painted(region: NDArray[np.bool_]) -> bytes:
    return encode((stroke(np.random.default_rng(0), _inner(region)) * 255).astype(np.uint8))


def _inner(region: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The region without its rim: a hand does not paint along an outline."""
    inner = cv2.erode(region.astype(np.uint8), SMALL) > 0
    return inner if inner.any() else region


def _scored(case: Case, alpha: Alpha, cutout: Cutout | None) -> Result:
    error = float(np.abs(alpha - case.alpha).mean())
    return Result(case, _overlap(alpha > 0.5, case.mask), error, _boundary(alpha > 0.5, case.mask), cutout)


def _overlap(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    return float((one & other).sum() / max(1, (one | other).sum()))


def _boundary(found: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    """F-score of the boundary pixels within `NEAR` of the other boundary (D. Martin et al., 2004)."""
    reach = 2 * max(1, round(NEAR * max(true.shape))) + 1
    ball = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    one, other = (cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_GRADIENT, SMALL) for mask in (found, true))
    if not one.any():
        return 0.0
    precision = float((one * cv2.dilate(other, ball)).sum() / one.sum())
    recall = float((other * cv2.dilate(one, ball)).sum() / other.sum())
    return 2 * precision * recall / max(1e-9, precision + recall)
