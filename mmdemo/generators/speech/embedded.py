"""The narrator that is always there: eSpeak NG in a child process, polished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec, Speaker
from mmdemo.processing.audio.voices import ESPEAK_VOICES
from mmdemo.schema import EMBEDDED, Brief, Narration

if TYPE_CHECKING:
    from mmdemo.processing.audio.manner import Manner
    from mmdemo.processing.audio.word_times import Utterance
    from mmdemo.processing.text.speakable_rules import SpokenWord


class EmbeddedNarrator:
    """Speaks English and Mandarin, with a child process for each narration."""

    def __init__(self) -> None:
        from mmdemo.processing.audio.espeak import find_library

        self._library = find_library()

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        from mmdemo.processing.audio.espeak import EspeakChild
        from mmdemo.processing.audio.narrate import narrate
        from mmdemo.processing.audio.polish import polish

        chosen = SPEC.speaker(brief)
        named = next(voice for voice in ESPEAK_VOICES if voice.id == chosen)
        ctx.record(voice=chosen)
        with EspeakChild(self._library) as child:

            def voice(words: Sequence[SpokenWord], manner: Manner, tick: Callable[[], None]) -> Utterance:
                return child.read(words, named, manner, tick)

            return narrate(brief, ctx, voice, polish)


SPEC = GeneratorSpec(
    id=EMBEDDED,
    modality="speech",
    label="Embedded narrator (eSpeak NG)",
    load=lambda _: EmbeddedNarrator(),
    model="espeak-ng",
    revision="1.52",
    licence="GPL-3.0-or-later (separate process)",
    requires=("espeakng_loader",),
    kinds=("narration",),
    rank=0,
    speakers=tuple(Speaker(voice.id, voice.label, voice.language) for voice in ESPEAK_VOICES),
)
