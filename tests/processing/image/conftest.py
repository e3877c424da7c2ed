"""Photographs with a known answer, drawn with smooth edges: what they show is the test's own business."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from mmdemo.context import RunContext

SIZE = (720, 560)


def drawn(paint, size=SIZE):
    """A mask, (height, width) 0..255, painted at four times the size."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4))
    paint(ImageDraw.Draw(mask))
    return mask.resize(size, Image.Resampling.LANCZOS)


def mug(draw):
    """A body with a handle that can be seen through."""
    draw.ellipse([1720, 760, 2320, 1480], fill=255)
    draw.ellipse([1860, 900, 2180, 1340], fill=0)
    draw.rounded_rectangle([960, 600, 1960, 1740], 120, fill=255)


def studio(mask, colour, *, backdrop=(236, 234, 230), shadow=70):
    """`mask` in one colour before lit paper that has a gradient, fine grain, and the product's soft shadow on it."""
    width, height = mask.size
    rng = np.random.default_rng(0)
    light = np.linspace(1.02, 0.95, width)[None, :, None]
    paper = np.array(backdrop, float)[None, None] * light * np.ones((height, 1, 1))
    fallen = mask.transform(mask.size, Image.Transform.AFFINE, (1, 0.5, -260, 0, 2.6, -720))
    soft = np.asarray(fallen.filter(ImageFilter.GaussianBlur(18)), float)[..., None] / 255
    paper -= shadow * soft
    alpha = np.asarray(mask, float)[..., None] / 255
    y = np.linspace(1.1, 0.9, height)[:, None, None]
    photo = paper * (1 - alpha) + np.array(colour, float) * y * alpha + rng.normal(0, 1.2, (height, width, 1))
    return np.clip(photo, 0, 255).astype(np.uint8)


def overlap(mask, truth):
    """Intersection over union."""
    return (mask & truth).sum() / (mask | truth).sum()


@pytest.fixture(scope="session")
def mug_mask():
    return drawn(mug)


@pytest.fixture(scope="session")
def mug_photo(mug_mask):
    return studio(mug_mask, (40, 70, 120))


@pytest.fixture(scope="session")
def mug_cutout(mug_mask):
    """A finished cutout, (560, 720, 4), with stripes so that a shifted or tinted pixel shows."""
    alpha = np.asarray(mug_mask)
    y, x = np.mgrid[: alpha.shape[0], : alpha.shape[1]]
    colours = np.dstack([40 + x % 64, 70 + y % 32, 120 + (x + y) % 90]).astype(np.uint8)
    return np.dstack([np.where(alpha[..., None] > 0, colours, 0), alpha]).astype(np.uint8)


@pytest.fixture
def ctx():
    return RunContext(1)
