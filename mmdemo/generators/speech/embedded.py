"""The narrator that is always there: eSpeak NG in a child process, polished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.generators import GeneratorSpec
from mmdemo.schema import EMBEDDED, Brief, Copy, Language, Narration

if TYPE_CHECKING:
    from mmdemo.processing.audio.word_times import Utterance
    from mmdemo.processing.text.speakable_rules import SpokenWord

# Words a minute, as the engine counts them in each language.
WORDS_PER_MINUTE: dict[Language, int] = {"en": 160, "zh": 190}
# On the engine's scale 50 is the voice's own pitch. Ten steps away from it speech is already harder to understand.
PITCH, STEPS_PER_CENT = 50, 1


class EmbeddedNarrator:
    """Speaks English and Mandarin. Each sentence is one fresh child process, so a request gives the same bytes."""

    def __init__(self) -> None:
        from mmdemo.processing.audio.espeak import find_library

        self._library = find_library()

    def generate(self, brief: Brief, ctx: RunContext) -> Narration:
        from mmdemo.processing.audio.delivery import delivery
        from mmdemo.processing.audio.espeak import VOICES, speak
        from mmdemo.processing.audio.narrate import narrate
        from mmdemo.processing.audio.polish import polish
        from mmdemo.processing.text.speakable import spoken_text

        copy = brief.inputs.get("copy")
        if not isinstance(copy, Copy):
            raise GenerationError("A narration needs the listing's copy first.", "请先生成文案，再制作旁白。")
        language = brief.product.language
        manner = delivery(ctx)

        def voice(words: Sequence[SpokenWord], tick: Callable[[], None]) -> Utterance:
            return speak(
                spoken_text(words),
                self._library,
                voice=VOICES[language],
                rate=round(WORDS_PER_MINUTE[language] * manner.speed),
                pitch=round(PITCH + STEPS_PER_CENT * 100 * (manner.pitch - 1)),
                tick=tick,
            )

        return narrate(copy.script, language, voice, ctx, polish)


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
)
