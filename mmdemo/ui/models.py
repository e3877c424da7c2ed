"""The models of the studio: what each is for, whether it is here, and the one way to fetch it by a click."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.ui.cards import task_html
from mmdemo.ui.language import Words


@dataclass(frozen=True)
class ModelsPanel:
    """The fold with the table, the download and the meaning of "auto".

    `offered` keeps what the hub said of a model whose size has changed, until the merchant presses again; `token` is
    the stop flag.
    """

    fold: gr.Accordion
    table: gr.HTML
    controls: gr.Column
    choice: gr.Dropdown
    download: gr.Button
    stop: gr.Button
    status: gr.HTML
    auto: gr.HTML
    offered: gr.State
    token: gr.State


def build_models(words: Words, registry: Registry) -> ModelsPanel:
    """Lay out the models inside the current gradio context; they are filled in when the fold is opened."""
    # First what this machine would make use of.
    weighty = sorted(
        (spec for spec in registry.specs() if spec.weights is not None),
        key=lambda spec: registry.too_large(spec) is not None or registry.too_slow(spec) is not None,
    )
    choices = [(spec.label, f"{spec.modality}/{spec.id}") for spec in weighty]
    machine = registry.runtime.machine
    with (
        gr.Column(elem_classes="card", elem_id="models-card"),
        words.bind(gr.Accordion, {"label": "models"}, open=False, elem_id="models") as fold,
    ):
        table = gr.HTML("", elem_id="models-table", js_on_load=None)
        controls = gr.Column(visible=bool(choices) and not (machine.hosted or machine.offline), elem_id="fetch")
        with controls, gr.Row(equal_height=True):
            choice = words.bind(
                gr.Dropdown,
                {"label": "model_choice"},
                choices=choices,
                value=choices[0][1] if choices else None,
                min_width=220,
                scale=2,
                elem_id="model-choice",
            )
            download = gr.Button("", interactive=False, min_width=220, scale=2, elem_id="download-model")
            stop = words.bind(gr.Button, {"value": "stop"}, visible=False, min_width=80, scale=1, elem_id="stop-model")
        status = gr.HTML(task_html(""), elem_id="model-status", elem_classes="task-box", js_on_load=None)
        auto = gr.HTML("", elem_id="models-auto", js_on_load=None)
    return ModelsPanel(fold, table, controls, choice, download, stop, status, auto, gr.State(None), gr.State(None))
