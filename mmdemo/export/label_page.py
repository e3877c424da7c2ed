"""The labels of the page in one file: words on its pictures, marks in all that is inlined, a line at its foot."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator

from mmdemo.compose.label_policy import policy_of
from mmdemo.compose.page import document_html
from mmdemo.export.label_dues import due_of
from mmdemo.export.marks import FileKind, Found, read_mark, write_mark
from mmdemo.export.worded import worded_kit
from mmdemo.schema import Kit, digest

_INLINED = re.compile(rb'src="data:(?:image/webp|audio/wav);base64,([A-Za-z0-9+/=]*)"')


def labelled_page(kit: Kit) -> bytes:
    """The product page as one HTML file with its labels."""
    policy = policy_of(kit)

    def dress(part: str, data: bytes) -> bytes:
        kind: FileKind = "webp" if part.startswith("image/") else "wav"
        due = due_of(part, kind, part, policy, kit)
        return data if due.source is None else write_mark(data, kind, due.numbered(digest(data)))

    return document_html(worded_kit(kit, policy), policy.text_line, dress).encode()


def has_line(page: bytes, line: str) -> bool:
    """Whether the page says `line`."""
    return html.escape(line).encode() in page


def marks_in(page: bytes) -> Iterator[Found]:
    """What each picture and sound inlined in a page of ours says of itself."""
    for inlined in _INLINED.finditer(page):
        yield read_mark(base64.b64decode(inlined[1]))
