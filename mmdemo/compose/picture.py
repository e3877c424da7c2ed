"""Small copies of pictures, for pages."""

from __future__ import annotations

import io

from PIL import Image

PAGE_SIDE = 1200


def web_picture(png: bytes) -> bytes:
    """A WebP of at most `PAGE_SIDE` pixels a side from a PNG; transparency is kept."""
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        return small_copy(image)


def small_copy(image: Image.Image) -> bytes:
    """`web_picture` of an open picture, which is made small itself."""
    image.thumbnail((PAGE_SIDE, PAGE_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    encoded = io.BytesIO()
    image.save(encoded, "WEBP", quality=86, method=2)
    return encoded.getvalue()
