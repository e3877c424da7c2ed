"""The outlines that may be the product's: each found in another way, because no one way finds every product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import cv2

from mmdemo.processing.image.arrays import Bools, Bytes, Floats, shrink, to_lab
from mmdemo.processing.image.backdrop import Backdrop, cut_from_backdrop, fit_backdrop
from mmdemo.processing.image.hints import Hints
from mmdemo.processing.image.saliency import border_difference, saliency
from mmdemo.processing.image.segment import fill_holes, grabcut, grabcut_box, open_up, tidy
from mmdemo.schema import Message

PLAIN_SIZE = 900  # pixels; thin straps and legs need it
BUSY_SIZE = 480  # pixels; GrabCut takes about 0.25 s here
SALIENT_SIZE = 240  # pixels; superpixels say nothing finer
LETTER = 0.002  # holes up to this part of a busy photo are print on the product
TRUST = 0.65  # of the network against the older cues

BACKDROP = Message("Plain background removed", "去掉纯色背景")
FUSED = Message("What stands out", "画面中最突出的部分")
FRAMED = Message("Everything but the rim", "除边缘外的全部内容")
MODEL = Message("What the model sees", "模型识别的结果")
IN_BOX = Message("What fills the box", "框内的主体")


@dataclass(frozen=True)
class Candidate:
    """A guess at the product: `mask` and the `glass` in it, (height, width) at a size of its own."""

    id: str
    label: Message
    mask: Bools
    glass: Bools | None = None


@dataclass(frozen=True)
class Scene:
    """A photo at the sizes the searches work at, and what is known of it before the first.

    `likely` is how probably each pixel of `busy` is product, 0 to 1; `network` is that of the network alone, or None.
    """

    plain: Bytes
    plain_lab: Floats
    backdrop: Backdrop
    busy: Bytes
    unlike: Floats
    likely: Floats
    network: Floats | None


def look_at(rgb: Bytes, hints: Hints, network: Floats | None) -> Scene:
    """Prepare a photo, (height, width, 3); `network`, (any height, any width), is fused with the older cues."""
    plain, busy = shrink(rgb, PLAIN_SIZE), shrink(rgb, BUSY_SIZE)
    size = (busy.shape[1], busy.shape[0])
    plain_lab = to_lab(plain)
    likely = cv2.resize(saliency(to_lab(shrink(rgb, SALIENT_SIZE))), size)
    seen = None
    if network is not None:
        seen = cast(Floats, cv2.resize(network, size))
        likely = TRUST * seen + (1 - TRUST) * likely
    likely = likely * hints.inside(size[1], size[0])
    return Scene(
        plain, plain_lab, fit_backdrop(plain_lab), busy, border_difference(to_lab(busy)), cast(Floats, likely), seen
    )


def search(scene: Scene, hints: Hints, given: Floats | None = None) -> Iterator[Candidate]:
    """Every way of finding the product that suits the photo, the likeliest to succeed first.

    `given`, (any height, any width) in 0..1, is where a larger model sees the product.
    """
    if given is not None:
        height, width = scene.plain.shape[:2]
        fine = cv2.resize(given, (width, height)) * hints.inside(height, width)
        yield Candidate("model", MODEL, tidy(fine > 0.5))
    if scene.backdrop.plain and hints.box is None:
        product, glass = cut_from_backdrop(scene.plain, scene.plain_lab, scene.backdrop)
        tidied = tidy(product)
        yield Candidate("backdrop", BACKDROP, tidied, glass & tidied)
    yield Candidate("fused", FUSED, _settled(grabcut(scene.busy, scene.likely, hints), scene))
    label = FRAMED if hints.box is None else IN_BOX
    yield Candidate("framed", label, _settled(grabcut_box(scene.busy, hints), scene))


def _settled(mask: Bools, scene: Scene) -> Bools:
    return fill_holes(tidy(open_up(mask), LETTER), scene.unlike)
