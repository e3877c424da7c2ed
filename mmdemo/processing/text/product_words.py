"""What a product is and looks like, in plain English words, from a listing in either language.

Picture models know English best. Chinese is put over word by word from `assets/lexicon/scenes.json`; what the table
does not hold is left out rather than passed on, and the category speaks instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.clean import clean_line
from mmdemo.processing.text.language import script_shares
from mmdemo.processing.text.lexicon import read_table
from mmdemo.schema import Product

LONGEST_NAME = 80  # characters of an English name; what follows is rarely about its look
MOST_LOOKS = 4

# Tokenizers turn "<|im_start|>", "<think>" or "</s>" in a text into control tokens; without these signs they cannot.
_CONTROL = re.compile(r"[<>|{}\[\]\\`]+")
_HAN_RUN = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]+")


class _Found(NamedTuple):
    kind: Literal["thing", "look", "aside"]
    english: str


def english_words(text: str) -> frozenset[str]:
    """The words of a text that are spelled with plain letters, in lower case."""
    return frozenset(re.findall(r"[a-z]+", text.casefold()))


def harmless(text: str) -> str:
    """Text that somebody typed, as one line in which no tokenizer finds a control token."""
    return clean_line(_CONTROL.sub(" ", text))


def without_han(text: str) -> str:
    """What is left of a text for a reader of English: Chinese runs and their punctuation go."""
    return clean_line(_HAN_RUN.sub(" ", text)).strip(" ,.;:-/")


def product_in_english(product: Product) -> str:
    """The product in a few English words: "handmade ceramic mug"; without the brand; "product" if nothing is known."""
    return _said(_without_brand(product)) or _said(product.category) or str(read_table("scenes")["phrases"]["unnamed"])


def looks_in_english(product: Product) -> tuple[str, ...]:
    """Materials, colours and finishes that name and facts speak of, in their order, each once.

    A fact that denies something ("BPA free", "不含塑料") is left out whole.
    """
    subject = english_words(product_in_english(product))
    found: dict[str, None] = {}
    for fact in product.facts:
        if not _denies(fact.text):
            found |= dict.fromkeys(_looks_of(fact.value))
    return tuple(look for look in found if not english_words(look) <= subject)[:MOST_LOOKS]


def _said(text: str) -> str:
    """A name or category in English, or "" where no word of it is known to be a thing."""
    text = harmless(text)
    if script_shares(text).han == 0:
        return text if len(text) <= LONGEST_NAME else text[:LONGEST_NAME].rpartition(" ")[0]
    looks: dict[str, None] = {}
    thing = ""
    for found in _scan(text):
        if found.kind == "aside" and thing:
            break  # what follows comes with the product: "马克杯 带勺子" is a mug
        if found.kind == "thing":
            thing = found.english  # the last noun is the head: "茶叶罐" is a jar
        elif found.kind == "look":
            looks[found.english] = None
    telling = [look for look in looks if not english_words(look) <= english_words(thing)]
    return " ".join([*telling[:MOST_LOOKS], thing]) if thing else ""


def _without_brand(product: Product) -> str:
    return re.sub(re.escape(product.brand), " ", product.name, flags=re.IGNORECASE) if product.brand else product.name


def _scan(text: str) -> Iterator[_Found]:
    """The known Chinese words of a text, the longest at each place."""
    table = read_table("scenes")
    for match in _pattern().finditer(text):
        word = match[0]
        if word in table["things"]:
            # "包" is a bag at the end of a name and packaging in the middle of a word
            if len(word) > 1 or not re.match(f"[{HAN}]", text[match.end() :]):
                yield _Found("thing", table["things"][word])
        elif word in table["looks"]:
            yield _Found("look", table["looks"][word])
        else:
            yield _Found("aside", "")


@cache
def _pattern() -> re.Pattern[str]:
    table = read_table("scenes")
    words = sorted([*table["things"], *table["looks"]], key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, words), rf"[\s,，/（(+＋{table['asides']}]"]))


@cache
def _english_looks() -> re.Pattern[str]:
    looks = sorted(set(read_table("scenes")["looks"].values()), key=lambda look: (-len(look), look))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, looks))})(?![\w-])", re.IGNORECASE)


def _looks_of(text: str) -> Iterable[str]:
    if script_shares(text).han > 0:
        return [found.english for found in _scan(text) if found.kind == "look"]
    return [match[0].lower() for match in _english_looks().finditer(text)]


def _denies(text: str) -> bool:
    denials = read_table("scenes")["denials"]
    return not english_words(text).isdisjoint(denials["en"].split()) or any(
        word in text for word in denials["zh"].split()
    )
