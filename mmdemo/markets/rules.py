"""What each marketplace asks of its texts, read from assets/markets.

Every rule names the public page it was taken from, the day that page was read and a grade: "A" the owner's own page,
"B" somebody who quotes the owner, "C" a third party or general knowledge. Only A and B may block a merchant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from mmdemo.markets.patterns import pattern_of
from mmdemo.paths import ASSETS
from mmdemo.schema import Language, Message

Grade = Literal["A", "B", "C"]
Unit = Literal["characters", "bytes", "words", "items", "columns"]
# How a field is filled: pieces of a title, lines, words to search by, tags, sentences, a post with its hashtags.
Shape = Literal["phrases", "bullets", "pictures", "search", "tags", "text", "post"]
Kind = Literal["characters", "words", "emoji", "markup", "addresses", "prices", "repeats", "apart", "statement"]

_HOME = ASSETS / "markets"


@dataclass(frozen=True)
class Source:
    """Where a rule was read, when (ISO date), and how near that is to the owner."""

    address: str
    date: str
    grade: Grade


@dataclass(frozen=True)
class Limit:
    """At most `most` and at least `least` of a unit: of each line where `each` is set, else of the whole field."""

    unit: Unit
    source: Source
    blocks: bool
    most: int | None = None
    least: int | None = None
    each: bool = False
    note: str = ""


@dataclass(frozen=True)
class TextRule:
    """What a field may not hold, or must.

    "characters": each of `marks` stands at most `most` times. "words", "emoji", "markup", "addresses", "prices":
    `pattern` does not match. "repeats": no word but the free `words` stands more than `most` times. "apart": no word of
    the other `fields` comes again. "statement": `pattern` matches; `sentence` says it. With `outside_brand` the
    product's brand is not looked at.
    """

    kind: Kind
    source: Source
    blocks: bool
    most: int = 0
    marks: str = ""
    words: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    sentence: Message | None = None
    outside_brand: bool = False
    pattern: re.Pattern[str] | None = None
    note: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a listing form.

    `sources` are the texts of a `Copy` that fill it, one after the other, each with those that stand in for it where it
    is empty. `overflow` is the later field that takes what found no room. The first limit is the one to show.
    """

    id: str
    label: Message
    shape: Shape
    sources: tuple[tuple[str, ...], ...]
    limits: tuple[Limit, ...]
    rules: tuple[TextRule, ...]
    overflow: str | None = None


@dataclass(frozen=True)
class Market:
    """A marketplace. `languages` are those of its shoppers, `home` is where the owner publishes its rules."""

    id: str
    label: Message
    home: str
    languages: tuple[Language, ...]
    fields: tuple[Field, ...]

    def field(self, id: str) -> Field:
        """The field of an id.

        Raises:
            KeyError: the market has no such field.
        """
        for field in self.fields:
            if field.id == id:
                return field
        raise KeyError(id)


def sourced(entry: dict[str, Any], sources: Mapping[str, Source]) -> dict[str, Any]:
    """An entry of a rule with its source in the place of the name.

    Raises:
        ValueError: a rule of grade C wants to block.
    """
    source = sources[entry["source"]]
    if entry["blocks"] and source.grade == "C":
        raise ValueError(f"{source.address} is of grade C: what was read there may only advise")
    return entry | {"source": source}


def _rule(entry: dict[str, Any], sources: Mapping[str, Source]) -> TextRule:
    settings = sourced(entry, sources)
    settings |= {name: tuple(entry[name]) for name in ("words", "fields") if name in entry}
    if "sentence" in entry:
        settings["sentence"] = Message(**entry["sentence"])
    pattern = pattern_of(entry["kind"], entry.get("marks", ""), settings.get("words", ()))
    return TextRule(**settings, pattern=pattern)


def _field(entry: dict[str, Any], sources: Mapping[str, Source]) -> Field:
    return Field(
        entry["id"],
        Message(**entry["label"]),
        entry["shape"],
        tuple(tuple(names.split(" or ")) for names in entry["from"]),
        tuple(Limit(**sourced(limit, sources)) for limit in entry["limits"]),
        tuple(_rule(rule, sources) for rule in entry["rules"]),
        entry.get("overflow"),
    )


@cache
def read_market(id: str) -> Market:
    """The rules of a marketplace.

    Raises:
        OSError: there is no such marketplace.
        ValueError: a rule of grade C wants to block.
    """
    table = json.loads((_HOME / f"{id}.json").read_text(encoding="utf-8"))
    sources = {name: Source(**entry) for name, entry in table["sources"].items()}
    fields = tuple(_field(entry, sources) for entry in table["fields"])
    return Market(table["id"], Message(**table["label"]), table["home"], tuple(table["languages"]), fields)


def _found() -> tuple[str, ...]:
    """The ids of the marketplaces there is a file for."""
    return tuple(sorted(path.stem for path in _HOME.glob("*.json")))


MARKET_TEXTS: tuple[str, ...] = _found()
