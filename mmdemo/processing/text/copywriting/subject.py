"""How the texts call the product: its full name, a name short enough to say, its noun, number and measure word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from mmdemo.processing.text import chinese, english
from mmdemo.processing.text.clean import letters
from mmdemo.processing.text.language import script_shares
from mmdemo.processing.text.lexicon import read_table, word_set
from mmdemo.schema import Product

# A name longer than this cannot be said in a sentence; only its first whole words are.
_SPOKEN_CHARACTERS = {"en": 48, "zh": 20}
_HEAD_END = re.compile(r"\s+(?:with|for|of|in|from|by|to|and)\s|[,(（|/–—]|\s-\s", re.IGNORECASE)


@dataclass(frozen=True)
class Subject:
    """`name` is brand and name, `own_name` the name without the brand.

    `spoken` is as much of it as a sentence can carry, `rest` the telling pieces left over (Chinese only).

    `noun` is the kind of thing where the merchant's own words tell it ("mug", "马克杯"), with its Chinese measure word.
    `kinds` are the English words, in the singular, that name and category end in: what the product may be called.
    """

    name: str
    own_name: str
    spoken: str
    noun: str | None
    plural: bool = False
    measure: str = "款"
    rest: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


def find_subject(product: Product) -> Subject:
    """Name the product in the language of the listing."""
    name = _with_brand(product)
    if product.language == "zh":
        noun, measure = _chinese_noun(product)
        spoken, rest = _shortened_chinese(name, noun)
        return Subject(name, product.name, spoken, noun, measure=measure, rest=tuple(filter(_tells, rest)))
    noun, plural = _english_noun(product)
    spoken, _ = _shortened(name, _SPOKEN_CHARACTERS["en"])
    return Subject(name, product.name, spoken, noun, plural, kinds=_kinds(product, noun))


def _kinds(product: Product, noun: str | None) -> frozenset[str]:
    """ "Headlights - Dual-Beam" under "Bike Lights" may be called a headlight, a beam or a light."""
    phrases = [*re.split(r"\s[-–—]\s|[,/(]", product.name), product.category, noun or ""]
    heads = [english.words_of(_HEAD_END.split(phrase, maxsplit=1)[0])[-1:] for phrase in phrases]
    return frozenset(english.singular(word) for head in heads for word in head)


def _with_brand(product: Product) -> str:
    """Brand and name; a brand that the name already holds is not said twice."""
    if not product.brand or letters(product.brand) in letters(product.name):
        return product.name
    if product.language == "zh":
        return chinese.abut(product.brand, product.name)
    return f"{product.brand} {product.name}"


def _shortened(name: str, most: int) -> tuple[str, list[str]]:
    """As many whole words as fit into `most` characters, and the words left over; a name without blanks is not cut."""
    words = name.split(" ")
    kept = 1
    while kept < len(words) and len(" ".join(words[: kept + 1])) <= most:
        kept += 1
    while (
        kept < len(words) and kept > 1 and words[kept - 1].casefold().strip("&+,-–") in word_set("english", "weak_ends")
    ):
        kept -= 1
    return " ".join(words[:kept]).rstrip(" ,;-–—，、"), words[kept:]


def _shortened_chinese(name: str, noun: str | None) -> tuple[str, list[str]]:
    """Shorten at blanks, without breaking a run of Latin words; a name without blanks ends behind its first noun."""
    if name.isascii():
        return _shortened(name, _SPOKEN_CHARACTERS["en"])[0], []
    spoken, rest = _shortened(name, _SPOKEN_CHARACTERS["zh"])
    words = spoken.split(" ")
    if rest and rest[0].isascii() and words[-1].isascii() and sum(not word.isascii() for word in words) > 1:
        while words[-1].isascii():
            rest.insert(0, words.pop())
        return " ".join(words), rest
    if noun and noun in spoken and len(spoken) > _SPOKEN_CHARACTERS["zh"]:
        end = spoken.index(noun) + len(noun)
        return spoken[:end], [spoken[end:], *rest]
    return spoken, rest


def _tells(piece: str) -> bool:
    """Whether a piece of a name can stand alone as a point: Chinese words, or a figure with its unit ("128GB")."""
    figure = any(map(str.isdigit, piece)) and any(map(str.isalpha, piece))
    return len(piece) > 1 and (figure or not piece.isascii())


@cache
def _english_nouns() -> frozenset[str]:
    nouns = (noun for category in read_table("categories").values() for noun in category["nouns_en"])
    return frozenset(form for noun in nouns for form in (noun, english.singular_phrase(noun)))


@cache
def _plural_kinds() -> frozenset[str]:
    """Nouns that the lexicon gives in the plural, for they are sold in pairs or heaps: "running shoes"."""
    nouns = (noun for category in read_table("categories").values() for noun in category["nouns_en"])
    return frozenset(noun for noun in nouns if english.is_plural(noun.split(" ")[-1]))


def _english_noun(product: Product) -> tuple[str | None, bool]:
    """The noun a name ends in, and whether it is plural: "Salt & Pepper Shakers" gives ("shakers", True)."""
    head = _HEAD_END.split(product.name, maxsplit=1)[0].strip() or product.name
    words = [word.casefold() for word in head.split(" ")]
    for length in (2, 1):
        noun = " ".join(words[-length:])
        if noun in _english_nouns() or english.singular_phrase(noun) in _english_nouns():
            return noun, english.is_plural(words[-1])
    category = product.category.casefold().strip()
    if category in _plural_kinds():
        return category, True
    category = english.singular_phrase(category)
    if category in _english_nouns():
        return category, english.is_plural(category)
    # An unknown last word tells its number only where it is an English word and not the maker's name.
    is_word = words[-1].isascii() and words[-1].isalpha() and letters(words[-1]) not in letters(product.brand)
    return None, len(words) > 1 and is_word and english.is_plural(words[-1])


@cache
def _measures() -> dict[str, str]:
    return {
        noun: measure for entry in read_table("categories").values() for noun, measure in entry["measure_zh"].items()
    }


def _chinese_noun(product: Product) -> tuple[str | None, str]:
    """The noun that ends latest in the name, the longest of those, else one in the category; and its measure word."""
    for text in (product.name, product.category):
        found = [(text.rfind(noun) + len(noun), len(noun), noun) for noun in _measures() if noun in text]
        # A single character is a noun only at the end: "杯" in "马克杯", not in "杯垫".
        fitting = [entry for entry in found if entry[1] > 1 or entry[0] == len(text)]
        # "积木桌" is a table and "手机壳" a case: what goes on in another noun is no phone.
        others = word_set("chinese", "other_heads")
        fitting = [entry for entry in fitting if re.split(r"[\s\d(（【/]", text[entry[0] :])[0] not in others]
        if fitting:
            noun = max(fitting)[2]
            # "这块皂" reads ill: a single character is said as "香皂".
            said = noun if len(noun) > 1 else read_table("chinese")["noun_forms"].get(noun)
            return said, _measures()[noun]
    return None, "款"


def english_name(subject: Subject) -> str:
    """The spoken name with its article: "the Bamboo Glass Jar"; a name that brings its own determiner keeps that."""
    first = subject.spoken.split(" ", 1)[0].casefold()
    own = first in {"the", "a", "an", "my", "your", "our", "his", "her", "their", "this", "these"}
    if own or script_shares(subject.spoken).latin == 0:
        return subject.spoken
    # "Dark chocolate bar" began a line; inside a sentence it is a dark chocolate bar.
    typed_as_sentence = all(word.islower() for word in subject.spoken.split(" ")[1:])
    small = english.lower_start(subject.spoken) if typed_as_sentence else None
    return f"the {small or subject.spoken}"
