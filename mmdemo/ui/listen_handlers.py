"""A voice heard before anything is made with it: one short sentence, spoken once and remembered."""

from __future__ import annotations

import base64
import html
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import gradio as gr

from mmdemo.context import Listener, Progress, RunContext
from mmdemo.errors import Cancelled, GeneratorUnavailable, MMDemoError
from mmdemo.registry import Registry
from mmdemo.schema import AUTO, Brief, Copy, Kit, Language, Message, Narration, Product, Sound
from mmdemo.sound import ANY_VOICE, Pace
from mmdemo.ui.cards import task_html
from mmdemo.ui.here import voice_choices
from mmdemo.ui.language import as_language, word
from mmdemo.ui.session import Session
from mmdemo.ui.sound import SoundInputs
from mmdemo.ui.view import Updates
from mmdemo.ui.work import stream_work

log = logging.getLogger(__name__)

SENTENCE = Message("This is how I sound.", "这是我的声音，您觉得怎么样？")


@dataclass(frozen=True)
class ListenHandlers:
    """Each handler returns, or streams, a dictionary of changed components.

    `spoken` keeps the sentence as each narrator's voice spoke it, by narrator, voice, pace and language: as many as
    there are voices, at most.
    """

    inputs: SoundInputs
    registry: Registry
    spoken: dict[tuple[str, str, Pace, Language], bytes] = field(default_factory=dict)

    def show(self, voice: str | None, narrator: str | None, listing_language: str, page_language: str) -> Updates:
        """The voices that can be chosen now. One that is no longer among them goes back to auto."""
        language = as_language(page_language)
        choices = voice_choices(self.registry, narrator or AUTO, as_language(listing_language), language)
        kept = voice if voice in [id for _, id in choices] else ANY_VOICE
        label = word("narrator_voice", language)
        return {self.inputs.voice: gr.update(choices=choices, value=kept, label=label)}

    def start(self, page_language: str) -> Updates:
        """A fresh stop flag, and the button waits."""
        said = task_html(word("listening", as_language(page_language)), state="busy")
        return {
            self.inputs.token: threading.Event(),
            self.inputs.listen: gr.update(interactive=False),
            self.inputs.said: said,
            self.inputs.sample: "",
        }

    def speak(
        self,
        stop: threading.Event,
        voice: str | None,
        narrator: str | None,
        pace: Pace,
        listing_language: str,
        page_language: str,
        session: Session | None,
    ) -> Iterator[Updates]:
        """Let the voice say its sentence, after `start`."""
        language, listing = as_language(page_language), as_language(listing_language)
        user = "" if session is None else session.user
        made: list[bytes] = []

        def work(listen: Listener) -> Iterator[Kit]:
            ctx = RunContext(0, stop=stop, listen=listen, part="sample", user=user)
            made.append(self._said(voice or ANY_VOICE, narrator or AUTO, pace, listing, ctx))
            return iter(())

        try:
            for news in stream_work(work, stop, user):
                if isinstance(news, Progress):
                    yield {self.inputs.said: task_html(news.message.text(language), state="busy")}
        except MMDemoError as error:
            yield self._ended(error.text(language), "failed")
        except Cancelled:
            yield self._ended("", "idle")
        except Exception:
            log.exception("a voice could not be heard")
            yield self._ended(word("unexpected", language), "failed")
        else:
            yield self._ended("", "done") | {self.inputs.sample: sample_html(made[0], language)}

    def refused(self, page_language: str) -> Updates:
        """The server would not take the click."""
        return self._ended(word("crowded", as_language(page_language)), "failed")

    def _said(self, voice: str, narrator: str, pace: Pace, listing: Language, ctx: RunContext) -> bytes:
        """The sentence as a WAV, by the narrator a listing would take; by no other, or it would be another voice.

        Raises:
            MMDemoError: there is no such voice, or its narrator cannot speak here.
        """
        self.registry.check_voice(voice, listing)
        brief = Brief(
            part="sample",
            modality="speech",
            kind="narration",
            product=Product("", listing),
            tone="friendly",
            inputs={"copy": Copy("", (), "", "", (), {}, SENTENCE.text(listing))},
            sound=Sound(voice=voice, pace=pace, notice="none"),
        )
        spec = self.registry.candidates(brief, narrator if voice == ANY_VOICE else voice.partition("/")[0])[0]
        mismatch = self.registry.mismatch(spec, brief)
        if mismatch is not None:
            raise GeneratorUnavailable(mismatch.en, mismatch.zh)
        key = (spec.id, voice, pace, listing)
        if key not in self.spoken:
            payload = self.registry.make(spec, brief, ctx).payload
            assert isinstance(payload, Narration)
            self.spoken[key] = payload.data
        return self.spoken[key]

    def _ended(self, message: str, state: str) -> Updates:
        return {
            self.inputs.listen: gr.update(interactive=True),
            self.inputs.said: task_html(message, state=state),
            self.inputs.sample: "",
        }


def sample_html(sound: bytes, language: Language) -> str:
    """A small player that starts by itself: it comes after a click on Listen."""
    name = html.escape(word("sample", language))
    address = f"data:audio/wav;base64,{base64.b64encode(sound).decode()}"
    return f'<audio controls autoplay aria-label="{name}" src="{address}"></audio>'
