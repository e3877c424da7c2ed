"""Words for the eye on pictures as files: drawn, and found again in what was written."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, JpegImagePlugin

from mmdemo.compose.label_policy import LabelPolicy
from mmdemo.compose.origins import is_merchants, origin_of
from mmdemo.export.marks import FileKind
from mmdemo.picture import Region
from mmdemo.schema import Asset, Kit, Picture

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes

KEPT = 16  # pictures with words, of up to some megabytes each: the archive and its page show the same ones
_QUALITIES = (90, 80, 70, 60, 50)
_ALIKE = 0.9
"""Correlation from which on a corner shows the words. On 14 real pictures written ones gave 0.98 or more, in a JPEG of
quality 60 too; corners without any 0.35 at most, and those with "AI合成" in place of "AI生成" 0.84."""


def worded(data: bytes, kind: FileKind, words: str, product: Region | None = None, most: int | None = None) -> bytes:
    """A PNG or JPEG with `words` in a corner, away from where the `product` lies.

    A JPEG keeps its own quality, or has a lower one where it would be longer than `most` bytes.
    """
    if kind == "png":
        return _worded_png(data, words, product)
    from mmdemo.processing.image.corner_words import lay_corner_words

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        assert isinstance(image, JpegImagePlugin.JpegImageFile)
        tables, sampling = image.quantization, JpegImagePlugin.get_sampling(image)
        laid = Image.fromarray(lay_corner_words(_pixels(image), words, product=product))
        profile = image.info.get("icc_profile")
    written = _jpeg(laid, profile, qtables=tables, subsampling=sampling if sampling >= 0 else 0)
    for quality in _QUALITIES:
        if most is None or len(written) <= most:
            break
        written = _jpeg(laid, profile, quality=quality)
    return written


def worded_kit(kit: Kit, policy: LabelPolicy) -> Kit:
    """The kit with words on those of its pictures that get any. What the merchant put there stays as it is."""
    assets = {part: _worded_asset(kit, part, asset, policy) for part, asset in kit.assets.items()}
    return replace(kit, assets=assets)


def shows_words(data: bytes, words: str) -> bool:
    """Whether a picture has `words` in one of its corners, as `worded` writes them."""
    import numpy as np

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        seen = np.asarray(image.convert("L"), np.float32)
    written = _written(*seen.shape, words)
    rows, columns = np.nonzero(written != _GROUND)
    height, width = rows.max() + 1 - rows.min(), columns.max() + 1 - columns.min()
    looked_for = written[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    below, beside = seen.shape[0] - rows.max() - 1, seen.shape[1] - columns.max() - 1
    for top in (below, seen.shape[0] - below - height):
        for left in (beside, seen.shape[1] - beside - width):
            corner = seen[top : top + height, left : left + width]
            if np.ptp(corner) > 1 and np.corrcoef(corner.ravel(), looked_for.ravel())[0, 1] >= _ALIKE:
                return True
    return False


_GROUND = 128  # grey on which words are drawn to know what they look like


@lru_cache(maxsize=KEPT)
def _written(height: int, width: int, words: str) -> Bytes:
    """The words alone on grey, (height, width), in the corner at the bottom right."""
    import numpy as np

    from mmdemo.processing.image.corner_words import lay_corner_words

    ground = np.full((height, width, 3), _GROUND, np.uint8)
    return lay_corner_words(ground, words, "bottom right")[..., 0]


@lru_cache(maxsize=KEPT)
def _worded_png(png: bytes, words: str, product: Region | None) -> bytes:
    from mmdemo.processing.image.arrays import encode
    from mmdemo.processing.image.corner_words import lay_corner_words

    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        return encode(lay_corner_words(_pixels(image), words, product=product))


def _worded_asset(kit: Kit, part: str, asset: Asset, policy: LabelPolicy) -> Asset:
    if not isinstance(asset.payload, Picture) or is_merchants(kit, part):
        return asset
    words, picture = policy.words_on(origin_of(kit, part)), asset.payload
    if not words:
        return asset
    return replace(asset, payload=replace(picture, data=worded(picture.data, "png", words, picture.product)))


def _pixels(image: Image.Image) -> Bytes:
    import numpy as np

    return np.array(image if image.mode in ("RGB", "RGBA") else image.convert("RGB"))


def _jpeg(image: Image.Image, profile: bytes | None, **given: object) -> bytes:
    encoded = io.BytesIO()
    image.save(encoded, "JPEG", optimize=True, icc_profile=profile, **given)
    return encoded.getvalue()
