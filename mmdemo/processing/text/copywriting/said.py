"""Finding phrases in what a merchant said: whole words, not denied, not of others, and of what they are said.

A line is read clause by clause in one pass; nothing here backtracks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from mmdemo.processing.text.lexicon import read_table, word_set
from mmdemo.schema import Language

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[%.;!?\n,()–—&+/]")
_ENDS = frozenset(".;!?\n")
_BREAKS = _ENDS | frozenset(",()–—")
_ZH_SENTENCE = re.compile(r"([。；！？;!?\n])")
_ZH_CLAUSE = re.compile(r"[，,]")
# Marks no text can hold once it is read: they stand for a phrase on the whole and for one on a part.
_SAID, _PART = "\0", "\1"
_ZH_PART = re.compile(r"[、：:（）()\s/+]|[和与且及]")


@dataclass(frozen=True)
class Found:
    """A phrase that a text affirms. `whole` where the text says it of the product and not of one of its parts."""

    id: str
    whole: bool


# A phrase in pieces (English words and marks, Chinese characters), its id, and whether it is of a part ("with lid").
Entry = tuple[tuple[str, ...], str, bool]
# By the first piece of the phrase, the longest first.
Index = Mapping[str, Sequence[Entry]]


def index_phrases(phrases: Iterable[tuple[str, str, bool]], language: Language) -> Index:
    """Phrases with their id and whether they speak of a part, made ready for `find_said`."""
    index: dict[str, list[Entry]] = {}
    for phrase, name, part in phrases:
        pieces = tuple(phrase.casefold()) if language == "zh" else tuple(_tokens(phrase))
        index.setdefault(pieces[0], []).append((pieces, name, part))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def find_said(text: str, language: Language, index: Index, name: str) -> Iterator[Found]:
    """What a text affirms, in its order. `name` is the product's name."""
    return _chinese(text, index, name) if language == "zh" else _english(text, index, name)


@dataclass(frozen=True)
class _Span:
    """Where a phrase stands: pieces `start` to `end`."""

    start: int
    end: int
    id: str
    part: bool


def _spans(pieces: Sequence[str], index: Index) -> list[_Span]:
    """Where the phrases stand, the longest at each place, none within another."""
    spans: list[_Span] = []
    at = 0
    while at < len(pieces):
        for phrase, name, part in index.get(pieces[at], ()):
            if tuple(pieces[at : at + len(phrase)]) == phrase:
                spans.append(_Span(at, at + len(phrase), name, part))
                at += len(phrase)
                break
        else:
            at += 1
    return spans


@cache
def _words(name: str, language: Language) -> frozenset[str]:
    return frozenset(" ".join(read_table("benefits")[name][language]).split())


def _tokens(text: str) -> list[str]:
    """Words and marks in lower case; a number, in figures or in words, is "#"."""
    numbers = _words("numbers", "en")
    words = _TOKEN.findall(text.casefold().replace("’", "'"))
    return ["#" if word.isdigit() or word in numbers else word for word in words]


@lru_cache(maxsize=64)
def _named(product: str) -> frozenset[str]:
    """The words that may stand around a phrase said of the whole: small ones, and those of the product's own name."""
    stops = _BREAKS | word_set("english", "prepositions")
    # "Mug with Lid" is a mug, and what is said of its lid is not said of it.
    head = takewhile(lambda token: token not in stops, _tokens(product))
    return _words("around", "en").union(word_set("english", "adjectives"), head)


def _english(text: str, index: Index, name: str) -> Iterator[Found]:
    sentence: list[str] = []
    for token in [*_tokens(text), "."]:
        if token not in _ENDS:
            sentence.append(token)
            continue
        if token != "?" and _words("comparisons", "en").isdisjoint(sentence):
            yield from _english_sentence(sentence, index, name)
        sentence = []


