"""The merchant's photo, the finished picture, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.message import Message
from mmdemo.outline import Alternative, Confidence


@dataclass(frozen=True)
class Photo:
    """A photograph made safe by the intake: `data` is an RGB PNG, upright and without metadata; sizes in pixels.

    `alpha` is a grey PNG of the same size where the merchant's own picture was cut out already; `data` then shows it on
    white.
    """

    data: bytes
    width: int
    height: int
    alpha: bytes | None = None


@dataclass(frozen=True)
class Region:
    """Where something lies in a picture, in its pixels; it may reach over the edge."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class ProductLock:
    """How much of the cutout is left in a picture made from it.

    `unchanged` is the share of solid product pixels with the very bytes that scaling the cutout gives,
    `colour_difference` the mean CIEDE2000 over the product, `outline_overlap` the intersection over union of the
    product's outline with the one found in the picture.
    """

    unchanged: float
    colour_difference: float
    outline_overlap: float


@dataclass(frozen=True)
class Picture:
    """A finished picture: `data` is a PNG (RGB, or RGBA for a cutout), sizes in pixels.

    `notes` are what the merchant should know before using it, such as a cutout that may have lost a part.
    `concept` is true when the picture does not show the merchant's own product. A cutout has a `confidence` and the
    outlines it was chosen from, best first. `product` says where the trimmed cutout lies in a picture made from one;
    the pipeline measures the `lock` there.
    """

    data: bytes
    width: int
    height: int
    notes: tuple[Message, ...] = ()
    concept: bool = False
    confidence: Confidence | None = None
    alternatives: tuple[Alternative, ...] = ()
    product: Region | None = None
    lock: ProductLock | None = None
