"""ID3v2 tags, as MP3 files begin with: their frames, read in versions 2.2 to 2.4, written in 2.3 and 2.4.

https://id3.org/id3v2.3.0 and https://id3.org/id3v2.4.0-structure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mmdemo.export.marks.piece import Damaged, limited

_HEADER = 10
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40  # of the whole tag
_PACKED_3, _PACKED_4 = 0xC0, 0x0C  # of a frame: compressed or encrypted
_FRAME_UNSYNCHRONISED, _FRAME_LENGTH = 0x02, 0x01  # of a frame in 2.4
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")


class Tag(NamedTuple):
    """A tag's version, 2 to 4, its flags, and where it ends in the file."""

    version: int
    flags: int
    end: int


class Frame(NamedTuple):
    """A frame: its name, its content, and itself as it stands."""

    name: bytes
    body: bytes
    raw: bytes


def read_tag(data: bytes) -> Tag | None:
    """The tag a file begins with, or None. Raises Damaged where it breaks off or its version is unknown."""
    if not data.startswith(b"ID3"):
        return None
    tag = Tag(data[3], data[5], _HEADER + _syncsafe(data[6:10])) if len(data) >= _HEADER else None
    if tag is None or tag.version not in (2, 3, 4) or tag.end > len(data):
        raise Damaged
    return tag


@limited
def frames(data: bytes, tag: Tag) -> Iterator[Frame]:
    """The frames of a tag that are neither compressed nor encrypted; raises Damaged where one overruns the tag."""
    body = data[_HEADER : tag.end]
    if tag.flags & _UNSYNCHRONISED and tag.version < 4:
        body = body.replace(b"\xff\0", b"\xff")
    position = _extended_size(body, tag.version) if tag.flags & _EXTENDED and tag.version > 2 else 0
    name_size, head = (3, 6) if tag.version == 2 else (4, 10)
    while position + head <= len(body) and body[position]:
        name = body[position : position + name_size]
        size_field = body[position + name_size : position + 2 * name_size]
        size = _syncsafe(size_field) if tag.version == 4 else int.from_bytes(size_field, "big")
        end = position + head + size
        if end > len(body):
            raise Damaged
        flags = body[position + 9] if tag.version > 2 else 0
        content = _content(body[position + head : end], flags, tag)
        yield Frame(name, content, body[position:end])
        position = end


def _content(body: bytes, flags: int, tag: Tag) -> bytes:
    if tag.version == 3:
        return b"" if flags & _PACKED_3 else body
    if tag.version == 4:
        if flags & _PACKED_4:
            return b""
        if flags & _FRAME_LENGTH:
            body = body[4:]
        if flags & _FRAME_UNSYNCHRONISED:
            body = body.replace(b"\xff\0", b"\xff")
    return body


def _extended_size(body: bytes, version: int) -> int:
    return _syncsafe(body[:4]) if version == 4 else 4 + int.from_bytes(body[:4], "big")


def written_tag(version: int, kept: list[bytes]) -> bytes:
    """A tag of version 3 or 4 from its frames, without flags or padding."""
    body = b"".join(kept)
    return b"ID3" + bytes([version, 0, 0]) + _syncsafe_bytes(len(body)) + body


def written_frame(version: int, name: bytes, body: bytes) -> bytes:
    size = _syncsafe_bytes(len(body)) if version == 4 else len(body).to_bytes(4, "big")
    return name + size + b"\0\0" + body


def text_body(version: int, description: str, value: str) -> bytes:
    """The content of a TXXX frame: Latin-1 where that will do, as every player reads it, else UTF-16 or UTF-8."""
    encoding = 0 if value.isascii() else 1 if version == 3 else 3
    end = b"\0\0" if encoding == 1 else b"\0"
    return bytes([encoding]) + _encoded(description, encoding) + end + _encoded(value, encoding)


def _encoded(text: str, encoding: int) -> bytes:
    # Written by hand: "utf-16" would take this machine's byte order.
    return b"\xff\xfe" + text.encode("utf-16-le") if encoding == 1 else text.encode(_ENCODINGS[encoding])


def user_text(body: bytes) -> tuple[str, str]:
    """Description and value of a TXXX frame's content."""
    encoding = body[0] if body else 0
    if encoding >= len(_ENCODINGS):
        raise Damaged
    parts = _split(body[1:], 2 if encoding in (1, 2) else 1)
    description, value = (part.decode(_ENCODINGS[encoding], "replace") for part in parts)
    return description, value


def _split(body: bytes, width: int) -> tuple[bytes, bytes]:
    """What stands before and after the first character of zeros, each character `width` bytes."""
    end = body.find(b"\0" * width)
    while end % width and end >= 0:
        end = body.find(b"\0" * width, end + 1)
    return (body, b"") if end < 0 else (body[:end], body[end + width :])


def _syncsafe(field: bytes) -> int:
    """A number of seven bits a byte."""
    if len(field) < 4 or any(byte > 0x7F for byte in field):
        raise Damaged
    return field[0] << 21 | field[1] << 14 | field[2] << 7 | field[3]


def _syncsafe_bytes(number: int) -> bytes:
    if number >= 1 << 28:
        raise Damaged
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))