def _english_sentence(tokens: Sequence[str], index: Index, product: str) -> Iterator[Found]:
    spans = _spans(tokens, index)
    if not spans:
        return
    # A found phrase may hold a "no" of its own ("no assembly"), which denies nothing else.
    covered = frozenset(place for span in spans for place in range(span.start, span.end))
    parts = frozenset(place for span in spans if span.part for place in range(span.start, span.end))
    before, after = _denied(tokens, covered)
    whole_before, whole_after = _whole(tokens, covered - parts, parts, _named(product))
    for span in spans:
        if not before[span.start] and not after[span.end]:
            yield Found(span.id, whole_before[span.start] and whole_after[span.end])


def _denied(tokens: Sequence[str], covered: frozenset[int]) -> tuple[list[bool], list[bool]]:
    """For each place whether a denial stands before it, and whether one stands from it on; "but" ends its reach.

    Backwards a denial reaches to the comma before it, and over it where it follows at once ("with lid, not included").
    """
    denies = [_denies(token) and place not in covered for place, token in enumerate(tokens)]
    before, after = [False], [False, False]
    for token, denying in zip(tokens, denies, strict=True):
        before.append(token != "but" and (denying or before[-1]))
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if token == ",":
            after.append(tokens[place + 1 : place + 2] != [] and tokens[place + 1] in _words("apart", "en"))
        else:
            after.append(token != "but" and (denies[place] or after[-1]))
    return before, after[:0:-1]


def _denies(token: str) -> bool:
    return token in _words("denials", "en") or token.endswith("n't")


def _whole(
    tokens: Sequence[str], said: frozenset[int], parts: frozenset[int], named: frozenset[str]
) -> tuple[list[bool], list[bool]]:
    """For each place whether the words before it in its clause, and those from it on, name no part of the product.

    `said` are the places of other phrases on the whole, `parts` those of phrases on a part.
    """
    ends = _words("followers", "en") | word_set("english", "prepositions")
    before, after = [True], [True]
    for place, token in enumerate(tokens):
        plain = place in said or (place not in parts and (token in named or token.endswith("ly")))
        before.append(token in _BREAKS or token == "but" or (before[-1] and plain))
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if place in said:
            after.append(after[-1])
        elif token in _BREAKS or (token in ends and place + 1 not in said):
            after.append(True)
        else:
            after.append(after[-1] and place not in parts and (token in named or token in ends))
    return before, after[::-1]


@cache
def _any_of(name: str) -> re.Pattern[str]:
    words = sorted(_words(name, "zh"), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _chinese(text: str, index: Index, name: str) -> Iterator[Found]:
    pieces = _ZH_SENTENCE.split(text.casefold().replace(_SAID, "").replace(_PART, ""))
    for sentence, mark in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if mark in {"?", "？"} or _any_of("comparisons").search(_any_of("harmless").sub("", sentence)):
            continue
        clauses = _ZH_CLAUSE.split(sentence)
        for clause, after in zip(clauses, [*clauses[1:], ""], strict=True):
            # "配杯盖，需另购": what is sold apart is said behind the comma.
            if not _any_of("apart").match(after.strip()):
                yield from _chinese_clause(clause, index, name.casefold())


def _chinese_clause(clause: str, index: Index, product: str) -> Iterator[Found]:
    spans = _spans(clause, index)
    if not spans:
        return
    # Each phrase found becomes one mark, so that its own "不" or "无" denies nothing.
    marked, at = "", 0
    for span in spans:
        marked += clause[at : span.start] + (_PART if span.part else _SAID)
        at = span.end
    marked += clause[at:]
    # One denial makes the whole enumeration doubtful: "不可进洗碗机、微波炉".
    if _any_of("denials").search(_any_of("harmless").sub("", marked)):
        return
    found = iter(spans)
    for part in _ZH_PART.split(marked):
        rest = [piece for piece in _any_of("around").sub(_SAID, part).split(_SAID) if piece]
        # A single character of the name is no name: "盖" in "带盖马克杯".
        whole = all(product.endswith(piece) or (len(piece) > 1 and piece in product) for piece in rest)
        for mark in part:
            if mark in {_SAID, _PART}:
                yield Found(next(found).id, whole)
