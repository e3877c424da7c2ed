"""English grammar: articles by sound, number, capitals, lists, sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from mmdemo.processing.text.lexicon import read_table, word_set

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# A full stop ends a sentence when a capital, a digit or a quotation mark follows; abbreviations and "3.5" do not match.
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:no|vs|Dr|Mr|St)\.)(?<!\b(?:Mrs|e\.g|i\.e|etc)\.)\s+(?=[A-Z0-9“\"'])"
)
_SMALL_WORD = re.compile(r"[^\W\d_A-Z]+(?:['’/-][^\W\d_A-Z]+)*[,;:.!?]?")
_SMALL = frozenset("a an the and or but of in on at to for from with by".split())


def words_of(text: str) -> list[str]:
    """The words of a text, hyphenated ones whole, in lower case."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, with their punctuation."""
    return _SENTENCE_END.split(text)


def indefinite_article(phrase: str) -> str:
    """ "a" or "an" by the sound the phrase begins with: an hour, a unit, an LED lamp, a USB cable, an 8-piece set."""
    found = re.match(r"\W*([^\W_]+(?:-[^\W_]+)?)", phrase)
    word = found[1] if found else ""
    lower = word.casefold()
    first = lower.split("-")[0]
    if re.match(r"8|1[18](?:00|\d{3})?(?!\d)", word):
        return "an"
    if lower in word_set("english", "a_sounds") or first in word_set("english", "a_sounds"):
        return "a"
    if first in word_set("english", "an_sounds"):
        return "an"
    # Read letter by letter: capitals ("LED", "HD") and single letters ("X-shaped").
    if len(first) == 1 or (word[:2].isupper() and len(first) <= 3):
        return "an" if word[0].upper() in word_set("english", "letter_an") else "a"
    return "an" if first[:1] in "aeiouàâäæéèêíîóôöøúû" and first else "a"


def is_plural(noun: str) -> bool:
    """Whether a noun is plural by its form."""
    lower = noun.casefold()
    if lower in word_set("english", "plural_only"):
        return True
    if lower in word_set("english", "not_plural") or len(lower) < 4:
        return False
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is", "as", "os", "'s"))


def singular(noun: str) -> str:
    """The singular of a regular plural; words that are only ever plural stay."""
    lower = noun.casefold()
    if not is_plural(lower) or lower in word_set("english", "plural_only"):
        return lower
    if lower.endswith("ies"):
        return f"{lower[:-3]}y"
    if lower.endswith(("shes", "ches", "xes", "sses", "zzes")):
        return lower[:-2]
    return {"knives": "knife", "shelves": "shelf", "scarves": "scarf", "loaves": "loaf"}.get(lower, lower[:-1])


def singular_phrase(noun: str) -> str:
    """A noun of several words with the last in the singular: "running shoes" gives "running shoe"."""
    *before, last = noun.split(" ")
    return " ".join([*before, singular(last)])


def agree(verb: str, plural: bool) -> str:
    """A verb in the third person, brought to the number of its subject: "holds" becomes "hold"."""
    return str(read_table("english")["third_person"][verb]) if plural else verb


def capitalise(text: str) -> str:
    """The first letter raised; names with their own capitals ("iPhone") stay."""
    start = len(text) - len(text.lstrip("“‘\"'("))
    first_word = text[start:].split(" ", 1)[0]
    if re.fullmatch(r"[a-z][A-Z].*", first_word):
        return text
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def lower_first(text: str) -> str:
    """The first word in lower case where it is known to be a common word: "Oak" sinks, "Pyrex" and "LED" stay."""
    first, blank, rest = text.partition(" ")
    common = word_set("english", "materials") | word_set("english", "common_words") | word_set("english", "adjectives")
    known = common | word_set("english", "function_words") | word_set("english", "participles") | _written_small()
    parts = re.split(r"[-/]", first.casefold().rstrip(",.;"))
    if first[1:].islower() and (first.casefold().rstrip(",.;") in known or any(part in known for part in parts)):
        first = first.lower()
    if blank and rest and all(word[1:].islower() and word.casefold() in known for word in rest.split()):
        rest = rest.lower()
    return first + blank + rest


@cache
def _written_small() -> frozenset[str]:
    """The words that the lexicon itself writes small: common words, whatever else a capital may make of them."""
    texts: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, Mapping):
            for each in value.values():
                gather(each)
        elif isinstance(value, list):
            for each in value:
                gather(each)

    for name in ("uses", "frames_en", "categories"):
        gather(read_table(name))
    words = {word for text in texts for word in re.findall(r"(?<![\w{])[a-z]{3,}(?![\w}])", text)}
    return frozenset(words - word_set("english", "proper"))


def lower_name(name: str) -> str:
    """The name of an attribute inside a sentence: "Heel height" sinks, "LED color" stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def lower_start(phrase: str) -> str | None:
    """A phrase made ready to stand inside a sentence, or None where its capital may be a proper name's."""
    if phrase.startswith(("A ", "An ")):
        return phrase[:1].lower() + phrase[1:]
    if not phrase[:1].isupper() or not phrase[1:2].islower():
        return phrase
    first = phrase.split(" ", 1)[0]
    lowered = lower_first(phrase)
    if lowered[:1].islower():
        return lowered
    common = first.casefold().endswith(tuple(word_set("english", "common_endings")))
    return phrase[:1].lower() + phrase[1:] if common and first.casefold() not in word_set("english", "proper") else None


def with_article(phrase: str) -> str:
    """A singular noun phrase behind its indefinite article."""
    return f"{indefinite_article(phrase)} {phrase}"


def title_case(text: str) -> str:
    """Capitals for a headline; small words inside and words with their own capitals or digits stay as they are."""
    words = text.split(" ")

    def raised(index: int, word: str) -> str:
        after_figure = index > 0 and words[index - 1].replace(".", "").isdigit() and word in _unit_words()  # "350 ml"
        if not _SMALL_WORD.fullmatch(word) or after_figure or (index and word in _SMALL):
            return word
        return "-".join(capitalise(part) for part in word.split("-"))

    return " ".join(raised(index, word) for index, word in enumerate(words))


@cache
def _unit_words() -> frozenset[str]:
    return frozenset(spelling for unit in read_table("units")["units"].values() for spelling in unit["en"])


def join_list(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
