"""A clearer English narrator, where the program Flite is installed. It has no Chinese voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from shutil import which
from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.errors import GeneratorUnavailable
from mmdemo.generators import GeneratorSpec, Speaker
from mmdemo.processing.audio.voices import FLITE_VOICES
from mmdemo.schema import Brief, Message, Narration

if TYPE_CHECKING:
    from mmdemo.processing.audio.manner import Manner
    from mmdemo.processing.audio.word_times import Utterance
    from mmdemo.processing.text.speakable_rules import SpokenWord

_NOT_INSTALLED = Message(
    "The program flite is not installed. On Debian or Ubuntu, install the package flite.",
    "未安装 flite 程序。在 Debian 或 Ubuntu 上，请安装软件包 flite。",
)


def _missing() -> Message | None:
    return None if which("flite") else _NOT_INSTALLED


class FliteNarrator:
    """Speaks English, two short child processes a sentence: one to speak it, one to learn its words' phones."""

    def __init__(self) -> None:
        from mmdemo.processing.audio.flite import find_voices

        program = which("flite")
        self._voices = () if program is None else find_voices(program)
        if program is None or not self._voices:
            raise FileNotFoundError(_NOT_INSTALLED.en)
        self._program = program

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        """The narration of the copy's script.

        Raises:
            GenerationError: it has nothing to say, or Flite failed.
            GeneratorUnavailable: this build of Flite lacks the voice that was asked for.
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.audio.flite import speak
        from mmdemo.processing.audio.narrate import narrate
        from mmdemo.processing.text.speakable import spoken_text

        asked = brief.sound.voice.startswith(f"{SPEC.id}/")
        chosen = SPEC.speaker(brief) if asked else self._voices[0]
        if chosen not in self._voices:
            raise GeneratorUnavailable(
                f"The Flite of this machine has no voice called {chosen}. Please choose another voice.",
                f"本机的 Flite 没有名为 {chosen} 的音色。请换一个音色。",
            )
        ctx.record(voice=chosen)

        def voice(words: Sequence[SpokenWord], manner: Manner, tick: Callable[[], None]) -> Utterance:
            text = spoken_text(words)
            return speak(text, self._program, voice=chosen, speed=manner.speed, pitch=manner.pitch, tick=tick)

        return narrate(brief, ctx, voice)


SPEC = GeneratorSpec(
    id="flite",
    modality="speech",
    label="Flite",
    load=lambda _: FliteNarrator(),
    model="flite",
    revision="2.2",
    licence="Flite licence (BSD-like)",
    missing=_missing,
    languages=("en",),
    kinds=("narration",),
    rank=10,
    speakers=tuple(Speaker(voice.id, voice.label, voice.language) for voice in FLITE_VOICES),
)
