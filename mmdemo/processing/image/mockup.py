"""A product without a photo: a mock-up in the brand's colours, relit from grey basis pictures.

`picture = K + b * P + r * (Q + b * R)`: light only adds up, so b, the colour of the backdrop, and r, that of each point
of the product, can be chosen after the rendering. Method and accuracy: `assets/mockups/README.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import cv2
import numpy as np

from mmdemo.processing.image.arrays import Bytes, Floats
from mmdemo.processing.image.mockup_assets import Light, Response, light, response, shape
from mmdemo.processing.image.tone import Colour, develop, reflectance, reflectances

BLEED = 64  # side of the small picture of what colour the product throws on its surroundings
BRIGHTEST = 1.1  # light that all but the brightest fiftieth of a picture stays below
RIM = 9  # pixels round an edge that tell the backdrop's light there
FAINT = 0.3  # coverage below which the colour of an edge is taken from its neighbours


def relight(name: str, colours: Mapping[str, Colour], label: Bytes | None, size: int, backdrop: Colour) -> Bytes:
    """The mock-up on a backdrop, (size, size, 3).

    `colours` has one for each material in the shape's roles; `label` is a picture (height, width, 3) of its extent.
    """
    return develop(_lit(name, colours, label, size, backdrop))


def cut_out(name: str, colours: Mapping[str, Colour], label: Bytes | None, size: int, backdrop: Colour) -> Bytes:
    """The mock-up alone, (size, size, 4), not premultiplied: in the light that a ground of that colour throws on it."""
    lit, bases = _lit(name, colours, label, size, backdrop), light(name, size)
    left, top, right, bottom = bases.box
    alpha = np.zeros((size, size), np.float32)
    alpha[top:bottom, left:right] = np.minimum(bases.covered.sum(axis=-1), 1)
    near = np.s_[max(top - RIM, 0) : bottom + RIM, max(left - RIM, 0) : right + RIM]
    picture = np.zeros((size, size, 4), np.uint8)
    picture[..., 3] = np.rint(alpha * 255)
    picture[near][..., :3] = develop(_uncovered(lit[near], alpha[near]))
    return picture


def _uncovered(lit: Floats, alpha: Floats) -> Floats:
    """The product's own light, (height, width, 3): its edges without what they have of the backdrop."""
    reach = (RIM, RIM)
    outside = (alpha < 0.002).astype(np.float32)
    around = cv2.blur(lit * outside[..., None], reach) / np.maximum(cv2.blur(outside, reach), 1e-3)[..., None]
    own = np.maximum(lit - (1 - alpha)[..., None] * around, 0) * (alpha > 0)[..., None]
    spread = cv2.blur(own, reach) / np.maximum(cv2.blur(alpha, reach), 1e-3)[..., None]
    return cast(Floats, np.where((alpha < FAINT)[..., None], spread, own / np.maximum(alpha, FAINT)[..., None]))


def _lit(name: str, colours: Mapping[str, Colour], label: Bytes | None, size: int, backdrop: Colour) -> Floats:
    """Linear light (size, size, 3), exposed."""
    bases, answer = light(name, size), response(name)
    ground = reflectance(backdrop)
    product = _product(name, colours, label, bases, answer, size)
    left, top, right, bottom = bases.box
    inside = np.s_[top:bottom, left:right]
    covered = bases.covered.sum(axis=-1, keepdims=True)
    lit = _bleed(product, bases, size)  # holds the ratio until its place is taken by the light
    lit[inside] = (product + 1e-3 * lit[inside]) / (covered + 1e-3)
    mirrored = None
    if bases.sees is not None and answer.sees is not None:
        mirrored = reflectance(colours[answer.sees]) - answer.middle
    for channel in range(3):
        b = answer.backdrop(float(ground[channel]), size)
        direct = bases.product + b * bases.both
        if mirrored is not None:
            direct[inside] += mirrored[channel] * bases.sees
            np.maximum(direct, 0, out=direct)
        direct *= lit[..., channel]
        direct += b * bases.ground
        direct += bases.black
        lit[..., channel] = direct
    return exposed(lit, answer.exposure)


def exposed(lit: Floats, exposure: float) -> Floats:
    """The light, in place, times the exposure, or less where that would burn out a white product on white."""
    lit *= np.float32(min(exposure, BRIGHTEST / float(np.quantile(lit[::8, ::8], 0.98))))
    return lit


def _product(
    name: str, colours: Mapping[str, Colour], label: Bytes | None, bases: Light, answer: Response, size: int
) -> Floats:
    """Ratio by coverage of the product's box, (height, width, 3): not divided by the coverage of its edges."""
    known = shape(name)
    painted = {**colours, "label": colours[known.ground]}
    ratios = np.stack([answer.ratio(material, reflectance(painted[material])) for material in bases.materials])
    product = bases.covered @ ratios.astype(np.float32)
    if label is None:
        return product
    number = bases.materials.index("label")
    left, top, right, bottom = bases.label_box
    x, y = left - bases.box[0], top - bases.box[1]
    height, width = product.shape[:2]
    # The uv runs on beyond the label's edge, and so perhaps beyond the product's box.
    rows, columns = (
        slice(max(y, 0), min(bottom - bases.box[1], height)),
        slice(max(x, 0), min(right - bases.box[0], width)),
    )
    printed = answer.ratio("label", _mapped(label, known.extent, known.unit, bases, size))
    printed = printed[rows.start - y : rows.stop - y, columns.start - x : columns.stop - x]
    product[rows, columns] += (printed - ratios[number]) * bases.covered[rows, columns, number, None]
    return product


def _mapped(label: Bytes, extent: tuple[float, float], unit: float, bases: Light, size: int) -> Floats:
    """The label's reflectance as the camera sees it, in the label's box."""
    left, top, right, bottom = bases.label_box
    fine = bases.uv.shape[1] // (right - left)
    # A label much finer than the picture would break into moire.
    width, height = (
        max(1, min(side, round(fine * unit * size * length)))
        for side, length in zip(label.shape[1::-1], extent, strict=True)
    )
    fitted = cv2.resize(label, (width, height), interpolation=cv2.INTER_AREA)
    x, y = bases.uv[..., 0] * width - 0.5, (1 - bases.uv[..., 1]) * height - 0.5
    seen = reflectances()[cv2.remap(fitted, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)]
    return cast(Floats, cv2.resize(seen, (right - left, bottom - top), interpolation=cv2.INTER_AREA))


def _bleed(product: Floats, bases: Light, size: int) -> Floats:
    """The ratio of the product that each point of the backdrop sees, (size, size, 3): the nearest parts most."""
    whole = np.zeros((size, size, 4), np.float32)
    left, top, right, bottom = bases.box
    whole[top:bottom, left:right, :3] = product
    whole[top:bottom, left:right, 3] = bases.covered.sum(axis=-1)
    small = cv2.resize(whole, (BLEED, BLEED), interpolation=cv2.INTER_AREA)
    mean = small.mean(axis=(0, 1))
    near = cv2.GaussianBlur(small, (0, 0), BLEED / 24, borderType=cv2.BORDER_CONSTANT) + 1e-3 * mean
    return cast(Floats, cv2.resize(near[..., :3] / near[..., 3:], (size, size), interpolation=cv2.INTER_LINEAR))
