"""JPEG: XMP in an APP1 segment (TC260-PG-20259A), labels in EXIF comments and other segments, C2PA in APP11."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mmdemo.export.marks.label_text import loose_labels
from mmdemo.export.marks.mark import Mark
from mmdemo.export.marks.piece import Damaged, Piece, limited
from mmdemo.export.marks.xmp import merged_packet

SIGNATURE = b"\xff\xd8\xff"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_LONGEST = 0xFFFF  # bytes of a segment with its length field
_APP0, _APP1, _APP11, _COMMENT = 0xE0, 0xE1, 0xEB, 0xFE
_SCAN, _END = 0xDA, 0xD9
_FILL = re.compile(rb"\xff+")  # any number of them may stand before a marker
_ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length


class Segment(NamedTuple):
    """A segment from its marker at `start` to `end`; the content lies in `body`."""

    marker: int
    start: int
    body: slice
    end: int


def jpeg_pieces(data: bytes) -> Iterator[Piece]:
    for segment in _segments(data):
        body = data[segment.body]
        if body.startswith(_XMP):
            yield Piece("xmp", "XMP", body[len(_XMP) :])
        elif segment.marker == _APP11 and body.startswith(b"JP") and b"c2pa" in body:
            yield Piece("c2pa", "JPEG APP11")
        elif _APP0 <= segment.marker <= 0xEF or segment.marker == _COMMENT:
            place = "EXIF" if body.startswith(b"Exif\0") else "JPEG segment"
            for text in _loose(body):
                yield Piece("label", place, text.encode("utf-8", "replace"))


def with_jpeg_mark(data: bytes, mark: Mark) -> bytes:
    segments = list(_segments(data))
    held = [segment for segment in segments if data[segment.body].startswith(_XMP)]
    packet = merged_packet(data[held[0].body][len(_XMP) :] if held else None, mark, with_label=True)
    if packet is None:
        return data
    size = 2 + len(_XMP) + len(packet)
    if size > _LONGEST:
        raise Damaged
    # JFIF and EXIF come first in a file, by their own standards.
    first = [s for s in segments if s.marker == _APP0 or (s.marker == _APP1 and s not in held)]
    rest = [s for s in segments if s not in first and s not in held]
    written = [data[:2], *(data[s.start : s.end] for s in first)]
    written += [b"\xff\xe1", size.to_bytes(2, "big"), _XMP, packet]
    written += [data[s.start : s.end] for s in rest]
    return b"".join([*written, data[segments[-1].end :]])


@limited
def _segments(data: bytes) -> Iterator[Segment]:
    """The segments before the first scan, and that scan's header."""
    position = 2
    while True:
        start = position
        filled = _FILL.match(data, position)
        if filled is None or filled.end() == len(data):
            raise Damaged
        marker = data[filled.end()]
        position = filled.end() + 1
        if marker == _END:
            raise Damaged
        if marker in _ALONE:
            yield Segment(marker, start, slice(position, position), position)
            continue
        size = int.from_bytes(data[position : position + 2], "big")
        end = position + size
        if size < 2 or end > len(data):
            raise Damaged
        yield Segment(marker, start, slice(position + 2, end), end)
        if marker == _SCAN:
            return
        position = end


def _loose(body: bytes) -> Iterator[str]:
    """Labels in a segment's text, which is UTF-8, or UTF-16 in an EXIF comment that says UNICODE."""
    if b"AIGC" in body:
        yield from loose_labels(body.decode("utf-8", "replace"))
    # Big-endian words, read a byte too early, are little-endian ones: either way they are found once.
    at = body.find(b"A\0I\0G\0C")
    if at >= 0:
        yield from loose_labels(body[at:].decode("utf-16-le", "replace"))
