"""A kit held against the merchant's own words: what its texts rest on, and what of them may leave the studio."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from mmdemo.processing.text.clean import letters
from mmdemo.processing.text.ledger import Ledger, copy_ledger, grounded_copy
from mmdemo.schema import Copy, Kit, Product, Statement


def ledger_of(kit: Kit) -> Ledger:
    """The ledger of the kit's product, with what the merchant vouched for."""
    return _ledger(
        replace(kit.product, photo=None, more_photos=(), voice=None, logo=None, voice_sample=None),
        kit.request.confirmed,
    )


@lru_cache(maxsize=16)
def _ledger(product: Product, confirmed: tuple[str, ...]) -> Ledger:
    # A ledger remembers the statements it has judged, and a page is composed many times.
    return Ledger(product, confirmed)


def statements_of(kit: Kit) -> dict[str, tuple[Statement, ...]]:
    """Every statement of the kit's texts by the place it stands in ("bullets/0"); none without a copy."""
    return {} if kit.copy is None else copy_ledger(kit.copy, ledger_of(kit))


def to_confirm(kit: Kit) -> tuple[Statement, ...]:
    """The statements that wait to be confirmed, each once, in the order of the texts.

    A tag that waits for words which other texts wait for too is left out.
    """
    tagged: dict[bool, dict[str, Statement]] = {False: {}, True: {}}
    for place, statements in statements_of(kit).items():
        tagged["/tags/" in place] |= {statement.text: statement for statement in statements if statement.open}
    words = {letters(word) for statement in tagged[False].values() for word in statement.open}
    tags = (tag for text, tag in tagged[True].items() if not any(word in letters(text) for word in words))
    return (*tagged[False].values(), *tags)


def handed_on(kit: Kit, copy: Copy) -> Copy:
    """The copy without what waits to be confirmed."""
    return grounded_copy(copy, ledger_of(kit))


def grounded_kit(kit: Kit) -> Kit:
    """The kit as it may leave the studio: its copy without what waits to be confirmed."""
    if kit.copy is None:
        return kit
    asset = replace(kit.assets["copy"], payload=handed_on(kit, kit.copy))
    return replace(kit, assets={**kit.assets, "copy": asset})


def narration_behind(kit: Kit) -> bool:
    """True when the script was changed, or more of it confirmed, after the narration was spoken from it."""
    if kit.narration is None or kit.copy is None:
        return False
    return kit.narration.script != handed_on(kit, kit.copy).script
