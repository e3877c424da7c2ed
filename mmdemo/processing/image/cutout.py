"""The product cut out of a photo: search in several ways, choose, mend as the merchant says, matte."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import cv2
import numpy as np
from PIL import Image

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.outline import UNMENDED, Alternative, Confidence, Outline
from mmdemo.processing.image import confidence
from mmdemo.processing.image.arrays import Bools, Bytes, Floats, shrink
from mmdemo.processing.image.candidates import MODEL, Candidate, Scene, look_at, search
from mmdemo.processing.image.foot_shadow import without_foot_shadow
from mmdemo.processing.image.given_alpha import keeps_alpha, mend_alpha, own_colours
from mmdemo.processing.image.hints import Hints, read_hints
from mmdemo.processing.image.matte import matte
from mmdemo.processing.image.network import NetworkUnavailable, product_likelihood
from mmdemo.processing.image.notes import SHADOW_LEFT
from mmdemo.processing.image.own_shadow import own_shadow
from mmdemo.processing.image.placement import VISIBLE
from mmdemo.processing.image.strokes import apply_strokes
from mmdemo.schema import Message

NETWORK_SIZE = 640  # pixels; the network itself looks at fewer
SKETCH_SIZE = 256  # pixels
SAME = 0.975  # overlap from which two outlines are one to the eye
SMALLEST = 0.002  # a smaller part of the photo is no product

NOTHING_FOUND = (
    "No product stands out in this photo. Drag a box around it, or put it on a plain background of another colour and "
    "take the photo again.",
    "照片里找不到明显的商品。请框选商品，或把它放在颜色不同的纯色背景前重拍一张。",
)

NOTHING_IN_BOX = (
    "Nothing stands out inside the frame. Draw it around the whole product, or paint the product with Keep.",
    "框内找不到明显的商品。请框住整个商品，或用“保留”涂抹商品。",
)
ALL_ERASED = (
    "Nothing of the product is left after erasing. Erase less, or start over.",
    "去除之后商品已全部消失。请少擦一些，或重新开始。",
)

FINDING = Message("Finding the product", "正在寻找商品")
OUTLINING = Message("Tracing the outline", "正在描出轮廓")
SOFTENING = Message("Softening the edges", "正在柔化边缘")
DONE = Message("Cutout finished", "抠图完成")


@dataclass(frozen=True)
class Cutout:
    """A product without its background: `rgba` is (height, width, 4) in the photo's own size, not premultiplied.

    `confidence` says how far the outline can be trusted; `notes` say why it may not. `alternatives` are the outlines
    it was chosen from, best first; `chosen` is the id of the one taken.
    """

    rgba: Bytes
    confidence: Confidence
    notes: tuple[Message, ...]
    alternatives: tuple[Alternative, ...]
    chosen: str

    @property
    def alpha(self) -> Bytes:
        """(height, width), 255 inside the product."""
        return self.rgba[..., 3]


@dataclass(frozen=True)
class _Judged:
    candidate: Candidate
    right: float  # the probability that it is, 0..1
    values: Floats


def cut_out(
    rgb: Bytes, ctx: RunContext, outline: Outline = UNMENDED, alpha: Bytes | None = None, given: Floats | None = None
) -> Cutout:
    """Cut the product out of `rgb`, (height, width, 3) uint8. A 5-megapixel photo takes about two CPU seconds.

    `outline` is how the merchant mended it. `alpha`, (height, width), is that of a picture which came cut out: it is
    kept, but for a shadow at its foot. `given`, (any height, any width) in 0..1, is where a larger model sees the
    product.

    Raises:
        GenerationError: nothing in the photo stands out as a product.
        Cancelled: Stop was pressed.
    """
    ctx.step(0, 4, FINDING)
    hints = read_hints(outline)
    if alpha is not None and keeps_alpha(outline):
        shadow = own_shadow(rgb, alpha)
        own = alpha if shadow is None else np.where(shadow, 0, alpha).astype(np.uint8)
        opacity = mend_alpha(own, hints)
        _check_something_left(opacity)
        ctx.step(4, 4, DONE)
        left_out = () if shadow is None else (SHADOW_LEFT,)
        return Cutout(np.dstack([own_colours(rgb, alpha, opacity), opacity]), "sure", left_out, (), "")
    network, missing = _network(rgb, hints)
    if network is not None and (network > 0.5).mean() >= SMALLEST:
        # Something to see within a second; the outline that is taken may be another.
        ctx.step(0, 4, FINDING, _preview(shrink(rgb, SKETCH_SIZE), network > 0.5))
    scene = look_at(rgb, hints, network)
    found = _found(scene, hints, given, ctx)
    judged = _judged(found, scene)
    if not judged:
        raise GenerationError(*(NOTHING_FOUND if hints.box is None else NOTHING_IN_BOX))
    chosen = next((one for one in judged if one.candidate.id == outline.candidate), judged[0])
    ctx.step(2, 4, OUTLINING, _preview(scene.busy, chosen.candidate.mask))
    candidate = _mended(rgb, _without_shadow(chosen.candidate, scene), hints)
    ctx.step(3, 4, SOFTENING)
    opacity, colours = matte(rgb, candidate.mask)
    if candidate.glass is not None and candidate.glass.any():
        opacity = _let_light_through(opacity, candidate.glass)
    _check_something_left(opacity)
    # What the merchant painted or picked was looked at: only what the photo itself lacks is still worth saying.
    seen = hints.strokes or chosen.candidate.id == outline.candidate
    said = confidence.in_words(1.0 if seen else chosen.right)
    notes = confidence.notes(candidate, scene, chosen.values, said)
    ctx.step(4, 4, DONE)
    return Cutout(
        np.dstack([colours, opacity]),
        said,
        (*notes, *missing),
        tuple(_alternative(one, scene) for one in judged),
        chosen.candidate.id,
    )


def _check_something_left(opacity: Bytes) -> None:
    if not (opacity >= VISIBLE).any():
        raise GenerationError(*ALL_ERASED)


def _network(rgb: Bytes, hints: Hints) -> tuple[Floats | None, tuple[Message, ...]]:
    """Where our own network sees the product, or why it could not be asked."""
    small = shrink(rgb, NETWORK_SIZE)
    size = small.shape[:2]
    try:
        kept, erased = (hints.kept(*size), hints.erased(*size)) if hints.strokes else (None, None)
        return product_likelihood(small, box=hints.box, keep=kept, erase=erased), ()
    except NetworkUnavailable as error:
        return None, (error.message,)


def _found(scene: Scene, hints: Hints, given: Floats | None, ctx: RunContext) -> list[Candidate]:
    """Every outline with a product in it. The first is shown at once."""
    found: list[Candidate] = []
    for candidate in search(scene, hints, given):
        if candidate.mask.mean() < SMALLEST:
            continue
        ctx.step(1, 4, OUTLINING, None if found else _preview(scene.busy, candidate.mask))
        found.append(candidate)
    return found


def _judged(found: Sequence[Candidate], scene: Scene) -> list[_Judged]:
    """The outlines that differ to the eye, best first.

    A larger model's comes first in any case, then that of a plain backdrop which is gone from all of the frame: on
    packshots it alone keeps glass and thin parts.
    """
    judged = []
    for candidate in found:
        others = [other for other in found if other is not candidate]
        values = confidence.features(candidate, scene, others)
        if confidence.is_nothing(candidate, scene, values):
            continue
        judged.append(_Judged(candidate, confidence.trust(values, confidence.probability(values)), values))
    judged.sort(key=lambda one: (one.candidate.label != MODEL, not one.values[confidence.CLEARED], -one.right))
    kept: list[_Judged] = []
    for one in judged:
        if all(confidence.overlap(one.candidate, other.candidate, scene) < SAME for other in kept):
            kept.append(one)
    return kept


def _without_shadow(candidate: Candidate, scene: Scene) -> Candidate:
    picture = scene.plain if candidate.mask.shape == scene.plain.shape[:2] else scene.busy
    mask = without_foot_shadow(picture, candidate.mask)
    return replace(candidate, mask=mask, glass=None if candidate.glass is None else candidate.glass & mask)


def _mended(rgb: Bytes, candidate: Candidate, hints: Hints) -> Candidate:
    if not hints.strokes:
        return candidate
    height, width = candidate.mask.shape
    small = cast(Bytes, cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA))
    mask = apply_strokes(small, candidate.mask, hints)
    return replace(candidate, mask=mask, glass=None if candidate.glass is None else candidate.glass & mask)


def _let_light_through(alpha: Bytes, glass: Bools) -> Bytes:
    """Half the light passes the glass, and its rim fades in over a few pixels."""
    size = (alpha.shape[1], alpha.shape[0])
    inner = cv2.blur(cv2.erode(glass.astype(np.float32), np.ones((7, 7), np.uint8)), (7, 7))
    passing = 1 - 0.5 * cv2.resize(inner, size)
    return cast(Bytes, np.rint(alpha * passing).astype(np.uint8))


def _alternative(judged: _Judged, scene: Scene) -> Alternative:
    candidate = judged.candidate
    return Alternative(
        candidate.id, candidate.label, confidence.in_words(judged.right), _preview(scene.busy, candidate.mask)
    )


def _preview(rgb: Bytes, mask: Bools) -> bytes:
    """A small WebP of the product cut out along `mask`."""
    small = shrink(rgb, SKETCH_SIZE)
    opacity = cv2.resize(mask.astype(np.uint8) * 255, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_AREA)
    buffer = io.BytesIO()
    Image.fromarray(np.dstack([small, opacity])).save(buffer, "WEBP", quality=80, method=2)
    return buffer.getvalue()
