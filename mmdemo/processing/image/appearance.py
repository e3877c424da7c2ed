"""What a product looks like, as far as its photo says so: its colours, and how tall it is for its width."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.image.arrays import Bytes, shrink
from mmdemo.processing.image.candidates import PLAIN_SIZE
from mmdemo.processing.image.colour_names import product_colours
from mmdemo.processing.image.confidence import TOUCHES_EDGE
from mmdemo.processing.image.cutout import cut_out
from mmdemo.processing.image.notes import SHADOW_LEFT
from mmdemo.processing.image.proportions import height_to_width
from mmdemo.schema import Message


@dataclass(frozen=True)
class Appearance:
    """The names of the `colours`, largest first, and height over width; () and None where they are not clear."""

    colours: tuple[Message, ...] = ()
    ratio: float | None = None


def appearance(rgb: Bytes, alpha: Bytes | None, ctx: RunContext) -> Appearance:
    """Look at a photo, (height, width, 3), with the `alpha`, (height, width), of one that came cut out.

    Only a cutout that is sure, and of which nothing seems to be missing, is believed. A part in the very colour of the
    background can be missing without a sign; its colour is then missing here too.

    Raises:
        Cancelled: Stop was pressed.
    """
    own = None if alpha is None else shrink(alpha, PLAIN_SIZE)
    try:
        cut = cut_out(shrink(rgb, PLAIN_SIZE), ctx, alpha=own)
    except GenerationError:
        return Appearance()
    flaws = {*cut.notes} - {SHADOW_LEFT}
    if cut.confidence != "sure" or flaws - {TOUCHES_EDGE}:
        return Appearance()
    return Appearance(product_colours(cut.rgba), None if flaws else height_to_width(cut.rgba))
