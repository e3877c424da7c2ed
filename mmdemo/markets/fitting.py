"""The texts of a listing made to fit a marketplace's form, whoever wrote them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mmdemo.markets.keywords import fill_search, fill_tags
from mmdemo.markets.measure import measure
from mmdemo.markets.paragraphs import fill_post, fill_text
from mmdemo.markets.phrases import fill_bullets, fill_phrases, fill_pictures
from mmdemo.markets.pieces import key
from mmdemo.markets.reading import read_text
from mmdemo.markets.rules import Field, Limit, Market, Shape
from mmdemo.markets.task import Filled, Task
from mmdemo.schema import Copy, Message, Product

_FILL: dict[Shape, Callable[[Task], Filled]] = {
    "phrases": fill_phrases,
    "bullets": fill_bullets,
    "pictures": fill_pictures,
    "search": fill_search,
    "tags": fill_tags,
    "text": fill_text,
    "post": fill_post,
}


@dataclass(frozen=True)
class MarketText:
    """What goes into one field: one line, or several for bullets, tags and pictures; none where there is nothing.

    `used` of `most` is by the field's first limit, in `unit`; where that holds for each line, of the longest.
    """

    field: str
    label: Message
    lines: tuple[str, ...]
    used: int
    most: int | None
    unit: str


def length(lines: Sequence[str], limit: Limit) -> int:
    """What some lines need of a limit; of the longest where it holds for each."""
    if limit.unit == "items":
        return len(lines)
    if limit.each:
        return max((measure(line, limit.unit) for line in lines), default=0)
    return measure("\n".join(lines), limit.unit)


def market_text(field: Field, lines: Sequence[str]) -> MarketText:
    """Lines for a field, with what they use of its first limit; without any limit, characters are counted."""
    if not field.limits:
        return MarketText(field.id, field.label, tuple(lines), len("\n".join(lines)), None, "characters")
    shown = field.limits[0]
    return MarketText(field.id, field.label, tuple(lines), length(lines, shown), shown.most, shown.unit)


def fit(copy: Copy, product: Product, market: Market) -> tuple[MarketText, ...]:
    """Every field of a marketplace filled from a copy, within its limits.

    Nothing is cut inside a word, or between a number and its unit; what finds no room in a field moves to the one that
    its rules name. What the rules forbid is left out, unless brand or name of the product hold it.
    """
    filled: dict[str, tuple[str, ...]] = {}
    moved: dict[str, list[str]] = {}
    before: dict[str, str] = {}
    texts = []
    for field in market.fields:
        task = Task(
            field,
            product,
            tuple(read_text(copy, names, field.shape not in {"text", "post"}) for names in field.sources),
            tuple(moved.get(field.id, ())),
            before.get(field.id, ""),
            filled,
        )
        lines, rest = _FILL[field.shape](task)
        filled[field.id] = tuple(lines)
        if field.overflow:
            moved.setdefault(field.overflow, []).extend(rest)
            before[field.overflow] = task.before + "".join(map(key, lines))
        texts.append(market_text(field, lines))
    return tuple(texts)
