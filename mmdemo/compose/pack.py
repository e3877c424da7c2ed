"""A listing packed for a marketplace: its pictures made to keep the rules, its texts made to fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import lru_cache

from mmdemo.compose.grounding import handed_on
from mmdemo.errors import NothingToShow
from mmdemo.markets import Market, MarketText, Violation, check, fit, picture_wording, read_market
from mmdemo.markets.as_written import as_written
from mmdemo.markets.emptied import Emptied, emptied_fields
from mmdemo.markets.picture_check import Made, PictureFacts, check_count, check_picture
from mmdemo.markets.picture_fix import fix_picture
from mmdemo.markets.pictures import PictureSlot, read_pictures
from mmdemo.picture import Region
from mmdemo.schema import Kit, Message

CUTOUT = "image/cutout"
_MADE_SURROUNDINGS = ("scene", "banner")
_WITH_WORDS = ("size", "banner", "card")


@dataclass(frozen=True)
class PackPicture:
    """A picture for a slot, made of a part of the kit; sizes in pixels.

    `before` are the rules that the kit's own picture does not keep, `after` those that `data` does not.
    """

    slot: PictureSlot
    part: str
    data: bytes
    name: str
    width: int
    height: int
    before: tuple[Violation, ...]
    after: tuple[Violation, ...]


@dataclass(frozen=True)
class LeftOut:
    """A part that cannot stand in a slot, or, where `part` is None, a slot that nothing suits; and what to do."""

    slot: PictureSlot
    part: str | None
    reason: Message


@dataclass(frozen=True)
class Pack:
    """What goes to one marketplace. `violations` are of its texts and of the number of its pictures.

    `emptied` are the fields whose text found no place; what was wrong with it is not mended, but gone.
    """

    market: Market
    pictures: tuple[PackPicture, ...]
    left_out: tuple[LeftOut, ...]
    texts: tuple[MarketText, ...]
    violations: tuple[Violation, ...]
    emptied: tuple[Emptied, ...]


def pack_of(kit: Kit, market_id: str, tick: Callable[[], None] = lambda: None) -> Pack:
    """A kit packed for a marketplace. `tick` is called before each picture, so that it can raise once Stop is set.

    Raises:
        OSError: there is no such marketplace.
    """
    market, wanted = read_market(market_id), read_pictures(market_id)
    pictures: list[PackPicture] = []
    left_out: list[LeftOut] = []
    for slot in wanted.slots:
        filled, refused = _fill(kit, slot, tick)
        pictures += filled
        left_out += refused
    texts: tuple[MarketText, ...] = ()
    emptied: tuple[Emptied, ...] = ()
    if kit.copy is not None:
        copy = handed_on(kit, kit.copy)
        texts = fit(copy, kit.product, market)
        emptied = emptied_fields(as_written(copy, kit.product.language, market), texts, market)
    violations = (*check(texts, kit.product, market), *check_count(len(pictures), wanted, market))
    return Pack(market, tuple(pictures), tuple(left_out), texts, violations, emptied)


def pack_files(pack: Pack) -> dict[str, bytes]:
    """The pictures of a pack by path, under the names that the marketplace knows ("markets/amazon/MAIN.jpg")."""
    return {f"markets/{pack.market.id}/{picture.name}": picture.data for picture in pack.pictures}


def _fill(kit: Kit, slot: PictureSlot, tick: Callable[[], None]) -> tuple[list[PackPicture], list[LeftOut]]:
    """The pictures for a slot: the first part that keeps every rule, or as many as there are places."""
    filled: list[PackPicture] = []
    refused: list[LeftOut] = []
    for part in suited(kit, slot):
        tick()
        made = _made(kit, part, slot, len(filled) if slot.most > 1 else 0)
        if isinstance(made, LeftOut):
            refused.append(made)
            continue
        filled.append(made)
        if len(filled) == slot.most > 1 or (slot.most == 1 and not made.after):
            break
    if slot.most == 1 and filled:
        return [min(filled, key=lambda picture: len(picture.after))], refused
    return filled, refused if filled or refused else [LeftOut(slot, None, picture_wording.missing(slot))]


def suited(kit: Kit, slot: PictureSlot) -> list[str]:
    """The parts of the kit that suit a slot, best first."""
    return list(dict.fromkeys(part for wish in slot.sources for part in kit.pictures if fnmatchcase(part, wish)))


def _made(kit: Kit, part: str, slot: PictureSlot, place: int) -> PackPicture | LeftOut:
    picture = kit.pictures[part]
    data, product = picture.data, picture.product
    if part == CUTOUT:
        data, product = _placed(data)
    facts = PictureFacts(f"{part.removeprefix('image/')}.png", product, _how_made(kit, part))
    before = check_picture(data, slot, facts)
    lasting = next((rule for rule in slot.rules if rule.kind in facts.made), None)
    if lasting is not None:
        return LeftOut(slot, part, picture_wording.broken(slot, lasting, "").message)
    try:
        fixed = fix_picture(data, slot, facts)
    except NothingToShow as error:
        return LeftOut(slot, part, error.message)
    name = slot.file_name(place)
    after = check_picture(fixed.data, slot, replace(facts, name=name, product=fixed.product))
    blocking = [violation for violation in after if violation.blocks]
    if blocking:
        return LeftOut(slot, part, blocking[0].message)
    return PackPicture(slot, part, fixed.data, name, fixed.width, fixed.height, before, after)


def _how_made(kit: Kit, part: str) -> frozenset[Made]:
    """A picture that the merchant put in the place of a made one shows nothing made, as far as anybody knows."""
    kind = part.removeprefix("image/")
    made: set[Made] = {"concept"} if kit.pictures[part].concept else set()
    if not kit.assets[part].provenance.edited:
        made |= {"scene"} if kind.startswith(_MADE_SURROUNDINGS) else set()
        made |= {"words"} if kind.startswith(_WITH_WORDS) else set()
    return frozenset(made)


@lru_cache(maxsize=4)
def _placed(cutout: bytes) -> tuple[bytes, Region]:
    """A cutout on white as a PNG, and where it lies there."""
    # OpenCV comes with these, and most packs do without.
    from mmdemo.processing.image.arrays import decode, encode
    from mmdemo.processing.image.placement import on_white

    pixels, placed = on_white(decode(cutout))
    return encode(pixels), placed.region
