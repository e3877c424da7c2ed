"""A picture that came cut out: its own alpha, and the colours under it."""

from __future__ import annotations

from mmdemo.outline import Outline
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.hints import Hints
from mmdemo.processing.image.white import off_white


def keeps_alpha(outline: Outline) -> bool:
    """Whether a picture that came cut out keeps its alpha: unless another outline was picked, or a box dragged."""
    return not outline.candidate and outline.box is None


def own_colours(on_white: Bytes, alpha: Bytes, opacity: Bytes) -> Bytes:
    """The colours of a picture shown on white, (height, width, 3), under its own `alpha`, (height, width).

    Black where `opacity`, what is left of that alpha or was painted in, is 0; white where nothing is known of it.
    """
    colours = off_white(on_white, alpha)
    colours[opacity == 0] = 0
    return colours


def mend_alpha(alpha: Bytes, hints: Hints) -> Bytes:
    """`alpha` with what the merchant painted made solid or empty."""
    mended = alpha.copy()
    mended[hints.kept(*alpha.shape)] = 255
    mended[hints.erased(*alpha.shape)] = 0
    return mended
