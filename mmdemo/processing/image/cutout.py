"""The product cut out of a photo: choose the method, mask, matte, and say how far the result can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.image.arrays import Bools, Bytes, Floats, shrink, to_lab
from mmdemo.processing.image.backdrop import Backdrop, cut_from_backdrop, edge_strength, fit_backdrop
from mmdemo.processing.image.matte import matte
from mmdemo.processing.image.saliency import border_difference, saliency
from mmdemo.processing.image.segment import fill_holes, grabcut, grabcut_box, open_up, solidity, tidy
from mmdemo.schema import Message

PLAIN_SIZE = 900  # pixels; thin straps and legs need it
BUSY_SIZE = 480  # pixels; GrabCut takes about 0.25 s here
FRAGMENTED = 0.65  # a mask of less solidity is in pieces
MOST_GROWTH = 1.8  # of the area of a mask that is not in pieces
LETTER = 0.002  # holes up to this part of a busy photo are print on the product
SURE = 0.82  # below this confidence the merchant is asked to look
PIECE = 0.08  # of the product's area; what is smaller is a detail beside it
SMALLEST = 0.002  # a smaller part of the photo is no product

TOUCHES_EDGE = Message(
    "The product touches the edge of the photo, so part of it may be missing. Leave some space around it.",
    "商品碰到了照片边缘，可能有一部分没有拍全。四周留一点空白再拍会更好。",
)
PARTS_MISSING = Message(
    "Parts may be missing, or some background may be left: compare the cutout with the photo.",
    "抠图可能缺了一部分，或留有背景：请和原照片对比一下。",
)
SEE_THROUGH = Message(
    "Some parts seem to be see-through: compare the cutout with the photo.",
    "有些部分看起来是透明的：请和原照片对比一下。",
)
IN_PIECES = Message(
    "The cutout is in several pieces. If the product is one piece, what joins them is missing.",
    "抠图分成了几块。如果商品是一个整体，中间可能缺了一部分。",
)
FILLS_PHOTO = Message(
    "The product fills almost the whole photo. Step back a little for a cleaner cutout.",
    "商品几乎占满了整张照片，离远一点拍，抠图会更干净。",
)
NOTHING_FOUND = (
    "No product stands out in this photo. Put it on a plain background of another colour and take the photo again.",
    "照片里找不到明显的商品。请把它放在颜色不同的纯色背景前重拍一张。",
)

FINDING = Message("Finding the product", "正在寻找商品")
OUTLINING = Message("Tracing the outline", "正在描出轮廓")
SOFTENING = Message("Softening the edges", "正在柔化边缘")
DONE = Message("Cutout finished", "抠图完成")


@dataclass(frozen=True)
class Cutout:
    """A product without its background: `rgba` is (height, width, 4) in the photo's own size, not premultiplied.

    `confidence`, 0 to 1, says how far the outline can be trusted; `notes` say why it may not.
    """

    rgba: Bytes
    confidence: float
    notes: tuple[Message, ...]

    @property
    def alpha(self) -> Bytes:
        """(height, width), 255 inside the product."""
        return self.rgba[..., 3]


@dataclass(frozen=True)
class _Mask:
    product: Bools
    glass: Bools
    agreement: float  # how well two independent methods agree, 0..1


def cut_out(rgb: Bytes, ctx: RunContext) -> Cutout:
    """Cut the product out of `rgb`, (height, width, 3) uint8. A 5-megapixel photo takes about one second.

    Raises:
        GenerationError: nothing in the photo stands out as a product.
        Cancelled: Stop was pressed.
    """
    ctx.step(0, 3, FINDING)
    small = shrink(rgb, PLAIN_SIZE)
    lab = to_lab(small)
    backdrop = fit_backdrop(lab)
    ctx.step(1, 3, OUTLINING)
    mask = _plain(small, lab, backdrop) if backdrop.plain else _busy(shrink(rgb, BUSY_SIZE))
    if mask.product.mean() < SMALLEST:
        raise GenerationError(*NOTHING_FOUND)
    ctx.step(2, 3, SOFTENING)
    alpha, colours = matte(rgb, mask.product)
    if mask.glass.any():
        alpha = _let_light_through(alpha, mask.glass)
    confidence, notes = _judge(small, lab, mask)
    ctx.step(3, 3, DONE)
    return Cutout(np.dstack([colours, alpha]), confidence, notes)


def _plain(rgb: Bytes, lab: Floats, backdrop: Backdrop) -> _Mask:
    product, glass = cut_from_backdrop(rgb, lab, backdrop)
    tidied = tidy(product)
    return _Mask(tidied, glass & tidied, 1.0)


def _busy(rgb: Bytes) -> _Mask:
    """Two guesses, what stands out and what is not like the edge of the photo, and the one that holds together better.

    Saliency alone often finds the print and not the pack it is on; the edge alone often takes in the table.
    """
    lab = to_lab(rgb)
    unlike = border_difference(lab)
    salient = fill_holes(tidy(open_up(grabcut(rgb, saliency(lab))), LETTER), unlike)
    framed = fill_holes(tidy(open_up(grabcut_box(rgb)), LETTER), unlike)
    agreement = float((salient & framed).sum() / max(1, (salient | framed).sum()))
    firmer = solidity(framed) > solidity(salient) + 0.01
    plausible = framed.sum() < MOST_GROWTH * salient.sum() or solidity(salient) < FRAGMENTED
    product = framed if firmer and plausible else salient
    return _Mask(product, np.zeros_like(product), agreement)


def _let_light_through(alpha: Bytes, glass: Bools) -> Bytes:
    """Half the light passes the glass, and its rim fades in over a few pixels."""
    size = (alpha.shape[1], alpha.shape[0])
    inner = cv2.blur(cv2.erode(glass.astype(np.float32), np.ones((7, 7), np.uint8)), (7, 7))
    passing = 1 - 0.5 * cv2.resize(inner, size)
    return cast(Bytes, np.rint(alpha * passing).astype(np.uint8))


def _judge(rgb: Bytes, lab: Floats, mask: _Mask) -> tuple[float, tuple[Message, ...]]:
    """Confidence, 0 to 1: methods that agree, an outline that lies on real edges, a product away from the border."""
    size = (rgb.shape[1], rgb.shape[0])
    product = cv2.resize(mask.product.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    area = float(product.mean())
    outline = cv2.morphologyEx(product, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    strongest = cv2.dilate(edge_strength(lab), np.ones((7, 7), np.uint8))
    on_edges = float((strongest[outline] > 3).mean()) if outline.any() else 0.0
    contact = float(np.concatenate([product[0], product[-1], product[:, 0], product[:, -1]]).mean())
    confidence = (0.4 + 0.6 * mask.agreement) * (0.3 + 0.7 * on_edges) * max(0.3, 1 - 2.5 * contact)
    notes = []
    if contact > 0.004:
        notes.append(TOUCHES_EDGE)
    if area > 0.8:
        notes.append(FILLS_PHOTO)
    sizes = cv2.connectedComponentsWithStats(product)[2][1:, cv2.CC_STAT_AREA]
    if (sizes > PIECE * product.sum()).sum() > 1:
        notes.append(IN_PIECES)
    if mask.glass.any():
        notes.append(SEE_THROUGH)
        confidence *= 0.8
    if confidence < SURE or area < 0.01:
        notes.append(PARTS_MISSING)
    return round(confidence, 3), tuple(notes)
