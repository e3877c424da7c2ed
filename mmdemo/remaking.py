"""What the ways to make part of a kit again have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mmdemo.context import RunContext
from mmdemo.making import with_part
from mmdemo.registry import Registry
from mmdemo.schema import Brief, Kit


def building_on(briefs: Sequence[Brief], *parts: str) -> list[Brief]:
    """The briefs of some parts and of all that needs them, at first or second hand, in the planned order."""
    found: dict[str, Brief] = {}
    for brief in briefs:
        if brief.part in parts or any(need in found for need in brief.needs):
            found[brief.part] = brief
    return list(found.values())


def take_of(kit: Kit, part: str) -> int:
    """How often the merchant asked for a part again."""
    if part in kit.assets:
        return kit.assets[part].provenance.take
    return kit.failures[part].take if part in kit.failures else 0


def without(kit: Kit, part: str) -> Kit:
    """The kit before that part was made."""
    return replace(kit, assets={made: asset for made, asset in kit.assets.items() if made != part})


def made_again(kit: Kit, before: Kit, briefs: Sequence[Brief], ctx: RunContext, registry: Registry) -> Iterator[Kit]:
    """`kit` after each of these parts, with the take it had `before`; the merchant's own pictures stay."""
    for brief in briefs:
        made = brief.part in before.assets or brief.part in before.failures or brief.part not in before.parts
        own = brief.part in before.assets and before.assets[brief.part].provenance.edited
        if made and not own:
            take = ctx.for_part(brief.part, take_of(before, brief.part))
            kit = with_part(without(kit, brief.part), brief, take, registry)
            yield kit
