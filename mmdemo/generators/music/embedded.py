"""The embedded composer: a music bed from chords, patterns and a seed."""

from __future__ import annotations

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec
from mmdemo.schema import EMBEDDED, Brief, Message, Music

_STEPS = 2


class EmbeddedComposer:
    """Writes eight bars that go round without a seam, in the mood the merchant chose or the product suggests."""

    def __init__(self) -> None:
        # Heavy: SciPy. A missing package surfaces here, where the registry listens for ImportError.
        from mmdemo.processing.audio import wav
        from mmdemo.processing.audio.music import bed, choice

        self._wav, self._bed, self._choice = wav, bed, choice

    def generate(self, brief: Brief, ctx: RunContext) -> Music:
        """The bed as a loop. A brief that asks for one although the merchant wants none gets what suits the product.

        Raises:
            Cancelled: Stop was pressed.
        """
        ctx.step(0, _STEPS, Message("Composing and playing the music", "正在作曲并演奏"))
        wish = brief.sound.mood
        if wish == "auto" or wish == "none":
            mood = self._choice.mood_for(brief.product, brief.tone, brief.look)
        else:
            mood = wish
        bed = self._bed.compose_bed(mood, brief.sound.tempo, brief.sound.key, ctx.seed_for("bed"))
        ctx.record(mood=mood, tempo=bed.tempo, key=bed.key)
        ctx.step(1, _STEPS, Message("Saving the music", "正在保存配乐"))
        rate = self._bed.SAMPLE_RATE
        data = self._wav.wav_bytes(self._wav.quantise(bed.samples), rate)
        return Music(data, rate, len(bed.samples) / rate, mood, bed.tempo, bed.key, self._bed.BED_LUFS)


SPEC = GeneratorSpec(
    id=EMBEDDED,
    modality="music",
    label="Embedded composer",
    load=lambda _: EmbeddedComposer(),
    model="mmdemo embedded composer",
    revision="1",
    licence="Apache-2.0",
    kinds=("bed",),
)
