"""Cutting a product out of a plain backdrop: paper, cloth or a lit wall, with the soft shadow the product throws.

The backdrop is a smooth surface in CIE Lab, fitted robustly to the frame of the picture (iteratively trimmed least
squares). What differs from it in hue, or by more darkness than a shadow has, is product; a shadow has the backdrop's
hue and soft edges. The rest is settled by a marker-controlled watershed (F. Meyer, "Color image segmentation", 1992),
which puts the outline on the strongest edge between a sure product pixel and a sure backdrop pixel: a product's outline
is sharper than the outline of its shadow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes, Floats

FRAME = 0.03  # width of the frame that the backdrop is read from, as a part of the shorter side
PLAIN_PART = 0.55  # a product may cross almost half of the frame
PLAIN_GRAIN = 0.5  # Lab units a pixel
SAMPLED = 5  # every how many frame pixels are fitted: neighbours say the same
SAME = 6.0  # CIE76 difference up to which a frame pixel belongs to the backdrop
MATERIAL_CHROMA = 9.0  # a larger difference in (a, b) is another material, not a shadow
DEEPEST_SHADOW = 0.42  # a soft shadow keeps more than this part of the backdrop's lightness
BRIGHTER = 9.0  # a backdrop does not grow brighter than this, in L
RIM = 0.012  # how far inside its first outline a neutral pixel is surely product, as a part of the longer side
SEE_THROUGH = 14.0  # median difference from the backdrop up to which a thing outlined by thin lines is glass
THREAD = 25  # pixels, from which a thin piece is part of the product and not a rough edge
SHARP_WALL = 0.17  # gradient a pixel over the contrast across the edge of an opening
SMALLEST_OPENING = 0.0003  # as a part of the picture


@dataclass(frozen=True)
class Backdrop:
    """A smooth backdrop. `surface` is (height, width, 3) Lab; `uniformity` is the part of the frame that it explains,
    0 to 1; `grain` the 95th percentile of its own gradient, in Lab units a pixel."""

    surface: Floats
    uniformity: float
    grain: float

    @property
    def plain(self) -> bool:
        """True for a studio's paper or wall: fine-grained, and explaining most of the frame."""
        return self.uniformity > PLAIN_PART and self.grain < PLAIN_GRAIN


def fit_backdrop(lab: Floats) -> Backdrop:
    """Fit a quadratic surface to the frame of `lab`, (height, width, 3), ignoring what crosses the frame."""
    height, width = lab.shape[:2]
    ring = max(3, round(FRAME * min(height, width)))
    frame = np.ones((height, width), bool)
    frame[ring:-ring, ring:-ring] = False
    y, x = (axis[::SAMPLED] for axis in np.nonzero(frame))
    values = lab[y, x].astype(np.float64)
    terms = _quadratic(x / width - 0.5, y / height - 0.5)

    # The commonest lightness of the frame, so that a product crossing a third of it cannot pull the start away.
    counts, edges = np.histogram(values[:, 0], bins=50, range=(0, 100))
    counts = np.convolve(counts, [1, 1, 1], "same")
    near = np.abs(values[:, 0] - edges[int(counts.argmax())] - 1) < 12
    near &= np.linalg.norm(values - np.median(values[near], axis=0), axis=1) < 16
    for _ in range(4):
        coefficients = np.linalg.lstsq(terms[near], values[near], rcond=None)[0]
        distance = np.linalg.norm(values - terms @ coefficients, axis=1)
        same = distance < SAME
        if same.sum() < 12 * ring / SAMPLED:
            break
        near = same

    down = np.linspace(-0.5, 0.5, height, endpoint=False, dtype=np.float32)[:, None, None]
    across = np.linspace(-0.5, 0.5, width, endpoint=False, dtype=np.float32)[None, :, None]
    flat, x_1, y_1, x_2, x_y, y_2 = coefficients.astype(np.float32)
    surface = flat + across * (x_1 + across * x_2) + down * (y_1 + across * x_y + down * y_2)
    grain = float(np.percentile(edge_strength(lab)[y[near], x[near]], 95))
    return Backdrop(cast(Floats, surface), float((distance < SAME).mean()), grain)


def edge_strength(lab: Floats) -> Floats:
    """Largest gradient over the three channels of `lab` after a light blur, (height, width), Lab units a pixel."""
    smooth = cv2.GaussianBlur(lab, (0, 0), 1.2)
    gradient = [cv2.Sobel(smooth, cv2.CV_32F, dx, dy, ksize=3, scale=1 / 8) for dx, dy in ((1, 0), (0, 1))]
    return cast(Floats, np.hypot(*gradient).max(axis=2))


