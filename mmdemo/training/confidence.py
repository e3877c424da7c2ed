"""How far an outline can be trusted, learned: logistic regression from `confidence.features` to "it is right".

The pictures are drawn as the network's are, three times as fine, from seeds that it never saw. That needs processes of
their own: see `detail`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import cv2
import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.image import confidence
from mmdemo.processing.image.arrays import Bools, Floats
from mmdemo.processing.image.candidates import Candidate, look_at, search
from mmdemo.processing.image.cutout import SMALLEST
from mmdemo.processing.image.hints import NO_HINTS
from mmdemo.processing.image.network import product_likelihood
from mmdemo.processing.image.weights import WEIGHTS_SHA256
from mmdemo.training.detail import draw_finely
from mmdemo.training.scenes import SIDE, make_sample

RIGHT = 0.93  # overlap with the truth from which an outline is right
ON_PHOTOGRAPHS = 0.8  # share of outlines that are right there: drawn pictures are made to be hard
RIDGE = 1.0  # of the weights, against features that say the same
ROUNDS = 50  # Newton steps; it settles in fewer than ten


@dataclass(frozen=True)
class Judgement:
    """`weights` (11,) and `offset` of the logistic function for photographs; the outlines they came from.

    `network` names the weights that those were found with, as in `processing.image.weights`.
    """

    weights: Floats
    offset: float
    outlines: int
    right: float  # the share of them that is
    network: str


def learn(seed: int, pictures: int, workers: int, say: Callable[[int], None]) -> Judgement:
    """Judge the outlines found in so many drawn pictures; `say` hears after each how many outlines there are."""
    rows: list[Floats] = []
    right: list[bool] = []
    with get_context("spawn").Pool(workers, draw_finely) as pool:
        for found in pool.imap(partial(outlines, seed), range(pictures)):
            rows += [values for values, _ in found]
            right += [overlap >= RIGHT for _, overlap in found]
            say(len(rows))
    weights, offset = fitted(np.array(rows), np.array(right))
    share = float(np.mean(right))
    return Judgement(weights, offset + _log_odds(ON_PHOTOGRAPHS) - _log_odds(share), len(rows), share, WEIGHTS_SHA256)


def outlines(seed: int, index: int) -> list[tuple[Floats, float]]:
    """The features of every outline found in a picture, and its overlap with the truth.

    None for a picture without a product, or where only a box says which of its things is the product.
    """
    cv2.setNumThreads(1)
    sample = make_sample(seed, index)
    truth = sample.mask > 127
    if sample.boxed or truth.mean() < SMALLEST:
        return []
    scene = look_at(sample.rgb, NO_HINTS, product_likelihood(sample.rgb))
    found = [candidate for candidate in search(scene, NO_HINTS) if candidate.mask.mean() >= SMALLEST]
    judged = []
    for candidate in found:
        others = [other for other in found if other is not candidate]
        judged.append((confidence.features(candidate, scene, others), _overlap(candidate, truth)))
    return judged


def fitted(rows: Floats, right: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Weights (n,) and offset of the ridge-penalised logistic regression of `right` (m,) on `rows` (m, n), by Newton's
    method (T. Hastie, R. Tibshirani and J. Friedman, "The Elements of Statistical Learning", 4.4)."""
    inputs = np.column_stack([rows, np.ones(len(rows))]).astype(np.float64)
    penalty = np.diag([RIDGE] * rows.shape[1] + [0.0])
    solution = np.zeros(inputs.shape[1])
    for _ in range(ROUNDS):
        likely = 1 / (1 + np.exp(-inputs @ solution))
        slope = inputs.T @ (right - likely) - penalty @ solution
        curve = (inputs * (likely * (1 - likely))[:, None]).T @ inputs + penalty
        solution += np.linalg.solve(curve, slope)
    return solution[:-1].astype(np.float32), float(solution[-1])


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))


def _overlap(candidate: Candidate, truth: Bools) -> float:
    mask = cv2.resize(candidate.mask.astype(np.uint8), (SIDE, SIDE)) > 0
    return float((mask & truth).sum() / max(1, (mask | truth).sum()))
