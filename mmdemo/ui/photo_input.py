"""The photo fields. Alone in their file, because gradio writes a stub beside the file of every component subclass."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import gradio as gr
from gradio.data_classes import FileData, ListFiles
from pydantic import BaseModel


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


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


class PictureButton(gr.UploadButton):
    """An upload button that is quick to change: gradio asks for its schema, which never changes, at every change."""

    def get_block_name(self) -> str:
        return "uploadbutton"

    def api_info(self) -> dict[str, Any]:
        return _schema(FileData if self.file_count == "single" else ListFiles)


class PhotosInput(PictureButton):
    """A button that hands over uploaded files untouched, in the order in which they were chosen."""

    def preprocess(self, payload: Any) -> list[Upload]:
        return [Upload(file.path, file.orig_name or "") for file in payload or ()]
