"""How wide a text stands in print."""

from __future__ import annotations

from unicodedata import east_asian_width


def columns(text: str) -> int:
    """The columns of a text: a Han character or full-width mark takes two (Unicode TR 11)."""
    return sum(1 + (east_asian_width(character) in "WF") for character in text)
