"""What sells beside the facts: scenes of the product's kind, and what any reader would conclude from a stated fact.

Both are data: `assets/lexicon/uses.json` and `benefits.json`. A scene says nothing of the product; a benefit says what
the merchant's own words already mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from mmdemo.processing.text import english
from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.copywriting.said import Index, find_said, index_phrases
from mmdemo.processing.text.copywriting.subject import Subject, find_subject
from mmdemo.processing.text.language import reads_as
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Language, Product, Tone

ANY = "any"
_UNKNOWN = ""
_SEGMENT = re.compile(r"[>/|›»]")
_PARTS = re.compile(r"\s*(?:&|\+|,|\band\b)\s*")
_HAN = re.compile(f"[{HAN}]")
_NONE: Mapping[str, Sequence[str]] = {"en": (), "zh": ()}
_ASIDE = re.compile(r"[(\[（【].*?[)\]）】]")


@dataclass(frozen=True)
class Benefit:
    """What follows from one fact. `source` is the fact's id; `say` are templates with the slots of the frames."""

    source: str
    id: str
    say: tuple[str, ...]


def category_of(product: Product, subject: Subject) -> str:
    """The kind of goods, a key of `uses.json`: told by the noun, else by the merchant's category words, else "any".

    A noun that several kinds share ("gloves", "keyboard") needs the category words; one that tells nothing ("case") is
    no noun at all.
    """
    named = _named_kind(product)
    noun = _telling_noun(product, subject, named)
    kinds = _kinds_of_nouns().get(noun, ()) if noun else ()
    if named in kinds:
        return str(named)
    # A bowl for a dog lays no table, and a "Blackberry Bowl" among the food may be either.
    leads = read_table("uses")[named].get("leads") if named and kinds else None
    if leads:
        return str(leads)
    return kinds[0] if len(kinds) == 1 else named or ANY


def uses(product: Product, subject: Subject, tone: Tone) -> tuple[str, ...]:
    """Templates of sentences that set a scene for the product, those of its noun first."""
    noun = _telling_noun(product, subject, _named_kind(product))
    entries = read_table("uses")[category_of(product, subject)][product.language]
    own = [entry for entry in entries if "nouns" in entry and noun in _forms(tuple(entry["nouns"]))]
    wide = [entry for entry in entries if "nouns" not in entry]
    return tuple(text for entry in own + wide for text in _said_in(entry["say"], tone))


def benefits(product: Product) -> tuple[Benefit, ...]:
    """What follows from the facts, in their order: one of each fact at most, and none twice."""
    made: list[Benefit] = []
    taken: set[str] = set()
    kind: str | None = None
    for fact in product.facts:
        if not reads_as(fact.text, product.language):
            continue
        for found in _fitting(fact.text, product.name):
            entry = _entries()[found]
            if found in taken:
                continue
            if "categories" in entry:
                kind = kind or category_of(product, find_subject(product))
                if kind not in entry["categories"]:
                    continue
            taken.add(found)
            made.append(Benefit(fact.id, found, tuple(entry["say"][product.language])))
            break
    return tuple(made)


def speaks_of(text: str, benefit: Benefit, name: str) -> bool:
    """Whether a text says what the benefit follows from, of the whole product of that name."""
    return benefit.id in _fitting(text, name)


def _fitting(text: str, name: str) -> Iterator[str]:
    """The ids of the benefits a text speaks of; one that holds for the whole product must be said of the whole."""
    language: Language = "zh" if _HAN.search(text) else "en"
    for found in find_said(text, language, _index(language), name):
        if found.whole or "part" in _entries()[found.id]:
            yield found.id


@cache
def _entries() -> Mapping[str, Any]:
    return {entry["id"]: entry for entry in read_table("benefits")["benefits"]}


@cache
def _index(language: Language) -> Index:
    entries = _entries().items()
    return index_phrases(
        ((phrase, name, "part" in entry) for name, entry in entries for phrase in entry["when"][language]), language
    )


def _said_in(says: Sequence[Any], tone: Tone) -> Iterator[str]:
    for say in says:
        if isinstance(say, str):
            yield say
        elif tone in say["tones"]:
            yield say["text"]


@cache
def _forms(nouns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(english.singular_phrase, nouns))


