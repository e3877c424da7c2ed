"""From a mask to soft edges: alpha in a narrow band around the outline, and the product's own colour there.

In the band alpha is first read from colour: where a pixel lies on the line between the mean colours of the sure product
and the sure background beside it (the compositing equation solved for alpha). A guided filter (K. He, J. Sun and
X. Tang, "Guided Image Filtering", 2010) then ties it to the picture's edges, at reduced size, and its linear
coefficients give alpha at full size ("Fast Guided Filter", 2015). The colour under soft edges is the blur fusion of
M. Forte, "Approximate Fast Foreground Colour Estimation" (ICIP 2021).
"""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bools, Bytes, Floats, shrink

WORKING_SIZE = 1280  # pixels; alpha is estimated here and carried up by the guided filter
GUIDE_SMOOTHING = 1e-4  # variance of lightness, 0..1, below which the guide counts as flat
CLEAR_CONTRAST = 0.12  # distance in RGB, 0..1, from which two colours tell product from background
SNAP = 0.06  # alpha this near to 0 or 1 is taken as 0 or 1


def matte(rgb: Bytes, mask: Bools) -> tuple[Bytes, Bytes]:
    """Alpha, (height, width), and the product's colours, (height, width, 3), for `rgb` and a `mask` of any smaller
    size. Colours equal `rgb` wherever alpha is 255, and are black where it is 0."""
    height, width = rgb.shape[:2]
    small = shrink(rgb, WORKING_SIZE)
    size = (small.shape[1], small.shape[0])
    coarse = _resize(mask.astype(np.float32), size)
    scale = max(1.0, size[0] / mask.shape[1])
    reach = round(2 * scale) + 2
    ball = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    solid = cv2.erode(coarse, ball, borderType=cv2.BORDER_REPLICATE) > 0.99
    empty = cv2.dilate(coarse, ball, borderType=cv2.BORDER_REPLICATE) < 0.01

    colours = cast(Floats, small.astype(np.float32) / 255)
    soft = _alpha_from_colour(colours, coarse, solid, empty, reach)
    guide = _grey(small)
    slope, offset = _guided_filter(guide, soft, max(2, round(1.5 * scale)))
    alpha = _linear(slope, guide, offset)
    alpha[solid], alpha[empty] = 1, 0
    crumbs = _crumbs(alpha, coarse)
    alpha[crumbs], slope[crumbs], offset[crumbs] = 0, 0, 0
    full = alpha
    if size != (width, height):
        large = (width, height)
        full = _linear(_resize(slope, large), _grey(rgb), _resize(offset, large))
        sure = _resize(solid.astype(np.float32) - empty.astype(np.float32), large)
        full[sure > 0.99], full[sure < -0.99] = 1, 0
    opacity = np.rint(full * 255).astype(np.uint8)
    return opacity, _foreground(rgb, colours, alpha, opacity, reach)


def _linear(slope: Floats, guide: Floats, offset: Floats) -> Floats:
    return cast(Floats, np.clip((slope * guide + (offset - SNAP)) / (1 - 2 * SNAP), 0, 1))


def _grey(rgb: Bytes) -> Floats:
    return cast(Floats, cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255)


def _resize(values: Floats, size: tuple[int, int]) -> Floats:
    return cast(Floats, cv2.resize(values, size, interpolation=cv2.INTER_LINEAR))


def _alpha_from_colour(colours: Floats, coarse: Floats, solid: Bools, empty: Bools, reach: int) -> Floats:
    window = (6 * reach + 1, 6 * reach + 1)
    product, product_texture, product_near = _local_colour(colours, solid, window)
    background, background_texture, background_near = _local_colour(colours, empty, window)
    axis = product - background
    length = (axis**2).sum(axis=2)
    read = np.clip(((colours - background) * axis).sum(axis=2) / np.maximum(length, 1e-6), 0, 1)
    # Without enough contrast over the texture, or without both sides in reach, the mask itself is the better answer.
    trust = np.clip(length / (CLEAR_CONTRAST**2 + 4 * (product_texture + background_texture)), 0, 1)
    trust *= product_near & background_near
    alpha = np.where(solid, 1, np.where(empty, 0, trust * read + (1 - trust) * coarse))
    return cast(Floats, alpha.astype(np.float32))


def _local_colour(colours: Floats, where: Bools, window: tuple[int, int]) -> tuple[Floats, Floats, Bools]:
    """Around every pixel the mean colour of the pixels in `where`, their variance, and whether there are any."""
    weight = where.astype(np.float32)
    mean = _local_mean(colours, weight, window)
    squares = _local_mean(colours * colours, weight, window)
    variance = np.maximum((squares - mean * mean).sum(axis=2), 0)
    return mean, cast(Floats, variance), cv2.blur(weight, window) > 0.01


def _crumbs(alpha: Floats, coarse: Floats) -> Bools:
    """Specks of background that passed for product: islands that the mask knows nothing of."""
    count, labels = cv2.connectedComponents((alpha > 0.12).astype(np.uint8), connectivity=8)
    known = np.zeros(count, bool)
    known[np.unique(labels[coarse > 0.9])] = True
    known[0] = True
    return cv2.dilate((~known[labels]).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0


def _local_mean(colours: Floats, weight: Floats, window: tuple[int, int]) -> Floats:
    total = np.maximum(cv2.blur(weight, window), 1e-6)[..., None]
    return cast(Floats, cv2.blur(colours * weight[..., None], window) / total)


def _guided_filter(guide: Floats, signal: Floats, radius: int) -> tuple[Floats, Floats]:
    """Slope and offset of `signal` as a linear function of `guide` around every pixel."""
    window = (2 * radius + 1, 2 * radius + 1)
    mean_guide, mean_signal = cv2.blur(guide, window), cv2.blur(signal, window)
    covariance = cv2.blur(guide * signal, window) - mean_guide * mean_signal
    variance = cv2.blur(guide * guide, window) - mean_guide * mean_guide
    slope = covariance / (variance + GUIDE_SMOOTHING)
    smooth = cv2.blur(slope, window), cv2.blur(mean_signal - slope * mean_guide, window)
    return cast(tuple[Floats, Floats], smooth)


def _foreground(rgb: Bytes, colours: Floats, alpha: Floats, opacity: Bytes, reach: int) -> Bytes:
    height, width = rgb.shape[:2]
    window = (8 * reach + 1, 8 * reach + 1)
    product = _local_mean(colours, alpha, window)
    background = _local_mean(colours, 1 - alpha, window)
    result = np.where((opacity > 0)[..., None], rgb, np.uint8(0))
    y, x = np.nonzero((opacity > 0) & (opacity < 255))
    # Bytes while growing: the float arrays of a 5-megapixel photo would take 120 MB.
    product, background = (
        cv2.resize((part * 255).astype(np.uint8), (width, height))[y, x].astype(np.float32)
        for part in (product, background)
    )
    share = opacity[y, x].astype(np.float32)[:, None] / 255
    mixed = share * product + (1 - share) * background
    result[y, x] = np.clip(product + share * (rgb[y, x] - mixed), 0, 255).astype(np.uint8)
    return cast(Bytes, result)
