"""What is written into a file about its making, and what is found there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from mmdemo.source_types import AigcRecord, SourceType

FileKind = Literal["png", "jpeg", "webp", "mp4", "m4a", "mp3", "wav"]
"""The kinds of files that marks are written into and read from."""

FILE_KINDS: tuple[FileKind, ...] = get_args(FileKind)
_BY_SUFFIX: dict[str, FileKind] = {**{f".{kind}": kind for kind in FILE_KINDS}, ".jpg": "jpeg"}


def kind_of_path(path: str) -> FileKind | None:
    """The kind of a file by the ending of its name, or None where it carries no mark."""
    dot = path.rfind(".")
    return _BY_SUFFIX.get(path[dot:].lower()) if dot >= 0 else None


@dataclass(frozen=True)
class Mark:
    """What is written into a file. A field that is None or "" is not written.

    `aigc` is the label China asks for, `source_type` what the content is by the IPTC's list. `creator_tool` names the
    program and its models, `credit` whom to name beside the picture, `description` says what it shows.
    """

    source_type: SourceType | None = None
    aigc: AigcRecord | None = None
    creator_tool: str = ""
    credit: str = ""
    description: str = ""


@dataclass(frozen=True)
class FoundLabel:
    """A label of GB 45438 as it stands in a file: its `text`, and `place`, such as "XMP" or "ID3 TXXX".

    `record` is None where the text is not what the standard asks for; `producer` is then what can be made out.
    """

    text: str
    place: str
    record: AigcRecord | None
    producer: str


@dataclass(frozen=True)
class Found:
    """What a file says of its own making. Nothing of it is proof: who can write a mark can write a false one.

    `source_types` are the addresses found, as they stand. `c2pa` says that a C2PA manifest is there, not that it
    holds. `damaged` is true where the file, or what it says, breaks off or contradicts itself; the rest was read.
    """

    kind: FileKind
    labels: tuple[FoundLabel, ...] = ()
    source_types: tuple[str, ...] = ()
    creator_tool: str = ""
    credit: str = ""
    description: str = ""
    c2pa: bool = False
    damaged: bool = False
