"""Which mock-up shows a product of which there is no photo, told by its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mmdemo.processing.text.lexicon import read_table
from mmdemo.processing.text.scene_prompt import kind_of_goods
from mmdemo.schema import Product

# What follows one of these tells of the thing and does not name it: "jar with lid", "mug for coffee", "bottle, 500 ml".
ENDS_A_NAME = re.compile(r"\b(?:with|for|of|in|from|by|and|on|to|without)\b|[,;:(\[|/+–—-]\s|\d|[（，、；：｜【]")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|[\u4e00-\u9fff]+")


def choose_shape(product: Product) -> str:
    """The name of a mock-up in `assets/mockups`: by the name, else the category, else the kind of goods.

    In both languages the thing itself is named last: "coffee mug" is a mug, "mug rack" and "手机壳" are neither a mug
    nor a phone. What cannot be modelled gets a labelled carton, bag or tag.
    """
    for text in (product.name, product.category):
        found = _named(text.casefold())
        if found:
            return found
    table = read_table("shapes")
    return str(table["kinds"].get(kind_of_goods(product), table["otherwise"]))


def _named(text: str) -> str:
    """The shape of the last thing named in the first phrase that names one; "" if none does.

    Where there are Chinese words they are read first: the Latin ones are brands and models.
    """
    phrases = [WORD.findall(phrase) for phrase in ENDS_A_NAME.split(text)]
    runs = [run for words in phrases for run in reversed(words) if not run.isascii()]
    latin = [[word for word in words if word.isascii()] for words in phrases]
    return next(filter(None, (*map(_chinese, runs), *map(_english, latin))), "")


def _english(words: list[str]) -> str:
    """The shape of the last noun of a phrase: colours and sizes come after it and name nothing."""
    for end in range(len(words), 0, -1):
        for last in _singulars(words[end - 1]):
            if last in _accessories("en"):
                return str(read_table("shapes")["otherwise"])
            for start in range(max(0, end - 3), end):
                shape = _nouns("en").get(" ".join((*words[start : end - 1], last)))
                if shape:
                    return shape
    return ""


def _singulars(word: str) -> tuple[str, ...]:
    return word, *((word.removesuffix("s"), word.removesuffix("es")) if word.endswith("s") else ())


def _chinese(run: str) -> str:
    """The shape of the noun that ends last in a run of Chinese, the longest of those."""
    found = [(at + len(noun), len(noun), shape) for noun, shape in _nouns("zh").items() if (at := run.rfind(noun)) >= 0]
    if not found:
        return ""
    end, _, shape = max(found)
    return str(read_table("shapes")["otherwise"]) if run[end:].startswith(tuple(_accessories("zh"))) else shape


@cache
def _nouns(language: str) -> Mapping[str, str]:
    table = read_table("shapes")["nouns"]
    return {noun: shape for shape, nouns in table.items() for noun in nouns[language].split("|")}


@cache
def _accessories(language: str) -> frozenset[str]:
    return frozenset(read_table("shapes")["accessories"][language].split("|"))
