"""The rules of `assets/lexicon/claims_*.json`, compiled once.

A pattern is a regular expression over the folded text (see `folding`); `@word@` in it stands for the alternatives of
that word list. Only bounded repetitions are allowed, so that a hostile text costs no more than a long one.

A rewrite is the words to stand there, with `{keep}` for the group of that name; "" deletes the claim; `{alone}` deletes
it where it is a clause of its own, `{adjective}` where a noun follows; null means that no words are safe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mmdemo.message import Message
from mmdemo.processing.text.claims.finding import Severity, Source
from mmdemo.processing.text.lexicon import read_table

TABLES = ("claims_zh", "claims_en")
_SLOT = re.compile(r"@(\w+)@")
_WHOLE_WORDS = r"(?<![a-z0-9])(?:{})(?![a-z0-9])"


@dataclass(frozen=True)
class Rule:
    """One rule. Where `goods` is not empty it needs a text about such goods; `not_goods` are exempt."""

    id: str
    severity: Severity
    reason: Message
    source: Source
    script: re.Pattern[str]
    """What a text must hold a character of, or the rule cannot match."""
    find: tuple[tuple[re.Pattern[str], str | None], ...]
    unless: tuple[re.Pattern[str], ...]
    goods: frozenset[str]
    not_goods: frozenset[str]


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(_rule(table, entry) for table in map(read_table, TABLES) for entry in table["rules"])


@cache
def goods() -> Mapping[str, re.Pattern[str]]:
    """What betrays each kind of goods, in both languages."""
    signs: dict[str, list[str]] = {}
    for table in map(read_table, TABLES):
        for kind, patterns in table["goods"].items():
            signs.setdefault(kind, []).extend(_expand(table, pattern) for pattern in patterns)
    return {kind: re.compile("|".join(patterns)) for kind, patterns in signs.items()}


def _rule(table: Mapping[str, Any], entry: Mapping[str, Any]) -> Rule:
    law = table["laws"][entry["law"]]
    return Rule(
        entry["id"],
        entry["severity"],
        Message(**entry["reason"]),
        Source(Message(law["en"], law["zh"]), entry["article"], law["date"], law["grade"]),
        re.compile(table["script"]),
        tuple((re.compile(_expand(table, pattern)), rewrite) for pattern, rewrite in entry["find"]),
        tuple(re.compile(_expand(table, pattern)) for pattern in entry["unless"]),
        frozenset(entry.get("goods", ())),
        frozenset(entry.get("not_goods", ())),
    )


def _expand(table: Mapping[str, Any], pattern: str) -> str:
    expanded = _SLOT.sub(lambda slot: _alternatives(table["words"][slot[1]]), pattern)
    return _WHOLE_WORDS.format(expanded) if table["whole_words"] else expanded


def _alternatives(words: str) -> str:
    """The longest first: a regular expression takes the first alternative that fits."""
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"
