"""The few colours that a product is made of."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats, shrink

SAMPLE_SIZE = 160  # pixels
COLOURS = 5


def main_colours(rgba: Bytes) -> tuple[Floats, Floats]:
    """The main colours of a cutout, strongest first: Lab, (up to 5, 3), and each one's share, summing to 1.

    k-means in Lab over the opaque pixels (S. Lloyd, "Least squares quantization in PCM", 1982).
    """
    small = shrink(rgba, SAMPLE_SIZE)
    pixels = small[small[..., 3] > 200][:, :3]
    lab = cv2.cvtColor(pixels[None].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0]
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, groups, centres = cv2.kmeans(lab, min(COLOURS, len(lab)), np.empty(0, np.int32), stop, 2, cv2.KMEANS_PP_CENTERS)
    shares = np.bincount(groups[:, 0], minlength=len(centres)) / len(lab)
    order = np.argsort(-shares)
    return cast(Floats, centres[order]), shares[order].astype(np.float32)
