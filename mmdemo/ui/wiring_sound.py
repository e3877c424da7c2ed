"""Which click leads to which handler where something is heard: in the form's fold for sound, in the narration's tab."""

from __future__ import annotations

from typing import Any

import gradio as gr

from mmdemo.ui.events import LONG, QUICK
from mmdemo.ui.form import Form
from mmdemo.ui.lent_voice import LentVoiceHandlers
from mmdemo.ui.listen_handlers import ListenHandlers
from mmdemo.ui.narration_handlers import NarrationHandlers
from mmdemo.ui.view import Updates

_NO_SAMPLE = "() => ''"


def connect_listening(handlers: ListenHandlers, form: Form, language: gr.Radio, session: gr.State) -> dict[str, Any]:
    """Returns the event that shows the voices there are now, in the language of the page."""
    inputs = handlers.inputs
    show: dict[str, Any] = {
        "fn": handlers.show,
        "inputs": [inputs.voice, inputs.narrator, form.language, language],
        "outputs": inputs.voice,
        **QUICK,
    }
    for event in (inputs.narrator.change, form.language.change, inputs.fetched.change):
        event(**show)
    for chosen in (inputs.voice, inputs.fields["pace"]):
        chosen.change(None, None, inputs.sample, js=_NO_SAMPLE, **QUICK)
    said = [inputs.listen, inputs.said, inputs.sample]
    given = [inputs.token, inputs.voice, inputs.narrator, inputs.fields["pace"], form.language, language, session]
    speaking = inputs.listen.click(handlers.start, language, [*said, inputs.token], trigger_mode="once", **QUICK).then(
        handlers.speak, given, said, **LONG
    )
    speaking.failure(handlers.refused, language, said, **QUICK)
    return show


def connect_lent_voice(handlers: LentVoiceHandlers, form: Form) -> None:
    """It is shown as soon as, and only as long as, a narrator that was chosen can take it."""
    sound, inputs = form.sound, handlers.inputs
    chosen = [sound.narrator, sound.voice, form.language]
    gr.on([one.change for one in (*chosen, sound.fetched)], handlers.show, chosen, inputs.box, **QUICK)
    inputs.recording.change(handlers.take, [inputs.recording, handlers.kept], [handlers.kept, inputs.allowed], **QUICK)


def connect_narration(handlers: NarrationHandlers, starting: list[Any], changing: list[Any]) -> tuple[Any, ...]:
    """`starting` and `changing` are what the start and the news of any work on a listing may change.

    Returns the events after which the narration may be another.
    """
    panel, listing = handlers.panel, handlers.listing
    language, states = listing.view.language, listing.states
    kit, session = states.kit, states.session
    given = [states.stop, kit, session, language]
    once: dict[str, Any] = {"trigger_mode": "once", **QUICK}

    def start_again(page_language: str, kit: Any, session: Any, clicked: gr.EventData) -> Updates:
        return listing.start(page_language, kit, session) | {panel.picked: int(clicked.sentence)}

    saying = panel.heard.click(start_again, [language, kit, session], [*starting, panel.picked], **once).then(
        handlers.say_again, [panel.picked, *given], [*changing, panel.said], **LONG
    )
    recording = panel.use.click(listing.start, [language, kit, session], starting, **once).then(
        handlers.use_recording, [panel.recording, *given], [*changing, panel.said, panel.recording], **LONG
    )
    for event in (saying, recording):
        event.failure(handlers.refused, [kit, session, language], [*changing, panel.said], **QUICK)
    return saying, recording
