"""Writes marks into the files of a kit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mmdemo.errors import InputError
from mmdemo.export.marks.jpeg import with_jpeg_mark
from mmdemo.export.marks.kinds import kind_of
from mmdemo.export.marks.mark import FileKind, Mark
from mmdemo.export.marks.mp3 import with_mp3_mark
from mmdemo.export.marks.mp4 import with_mp4_mark
from mmdemo.export.marks.piece import Damaged
from mmdemo.export.marks.png import with_png_mark
from mmdemo.export.marks.reading import read_mark
from mmdemo.export.marks.riff import with_wav_mark, with_webp_mark

_WRITERS: Mapping[FileKind, Callable[[bytes, Mark], bytes]] = {
    "png": with_png_mark,
    "jpeg": with_jpeg_mark,
    "webp": with_webp_mark,
    "mp4": with_mp4_mark,
    "m4a": with_mp4_mark,
    "mp3": with_mp3_mark,
    "wav": with_wav_mark,
}


def write_mark(data: bytes, kind: FileKind, mark: Mark) -> bytes:
    """`data` with `mark` in it; pictures, sound and film in it are left byte for byte. The same mark twice is as once.

    What the file says already stays: other XMP, tags and covers. A label of another producer must not be removed, so it
    stays and ours is not added; one of the same producer is replaced. A C2PA manifest would no longer hold: sign last.

    Raises:
        InputError: `data` is no whole file of that kind, or has no room for the mark (field "file").
    """
    known = kind_of(data)
    if known is None or _WRITERS[known] is not _WRITERS[kind]:
        raise _refused()
    ours = None if mark.aigc is None else mark.aigc.content_producer
    if any(label.producer != ours for label in read_mark(data).labels):
        mark = replace(mark, aigc=None)
    try:
        return _WRITERS[kind](data, mark)
    except Damaged as error:
        raise _refused() from error


def _refused() -> InputError:
    return InputError(
        "No label can be written into this file: it is damaged or of another kind than its name says. "
        "Please make it again.",
        "无法在此文件中写入标识：文件已损坏，或与其扩展名不符。请重新生成。",
        field="file",
    )
