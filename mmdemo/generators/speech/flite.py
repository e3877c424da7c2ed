"""A clearer English narrator, where the program Flite is installed. It has no Chinese voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from shutil import which
from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.schema import Brief, Copy, Message, Narration

if TYPE_CHECKING:
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
        from mmdemo.processing.audio.flite import find_voice

        program = which("flite")
        voice = None if program is None else find_voice(program)
        if program is None or voice is None:
            raise FileNotFoundError(_NOT_INSTALLED.en)
        self._program, self._voice = program, voice

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        from mmdemo.processing.audio.delivery import delivery
        from mmdemo.processing.audio.flite import speak
        from mmdemo.processing.audio.narrate import narrate
        from mmdemo.processing.text.speakable import spoken_text

        copy = brief.inputs.get("copy")
        if not isinstance(copy, Copy):
            raise GenerationError("A narration needs the listing's copy first.", "请先生成文案，再制作旁白。")
        manner = delivery(ctx)

        def voice(words: Sequence[SpokenWord], tick: Callable[[], None]) -> Utterance:
            text = spoken_text(words)
            return speak(text, self._program, voice=self._voice, speed=manner.speed, pitch=manner.pitch, tick=tick)

        return narrate(copy.script, "en", voice, ctx)


SPEC = GeneratorSpec(
    id="flite",
    modality="speech",
    label="Flite",
    load=lambda _: FliteNarrator(),
    model="flite cmu_us_rms",
    revision="2.2",
    licence="Flite licence (BSD-like)",
    missing=_missing,
    languages=("en",),
    kinds=("narration",),
    rank=10,
)
