"""The photo to draw on. Alone in its file, because gradio writes a stub beside the file of every component subclass."""

from __future__ import annotations

import threading
from typing import Any

import gradio as gr
from gradio.blocks import Block
from gradio.components.base import server
from gradio.components.image_editor import AcceptBlobs, EditorData

from mmdemo.intake.outline import MAX_BYTES

_MOST_WAITING = 40  # layers sent by browsers and not used yet; each is asked for within seconds
_MAX_ID = 80


class MendEditor(gr.ImageEditor):
    """An image editor that hands over the painted layer untouched, as bytes, for the intake to open.

    Gradio's own keeps whatever a browser sends, under any name and without end, until somebody asks for it, and
    decodes it without a limit.
    """

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._layers: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def get_block_name(self) -> str:
        return "imageeditor"

    def get_config(self, cls: type[Block] | None = None) -> dict[str, Any]:
        # Gradio reads off the signature of a component what to tell the browser, and ours names nothing.
        return super().get_config(cls or gr.ImageEditor)

    def preprocess(self, payload: EditorData | None) -> bytes:
        with self._lock:
            return self._layers.pop(payload.id, b"") if payload is not None and payload.id is not None else b""

    @server
    def accept_blobs(self, data: AcceptBlobs) -> None:
        """Keep the one layer that was painted on; the photo and the picture of both are not needed."""
        sent, name = data.data, str(data.data["id"])
        layer = data.files[0][1]
        if sent["type"] != "layer" or str(sent["index"]) != "0" or len(name) > _MAX_ID or len(layer) > MAX_BYTES:
            return
        with self._lock:
            self._layers[name] = layer
            while len(self._layers) > _MOST_WAITING:
                del self._layers[next(iter(self._layers))]
