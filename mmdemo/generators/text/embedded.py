"""The embedded writer: copy by grammar and lexicon, from the merchant's words alone."""

from __future__ import annotations

import random

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec
from mmdemo.schema import EMBEDDED, Brief, Copy, Message

_STEPS = 5


class EmbeddedWriter:
    """Chooses what to say, orders it, and puts it into sentences of the listing's language. It invents nothing."""

    def generate(self, brief: Brief, ctx: RunContext) -> Copy:
        """Write every text of a listing.

        Raises:
            Cancelled: Stop was pressed.
        """
        from mmdemo.processing.text.copywriting.writer import ListingWriter

        ctx.step(0, _STEPS, Message("Choosing what to say", "挑选卖点"))
        writer = ListingWriter(brief.product, brief.tone, random.Random(ctx.seed_for("copy")))
        ctx.step(1, _STEPS, Message("Writing the title and bullets", "撰写标题与卖点"))
        title, bullets = writer.title(), writer.bullets()
        ctx.step(2, _STEPS, Message("Writing the descriptions", "撰写描述"))
        short, long = writer.short_description(), writer.long_description()
        ctx.step(3, _STEPS, Message("Collecting the keywords", "整理关键词"))
        keywords, alt_texts = writer.keywords(), writer.alt_texts()
        ctx.step(4, _STEPS, Message("Writing the narration script", "撰写口播稿"))
        return Copy(title, bullets, short, long, keywords, alt_texts, writer.script())


SPEC = GeneratorSpec(
    id=EMBEDDED,
    modality="text",
    label="Embedded writer",
    load=lambda _: EmbeddedWriter(),
    model="mmdemo embedded writer",
    revision="1",
    licence="Apache-2.0",
    kinds=("copy",),
)
