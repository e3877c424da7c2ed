"""The named texts of an MP4 file: `meta` boxes of the handler `mdta`, with `keys` and `ilst` (QuickTime File Format).

It is what FFmpeg writes with `-movflags use_metadata_tags`, and where TC260-PG-20257A puts the label.
"""

from __future__ import annotations

from collections.abc import Iterator

from mmdemo.export.marks.boxes import Box, boxes, children, written_box
from mmdemo.export.marks.piece import Damaged

_HANDLER, _TEXT = b"mdta", 1
_DATA_HEADER = 8  # bytes of a data box before its value: type, locale
_LONGEST = 10_000  # bytes of a text that may be a label without a name


def is_named(data: bytes, meta: Box) -> bool:
    """True for a `meta` box of this handler."""
    return any(
        box.name == b"hdlr" and data[box.content + 8 : box.content + 12] == _HANDLER for box in children(data, meta)
    )


def texts(data: bytes, meta: Box) -> Iterator[tuple[str, bytes]]:
    """Each text with its name, "" where it has none, as in the lists iTunes writes."""
    names = _names(data, meta)
    for item in _items(data, meta):
        index = int.from_bytes(item.name, "big")
        name = names[index - 1].decode("utf-8", "replace") if 0 < index <= len(names) else ""
        for box in boxes(data, item.content, item.end):
            if box.name == b"data":
                yield name, data[box.content + _DATA_HEADER : box.end]


def unnamed_label(name: str, value: bytes) -> bool:
    """True for a label in a list without names; such are seen in files of Chinese apps."""
    return not name and len(value) <= _LONGEST and value.lstrip().startswith(b"{") and b'"ContentProducer"' in value


def with_text(data: bytes, meta: Box | None, name: str, value: str) -> bytes:
    """A `meta` box of this handler with one more text, or that one anew; the other texts of `meta` stay."""
    names = [] if meta is None else _names(data, meta)
    kept = [] if meta is None else _items(data, meta)
    key = name.encode()
    if key not in names:
        names.append(key)
    index = (names.index(key) + 1).to_bytes(4, "big")
    item = written_box(index, written_box(b"data", _TEXT.to_bytes(4, "big"), bytes(4), value.encode()))
    keys = [written_box(_HANDLER, known) for known in names]
    return written_box(
        b"meta",
        bytes(4),
        written_box(b"hdlr", bytes(8), _HANDLER, bytes(13)),
        written_box(b"keys", bytes(4), len(keys).to_bytes(4, "big"), *keys),
        written_box(b"ilst", *(data[box.start : box.end] for box in kept if box.name != index), item),
    )


def _names(data: bytes, meta: Box) -> list[bytes]:
    found = next((box for box in children(data, meta) if box.name == b"keys"), None)
    if found is None:
        return []
    return [data[key.content : key.end] for key in boxes(data, found.content + 8, found.end)]


def _items(data: bytes, meta: Box) -> list[Box]:
    found = next((box for box in children(data, meta) if box.name == b"ilst"), None)
    return [] if found is None else list(children(data, found))


def metas(data: bytes, parent: Box) -> list[Box]:
    """The `meta` boxes right below a box."""
    return [box for box in children(data, parent) if box.name == b"meta"]


def only(found: list[Box]) -> Box:
    """The one box of a kind that a file has to have once."""
    if len(found) != 1:
        raise Damaged
    return found[0]
