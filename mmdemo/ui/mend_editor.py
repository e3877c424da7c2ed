"""The photo to draw on. Alone in its file, because gradio writes a stub beside the file of every component subclass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.components.base import server
from gradio.components.image_editor import AcceptBlobs

from mmdemo.intake.outline import MAX_BYTES
from mmdemo.ui.files import uploaded
from mmdemo.ui.session import forget


class MendEditor(gr.ImageEditor):
    """An image editor that keeps nothing. It is no input of any event that the server hears.

    Gradio's page tells every input of an event of all news ever after, and of this one it then reads the drawing and
    uploads three pictures each time. `SENT_JS` reads it once, and `painted_layer` opens what it sent.
    """

    def get_block_name(self) -> str:
        return "imageeditor"

    def get_config(self, cls: type[Block] | None = None) -> dict[str, Any]:
        # Gradio reads off the signature of a component what to tell the browser, and ours names nothing.
        return super().get_config(cls or gr.ImageEditor)

    @server
    def accept_blobs(self, data: AcceptBlobs) -> None:
        """Keep nothing. Gradio's own holds whatever a browser sends, without end, until somebody asks for it."""


SENT_JS = """editor =>
  [editor?.layers?.[0], editor?.background, editor?.composite].map(file => file?.path ?? '').join('\\n')
"""
"""Where the browser uploaded the painted layer, the photo and both together, a line each."""

_LONGEST = 3000  # characters


def painted_layer(sent: str) -> bytes | None:
    """What was painted, untouched, for the intake to open: a little more than it takes of a layer that is too large.

    None for a layer that did not arrive: the editor sends one with every photo, if only an empty one. No file is kept.
    """
    layer, *others = (_uploaded(line) for line in sent[:_LONGEST].split("\n", 2))
    try:
        if layer is None:
            return None
        with layer.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    finally:
        for path in (layer, *others):
            if path is not None:
                forget(str(path))


def _uploaded(name: str) -> Path | None:
    try:
        return Path(name) if uploaded(name) and Path(name).is_file() else None
    except (OSError, ValueError):  # no name of a file at all
        return None
