"""How the merchant mended the outline of a cutout, and the other outlines that were offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mmdemo.message import Message

Confidence = Literal["sure", "check", "doubtful"]
"""How far an outline can be trusted: it is right; look at it; it is probably wrong somewhere."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom as parts of the photo's width and height, 0 to 1."""


@dataclass(frozen=True)
class Outline:
    """What the merchant did to the outline of one photo.

    `candidate` is the id of the one picked ("" for the best). `box` was dragged around the product. `keep` and `erase`
    are what was painted: grey PNGs of the photo's proportions and any size, 255 where painted, b"" for nothing.
    """

    candidate: str = ""
    box: Box | None = None
    keep: bytes = b""
    erase: bytes = b""


UNMENDED = Outline()


@dataclass(frozen=True)
class Alternative:
    """One of the outlines found in a photo: `preview` is a small WebP of the product cut out along it."""

    id: str
    label: Message
    confidence: Confidence
    preview: bytes
