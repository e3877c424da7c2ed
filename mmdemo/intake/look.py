"""What the merchant wishes of the pictures, checked."""

from __future__ import annotations

from dataclasses import replace

from mmdemo.errors import InputError
from mmdemo.look import MARKETS, MOST_VARIATIONS, SEASONS, SETTINGS
from mmdemo.processing.text.clean import clean_line
from mmdemo.schema import Look

MAX_IDEA = 300


def read_look(look: Look) -> Look:
    """The wishes with the idea cleaned and cut to what a model reads.

    Raises:
        InputError: a preset nobody has, or a number of variations that cannot be made (`field="look"`).
    """
    if not 1 <= look.variations <= MOST_VARIATIONS:
        raise InputError(
            f"Ask for 1 to {MOST_VARIATIONS} variations, not {look.variations}.",
            f"变体数量须为 1 到 {MOST_VARIATIONS}，而不是 {look.variations}。",
            field="look",
        )
    for name, chosen, known in (
        ("setting", look.setting, SETTINGS),
        ("season", look.season, SEASONS),
        ("market", look.market, MARKETS),
    ):
        if chosen not in known:
            raise InputError(
                f"There is no {name} called “{chosen}”. Choose one of: {', '.join(known)}.",
                f"没有名为“{chosen}”的预设（{name}）。可选：{'、'.join(known)}。",
                field="look",
            )
    return replace(look, idea=clean_line(look.idea)[:MAX_IDEA].rstrip())