def cut_from_backdrop(rgb: Bytes, lab: Floats, backdrop: Backdrop) -> tuple[Bools, Bools]:
    """Masks, (height, width), of what stands before the backdrop and of the glass in it.

    Specks and things that lean in at the rim may still be in the first.
    """
    difference = lab - backdrop.surface
    chroma = np.hypot(difference[..., 1], difference[..., 2])
    distance = np.sqrt((difference**2).sum(axis=2))
    kept = lab[..., 0] / np.maximum(backdrop.surface[..., 0], 1)
    edges = edge_strength(lab)
    sharp = max(1.2, 1.6 * backdrop.grain)

    material = (chroma > MATERIAL_CHROMA + 12 * np.maximum(1 - kept, 0)) | (kept < DEEPEST_SHADOW)
    material |= difference[..., 0] > BRIGHTER
    shade = ~material & (edges < sharp)
    outside = _touching_border(shade | (distance < 3), distance < SAME)

    openings = _openings(~outside, shade & (chroma < 5) & (kept > 0.75), lab, distance, edges, backdrop)
    depth = cv2.distanceTransform((~(outside | openings)).astype(np.uint8), cv2.DIST_L2, 5)
    sure = (material & (distance > 12)) | (depth > RIM * max(lab.shape[:2]))
    markers = np.zeros(lab.shape[:2], np.int32)
    markers[cv2.erode(outside.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 1
    markers[openings] = 1
    markers[sure] = 2
    flooded = cv2.watershed(cv2.GaussianBlur(rgb, (0, 0), 0.8), markers)
    product = _smooth((flooded == 2) | sure)
    glass = _see_through(product, lab, distance) & ~product
    return product | glass, glass


def _smooth(mask: Bools) -> Bools:
    """`mask` with a calm outline, its long thin parts kept as they are."""
    raw = mask.astype(np.uint8)
    thin = raw - cv2.morphologyEx(raw, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(thin, connectivity=8)
    long = stats[:, cv2.CC_STAT_AREA] > THREAD
    long[0] = False
    return cast(Bools, (cv2.medianBlur(raw, 7) > 0) | long[labels])


def _openings(product: Bools, shade: Bools, lab: Floats, distance: Floats, edges: Floats, backdrop: Backdrop) -> Bools:
    """The backdrop seen through a handle or between legs: smooth, shadow-coloured, sharply and thinly walled in."""
    depth = cv2.distanceTransform(product.astype(np.uint8), cv2.DIST_L2, 5)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((product & shade).astype(np.uint8), connectivity=4)
    openings = np.zeros(product.shape, bool)
    for label in range(1, count):
        area = stats[label, cv2.CC_STAT_AREA]
        if area < SMALLEST_OPENING * product.size:
            continue
        region = labels == label
        wall = cv2.dilate(region.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool) & ~region
        beyond = cv2.dilate(wall.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool) & ~wall & ~region
        # The edge of a highlight rises slowly, the edge of an opening within a pixel or two.
        contrast = abs(float(np.median(lab[region][:, 0]) - np.median(lab[beyond][:, 0])))
        most, some = np.percentile(edges[wall], (40, 80))
        sharp = some > max(1.2, SHARP_WALL * contrast) and most > 0.06 * contrast
        same = float(np.median(distance[region])) < 3 + backdrop.grain
        thin = float(depth[region].min()) < 0.8 * np.sqrt(area)
        if sharp and thin and (same or float(np.median(edges[region])) < 0.4 + backdrop.grain):
            openings |= region
    return openings


def _see_through(product: Bools, lab: Floats, distance: Floats) -> Bools:
    """Glass: thin bright or dark lines that run around the backdrop's own colour near the product.

    Top-hat and black-hat at half size find thin lines and pass over soft shadows. Such an outline and the product are
    joined by their convex hull, as the foot of a jar and its lid are.
    """
    joined = np.zeros(product.shape, np.uint8)
    if not product.any():
        return joined > 0
    small = cv2.GaussianBlur(cv2.resize(lab[..., 0], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), (0, 0), 0.8)
    height, width = small.shape
    ball = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    lines = cv2.morphologyEx(small, cv2.MORPH_TOPHAT, ball) + cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, ball)
    ring = max(3, round(FRAME * min(height, width)))
    rim = np.concatenate(
        [lines[:ring].ravel(), lines[-ring:].ravel(), lines[:, :ring].ravel(), lines[:, -ring:].ravel()]
    )
    near = cv2.resize(cv2.dilate(product.astype(np.uint8), np.ones((7, 7), np.uint8)), (width, height))
    found = ((lines > max(0.6, 1.1 * float(np.percentile(rim, 99)))) & (near == 0)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    found *= (stats[:, cv2.CC_STAT_AREA] > 20)[labels].astype(np.uint8)
    found = cv2.morphologyEx(found, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)))
    outlines, _ = cv2.findContours(found, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    shortest = 0.12 * min(height, width)
    for outline in outlines:
        _, _, across, high = cv2.boundingRect(outline)
        curve = cv2.convexHull(outline)
        if min(across, high) < shortest or cv2.contourArea(curve) < 0.4 * across * high:
            continue
        inside = np.zeros(product.shape, np.uint8)
        cv2.fillConvexPoly(inside, 2 * curve, 1)
        if float(np.median(distance[inside > 0])) > SEE_THROUGH:
            continue
        parts = [2 * curve.reshape(-1, 2), np.argwhere(product)[:, ::-1]]
        for other in outlines:
            x, y, across, high = cv2.boundingRect(other)
            gap = cv2.pointPolygonTest(curve, (x + across / 2, y + high / 2), True)
            if max(across, high) > shortest / 2 and gap > -shortest:
                parts.append(2 * other.reshape(-1, 2))
        cv2.fillConvexPoly(joined, cv2.convexHull(np.concatenate(parts).astype(np.int32)), 1)
    return joined > 0


def _touching_border(region: Bools, seed: Bools) -> Bools:
    count, labels = cv2.connectedComponents(region.astype(np.uint8), connectivity=4)
    border = np.concatenate([(labels * seed)[[0, -1]].ravel(), (labels * seed)[:, [0, -1]].ravel()])
    keep = np.zeros(count, bool)
    keep[np.unique(border)] = True
    keep[0] = False
    return cast(Bools, keep[labels])


def _quadratic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)
