"""What the ways to make part of a kit again have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mmdemo.context import RunContext
from mmdemo.errors import InputError
from mmdemo.intake.price import read_price
from mmdemo.intake.sound import check_sound
from mmdemo.making import briefs_of, with_part
from mmdemo.registry import Registry
from mmdemo.schema import Brief, Kit, Request
from mmdemo.sound import WISHES, Sound


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


def handed_on(request: Request, before: Kit) -> Request:
    """A new request with what was wished of the files of the listing before it.

    What belongs to one product (its numbers, its stock, its offer) goes along only where the new request is for the
    same product, the offer only at the same price, and a former price only above it.
    """
    earlier, same = before.request, request.name.strip() == before.request.name.strip()
    handover = earlier.handover if same else replace(earlier.handover, sku="", barcode="", stock=None, was_price="")
    if not _is_above(handover.was_price, request.price):
        handover = replace(handover, was_price="")
    offer = earlier.promotion if same and request.price == earlier.price else None
    return replace(request, handover=handover, promotion=offer)


def _is_above(former: str, price: str) -> bool:
    try:
        # Whatever a bare figure counts in, it is the same for both.
        before, now = read_price(former, "en"), read_price(price, "en")
    except InputError:
        return False
    return before is not None and now is not None and before.currency == now.currency and before.amount > now.amount


def with_wishes(kit: Kit, part: str, sound: Sound, narrator: str, registry: Registry) -> Kit:
    """The kit with what the merchant wishes by now of its narration or its music, before that part is made again.

    What is wished of the other parts stays as it was when they were made, so that a replay makes them so again.

    Raises:
        InputError: no voice has that name in the listing's language (`field="narrator_voice"`), there is no such wish,
            or music was asked for and wished away (`field="sound"`).
    """
    check_sound(sound)
    modality = next(brief.modality for brief in briefs_of(kit) if brief.part == part)
    if modality not in WISHES:
        return kit
    if modality == "music" and sound.mood == "none":
        raise InputError(
            "Music is switched off under Sound in the form. Choose a mood there, then try again.",
            "表单的“声音”中已关闭音乐。请先选择一种情绪，再重试。",
            field="sound",
        )
    generators = dict(kit.request.generators)
    if modality == "speech":
        registry.check_voice(sound.voice, kit.product.language, narrator)
        generators["speech"] = narrator
    wishes = {name: getattr(sound, name) for name in WISHES[modality]}
    wished = replace(kit.request, sound=replace(kit.request.sound, **wishes), generators=generators)
    return replace(kit, request=wished)


def made_again(kit: Kit, before: Kit, briefs: Sequence[Brief], ctx: RunContext, registry: Registry) -> Iterator[Kit]:
    """`kit` after each of these parts, with the take it had `before`; the merchant's own pictures stay."""
    for brief in briefs:
        made = brief.part in before.assets or brief.part in before.failures or brief.part not in before.parts
        own = brief.part in before.assets and before.assets[brief.part].provenance.edited
        if made and not own:
            take = ctx.for_part(brief.part, take_of(before, brief.part))
            kit = with_part(without(kit, brief.part), brief, take, registry)
            yield kit
