"""Request → Kit, on one screen: the intake, the scenario's briefs, a generator for each, and what is said of it.

`stream_kit` yields the kit each time it gains a part; `make_kit` drains it. `redo_part`, `edit_copy` and
`replace_picture` change one part of a finished kit and leave the bytes of the others alone.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mmdemo.context import Listener, Progress, RunContext
from mmdemo.errors import InputError
from mmdemo.intake import read_product
from mmdemo.intake.edits import read_copy
from mmdemo.intake.handover import read_handover
from mmdemo.intake.look import read_look
from mmdemo.intake.outline import read_outlines
from mmdemo.intake.photo import read_photo
from mmdemo.intake.promotion import read_promotion
from mmdemo.intake.sound import check_sound
from mmdemo.intake.vouched import check_seconds, read_confirmed
from mmdemo.making import briefs_of, planned_briefs, scenario_of, with_part
from mmdemo.narrating import HEARD, say_again
from mmdemo.provenance import made_by_merchant
from mmdemo.registry import Registry, installed
from mmdemo.schema import AUTO, Asset, Copy, Handover, Kit, Picture, Promotion, Request, digest


def stream_kit(
    request: Request,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
    user: str = "",
) -> Iterator[Kit]:
    """Make every part of a request, yielding the kit at once when it is planned and again after each part.

    `user` tells whose request it is, so that a busy device is shared fairly. A part that fails is recorded in
    `kit.failures`; the others are made all the same.

    Raises:
        InputError: the request cannot be used; nothing was made.
        Cancelled: `stop` was set; the last kit yielded holds what was made until then.
    """
    product = read_product(request)
    seed = secrets.randbits(31) if request.seed is None else request.seed
    outlines = read_outlines(request.outlines, product)
    check_seconds(request.script_seconds)
    check_sound(request.sound)
    registry = registry or installed()
    registry.check_voice(request.sound.voice, product.language, request.generators.get("speech", AUTO))
    if request.promotion is not None:
        read_promotion(request.promotion, product)
    request = replace(
        request,
        seed=seed,
        language=product.language,
        look=read_look(request.look),
        outlines=outlines,
        confirmed=read_confirmed(request.confirmed),
        handover=read_handover(request.handover, product),
    )
    kit = Kit(request, product, seed, ())
    planned = planned_briefs(kit, registry)
    kit = replace(kit, parts=tuple(brief.part for brief in planned))
    yield kit
    ctx = RunContext(seed, stop=stop, listen=listen, user=user)
    for brief in planned:
        kit = with_part(kit, brief, ctx.for_part(brief.part), registry)
        yield kit
        if brief.part == HEARD:
            for better in say_again(kit, ctx, registry):
                kit = better
                yield kit


def make_kit(
    request: Request,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
) -> Kit:
    """`stream_kit`, drained: the finished kit. Raises what it raises."""
    *_, kit = stream_kit(request, stop=stop, listen=listen, registry=registry)
    return kit


def redo_part(
    kit: Kit,
    part: str,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
    user: str = "",
) -> Kit:
    """Make one part again with a new seed of its own, after whatever it needs and lacks. The rest keeps its bytes.

    Raises:
        Cancelled: `stop` was set; the kit handed in still holds.
    """
    briefs = {brief.part: brief for brief in briefs_of(kit)}
    ctx = RunContext(kit.seed, stop=stop, listen=listen, user=user)
    for wanted in (*(need for need in briefs[part].needs if need not in kit.assets), part):
        kit = with_part(kit, briefs[wanted], ctx.for_part(wanted, _next_take(kit, wanted)), registry or installed())
    return kit


def edit_copy(kit: Kit, copy: Copy) -> Kit:
    """The kit with its texts replaced by the merchant's own, checked and marked as edited.

    Raises:
        InputError: a text is empty where one must be, or too long; `field` names it.
    """
    edited = read_copy(copy)
    asset = kit.assets["copy"]
    if edited == asset.payload:
        return kit
    provenance = replace(asset.provenance, edited=True)
    return replace(kit, assets={**kit.assets, "copy": replace(asset, payload=edited, provenance=provenance)})


def confirm(kit: Kit, statements: Sequence[str]) -> Kit:
    """The kit with these statements vouched for by the merchant, besides those that were before.

    Raises:
        InputError: there are too many of them (`field="confirmed"`).
    """
    confirmed = read_confirmed((*kit.request.confirmed, *statements))
    return replace(kit, request=replace(kit.request, confirmed=confirmed))


def hand_over(kit: Kit, handover: Handover, promotion: Promotion | None) -> Kit:
    """The kit with other wishes of how its files are written, and of the offer on a card; nothing is made again.

    Raises:
        InputError: a wish cannot be met; `field` names it.
    """
    if promotion is not None:
        read_promotion(promotion, kit.product)
    read = read_handover(handover, kit.product)
    return replace(kit, request=replace(kit.request, handover=read, promotion=promotion))


def replace_picture(kit: Kit, part: str, source: Path | bytes) -> Kit:
    """The kit with the merchant's own picture in the place of a made one, marked as edited.

    Raises:
        InputError: the file cannot be used, or other parts are made from this one (`field="photo"`).
    """
    if any(part in brief.needs for brief in briefs_of(kit)):
        raise InputError(
            "Other pictures are made from this one, so it cannot be replaced. Replace those instead.",
            "其他图片由这张图片生成，因此不能替换它。请替换那些图片。",
            field="photo",
        )
    own = read_photo(source)
    payload = Picture(own.data, own.width, own.height)
    if part in kit.assets:
        made = replace(kit.assets[part].provenance, edited=True, input_digest=digest(own.data))
        asset = replace(kit.assets[part], payload=payload, provenance=made)
    else:
        asset = Asset(part, payload, made_by_merchant(own.data, kit.seed))
    failures = {failed: failure for failed, failure in kit.failures.items() if failed != part}
    return replace(kit, assets={**kit.assets, part: asset}, failures=failures)


def compose_page(kit: Kit, media: Mapping[str, str], busy: bool = False, sketch: Progress | None = None) -> str:
    """The scenario's page as an HTML fragment. `media` gives the address of each picture and sound by part id.

    `sketch` is the latest report of a part in the making that brought something to see.
    """
    return scenario_of(kit).compose(kit, media, busy, sketch)


def _next_take(kit: Kit, part: str) -> int:
    takes = [kit.assets[part].provenance.take] if part in kit.assets else []
    takes += [kit.failures[part].take] if part in kit.failures else []
    return max(takes) + 1 if takes else 0
