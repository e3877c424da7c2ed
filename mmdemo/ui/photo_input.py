"""The photo fields. Alone in their file, because gradio writes a stub beside the file of every component subclass."""

from __future__ import annotations

from typing import Any, NamedTuple

import gradio as gr


class PhotoInput(gr.Image):
    """An image input that hands over the uploaded file untouched: the intake opens it and says what is wrong."""

    def get_block_name(self) -> str:
        return "image"

    def preprocess(self, payload: Any) -> str | None:
        return None if payload is None else payload.path


class Upload(NamedTuple):
    """An uploaded file, and what it was called where it came from."""

    path: str
    name: str


class PhotosInput(gr.UploadButton):
    """A button that hands over uploaded files untouched, in the order in which they were chosen."""

    def get_block_name(self) -> str:
        return "uploadbutton"

    def preprocess(self, payload: Any) -> list[Upload]:
        return [Upload(file.path, file.orig_name or "") for file in payload or ()]
