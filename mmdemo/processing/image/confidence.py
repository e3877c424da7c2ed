"""How far an outline can be trusted, and what about it should be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np

from mmdemo.outline import Confidence
from mmdemo.processing.image.arrays import Bools, Floats, Ints, to_lab
from mmdemo.processing.image.backdrop import edge_strength
from mmdemo.processing.image.candidates import Candidate, Scene
from mmdemo.processing.image.segment import solidity
from mmdemo.schema import Message

EDGES, FAINTNESS, CONTACT, AREA, CLEARED = 4, 5, 6, 9, 10  # places in `features`
SURE, LIKELY = 0.9, 0.65  # of the probability that an outline is right
STEP = 4  # pixels on either side of the outline where colours are compared
FAINT = 7.0  # CIE76 difference across the outline below which product and ground can be told apart only by luck
CLEAR = 0.02  # contact with the frame up to which a backdrop was removed all around
NO_EDGES, ALL_FAINT = 0.1, 0.9  # shares of the outline
CRISP = 0.95  # of the outline
HOLE_AREA, HOLE_LIKELY = 0.004, 0.5  # of the product's area; of `Scene.likely`
PIECE = 0.08  # of the product's area; what is smaller is a detail beside it

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
HOLE = Message(
    "There is a hole in the cutout. If the product is solid there, paint it back with Keep.",
    "抠图中有一处空洞。如果商品那里不是镂空的，请用“保留”涂回来。",
)
LOW_CONTRAST = Message(
    "Much of the outline has nearly the background's colour, so it may be off there. A ground of another colour helps.",
    "轮廓有很大一部分和背景颜色相近，那里可能不准。换一种颜色的背景再拍会更好。",
)


def features(candidate: Candidate, scene: Scene, others: Sequence[Candidate]) -> Floats:
    """What the judgement rests on, (11,) in about 0..1: mean and best agreement with the other methods, with what was
    likely beforehand and with the network alone, the shares of the outline on real edges and in the ground's own
    colour, contact with the frame, solidity, the largest piece, area, and whether a plain backdrop was
    removed and nothing of it is left at the frame."""
    mask = _at_busy_size(candidate.mask, scene)
    agreement = [_overlap(mask, _at_busy_size(other.mask, scene)) for other in others]
    on_edges, faint = _outline(mask, scene)
    contact = _contact(mask)
    sizes = _sizes(mask)
    return np.array(
        [
            float(np.mean(agreement)) if agreement else 1.0,
            max(agreement, default=1.0),
            _share(mask, scene.likely),
            _share(mask, scene.likely if scene.network is None else scene.network),
            on_edges,
            faint,
            contact,
            solidity(mask),
            float(sizes.max() / max(1, sizes.sum())) if len(sizes) else 0.0,
            float(mask.mean()),
            float(candidate.glass is not None and contact < CLEAR),
        ],
        np.float32,
    )


def is_nothing(candidate: Candidate, scene: Scene, values: Floats) -> bool:
    """True for an outline with `features` of a shape in plain paper: no edge along it, one colour on both sides of it,
    and the same inside as outside."""
    if values[EDGES] >= NO_EDGES or values[FAINTNESS] <= ALL_FAINT:
        return False
    mask, lab = _at_busy_size(candidate.mask, scene), to_lab(scene.busy)
    if mask.all():
        return True
    return bool(np.linalg.norm(lab[mask].mean(axis=0) - lab[~mask].mean(axis=0)) < FAINT)


def trust(values: Floats, right: float) -> float:
    """`right`, the probability of an outline with `features`, or certainty for a packshot's: its plain backdrop is gone
    from all of the frame, and every bit of the outline stands out from it and lies on an edge.

    Drawn pictures, from which the probabilities come, hardly ever have such an outline; of 24 photographs looked at
    seven do, and all seven are right.
    """
    packshot = values[CLEARED] and values[EDGES] > CRISP and values[FAINTNESS] < 1 - CRISP
    return 1.0 if packshot else right


def probability(values: Floats) -> float:
    """The probability, 0 to 1, that an outline with these `features` overlaps the product by 93 % or more.

    Logistic regression over outlines in drawn pictures: `python -m mmdemo train confidence` prints the numbers.
    """
    return float(1 / (1 + np.exp(-(values @ WEIGHTS + OFFSET))))


WEIGHTS = np.array([0.70, 0.39, 1.43, 5.34, 1.35, -2.09, 1.42, 1.44, -0.01, -0.76, -0.34], np.float32)
OFFSET = -6.73
FITTED_WITH = "77abed2a6afa"  # the network at the time, as in `weights`


def in_words(right: float) -> Confidence:
    """The confidence for a probability of being right."""
    return "sure" if right >= SURE else "check" if right >= LIKELY else "doubtful"


def notes(candidate: Candidate, scene: Scene, values: Floats, confidence: Confidence) -> tuple[Message, ...]:
    """What the merchant should look at, most certain first."""
    faint, contact, area = (float(values[index]) for index in (FAINTNESS, CONTACT, AREA))
    sizes = _sizes(_at_busy_size(candidate.mask, scene))
    said = []
    if contact > 0.004:
        said.append(TOUCHES_EDGE)
    if area > 0.8:
        said.append(FILLS_PHOTO)
    if (sizes > PIECE * sizes.sum()).sum() > 1:
        said.append(IN_PIECES)
    if candidate.glass is not None and candidate.glass.any():
        said.append(SEE_THROUGH)
    if _holed(_at_busy_size(candidate.mask, scene), scene.likely):
        said.append(HOLE)
    if faint > 0.35:
        said.append(LOW_CONTRAST)
    if confidence != "sure":
        said.append(PARTS_MISSING)
    return tuple(said)


def _at_busy_size(mask: Bools, scene: Scene) -> Bools:
    height, width = scene.busy.shape[:2]
    return cv2.resize(mask.astype(np.uint8), (width, height), interpolation=cv2.INTER_AREA) > 0


def overlap(one: Candidate, two: Candidate, scene: Scene) -> float:
    """Intersection over union of two outlines."""
    return _overlap(_at_busy_size(one.mask, scene), _at_busy_size(two.mask, scene))


def _overlap(one: Bools, two: Bools) -> float:
    return float((one & two).sum() / max(1, (one | two).sum()))


def _share(mask: Bools, likely: Floats) -> float:
    """Intersection over union of an outline and of how likely each pixel is product."""
    return float(np.minimum(mask, likely).sum() / max(1.0, float(np.maximum(mask, likely).sum())))


def _outline(mask: Bools, scene: Scene) -> tuple[float, float]:
    """Of the outline inside the photo the share on real edges, and the share with the same colour on both sides."""
    lab = to_lab(scene.busy)
    edge = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    edge[[0, -1]] = edge[:, [0, -1]] = False
    if not edge.any():
        return 0.0, 1.0
    strongest = cv2.dilate(edge_strength(lab), np.ones((5, 5), np.uint8))
    inner, outer = (_mean_near(lab, side) for side in (mask, ~mask))
    across = np.linalg.norm(inner - outer, axis=2)
    return float((strongest[edge] > 3).mean()), float((across[edge] < FAINT).mean())


def _mean_near(lab: Floats, side: Bools) -> Floats:
    """Mean colour within `STEP` pixels of each pixel on one side of the outline."""
    weight = side.astype(np.float32)
    window = (2 * STEP + 1, 2 * STEP + 1)
    total = np.maximum(cv2.blur(weight, window), 1e-6)[..., None]
    return cast(Floats, cv2.blur(lab * weight[..., None], window) / total)


def _holed(mask: Bools, likely: Floats) -> bool:
    """Whether something is missing inside the outline that looks like product itself."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    open_to_frame = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    return any(
        label not in open_to_frame
        and stats[label, cv2.CC_STAT_AREA] > HOLE_AREA * mask.sum()
        and float(likely[labels == label].mean()) > HOLE_LIKELY
        for label in range(1, count)
    )


def _contact(mask: Bools) -> float:
    return float(np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]]).mean())


def _sizes(mask: Bools) -> Ints:
    return cast(Ints, cv2.connectedComponentsWithStats(mask.astype(np.uint8))[2][1:, cv2.CC_STAT_AREA])
