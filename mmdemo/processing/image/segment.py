"""From a guess to a mask: GrabCut (C. Rother, V. Kolmogorov and A. Blake, 2004) and the tidying of masks."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes, Floats, shrink
from mmdemo.processing.image.hints import NO_HINTS, Hints

LEARNING_SIZE = 300  # pixels
ROUNDS = 6
BAND = 10  # pixels on either side of the first outline
FEWEST = 50  # pixels; colour models of five Gaussians need about ten each
FLAT = 1.0  # standard deviation of a photo of one colour; GrabCut learns nothing from it and takes minutes
BACKGROUND_COLOUR = 0.2  # of 8 standard deviations; a hole nearer to the border's colours shows the background


def grabcut(rgb: Bytes, likely: Floats, hints: Hints = NO_HINTS) -> Bools:
    """Refine `likely`, (height, width) in 0..1, to a mask of the subject in `rgb`, (height, width, 3).

    Otsu's threshold on `likely` splits probable subject from probable background; the extremes are taken as certain,
    and so is what the hints say.
    """
    levels = (likely * 255).astype(np.uint8)
    split = cv2.threshold(levels, 0, 255, cv2.THRESH_OTSU)[0]
    threshold = split / 255
    labels = np.full(likely.shape, cv2.GC_PR_BGD, np.uint8)
    labels[levels > split] = cv2.GC_PR_FGD  # by level: what lies between two levels belongs to the lower one
    labels[likely > max(0.85, threshold + 0.3)] = cv2.GC_FGD
    labels[likely < 0.25 * threshold] = cv2.GC_BGD
    return _cut(rgb, labels, hints)


def grabcut_box(rgb: Bytes, hints: Hints = NO_HINTS) -> Bools:
    """Mask of the subject in `rgb`, taking it that everything outside the box is background; without a box, that
    everything near the edge of the photo is."""
    height, width = rgb.shape[:2]
    if hints.box is not None:
        return _cut(rgb, np.full((height, width), cv2.GC_PR_FGD, np.uint8), hints)
    labels = np.full((height, width), cv2.GC_BGD, np.uint8)
    for inset, label in ((0.03, cv2.GC_PR_BGD), (0.06, cv2.GC_PR_FGD)):
        top, left = int(inset * height), int(inset * width)
        labels[top : height - top, left : width - left] = label
    return _cut(rgb, labels, hints)


def refine(rgb: Bytes, guess: Bools, product: Bools, background: Bools) -> Bools:
    """`guess` moved to the colours that it and the certain `product` and `background` have, all (height, width)."""
    labels = np.where(guess, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[product], labels[background] = cv2.GC_FGD, cv2.GC_BGD
    return _cut(rgb, labels, NO_HINTS)


def _cut(rgb: Bytes, labels: Bytes, hints: Hints) -> Bools:
    """The colours of both sides are learned at reduced size; the outline is then settled at full size near the first
    one. A fifth of the time of learning at full size, for a hundredth of the overlap."""
    height, width = labels.shape
    labels[~hints.inside(height, width)] = cv2.GC_BGD
    labels[hints.kept(height, width)] = cv2.GC_FGD
    labels[hints.erased(height, width)] = cv2.GC_BGD
    small = shrink(rgb, LEARNING_SIZE)
    coarse = cast(Bytes, cv2.resize(labels, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_NEAREST))
    if not _both_sides(coarse) or small.reshape(-1, 3).std(axis=0).max() < FLAT:
        return _product(labels)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)
    cv2.grabCut(small, coarse, (0, 0, 0, 0), *models, ROUNDS, cv2.GC_INIT_WITH_MASK)
    first = cv2.resize(_product(coarse).astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    ball = np.ones((2 * BAND + 1, 2 * BAND + 1), np.uint8)
    settled = np.where(first > 0.5, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    settled[cv2.erode(first, ball, borderType=cv2.BORDER_REPLICATE) > 0.99] = cv2.GC_FGD
    settled[cv2.dilate(first, ball) < 0.01] = cv2.GC_BGD
    certain = (labels == cv2.GC_BGD) | (labels == cv2.GC_FGD)
    settled[certain] = labels[certain]
    if _both_sides(settled):
        cv2.grabCut(rgb, settled, (0, 0, 0, 0), *models, 1, cv2.GC_EVAL)
    return _product(settled)


def _both_sides(labels: Bytes) -> bool:
    """Whether there is enough of product and of background to learn colours from."""
    product = int(_product(labels).sum())
    return min(product, labels.size - product) >= FEWEST


def _product(labels: Bytes) -> Bools:
    return cast(Bools, (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD))


def open_up(mask: Bools) -> Bools:
    """`mask` without threads: a seam of the table that leads away from the product."""
    return cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)) > 0


def solidity(mask: Bools) -> float:
    """Area inside the outlines of `mask` as a part of its convex hull's, 0 to 1: low for scattered fragments.

    Openings count as inside, so that a mask which closed a handle is not thought the firmer one.
    """
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return 0.0
    hull = cv2.contourArea(cv2.convexHull(np.concatenate(outlines)))
    return sum(cv2.contourArea(outline) for outline in outlines) / max(1.0, hull)


def tidy(mask: Bools, pinhole: float = 0.0002) -> Bools:
    """`mask` without specks, without what only leans in from the edge of the photo, and without pinholes.

    A piece stays when its area, counted less far from the middle and less where it lies along the edge, reaches a
    tenth of the best piece's. `pinhole` is the largest hole to fill, as a part of the picture.
    """
    height, width = mask.shape
    # A gap of a pixel or two does not part a thin strap from its bag.
    joined = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, labels, stats, centroids = cv2.connectedComponentsWithStats(joined, connectivity=8)
    if count == 1:
        return np.zeros(mask.shape, bool)
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    leaning = np.bincount(edge, minlength=count) / (2 * (height + width))
    away = np.linalg.norm((centroids / (width, height) - 0.5) / 0.5, axis=1)
    worth = stats[:, cv2.CC_STAT_AREA] * np.exp(-(away**2)) * np.exp(-12 * leaning)
    worth[0] = 0
    clean = mask & (worth >= 0.1 * worth.max())[labels]
    _, holes, stats, _ = cv2.connectedComponentsWithStats((~clean).astype(np.uint8), connectivity=4)
    small = stats[:, cv2.CC_STAT_AREA] <= pinhole * height * width
    small[0] = False
    return cast(Bools, clean | small[holes])


def fill_holes(mask: Bools, unlike_border: Floats) -> Bools:
    """`mask` without the holes that do not show the background: a muzzle of the table's colour is still the bear's.

    `unlike_border`, (height, width) in 0..1, is how far each pixel is from the colours of the photo's border.
    """
    count, labels, _, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    filled = mask.copy()
    for label in range(1, count):
        hole = labels == label
        if label not in edge and float(np.median(unlike_border[hole])) > BACKGROUND_COLOUR:
            filled |= hole
    return filled
