"""The merchant's photo, the finished picture, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.message import Message
from mmdemo.outline import Alternative, Confidence

MOST_PHOTOS = 5
"""Photos of one product, the first among them."""

PLAIN = 24  # levels of a channel up to which a pixel of an opaque logo belongs to its ground


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
class Logo:
    """A shop's logo made safe by the intake: `data` is an RGBA PNG with something to see; sizes in pixels."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Region:
    """Where something lies in a picture, in its pixels; it may reach over the edge."""

    left: int
    top: int
    width: int
    height: int

    def moved(self, right: int, down: int) -> Region:
        """The same in a picture with that much more on its left and at its top."""
        return Region(self.left + right, self.top + down, self.width, self.height)

    def enlarged(self, factor: int) -> Region:
        """The same in a picture that many times as large."""
        return Region(self.left * factor, self.top * factor, self.width * factor, self.height * factor)


LEAST_UNCHANGED, MOST_DIFFERENT, LEAST_OVERLAP = 0.98, 1.0, 0.85
"""From where on a picture no longer shows the very product. A CIEDE2000 of 1 is about what an eye just sees. Outlines
of untouched products were found again with an overlap of 0.886 or more in 48 pictures made of 24 real photos; thin
ones, a watch or a tripod, are the lowest."""


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

    @property
    def holds(self) -> bool:
        """True when the picture still shows the product as it was photographed."""
        return (
            self.unchanged >= LEAST_UNCHANGED
            and self.colour_difference <= MOST_DIFFERENT
            and self.outline_overlap >= LEAST_OVERLAP
        )


@dataclass(frozen=True)
class Picture:
    """A finished picture: `data` is a PNG (RGB, or RGBA for a cutout), sizes in pixels.

    `notes` are what the merchant should know before using it, such as a cutout that may have lost a part.
    `concept` is true when the picture does not show the merchant's own product. A cutout has a `confidence` and the
    outlines it was chosen from, best first. `product` says where the trimmed cutout lies in a picture made from one;
    the pipeline measures the `lock` there. `alone` is the product of a concept picture without its surroundings, an
    RGBA PNG, where it can be had.
    """

    data: bytes
    width: int
    height: int
    notes: tuple[Message, ...] = ()
    concept: bool = False
    confidence: Confidence | None = None
    alternatives: tuple[Alternative, ...] = ()
    product: Region | None = None
    alone: bytes | None = None
    lock: ProductLock | None = None
