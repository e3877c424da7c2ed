"""Reads marks from files that anybody may have made, and that may be made to harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from mmdemo.errors import InputError
from mmdemo.export.marks.jpeg import jpeg_pieces
from mmdemo.export.marks.kinds import kind_of
from mmdemo.export.marks.label_text import found_label
from mmdemo.export.marks.mark import FileKind, Found, FoundLabel
from mmdemo.export.marks.mp3 import mp3_pieces
from mmdemo.export.marks.mp4 import mp4_pieces
from mmdemo.export.marks.piece import Damaged, Piece
from mmdemo.export.marks.png import png_pieces
from mmdemo.export.marks.riff import riff_pieces
from mmdemo.export.marks.xmp import Said, read_packet

MOST_PIECES, MOST_BYTES = 32, 2_000_000
"""Of one file, uncompressed: more is taken for an attack, and what came first is reported."""

LONGEST = 2_000  # characters of a text that are reported
_READERS: Mapping[FileKind, Callable[[bytes], Iterator[Piece]]] = {
    "png": png_pieces,
    "jpeg": jpeg_pieces,
    "webp": riff_pieces,
    "wav": riff_pieces,
    "mp4": mp4_pieces,
    "m4a": mp4_pieces,
    "mp3": mp3_pieces,
}


def read_mark(data: bytes) -> Found:
    """What a file says of its own making. A file that breaks off is read as far as it goes.

    Raises:
        InputError: it is none of the kinds that can be read (field "file").
    """
    kind = kind_of(data)
    if kind is None:
        raise InputError(
            "Labels can be read in PNG, JPEG, WebP, MP4, M4A, MP3 and WAV files; this is none of them. "
            "Please choose another file.",
            "只能读取 PNG、JPEG、WebP、MP4、M4A、MP3、WAV 文件中的标识，此文件不属于其中任何一种。请另选文件。",
            field="file",
        )
    pieces, damaged = _collected(_READERS[kind](data))
    labels: list[FoundLabel] = []
    said: list[Said] = []
    for piece in pieces:
        if piece.what == "label":
            labels.append(found_label(piece.data.decode("utf-8", "replace"), piece.place))
        elif piece.what == "xmp":
            try:
                said.append(read_packet(piece.data))
            except Damaged:
                damaged = True
    labels += [found_label(text, "XMP") for packet in said for text in packet.labels]
    return Found(
        kind=kind,
        labels=tuple(labels[:MOST_PIECES]),
        source_types=_all(packet.source_types for packet in said),
        creator_tool=_first(packet.creator_tools for packet in said),
        credit=_first(packet.credits for packet in said),
        description=_first(packet.descriptions for packet in said),
        c2pa=any(piece.what == "c2pa" for piece in pieces),
        damaged=damaged,
    )


def _collected(pieces: Iterator[Piece]) -> tuple[list[Piece], bool]:
    """The pieces of a file as far as they can be had, and whether there was more."""
    found: list[Piece] = []
    size = 0
    try:
        for piece in pieces:
            size += len(piece.data)
            if len(found) == MOST_PIECES or size > MOST_BYTES:
                return found, True
            found.append(piece)
    except Damaged:
        return found, True
    return found, False


def _all(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All values, each once, the first few of them."""
    once = dict.fromkeys(value[:LONGEST] for several in values for value in several)
    return tuple(once)[:MOST_PIECES]


def _first(values: Iterable[tuple[str, ...]]) -> str:
    return next(iter(_all(values)), "")
