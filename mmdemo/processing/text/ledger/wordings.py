"""Claims told by their wording, whatever word is in it: superlatives, comparisons, "was £36", "lint-free", "防烫"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mmdemo.processing.text.chinese import HAN
from mmdemo.processing.text.ledger.claim import Claim
from mmdemo.processing.text.lexicon import read_table


@cache
def _wordings() -> re.Pattern[str]:
    table = read_table("concepts")
    superlatives, beginnings = table["superlatives"], table["beginnings_zh"]
    counting = "".join(rf"(?<!\b{word} )" for word in superlatives["most_after"])
    others = "|".join(table["comparisons"]["than_zh"])
    than = "|".join(table["comparisons"]["not_than"])
    return re.compile(
        rf"(?<![a-z]){counting}most (?!(?:{'|'.join(superlatives['not_most'])})\b)[a-z-]{{3,24}}"
        rf"|(?<![a-z])(?:more|less) [a-z-]{{3,24}} than\b|(?<![a-z])(?!(?:{than}) )[a-z]{{2,20}}er than\b"
        rf"|(?<![a-z-])[a-z]{{2,24}}-(?:{'|'.join(table['endings']['hyphened'])})(?![a-z-])"
        rf"|(?<![a-z-])[a-z]{{2,24}} (?:{'|'.join(table['endings']['spaced'])})(?![a-z-])"
        r"|(?<![a-z])was (?:only |just )?(?:us|ca|au)?[$£€¥]\s?\d[\d.,]{0,12}"
        rf"|最(?!{'|'.join(superlatives['not_zh'])})[{HAN}]{{1,2}}"
        rf"|比(?:(?:{others})[^，。！？；、,.!?\s]{{1,12}}?(?:还|都)|[^，。！？；、,.!?\s]{{1,12}}?(?:更|还要))(?=[{HAN}])"
        rf"|(?<![{beginnings['not_before']}])(?!{'|'.join(beginnings['not'])})[{beginnings['begins']}][{HAN}]"
    )


@cache
def _signs() -> tuple[str, ...]:
    """One of these stands in every such wording: most sentences have none, and need no closer look."""
    table = read_table("concepts")
    return ("most ", " than", "was ", "最", "比", *table["beginnings_zh"]["begins"], *table["endings"]["hyphened"])


def wordings(text: str) -> Iterator[Claim]:
    """The claims in a plain text in lower case; what a fact words alike grounds them."""
    if not any(sign in text for sign in _signs()):
        return
    for found in _wordings().finditer(text):
        key = ("wording", found[0].replace("-", " "))
        yield Claim(found.start(), found.end(), (key,), ((key,),))
