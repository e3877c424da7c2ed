"""A field to fill, and all that filling it needs to know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mmdemo.markets.measure import Room
from mmdemo.markets.permitted import own_words
from mmdemo.markets.rules import Field
from mmdemo.schema import Language, Product

# The lines of a field, and what found no room in it.
Filled = tuple[list[str], list[str]]


@dataclass(frozen=True)
class Task:
    """`texts` are the lines of each source of the field; `moved` found no room in earlier fields.

    `before` is the key of what those fields say, `filled` the lines of every field so far.
    """

    field: Field
    product: Product
    texts: tuple[tuple[str, ...], ...]
    moved: tuple[str, ...]
    before: str
    filled: Mapping[str, tuple[str, ...]]

    @property
    def language(self) -> Language:
        return self.product.language

    @property
    def own(self) -> re.Pattern[str] | None:
        """Finds the product's brand and name as the merchant spelled them."""
        return own_words(self.product)

    def room(self, each: bool = False) -> Room:
        """The room of the whole field or, with `each`, of one line."""
        return Room(limit for limit in self.field.limits if limit.each == each and limit.unit != "items")

    @property
    def least(self) -> int:
        """The fewest characters that the field should have."""
        return max((limit.least or 0 for limit in self.field.limits if limit.unit == "characters"), default=0)

    @property
    def most_items(self) -> int | None:
        return next((limit.most for limit in self.field.limits if limit.unit == "items"), None)

    @property
    def lines(self) -> list[str]:
        """The lines of all sources."""
        return [line for lines in self.texts for line in lines]
