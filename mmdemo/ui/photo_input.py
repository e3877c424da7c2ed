"""The photo field. Alone in its file, because gradio writes a stub beside the file of every component subclass."""

from __future__ import annotations

from typing import Any

import gradio as gr


class PhotoInput(gr.Image):
    """An image input that hands over the uploaded file untouched: the intake opens it and says what is wrong."""

    def get_block_name(self) -> str:
        return "image"

    def preprocess(self, payload: Any) -> str | None:
        return None if payload is None else payload.path
