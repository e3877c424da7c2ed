"""The photo to draw on. Alone in its file, because gradio writes a stub beside the file of every component subclass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.components.base import server
from gradio.components.image_editor import AcceptBlobs, EditorData

from mmdemo.intake.outline import MAX_BYTES
from mmdemo.ui.files import uploaded
from mmdemo.ui.session import forget


class MendEditor(gr.ImageEditor):
    """An image editor that hands over the painted layer untouched, as bytes, for the intake to open.

    The browser uploads the photo, the layer and both together when they are asked for. None of them is kept.
    """

    def get_block_name(self) -> str:
        return "imageeditor"

    def get_config(self, cls: type[Block] | None = None) -> dict[str, Any]:
        # Gradio reads off the signature of a component what to tell the browser, and ours names nothing.
        return super().get_config(cls or gr.ImageEditor)

    def preprocess(self, payload: EditorData | None) -> bytes | None:
        """What was painted: b"" for nothing, and a little more than the intake takes of a layer that is too large.

        None for a layer that did not arrive: the editor sends one with every photo, if only an empty one.
        """
        if payload is None:
            return b""
        try:
            return _start_of(payload.layers[0].path) if payload.layers else None
        finally:
            for sent in (payload.background, payload.composite, *payload.layers):
                if sent is not None:
                    forget(sent.path)

    @server
    def accept_blobs(self, data: AcceptBlobs) -> None:
        """Keep nothing. Gradio's own holds whatever a browser sends, without end, until somebody asks for it."""


def _start_of(path: str) -> bytes | None:
    if not uploaded(path) or not Path(path).is_file():
        return None
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)
