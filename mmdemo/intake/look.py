"""What the merchant wishes of the pictures, checked."""

from __future__ import annotations

import re
from dataclasses import replace

from PIL import ImageColor

from mmdemo.errors import InputError
from mmdemo.look import MARKETS, MOST_VARIATIONS, SEASONS, SETTINGS
from mmdemo.processing.image.typeface import drawable
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.columns import columns
from mmdemo.schema import Look

MAX_IDEA = 300
MAX_BADGE = 20  # columns, a Chinese character taking two: what can be read at a glance
MOST_SHOWN = 40  # characters of what is no colour


def read_look(look: Look) -> Look:
    """The wishes with the idea cleaned and cut to what a model reads.

    Raises:
        InputError: a preset nobody has, or a number of variations that cannot be made (`field="look"`); a brand colour
            that is none (`field="brand_colour"`); too many words for a badge (`field="badge"`).
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
    idea = clean_line(look.idea)[:MAX_IDEA].rstrip()
    return replace(look, idea=idea, brand_colour=read_colour(look.brand_colour), badge=_read_badge(look.badge))


def _read_badge(typed: str) -> str:
    badge = clean_line(typed)
    if columns(badge) > MAX_BADGE:
        raise InputError(
            f"A badge has room for {MAX_BADGE} characters. A word or two will do, like “New”.",
            f"角标最多 {MAX_BADGE // 2} 个汉字。请用一两个词，例如“新品”。",
            field="badge",
        )
    lost = [character for character in badge if not drawable(character) and not character.isspace()]
    if lost:
        raise InputError(
            f"We have no letters to draw “{''.join(lost)}” on a badge. Use Latin letters, figures or Chinese.",
            f"角标中的“{''.join(lost)}”无法绘制。请使用汉字、数字或拉丁字母。",
            field="badge",
        )
    return badge


def read_colour(typed: str) -> str:
    """`#rrggbb` of a colour in hexadecimal, with or without its `#`, or by its name in CSS; "" where none is typed.

    Raises:
        InputError: it is no colour (`field="brand_colour"`).
    """
    written = clean_line(typed).lower()
    if not written:
        return ""
    if re.fullmatch(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})", written):
        written = f"#{written.removeprefix('#')}"
    elif written not in ImageColor.colormap:
        shown = written if len(written) <= MOST_SHOWN else f"{written[:MOST_SHOWN]}…"
        raise InputError(
            f"“{shown}” is not a colour we know. Write it like #0a66c2 or navy, or leave the brand colour empty.",
            f"无法识别颜色“{shown}”。请写成 #0a66c2 或 navy 这样的形式，或将品牌色留空。",
            field="brand_colour",
        )
    red, green, blue = ImageColor.getrgb(written)[:3]
    return f"#{red:02x}{green:02x}{blue:02x}"
