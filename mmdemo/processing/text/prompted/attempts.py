"""Two calls to a model, for the product page and for the channels, each repeated until its reply can be used.

One call for both would be long: a small model loses the thread of it, and its device may be lent for a minute only.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.text.copywriting.writer import ListingWriter
from mmdemo.processing.text.prompted.channel_limits import channel_limits_for, fewest_of
from mmdemo.processing.text.prompted.channel_prompt import channel_chat
from mmdemo.processing.text.prompted.channel_reply import channel_schema, parse_channel_reply
from mmdemo.processing.text.prompted.channels import with_channels
from mmdemo.processing.text.prompted.limits import limits_for, pictures_of
from mmdemo.processing.text.prompted.listing import read_listing
from mmdemo.processing.text.prompted.partial import readable_part
from mmdemo.processing.text.prompted.prompt import Turn, chat
from mmdemo.processing.text.prompted.reply import parse_reply, reply_schema
from mmdemo.schema import EMBEDDED, Brief, Copy, Message

ATTEMPTS = 3

Read = TypeVar("Read")


@dataclass(frozen=True)
class Call:
    """One question to a model: the chat, the JSON schema and the most tokens of the reply, and a 32-bit seed.

    `behind` of `total` tokens were for the calls before, which wrote `shown`.
    """

    chat: tuple[Turn, ...]
    schema: str
    tokens: int
    seed: int
    behind: int
    total: int
    shown: str = ""

    def step(self, done: int) -> tuple[int, int]:
        """How far the whole is after `done` tokens of this reply."""
        return self.behind + min(done, self.tokens), self.total

    def readable(self, raw: str) -> str:
        """The texts so far, with those of the calls before."""
        return "\n".join(part for part in (self.shown, readable_part(raw)) if part)


@dataclass(frozen=True)
class _Round:
    """What stays the same while one reply is asked for: its name for seeds, its form, where it stands in the whole."""

    name: str
    chat: Callable[[Message | None], tuple[Turn, ...]]
    schema: str
    tokens: int
    behind: int
    total: int
    shown: str = ""


@dataclass(frozen=True)
class _Usable(Generic[Read]):
    value: Read
    raw: str
    attempt: int
    seed: int


def write_copy(brief: Brief, ctx: RunContext, label: str, ask: Callable[[Call], str], *, lettered: bool) -> Copy:
    """The copy for `brief` from a model that `ask` puts a call to and that answers with a text.

    Where the texts for the channels cannot be had, the embedded writer writes them, and the option "channels" says
    "embedded", "channels_reason" why. `lettered` as in `text_schema`.

    Raises:
        GenerationError: no reply in three could be used for the product page; the sentence says what was wrong with the
            last. Or `ask` raised it there.
    """
    product, fewest = brief.product, fewest_of(brief.product)
    limits = limits_for(product.language, ctx.frugal, brief.script_seconds)
    channel_limits = channel_limits_for(product.language, ctx.frugal)
    total = limits.tokens + channel_limits.tokens

    first = _Round(
        "attempt",
        partial(chat, brief, limits),
        reply_schema(limits, pictures_of(product), lettered=lettered),
        limits.tokens,
        0,
        total,
    )
    listing = _until_usable(
        first, ctx, label, ask, lambda raw, rules, final: read_listing(parse_reply(raw), product, limits, rules, final)
    )
    ctx.record(attempts=listing.attempt, seed=listing.seed)

    second = _Round(
        "channels attempt",
        partial(channel_chat, brief, channel_limits),
        channel_schema(channel_limits, fewest, lettered=lettered),
        channel_limits.tokens,
        limits.tokens,
        total,
        readable_part(listing.raw),
    )
    try:
        channels = _until_usable(
            second,
            ctx,
            label,
            ask,
            lambda raw, rules, final: with_channels(
                listing.value, parse_channel_reply(raw), product, channel_limits, rules, final
            ),
        )
    except GenerationError as error:
        ctx.record(channels=EMBEDDED, channels_reason=error.text(product.language))
        chance = random.Random(ctx.seed_for("channels"))
        return ListingWriter(product, brief.tone, chance).with_channels(listing.value)
    ctx.record(channels="model", channels_attempts=channels.attempt, channels_seed=channels.seed)
    return channels.value


def _until_usable(
    round_: _Round, ctx: RunContext, label: str, ask: Callable[[Call], str], read: Callable[[str, str, bool], Read]
) -> _Usable[Read]:
    """The first reply that `read` takes: asked for once, again with another seed, and once more saying what was wrong.

    `read` gets the reply, the system message, and whether this is the last try.

    Raises:
        GenerationError: it takes none of them, or `ask` raised it.
    """
    problem: GenerationError | None = None
    for attempt in range(1, ATTEMPTS + 1):
        final = attempt == ATTEMPTS
        seed = ctx.seed_for(f"{round_.name} {attempt}")
        turns = round_.chat(problem.message if problem is not None and final else None)
        raw = ask(Call(turns, round_.schema, round_.tokens, seed, round_.behind, round_.total, round_.shown))
        try:
            return _Usable(read(raw, turns[0].content, final), raw, attempt, seed)
        except GenerationError as error:
            problem = error
    assert problem is not None
    raise GenerationError(
        f"What {label} wrote could not be used, not even at the third try: {problem.message.en}.",
        f"{label} 写的文案试了三次都无法使用：{problem.message.zh}。",
    )
