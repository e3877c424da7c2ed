"""What the containers hand to the reader, and what they raise when a file contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Literal, ParamSpec, TypeVar

Given = ParamSpec("Given")
Part = TypeVar("Part")

MOST_BYTES = 1_000_000
"""Of one piece: labels have hundreds of bytes, XMP packets some thousands; a larger one is an attack or an accident."""

MOST_PARTS = 100_000
"""Of one file or one box in it: a file of small parts alone would keep a reader busy for long."""


class Damaged(Exception):
    """A file breaks off, lies about its sizes, or holds something too large or too deep to be looked at."""


@dataclass(frozen=True)
class Piece:
    """One find in a container: an XMP packet, the text of a label as bytes, or a sign of a C2PA manifest."""

    what: Literal["xmp", "label", "c2pa"]
    place: str
    data: bytes = b""


def bounded(data: bytes) -> bytes:
    """`data`, or Damaged where it is too large to be looked at."""
    if len(data) > MOST_BYTES:
        raise Damaged
    return data


def limited(walk: Callable[Given, Iterator[Part]]) -> Callable[Given, Iterator[Part]]:
    """A walk over the parts of a file that raises Damaged after `MOST_PARTS` of them."""

    @wraps(walk)
    def walked(*given: Given.args, **named: Given.kwargs) -> Iterator[Part]:
        for number, part in enumerate(walk(*given, **named)):
            if number == MOST_PARTS:
                raise Damaged
            yield part

    return walked
