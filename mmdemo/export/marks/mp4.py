"""MP4 and M4A: the label under the name AIGC in `moov.udta.meta` (TC260-PG-20257A), XMP and C2PA in `uuid` boxes.

A file may have a second `meta` box there, with the title and the cover that players show. It is left as it is and comes
first. Chunk offsets are moved with the film where boxes before it grow.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from mmdemo.export.marks.boxes import Box, boxes, children, descendants, written_box
from mmdemo.export.marks.mark import Mark
from mmdemo.export.marks.mp4_keys import is_named, metas, only, texts, unnamed_label, with_text
from mmdemo.export.marks.piece import Damaged, Piece, bounded
from mmdemo.export.marks.xmp import merged_packet

_NAME = "AIGC"
_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")  # XMP Specification Part 3, MPEG-4
_C2PA = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_UUID_SIZE = 16
_OFFSETS = {b"stco": "I", b"co64": "Q"}


def mp4_pieces(data: bytes) -> Iterator[Piece]:
    for box in boxes(data, 0, len(data)):
        if _is_uuid(data, box, _XMP):
            yield Piece("xmp", "XMP", bounded(data[box.content + _UUID_SIZE : box.end]))
        elif _is_uuid(data, box, _C2PA):
            yield Piece("c2pa", "MP4 uuid")
        elif box.name == b"moov":
            yield from _pieces_of(data, box, "MP4 moov.meta")
            for user_data in descendants(data, box, b"udta"):
                yield from _pieces_of(data, user_data, "MP4 moov.udta.meta")


def _pieces_of(data: bytes, parent: Box, place: str) -> Iterator[Piece]:
    for box in children(data, parent):
        if box.name == b"meta":
            for name, value in texts(data, box):
                if name.upper() == _NAME or unnamed_label(name, value):
                    yield Piece("label", place, bounded(value))
        elif box.name == b"XMP_":
            yield Piece("xmp", "XMP", bounded(data[box.content : box.end]))


def with_mp4_mark(data: bytes, mark: Mark) -> bytes:
    """A file in fragments is refused: its offsets lie in places of their own, and nobody here writes such."""
    outer = list(boxes(data, 0, len(data)))
    moov = only([box for box in outer if box.name == b"moov"])
    if any(box.name == b"moof" for box in outer):
        raise Damaged
    held = [box for box in outer if _is_uuid(data, box, _XMP)]
    packet = merged_packet(data[held[0].content + _UUID_SIZE : held[0].end] if held else None, mark, with_label=False)
    film = data[moov.start : moov.end] if mark.aigc is None else _labelled(data, moov, mark.aigc.json())
    says = b"" if packet is None else written_box(b"uuid", _XMP, packet)
    kept = [box for box in outer if box not in held]
    parts = [film if box is moov else data[box.start : box.end] for box in kept]
    starts, position = [], 0
    for box, part in zip(kept, parts, strict=True):
        starts.append((box.start, position))
        position += len(part) + (len(says) if box is moov else 0)
    moved = [_moved(part, starts) + says if box is moov else part for box, part in zip(kept, parts, strict=True)]
    return b"".join(moved)


def _labelled(data: bytes, moov: Box, label: str) -> bytes:
    """`moov` with the label in its user data."""
    user_data = next(descendants(data, moov, b"udta"), None)
    named = [] if user_data is None else [meta for meta in metas(data, user_data) if is_named(data, meta)]
    meta = with_text(data, named[0] if named else None, _NAME, label)
    kept = [] if user_data is None else [box for box in children(data, user_data) if box not in named]
    written = written_box(b"udta", *(data[box.start : box.end] for box in kept), meta)
    others = [box for box in children(data, moov) if box != user_data]
    return written_box(b"moov", *(data[box.start : box.end] for box in others), written)


def _moved(moov: bytes, starts: Sequence[tuple[int, int]]) -> bytes:
    """`moov` with its chunk offsets set right; `starts` has where each outer box began and begins."""
    written = bytearray(moov)
    outer = next(boxes(moov, 0, len(moov)))
    for table in descendants(moov, outer, b"trak", b"mdia", b"minf", b"stbl"):
        for box in children(moov, table):
            if box.name in _OFFSETS:
                count = int.from_bytes(moov[box.content + 4 : box.content + 8], "big")
                try:
                    form = struct.Struct(f">{count}{_OFFSETS[box.name]}")
                    offsets = form.unpack_from(moov, box.content + 8)
                    form.pack_into(written, box.content + 8, *(_new(offset, starts) for offset in offsets))
                except struct.error as error:
                    raise Damaged from error
    return bytes(written)


def _new(offset: int, starts: Sequence[tuple[int, int]]) -> int:
    """Where that byte of the old file lies in the new one."""
    before, now = starts[bisect_right(starts, offset, key=itemgetter(0)) - 1]
    return offset - before + now


def _is_uuid(data: bytes, box: Box, id: bytes) -> bool:
    return box.name == b"uuid" and data[box.content : box.content + _UUID_SIZE] == id