@cache
def _kinds_of_nouns() -> Mapping[str, tuple[str, ...]]:
    """Every noun of `categories.json`, singular, with its kinds; nouns that `uses.json` gives to a kind are its own."""
    table = read_table("uses")
    own = {
        english.singular_phrase(noun): kind for kind, entry in table.items() for noun in _all(entry.get("nouns", {}))
    }
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, entry in read_table("categories").items():
        for noun in map(english.singular_phrase, (*entry["nouns_en"], *entry["measure_zh"])):
            mine = own.get(noun, kind)
            kinds[noun] = (*kinds.get(noun, ()), *(() if mine in kinds.get(noun, ()) else (mine,)))
    return kinds


def _all(words: Mapping[str, Sequence[str]]) -> list[str]:
    return [word for each in words.values() for word in each]


@cache
def _words_of_any(name: str, language: Language) -> frozenset[str]:
    return frozenset(map(english.singular_phrase, read_table("uses")[ANY][name][language]))


def _telling_noun(product: Product, subject: Subject, named: str | None) -> str | None:
    """The singular noun where it says what the product is, in the name or as the whole category; else None."""
    if product.language == "zh":
        return _telling_chinese_noun(product, subject, named)
    if subject.noun is None:
        return None
    noun = english.singular_phrase(subject.noun)
    words = [english.singular(word) for word in english.words_of(product.name)]
    pairs = {" ".join(pair) for pair in pairwise(words)}
    pairs = {pair for pair in pairs if pair.endswith(noun.split(" ")[-1])} - {noun}
    unsure = _words_of_any("unsure", "en")
    modified = _words_of_any("modifiers", "en") & set(words) - set(noun.split(" "))
    return None if _doubtful(noun, unsure, named) or pairs & unsure or modified else noun


def _doubtful(noun: str, unsure: frozenset[str], named: str | None) -> bool:
    """Whether a noun has too many meanings ("case", "cap") and the category does not tell which."""
    return noun in unsure and named not in _kinds_of_nouns().get(noun, ())


def _telling_chinese_noun(product: Product, subject: Subject, named: str | None) -> str | None:
    known = _kinds_of_nouns()
    for text in (_ASIDE.sub("", product.name).strip(), product.category):
        # Chinese names end in the noun: "咖啡机清洁片" is no "咖啡机". A size or a blank may follow it.
        run = re.split(r"(?<=[\u3400-\u9fff])[^\u3400-\u9fffA-Za-z]", text.casefold(), maxsplit=1)[0]
        own = (subject.noun or "").casefold()
        noun = own if own and run.endswith(own) else run[-1:]
        if noun in known:
            break
    else:
        return None
    unsure = _words_of_any("unsure", "zh")
    compound = any(run.endswith(word) for word in unsure if len(word) > len(noun))
    modified = any(word in run.removesuffix(noun) for word in _words_of_any("modifiers", "zh"))
    return None if _doubtful(noun, unsure, named) or compound or modified else noun


@cache
def _kinds_of_names(language: Language) -> Mapping[str, str]:
    """The merchant's words for kinds of goods, in English singular; `uses.json` overrides `categories.json`."""
    names = {
        english.singular_phrase(name): kind
        for kind, entry in read_table("categories").items()
        for name in entry[language]
    }
    own = {
        english.singular_phrase(name): kind
        for kind, entry in read_table("uses").items()
        for name in entry.get("names", _NONE)[language]
    }
    return names | own


def _named_kind(product: Product) -> str | None:
    """The kind the merchant's category names, the innermost of a path; None where it names none or several."""
    language: Language = "zh" if _HAN.search(product.category) else "en"
    read = _named_chinese if language == "zh" else _named_english
    for segment in reversed(_SEGMENT.split(product.category.casefold())):
        kinds = read(segment.strip())
        if kinds - {_UNKNOWN}:
            return kinds.pop() if len(kinds) == 1 else None
    return None


def _named_english(segment: str) -> set[str]:
    names, alone = _kinds_of_names("en"), _words_of_any("alone", "en")
    if english.singular_phrase(segment) in names:
        return {names[english.singular_phrase(segment)]}
    found: set[str] = set()
    for part in filter(None, _PARTS.split(segment)):
        words = [english.singular(word) for word in english.words_of(part)]
        spans = ((end, length) for end in range(len(words), 0, -1) for length in (3, 2, 1) if length <= end)
        phrases = (" ".join(words[end - length : end]) for end, length in spans)
        # A part that names nothing we know ("Home & Hobbies") leaves the kind open.
        found.add(next((names[phrase] for phrase in phrases if phrase in names and phrase not in alone), _UNKNOWN))
    return found


def _named_chinese(segment: str) -> set[str]:
    names = _kinds_of_names("zh")
    ends = [(segment.rfind(name) + len(name), len(name), name) for name in names if name in segment]
    return {names[max(ends)[2]]} if ends else set()
