"""Where the product probably is, in a photo with any background: three cues from before neural networks, fused.

Boundary connectivity and the background-weighted contrast built on it are W. Zhu et al., "Saliency Optimization from
Robust Background Detection" (CVPR 2014), without its final smoothing cost for the foreground. The border colour model
is a small Gaussian mixture with Mahalanobis distance; the centre prior is how people hold a camera.
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from mmdemo.processing.image.arrays import Floats
from mmdemo.processing.image.superpixels import means, superpixels

REGIONS = 250
BORDER_COLOURS = 4
GEODESIC_SPREAD = 7.0  # Lab units
NEIGHBOUR_SPREAD = 10.0  # Lab units
POSITION_SPREAD = 0.4  # part of the longer side
_NO_LABELS = np.empty(0, np.int32)  # k-means chooses its own start


def saliency(lab: Floats) -> Floats:
    """How much each pixel looks like the subject, (height, width), 0 to 1; best at 300 to 500 pixels."""
    height, width = lab.shape[:2]
    y, x = np.mgrid[:height, :width]
    centre = np.exp(-((((x / width - 0.5) / 0.42) ** 2 + ((y / height - 0.52) / 0.46) ** 2) ** 2))
    fused = (0.6 * boundary_saliency(lab) + 0.4 * border_difference(lab)) * (0.35 + 0.65 * centre)
    return _stretch(cast(Floats, fused.astype(np.float32)))


def border_difference(lab: Floats) -> Floats:
    """Distance of every pixel to the nearest colour of the border, (height, width), 0 to 1 (8 standard deviations).

    The lower edge is left out: a standing product may reach it.
    """
    ring = max(3, int(0.04 * min(lab.shape[:2])))
    border = np.concatenate([part.reshape(-1, 3) for part in (lab[:ring], lab[:, :ring], lab[:, -ring:])])
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 1.0)
    colours = min(BORDER_COLOURS, len(border))
    _, groups, _ = cv2.kmeans(border, colours, _NO_LABELS, stop, 2, cv2.KMEANS_PP_CENTERS)
    nearest = np.full(lab.shape[:2], np.inf)
    for group in range(colours):
        members = border[groups[:, 0] == group]
        if len(members) < 0.03 * len(border):
            continue
        covariance = np.cov(members.T, ddof=min(1, len(members) - 1)) + np.eye(3) * 5
        difference = lab - members.mean(axis=0)
        squared = np.einsum("yxi,ij,yxj->yx", difference, np.linalg.inv(covariance), difference, optimize=True)
        nearest = np.minimum(nearest, squared)
    smooth = cv2.GaussianBlur(np.minimum(np.sqrt(nearest), 12).astype(np.float32), (0, 0), 1.5)
    return cast(Floats, np.clip(smooth / 8, 0, 1))


def boundary_saliency(lab: Floats) -> Floats:
    """Contrast to all that is connected with the border, (height, width), 0 to 1."""
    height, width = lab.shape[:2]
    labels = superpixels(lab, REGIONS)
    count = int(labels.max()) + 1
    flat = labels.ravel()
    colour = means(lab.reshape(-1, 3), flat, count).astype(np.float64)
    y, x = np.mgrid[:height, :width]
    position = means(np.stack([x.ravel(), y.ravel()], axis=1).astype(np.float32), flat, count) / max(height, width)

    sides = [(labels[:, :-1], labels[:, 1:]), (labels[:-1], labels[1:])]
    pairs = np.concatenate([np.stack([one.ravel(), two.ravel()], axis=1) for one, two in sides])
    neighbours = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    rim = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    joined = np.stack(np.triu_indices(len(rim), 1), axis=1)
    links = np.unique(np.concatenate([neighbours, rim[joined]]), axis=0)

    difference = np.linalg.norm(colour[:, None] - colour[None], axis=2)
    cost = difference[links[:, 0], links[:, 1]]
    smallest = np.full(count, np.inf)
    np.minimum.at(smallest, links[:, 0], cost)
    np.minimum.at(smallest, links[:, 1], cost)
    graph = coo_matrix((np.maximum(cost - smallest.mean(), 0) + 1e-6, (links[:, 0], links[:, 1])), (count, count))
    similar = np.exp(-(dijkstra(graph.tocsr(), directed=False) ** 2) / (2 * GEODESIC_SPREAD**2))
    connectivity = similar[:, rim].sum(axis=1) / np.sqrt(similar.sum(axis=1))
    background = 1 - np.exp(-(connectivity**2) / 2)

    apart = np.linalg.norm(position[:, None] - position[None], axis=2)
    contrast = (difference * np.exp(-(apart**2) / (2 * POSITION_SPREAD**2)) * background[None]).sum(axis=1)
    contrast = (contrast - contrast.min()) / (np.ptp(contrast) + 1e-9)

    weight = np.exp(-(difference[neighbours[:, 0], neighbours[:, 1]] ** 2) / (2 * NEIGHBOUR_SPREAD**2)) + 0.1
    system = np.diag(5 * background + contrast)
    np.subtract.at(system, (neighbours[:, 0], neighbours[:, 1]), weight)
    np.subtract.at(system, (neighbours[:, 1], neighbours[:, 0]), weight)
    np.add.at(system, (neighbours[:, 0], neighbours[:, 0]), weight)
    np.add.at(system, (neighbours[:, 1], neighbours[:, 1]), weight)
    solved = np.linalg.solve(system, contrast)
    return _stretch(solved.astype(np.float32)[labels])


def _stretch(values: Floats) -> Floats:
    return cast(Floats, (values - values.min()) / (np.ptp(values) + 1e-9))
