"""The embedded writer: copy by grammar and lexicon, from the merchant's words alone."""

from __future__ import annotations

import random

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec
from mmdemo.schema import EMBEDDED, Brief, Copy, Message

_STEPS = 2


class EmbeddedWriter:
    """Chooses what to say, orders it, and puts it into sentences of the listing's language. It invents nothing."""

    def generate(self, brief: Brief, ctx: RunContext) -> Copy:
        """Write every text of a listing.

        Raises:
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.text.copywriting.writer import ListingWriter

        ctx.step(0, _STEPS, Message("Choosing what to say", "挑选卖点"))
        # One listing after the other, and one take after the other, each get the next title.
        turn = ctx.seed + ctx.take
        writer = ListingWriter(brief.product, brief.tone, random.Random(ctx.seed_for("copy")), turn)
        ctx.step(1, _STEPS, Message("Writing the texts", "撰写文案"))
        return writer.copy(brief.script_seconds)


SPEC = GeneratorSpec(
    id=EMBEDDED,
    modality="text",
    label="Embedded writer",
    load=lambda _: EmbeddedWriter(),
    model="mmdemo embedded writer",
    revision="2",
    licence="Apache-2.0",
    kinds=("copy",),
)
