"""MP3: the label in an ID3v2 `TXXX` frame called AIGC (TC260-PG-202510A), XMP in `PRIV`, C2PA in `GEOB`."""

from __future__ import annotations

from collections.abc import Iterator

from mmdemo.export.marks.id3 import Frame, frames, read_tag, text_body, user_text, written_frame, written_tag
from mmdemo.export.marks.mark import Mark
from mmdemo.export.marks.piece import Damaged, Piece, bounded
from mmdemo.export.marks.xmp import merged_packet

_XMP = b"XMP\0"  # XMP Specification Part 3, MP3
_NAME = "AIGC"
_LONGEST_NAME = 64  # bytes: a longer one is another
_NEW_VERSION = 4  # UTF-8 in every frame


def mp3_pieces(data: bytes) -> Iterator[Piece]:
    tag = read_tag(data)
    if tag is None:
        return
    for frame in frames(data, tag):
        if _is_label(frame):
            yield Piece("label", "ID3 TXXX", user_text(bounded(frame.body))[1].encode("utf-8", "replace"))
        elif _is_xmp(frame):
            yield Piece("xmp", "XMP", bounded(frame.body[len(_XMP) :]))
        elif frame.name == b"GEOB" and b"c2pa" in frame.body[:64]:
            yield Piece("c2pa", "ID3 GEOB")


def with_mp3_mark(data: bytes, mark: Mark) -> bytes:
    """A tag with flags, which nobody here writes, or of version 2.2 is refused."""
    tag = read_tag(data)
    if tag is not None and (tag.flags or tag.version == 2):
        raise Damaged
    version = _NEW_VERSION if tag is None else tag.version
    held = [] if tag is None else list(frames(data, tag))
    packet = merged_packet(
        next((frame.body[len(_XMP) :] for frame in held if _is_xmp(frame)), None), mark, with_label=False
    )
    kept = [frame.raw for frame in held if not _is_xmp(frame) and not (mark.aigc and _is_label(frame))]
    if mark.aigc is not None:
        kept.append(written_frame(version, b"TXXX", text_body(version, _NAME, mark.aigc.json())))
    if packet is not None:
        kept.append(written_frame(version, b"PRIV", _XMP + packet))
    return b"".join([written_tag(version, kept), data[0 if tag is None else tag.end :]])


def _is_label(frame: Frame) -> bool:
    return frame.name in (b"TXXX", b"TXX") and user_text(frame.body[:_LONGEST_NAME])[0].upper() == _NAME


def _is_xmp(frame: Frame) -> bool:
    return frame.name == b"PRIV" and frame.body.startswith(_XMP)
