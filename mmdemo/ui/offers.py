"""Where facts that were seen in the photo or heard in a voice note are offered: nothing is added that is not ticked."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.ui.cards import task_html
from mmdemo.ui.here import hearing_html
from mmdemo.ui.language import Words


@dataclass(frozen=True)
class OfferPanel:
    """A button that looks for facts, what it says while it does, and what it found. `token` is the stop flag."""

    start: gr.Button
    stop: gr.Button
    status: gr.HTML
    facts: gr.CheckboxGroup
    add: gr.Button
    token: gr.State


@dataclass(frozen=True)
class Dictation:
    """The voice note and what came of it; `missing` stands there instead where nothing can hear it."""

    box: gr.Column
    voice: gr.Audio
    panel: OfferPanel
    missing: gr.HTML


def build_offer(words: Words, label: str, name: str) -> OfferPanel:
    """Lay out a panel inside the current gradio context. `label` is the word on its button, `name` begins its ids."""
    with gr.Row(elem_id=f"{name}-buttons", elem_classes="offer-buttons"):
        start = words.bind(gr.Button, {"value": label}, size="sm", interactive=False, elem_id=f"{name}-start")
        stop = words.bind(gr.Button, {"value": "stop"}, size="sm", visible=False, elem_id=f"{name}-stop")
    status = gr.HTML(task_html(""), elem_id=f"{name}-status", elem_classes="task-box", js_on_load=None)
    facts = words.bind(
        gr.CheckboxGroup, {"label": "offered_facts"}, choices=[], visible=False, elem_id=name, elem_classes="offered"
    )
    add = words.bind(
        gr.Button, {"value": "add_facts"}, size="sm", variant="primary", visible=False, elem_id=f"{name}-add"
    )
    return OfferPanel(start, stop, status, facts, add, gr.State(None))


def build_dictation(words: Words, registry: Registry) -> Dictation:
    """Lay out the voice note inside the current gradio context."""
    with words.bind(gr.Accordion, {"label": "dictate"}, open=False, elem_id="dictate", elem_classes="fold"):
        said = hearing_html(registry, "en")
        missing = gr.HTML(said, visible=bool(said), elem_id="hearing-missing", js_on_load=None)
        with gr.Column(visible=not said, elem_id="hearing-here") as box:
            voice = words.bind(
                gr.Audio,
                {"label": "voice"},
                sources=["microphone", "upload"],
                type="filepath",
                editable=False,
                buttons=[],
                elem_id="voice",
            )
            panel = build_offer(words, "hear_voice", "heard")
    return Dictation(box, voice, panel, missing)
