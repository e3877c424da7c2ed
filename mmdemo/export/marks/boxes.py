"""The boxes of MP4 files (ISO 14496-12): where each lies, and how one is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mmdemo.export.marks.piece import Damaged, limited

_LEAST = 8


class Box(NamedTuple):
    """A box from `start` to `end`; its content begins at `content`."""

    name: bytes
    start: int
    content: int
    end: int


@limited
def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie in data[start:end], one after the other; raises Damaged where one overruns it.

    Fewer than eight bytes at the end are no box: QuickTime ends its user data with four zeros.
    """
    position = start
    while position + _LEAST <= end:
        size = int.from_bytes(data[position : position + 4], "big")
        name = data[position + 4 : position + 8]
        content = position + 8
        if size == 1:
            size = int.from_bytes(data[content : content + 8], "big")
            content += 8
        stop = end if size == 0 else position + size
        if stop > end or stop < content:
            raise Damaged
        yield Box(name, position, content, stop)
        position = stop


def children(data: bytes, box: Box) -> Iterator[Box]:
    """The boxes in a box. A `meta` box has four bytes before them in ISO files and none in QuickTime's."""
    plain = box.name != b"meta" or data[box.content + 4 : box.content + 8] == b"hdlr"
    return boxes(data, box.content + (0 if plain else 4), box.end)


def descendants(data: bytes, box: Box, *path: bytes) -> Iterator[Box]:
    """The boxes at the end of a path of names below `box`."""
    if not path:
        yield box
        return
    for child in children(data, box):
        if child.name == path[0]:
            yield from descendants(data, child, *path[1:])


def written_box(name: bytes, *parts: bytes) -> bytes:
    size = 8 + sum(map(len, parts))
    if size > 0xFFFFFFFF:
        raise Damaged
    return b"".join([size.to_bytes(4, "big"), name, *parts])
