"""PNG: XMP in an `iTXt` chunk (TC260-PG-20259A), a label in any text chunk called AIGC, C2PA in `caBX`."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from mmdemo.export.marks.mark import Mark
from mmdemo.export.marks.piece import MOST_BYTES, Damaged, Piece, bounded, limited
from mmdemo.export.marks.xmp import merged_packet

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP = b"XML:com.adobe.xmp"
_TEXTS = {b"tEXt", b"zTXt", b"iTXt"}


class Chunk(NamedTuple):
    """A chunk from its length field at `start` to its checksum's `end`; the content lies in `body`."""

    name: bytes
    start: int
    body: slice
    end: int


def png_pieces(data: bytes) -> Iterator[Piece]:
    for chunk in _chunks(data):
        if chunk.name == b"caBX":
            yield Piece("c2pa", "PNG caBX")
        elif chunk.name in _TEXTS:
            key = data[chunk.body][:80].partition(b"\0")[0]
            if key == _XMP:
                yield Piece("xmp", "XMP", _text(chunk.name, data[chunk.body]))
            elif key.upper() == b"AIGC":
                yield Piece("label", f"PNG {chunk.name.decode()}", _text(chunk.name, data[chunk.body]))


def with_png_mark(data: bytes, mark: Mark) -> bytes:
    chunks = list(_chunks(data))
    held = [chunk for chunk in chunks if chunk.name in _TEXTS and data[chunk.body].startswith(_XMP + b"\0")]
    packet = merged_packet(_text(held[0].name, data[held[0].body]) if held else None, mark, with_label=True)
    if packet is None:
        return data
    header = chunks[0]
    written = [data[: header.end], _chunk(b"iTXt", _XMP + b"\0\0\0\0\0" + packet)]
    written += [data[chunk.start : chunk.end] for chunk in chunks[1:] if chunk not in held]
    return b"".join([*written, data[chunks[-1].end :]])


@limited
def _chunks(data: bytes) -> Iterator[Chunk]:
    position = len(SIGNATURE)
    while True:
        size = int.from_bytes(data[position : position + 4], "big")
        name, end = data[position + 4 : position + 8], position + 12 + size
        if end > len(data):
            raise Damaged
        yield Chunk(name, position, slice(position + 8, end - 4), end)
        if name == b"IEND":
            return
        position = end


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def _text(name: bytes, body: bytes) -> bytes:
    """The text of a text chunk, uncompressed where it is compressed."""
    _, _, rest = body.partition(b"\0")
    if name == b"tEXt":
        return bounded(rest)
    if name == b"zTXt":
        return _inflated(rest[1:])
    compressed = rest[:1] == b"\1"
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return _inflated(text) if compressed else bounded(text)


def _inflated(data: bytes) -> bytes:
    try:
        return bounded(zlib.decompressobj().decompress(data, MOST_BYTES + 1))
    except zlib.error as error:
        raise Damaged from error
