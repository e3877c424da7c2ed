"""The concepts of assets/lexicon/concepts.json: materials, colours, certificates and so on, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.ledger.trie import as_listed, longest_of
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import LANGUAGES, Language

_HAN = re.compile(f"[{HAN}]")
_HEAD = re.compile(r"[a-z0-9]+|#")


@dataclass(frozen=True)
class Concepts:
    """`meanings` maps a phrase in lower case, blanks for hyphens, to concept ids; an idiom means nothing: ().

    `written` holds the phrases that count only with these capitals ("Turkey", "PP"). `above` maps a concept to all
    that it also is ("oak" to "wood"); `kinds` to its kind. `heads` are the first words of phrases in Latin letters;
    `phrases` has the first phrase of every concept in either language.
    """

    latin: re.Pattern[str]
    han: re.Pattern[str]
    meanings: Mapping[str, tuple[str, ...]]
    written: Mapping[str, str]
    above: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    heads: frozenset[str]
    phrases: Mapping[str, Mapping[Language, str]]

    def places(self, low: str) -> Iterator[tuple[int, int]]:
        """Where phrases stand in a text in lower case, those of Latin letters first; none of a script overlap."""
        behind = 0
        for head in _HEAD.finditer(low):
            # Most words begin no phrase, and a look into the set tells so at once.
            if head[0] in self.heads and head.start() >= behind and (found := self.latin.match(low, head.start())):
                behind = found.end()
                yield found.span()
        if _HAN.search(low):
            yield from (found.span() for found in self.han.finditer(low))

    def phrase(self, name: str, language: Language) -> str:
        """What a concept is called in a language, the id where the language has no word for it."""
        return self.phrases[name].get(language, name)

    def meaning(self, text: str) -> tuple[str, ...]:
        """The concepts of a phrase as it stands in a text; () for an idiom and for a name without its capitals."""
        phrase = as_listed(text.lower())
        written = self.written.get(phrase)
        if written is not None and not _capital(text, written):
            return ()
        return self.meanings[phrase]


def _capital(text: str, written: str) -> bool:
    return text.isupper() if written.isupper() else text[0].isupper()


@cache
def concepts() -> Concepts:
    """The concepts, read and compiled once."""
    table = read_table("concepts")
    entries = {name: (kind, entry) for kind, group in table["kinds"].items() for name, entry in group.items()}
    meanings: dict[str, tuple[str, ...]] = {}
    written: dict[str, str] = {}
    latin, han = set(), set()
    for name, (_, entry) in entries.items():
        for phrase in entry["en"]:
            latin.add(phrase.lower())
            if phrase != phrase.lower():
                written[phrase.lower()] = phrase
        han |= set(entry["zh"])
        for phrase in (*entry["en"], *entry["zh"]):
            meanings[phrase.lower()] = (*meanings.get(phrase.lower(), ()), name)
    idioms_zh = {idiom for line in table["idioms"]["zh"] for idiom in line.split()}
    for idiom in (*table["idioms"]["en"], *idioms_zh):
        meanings.setdefault(idiom, ())
    parents = {name: tuple(entry.get("is", ())) for name, (_, entry) in entries.items()}
    latin |= set(table["idioms"]["en"])
    return Concepts(
        re.compile(rf"(?:{longest_of(latin)})(?![a-z0-9])"),
        re.compile(longest_of(han | idioms_zh)),
        meanings,
        written,
        {name: _ancestors(name, parents) for name in parents},
        {name: kind for name, (kind, _) in entries.items()},
        frozenset(found[0] for phrase in latin if (found := _HEAD.search(phrase))),
        {
            name: {tongue: entry[tongue][0] for tongue in LANGUAGES if entry[tongue]}
            for name, (_, entry) in entries.items()
        },
    )


def _ancestors(name: str, parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = tuple(above for parent in parents[name] for above in (parent, *_ancestors(parent, parents)))
    return tuple(dict.fromkeys(found))
