"""Where a text may be broken: at the end of a sentence, a clause, a noun or a word, and nowhere else."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mmdemo.markets.measure import Room, measure
from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.lexicon import read_table, word_set

_OPENERS = "（(【\\[「『“《"
# A dash or hyphen at the front may be a minus sign and stays.
_WEAK_START = " ,;:，、；：|·"
_WEAK_END = f"{_WEAK_START}—–-/"


def _units(language: str) -> str:
    spellings = {spelling for unit in read_table("units")["units"].values() for spelling in unit[language]}
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=lambda each: (-len(each), each)))


# Possessive, and only from the first digit on: a row of digits is read once.
_FIGURE = r"(?<![\d.,])\d[\d.,]*+(?:\s?[x×*]\s?\d[\d.,]*+){0,3}+"
NUMBER_WITH_UNIT = re.compile(
    rf"{_FIGURE}[\s-]?(?:(?:{_units('en')})(?![A-Za-z0-9])|(?:{_units('zh')})|[°%‰][CF]?|[{HAN}])", re.IGNORECASE
)
# Behind a Chinese character goes what belongs to it: marks that close, variation selectors, combining signs.
_ATOM = re.compile(rf"[^\s\w]*(?:{NUMBER_WITH_UNIT.pattern}|[{HAN}]|[^\s{HAN}]+)[^\s\w{_OPENERS}]*\s*", re.IGNORECASE)
_HAN = re.compile(f"[{HAN}]")
_SENTENCE_END = re.compile(r"(?:[。！？]|[.!?](?=\s))[”』」）)\"']*\s*$")
_CLAUSE_END = re.compile(r"(?:[，；：、）】」』》)\]]|[,;:](?=\s)|\s[—–-](?=\s))\s*$")


def atoms(text: str) -> list[str]:
    """A text in parts that nothing may cut: words, Chinese characters, numbers with their units. Blanks end a part."""
    return _ATOM.findall(text.strip())


@lru_cache(maxsize=512)
def blank_divided(text: str) -> tuple[str, ...]:
    """A text at its blanks, numbers with their units whole."""
    words: list[str] = []
    ended = True
    for atom in atoms(text):
        if ended:
            words.append(atom.strip())
        else:
            words[-1] += atom.strip()
        ended = atom[-1:].isspace()
    return tuple(words)


@cache
def _nouns() -> re.Pattern[str]:
    nouns = {noun for entry in read_table("categories").values() for noun in entry["measure_zh"] if len(noun) > 1}
    return re.compile("|".join(sorted(map(re.escape, nouns), key=lambda noun: (-len(noun), noun))))


def _rank(atom: str, following: str) -> int:
    """How good it is to break behind an atom: 4 a sentence ends, 3 a clause, 1 a word, 0 within a Chinese run.

    Behind a noun that the lexicon knows it is 2.
    """
    if _SENTENCE_END.search(atom):
        return 4
    if _CLAUSE_END.search(atom):
        return 3
    if atom[-1:].isspace():
        # Between Chinese words a blank is as good as a comma.
        return 3 if _HAN.match(atom) or _HAN.match(following) else 1
    return 1 if not (_HAN.match(atom[-1:]) and _HAN.match(following)) else 0


def break_off(text: str, room: Room) -> tuple[str, str]:
    """As much of a text as the room holds, broken where a reader would stop, and the rest.

    The best kind of place wins among those that use at least half of what fits. Both parts come without marks that
    lead nowhere at their edge. The first is empty where not even one word fits.
    """
    text = text.strip()
    left = room.shares
    used = dict.fromkeys(left, 0)
    parts: list[str] = []
    following = ""
    for match in _ATOM.finditer(text):
        bare = match[0].rstrip()
        if any(used[unit] + measure(bare, unit) > most for unit, most in left.items()):
            following = bare
            break
        for unit in used:
            used[unit] += measure(match[0], unit)
        parts.append(match[0])
    if not following:
        return text, ""
    if not parts:
        return "", _trimmed(text)
    end = sum(map(len, parts[: _best(parts, following)]))
    return _trimmed(text[:end]), _trimmed(text[end:])


def _trimmed(text: str) -> str:
    return text.lstrip(_WEAK_START).rstrip(_WEAK_END)


def _best(parts: list[str], following: str) -> int:
    """How many of the atoms that fit to keep; `following` is the first that does not."""
    fitting = "".join(parts)
    noun_ends = {match.end() for match in _nouns().finditer(fitting)}
    ranked: list[tuple[int, int]] = []
    length, strong = 0, 0
    for count, (atom, after) in enumerate(zip(parts, [*parts[1:], following], strict=True), start=1):
        length += len(atom)
        if atom.casefold().strip(" &+,-–") in word_set("english", "weak_ends"):
            continue
        strong = count
        if 2 * length >= len(fitting):
            rank = _rank(atom, after)
            ranked.append((2 if rank < 2 and length in noun_ends else rank, count))
    return max(ranked)[1] if ranked else strong or len(parts)
