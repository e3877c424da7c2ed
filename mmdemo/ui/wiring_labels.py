"""Which click leads to which handler in the fold about labels."""

from __future__ import annotations

from typing import Any

import gradio as gr

from mmdemo.ui.events import QUICK
from mmdemo.ui.labels_handlers import LabelsHandlers

_CLEAR = "() => ['', '']"


def connect_labels(handlers: LabelsHandlers, session: gr.State, language: gr.Radio, changed: tuple[Any, ...]) -> None:
    """`session` is the state of the browser tab, `language` that of the page.

    After the events in `changed` the download may be another, and the report on the one before is taken away.
    """
    panel = handlers.panel
    shown: list[Any] = [panel.said, panel.report]
    panel.read_back.click(handlers.start, language, shown, trigger_mode="once", **QUICK).then(
        handlers.report, [session, language], shown, **QUICK
    )
    for event in (panel.upload.upload, panel.upload.clear):
        event(handlers.read, [panel.upload, language], panel.found, **QUICK)
    for event in changed:
        event(None, None, shown, js=_CLEAR, **QUICK)
