"""What kind of file some bytes are, by how they begin."""

from __future__ import annotations

from mmdemo.export.marks import jpeg, png
from mmdemo.export.marks.mark import FileKind

_STILLS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis", b"crx "}
_SOUNDS = {b"M4A ", b"M4B ", b"M4P "}


def kind_of(data: bytes) -> FileKind | None:
    """The kind, or None where it is none that carries marks here."""
    if data.startswith(png.SIGNATURE):
        return "png"
    if data.startswith(jpeg.SIGNATURE):
        return "jpeg"
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE"):
        return "webp" if data[8:12] == b"WEBP" else "wav"
    if data[4:8] == b"ftyp" and data[8:12] not in _STILLS:
        return "m4a" if data[8:12] in _SOUNDS else "mp4"
    if data.startswith(b"ID3") or _is_frame(data[:2]):
        return "mp3"
    return None


def _is_frame(start: bytes) -> bool:
    """The eleven set bits that a frame of MPEG audio starts with, and layer III."""
    return len(start) == 2 and start[0] == 0xFF and start[1] & 0xE6 == 0xE2
