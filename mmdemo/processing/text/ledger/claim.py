"""One claim of a text."""

from __future__ import annotations

from typing import NamedTuple

# What is claimed: a sign or a dimension, and a concept or an amount: ("+", "cotton"), ("volume", "350").
Key = tuple[str, str]


class Claim(NamedTuple):
    """Where a claim stands in its text, what it grounds where the merchant says it, and what it rests on elsewhere.

    `needs` holds alternatives, each a group of keys that must all be known.
    """

    start: int
    end: int
    gives: tuple[Key, ...]
    needs: tuple[tuple[Key, ...], ...]
