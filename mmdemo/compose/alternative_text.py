"""What a picture shows, for those who cannot see it."""

from __future__ import annotations

import re

from mmdemo.compose.labels import label
from mmdemo.processing.text.dimension_words import size_lines
from mmdemo.processing.text.dimensions import read_dimensions
from mmdemo.schema import Kit

_FURTHER_PHOTO = re.compile(r"image/(?:main|cutout)-(\d+)")


def alternative_text(kit: Kit, part: str, otherwise: str) -> str:
    """The text that the copy has for a picture, else one made of what is known, else the one given."""
    written = kit.copy.alt_texts.get(part) if kit.copy is not None else None
    if written:
        return written
    product = kit.product
    if part.startswith("image/detail"):
        return label("close_up", product.language).format(product.name)
    if further := _FURTHER_PHOTO.fullmatch(part):
        return label("photo_number", product.language).format(product.name, further[1])
    dimensions = read_dimensions(product.facts) if part == "image/size" else None
    if dimensions is None:
        return otherwise
    between = "，" if product.language == "zh" else ", "
    said = between.join(size_lines(dimensions, product.language))
    return label("size_of", product.language).format(product.name, said)
