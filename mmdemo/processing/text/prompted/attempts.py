"""Asking until a reply can be used: once, again with another seed, and once more saying what was wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.text.prompted.limits import Limits, limits_for, pictures_of
from mmdemo.processing.text.prompted.listing import read_listing
from mmdemo.processing.text.prompted.prompt import Turn, chat
from mmdemo.processing.text.prompted.reply import parse_reply
from mmdemo.schema import Brief, Copy

ATTEMPTS = 3


@dataclass(frozen=True)
class Question:
    """One question to a model: the chat, the pictures to describe, the limits of the reply, and a 32-bit seed."""

    chat: tuple[Turn, ...]
    pictures: tuple[str, ...]
    limits: Limits
    seed: int


def write_copy(brief: Brief, ctx: RunContext, label: str, ask: Callable[[Question], str]) -> Copy:
    """The copy for `brief` from a model that `ask` puts a question to and that answers with a text.

    Raises:
        GenerationError: no reply in three could be used; the sentence says what was wrong with the last.
    """
    limits = limits_for(brief.product.language, short=ctx.frugal)
    pictures = pictures_of(brief.product)
    problem: GenerationError | None = None
    for attempt in range(1, ATTEMPTS + 1):
        seed = ctx.seed_for(f"attempt {attempt}")
        said = problem.message if problem is not None and attempt == ATTEMPTS else None
        raw = ask(Question(chat(brief, limits, said), pictures, limits, seed))
        try:
            copy = read_listing(parse_reply(raw), brief.product, limits)
        except GenerationError as error:
            problem = error
            continue
        ctx.record(attempts=attempt, seed=seed)
        return copy
    assert problem is not None
    raise GenerationError(
        f"What {label} wrote could not be used, not even at the third try: {problem.message.en}.",
        f"{label} 写的文案试了三次都无法使用：{problem.message.zh}。",
    )
