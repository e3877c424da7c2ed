"""A voice to lend to a narrator: a recording and its owner's consent, shown only where a narrator here can take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.schema import AUTO
from mmdemo.sound import ANY_VOICE
from mmdemo.ui.here import lends_here
from mmdemo.ui.language import Words, as_language
from mmdemo.ui.session import forget


@dataclass(frozen=True)
class LentVoice:
    """The recording, and the box to tick that it may be used."""

    box: gr.Column
    recording: gr.Audio
    allowed: gr.Checkbox


def build_lent_voice(words: Words, registry: Registry) -> LentVoice:
    """Lay it out inside the current gradio context, as a new page needs it."""
    with gr.Column(visible=lends_here(registry, AUTO, ANY_VOICE, "en"), elem_id="lent-voice") as box:
        recording = words.bind(
            gr.Audio,
            {"label": "lent_voice"},
            sources=["upload", "microphone"],
            type="filepath",
            editable=False,
            buttons=[],
            elem_id="lent-recording",
        )
        words.bind(gr.Markdown, {"value": "lent_voice_hint"}, elem_classes="hint")
        allowed = words.bind(gr.Checkbox, {"label": "lent_voice_allowed"}, value=False, elem_id="lent-allowed")
    return LentVoice(box, recording, allowed)


@dataclass(frozen=True)
class LentVoiceHandlers:
    """Each handler returns a dictionary of changed components. `kept` holds the path of the recording in the form."""

    inputs: LentVoice
    kept: gr.State
    registry: Registry

    def show(self, narrator: str | None, voice: str | None, listing_language: str) -> dict[Any, Any]:
        """Shown or not, for the narrator and the voice that are chosen now. What was handed in stays."""
        lends = lends_here(self.registry, narrator or AUTO, voice or ANY_VOICE, as_language(listing_language))
        return {self.inputs.box: gr.update(visible=lends)}

    def take(self, recording: str | None, before: str | None) -> dict[Any, Any]:
        """A recording came, or went: the one before is removed, and what was ticked was of that one."""
        if before is not None and before != recording:
            forget(before)
        return {self.kept: recording, self.inputs.allowed: gr.update(value=False)}
