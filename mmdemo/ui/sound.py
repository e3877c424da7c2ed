"""The fold of the form for what is heard: who speaks and how, the music, and the notice that a machine made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.intake.vouched import LEAST_SECONDS, MOST_SECONDS
from mmdemo.registry import Registry
from mmdemo.schema import AUTO, SCRIPT_SECONDS
from mmdemo.sound import ANY_VOICE, AS_USUAL, KEYS, MOODS, NOTICES, PACES, TEMPOS
from mmdemo.ui.cards import task_html
from mmdemo.ui.here import generator_choices, voice_choices
from mmdemo.ui.language import Words
from mmdemo.ui.lent_voice import LentVoice, build_lent_voice


@dataclass(frozen=True)
class SoundInputs:
    """The narrator, the other wishes by the names that `typed_request` knows, and the button that lets a voice speak.

    `said` tells what the button is at, `sample` holds the player, `token` is the stop flag. `fetched` names the model
    that came to this machine last: it may be a narrator.
    """

    narrator: gr.Dropdown
    fields: dict[str, Any]
    listen: gr.Button
    said: gr.HTML
    sample: gr.HTML
    lent: LentVoice
    token: gr.State
    fetched: gr.State

    @property
    def voice(self) -> gr.Dropdown:
        voice: gr.Dropdown = self.fields["narrator_voice"]
        return voice


def build_sound(words: Words, registry: Registry) -> SoundInputs:
    """Lay out the wishes inside the current gradio context."""

    def presets(name: str, values: tuple[str, ...], chosen: str, info: dict[str, str] | None = None) -> gr.Dropdown:
        return words.bind(
            gr.Dropdown,
            {"label": name, **(info or {})},
            options=tuple((f"{name}_{value}", value) for value in values),
            value=chosen,
            min_width=140,
            elem_id=f"sound-{name}",
        )

    with words.bind(gr.Accordion, {"label": "sound"}, open=False, elem_id="sound", elem_classes="fold"):
        narrator = words.bind(
            gr.Dropdown,
            {"label": "narrator"},
            choices=generator_choices(registry, "speech", "en"),
            value=AUTO,
            elem_id="narrator",
        )
        with gr.Row(elem_id="voice-row"):
            voice = words.bind(
                gr.Dropdown,
                {"label": "narrator_voice"},
                choices=voice_choices(registry, AUTO, "en", "en"),
                value=ANY_VOICE,
                min_width=180,
                scale=4,
                elem_id="narrator-voice",
            )
            listen = words.bind(gr.Button, {"value": "listen"}, size="sm", min_width=90, scale=1, elem_id="listen")
        said = gr.HTML(task_html(""), js_on_load=None, elem_id="listen-said", elem_classes="task-box")
        sample = gr.HTML("", js_on_load=None, elem_id="voice-sample")
        lent = build_lent_voice(words, registry)
        pace = presets("pace", PACES, AS_USUAL.pace)
        script_seconds = words.bind(
            gr.Slider,
            {"label": "script_seconds"},
            minimum=LEAST_SECONDS,
            maximum=MOST_SECONDS,
            step=5,
            value=SCRIPT_SECONDS,
            buttons=[],
            elem_id="script-seconds",
        )
        mood = presets("mood", MOODS, AS_USUAL.mood)
        with gr.Row():
            tempo = presets("tempo", TEMPOS, AS_USUAL.tempo)
            key = presets("key", KEYS, AS_USUAL.key)
        notice = presets("notice", NOTICES, AS_USUAL.notice, {"info": "notice_info"})
    fields = {
        "narrator_voice": voice,
        "pace": pace,
        "script_seconds": script_seconds,
        "mood": mood,
        "tempo": tempo,
        "key": key,
        "notice": notice,
        "voice_sample": lent.recording,
        "voice_allowed": lent.allowed,
    }
    return SoundInputs(narrator, fields, listen, said, sample, lent, gr.State(None), gr.State(""))
