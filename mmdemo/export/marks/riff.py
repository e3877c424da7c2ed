"""RIFF: XMP in WebP's `XMP ` chunk (TC260-PG-20259A); in WAV the label is a chunk `AIGC` (TC260-PG-202510A)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mmdemo.export.marks.mark import Mark
from mmdemo.export.marks.piece import Damaged, Piece, bounded, limited
from mmdemo.export.marks.xmp import merged_packet

_HEADER = 12
_LARGEST = 0xFFFFFFFF
_XMP_WEBP, _XMP_WAV, _LABEL, _C2PA = b"XMP ", b"_PMX", b"AIGC", b"C2PA"  # _PMX: XMP Specification Part 3, WAV
_EXTENDED = b"VP8X"
_HAS_XMP, _HAS_ALPHA = 0x04, 0x10


class Chunk(NamedTuple):
    """A chunk and where its content lies."""

    name: bytes
    body: slice


def riff_pieces(data: bytes) -> Iterator[Piece]:
    """What a WebP or WAV file holds, wherever in it."""
    for chunk in _chunks(data):
        if chunk.name in (_XMP_WEBP, _XMP_WAV):
            yield Piece("xmp", "XMP", bounded(data[chunk.body]))
        elif chunk.name == _LABEL:
            yield Piece("label", "RIFF AIGC", bounded(data[chunk.body]))
        elif chunk.name == _C2PA:
            yield Piece("c2pa", "RIFF C2PA")


def with_wav_mark(data: bytes, mark: Mark) -> bytes:
    chunks = list(_chunks(data))
    packet = merged_packet(_held(data, chunks, _XMP_WAV), mark, with_label=False)
    label = mark.aigc.json().encode() if mark.aigc is not None else _held(data, chunks, _LABEL)
    kept = ((chunk.name, data[chunk.body]) for chunk in chunks if chunk.name not in (_XMP_WAV, _LABEL))
    return _file(data, [*kept, *_added(_LABEL, label), *_added(_XMP_WAV, packet)])


def with_webp_mark(data: bytes, mark: Mark) -> bytes:
    chunks = list(_chunks(data))
    packet = merged_packet(_held(data, chunks, _XMP_WEBP), mark, with_label=True)
    if packet is None:
        return data
    kept = [(chunk.name, data[chunk.body]) for chunk in chunks if chunk.name != _XMP_WEBP]
    if not kept:
        raise Damaged
    name, body = kept[0]
    if name == _EXTENDED:
        header = bytes([body[0] | _HAS_XMP]) + body[1:]
        kept = kept[1:]
    else:
        header = _extended_header(name, body)
    return _file(data, [(_EXTENDED, header), *kept, (_XMP_WEBP, packet)])


def _extended_header(name: bytes, body: bytes) -> bytes:
    """The `VP8X` header that a simple file lacks, from the size its picture states (RFC 9649)."""
    if name == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        flags = _HAS_XMP
    elif name == b"VP8L" and body[:1] == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        flags = _HAS_XMP | (_HAS_ALPHA if bits >> 28 & 1 else 0)
    else:
        raise Damaged
    return bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")


@limited
def _chunks(data: bytes) -> Iterator[Chunk]:
    end = 8 + int.from_bytes(data[4:8], "little")
    position = _HEADER
    while position + 8 <= min(end, len(data)):
        start = position + 8
        stop = start + int.from_bytes(data[position + 4 : start], "little")
        if stop > len(data):
            raise Damaged
        yield Chunk(data[position : position + 4], slice(start, stop))
        position = stop + stop % 2
    if end > len(data) + 1:  # a last byte of padding may be missing
        raise Damaged


def _held(data: bytes, chunks: Iterable[Chunk], name: bytes) -> bytes | None:
    return next((data[chunk.body] for chunk in chunks if chunk.name == name), None)


def _added(name: bytes, body: bytes | None) -> list[tuple[bytes, bytes]]:
    return [] if body is None else [(name, body)]


def _file(data: bytes, chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    written = [data[8:_HEADER]]
    for name, body in chunks:
        written += [name, len(body).to_bytes(4, "little"), body, b"\0" * (len(body) % 2)]
    size = sum(map(len, written))
    if size > _LARGEST:
        raise Damaged
    return b"".join([data[:4], size.to_bytes(4, "little"), *written])
