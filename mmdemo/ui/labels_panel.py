"""The fold about labels: those of this listing's files, and those of any file."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from mmdemo.ui.cards import task_html
from mmdemo.ui.language import Words


@dataclass(frozen=True)
class LabelsPanel:
    """`read_back` asks for the `report` on the listing; an `upload` is answered in `found`. `said` tells of either."""

    fold: gr.Accordion
    read_back: gr.Button
    said: gr.HTML
    report: gr.HTML
    upload: gr.File
    found: gr.HTML


def build_labels(words: Words) -> LabelsPanel:
    """Lay out the fold inside the current gradio context."""
    with words.bind(gr.Accordion, {"label": "labels_fold"}, open=False, elem_id="labels", elem_classes="fold") as fold:
        words.bind(gr.Markdown, {"value": "labels_report_hint"}, elem_classes="hint")
        read_back = words.bind(gr.Button, {"value": "labels_read_back"}, elem_id="read-labels-back")
        said = gr.HTML(task_html(""), js_on_load=None, elem_id="labels-status", elem_classes="task-box")
        report = gr.HTML("", js_on_load=None, elem_id="labels-report")
        words.bind(gr.Markdown, {"value": "labels_any"})
        words.bind(gr.Markdown, {"value": "labels_any_hint"}, elem_classes="hint")
        upload = words.bind(gr.File, {"label": "labels_upload"}, type="filepath", height=140, elem_id="label-file")
        found = gr.HTML("", js_on_load=None, elem_id="labels-found")
    return LabelsPanel(fold, read_back, said, report, upload, found)
