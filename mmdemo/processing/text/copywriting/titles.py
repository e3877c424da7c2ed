"""The titles a listing could have, and which of them it gets."""

from __future__ import annotations

from itertools import permutations

from mmdemo.processing.text.copywriting.draft import Draft

_LABELS = 5
_MOST_LABELS = 3
_ENOUGH = 60


def listing_title(draft: Draft, turn: int) -> str:
    """One of the titles that can be made of the name and the product's most telling labels.

    Counting `turn` up goes round them all, so that as many listings in a row as there are titles have each their own.
    """
    titles = possible_titles(draft)
    return titles[turn % len(titles)]


def possible_titles(draft: Draft) -> list[str]:
    """Every title within the limit, the fullest first: the name with up to three of five labels in any order.

    The category, which buyers search for, stands behind some of them.
    """
    voice, product, chosen = draft.voice, draft.product, draft.labels[:_LABELS]
    found: dict[str, None] = {}
    for count in range(min(_MOST_LABELS, len(chosen)), -1, -1):
        for order in permutations(chosen, count):
            for title in voice.titles(order, draft.kind, product.brand):
                found.setdefault(title)
                if filed := voice.filed(title, product.category):
                    found.setdefault(filed)
            if len(found) >= _ENOUGH:
                return list(found)
    return list(found)
