"""From a brief to its cutout: the photo finished as wished, its own alpha, a model's view, the mended outline."""

from __future__ import annotations

from collections.abc import Callable

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.image.arrays import Bytes, Floats, decode, encode
from mmdemo.processing.image.cutout import cut_out
from mmdemo.processing.image.enhance import finished
from mmdemo.processing.image.given_alpha import keeps_alpha
from mmdemo.schema import Brief, Picture

See = Callable[[Bytes], Floats]
"""A larger model: where in a photo, (height, width, 3), the product is, (any height, any width) in 0..1."""


def finished_photo(brief: Brief) -> Bytes:
    """The photo, (height, width, 3), finished as the merchant wishes.

    Raises:
        GenerationError: there is none.
    """
    if brief.product.photo is None:
        raise GenerationError("There is no photo to cut the product from.", "没有照片，无法抠图。")
    photo = brief.product.photo
    return finished(decode(photo.data), brief.finish, None if photo.alpha is None else decode(photo.alpha))


def cut_from_photo(brief: Brief, ctx: RunContext, see: See | None = None) -> Picture:
    """The cutout of the photo, in its own size, along the outline as the merchant mended it.

    A larger model is not asked where the picture came cut out and its own alpha is kept.

    Raises:
        GenerationError: there is no photo, or nothing in it stands out as a product.
        Cancelled: Stop was pressed.
    """
    rgb = finished_photo(brief)
    own = brief.product.photo.alpha if brief.product.photo is not None else None
    alpha = None if own is None else decode(own)
    kept = alpha is not None and keeps_alpha(brief.outline)
    given = None if see is None or kept else see(rgb)
    found = cut_out(rgb, ctx, brief.outline, alpha, given)
    ctx.record(outline=found.chosen or "its own alpha")
    height, width = rgb.shape[:2]
    return Picture(
        encode(found.rgba),
        width,
        height,
        found.notes,
        confidence=found.confidence,
        alternatives=found.alternatives,
    )
