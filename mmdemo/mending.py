"""A cutout mended by the merchant: made again along its new outline, and with it all that was made from it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from mmdemo.context import Listener, RunContext
from mmdemo.intake.outline import cutout_parts, photos_of, read_outlines
from mmdemo.intake.photo import photo_file
from mmdemo.making import briefs_of, planned_briefs, with_part
from mmdemo.outline import Outline
from mmdemo.registry import Registry, installed
from mmdemo.remaking import building_on, made_again, take_of, without
from mmdemo.schema import Kit, Request


def mend_cutout(
    kit: Kit,
    part: str,
    outline: Outline,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
    user: str = "",
) -> Iterator[Kit]:
    """Make a cutout again along an outline, then what was made from it, yielding the kit after each part.

    Every part keeps its take, so that a replay of the kit gives the same bytes. Copy, narration and the merchant's own
    pictures stay. `UNMENDED` goes back to the outline that was found. If the cutout cannot be made, the kit keeps the
    old one and its outline, and the failure says why; a later part that cannot be made is left out with its failure,
    because the old one shows another cutout.

    Raises:
        InputError: the outline cannot be used, or `part` is no cutout of this kit (`field="outline"`); nothing was
            made.
        Cancelled: `stop` was set; the kit handed in still holds.
    """
    outlines = {**kit.request.outlines, part: outline}
    mended = replace(kit, request=replace(kit.request, outlines=read_outlines(outlines, kit.product)))
    ctx = RunContext(kit.seed, stop=stop, listen=listen, user=user)
    registry = registry or installed()
    mended = replace(mended, parts=_planned_again(mended, part, registry))
    cutout, *later = building_on(briefs_of(mended), part)
    mended = with_part(without(mended, part), cutout, ctx.for_part(part, take_of(kit, part)), registry)
    if part not in mended.assets:
        yield replace(kit, failures={**kit.failures, part: mended.failures[part]})
        return
    yield mended
    yield from made_again(mended, kit, later, ctx, registry)


def kept_outlines(kit: Kit, request: Request) -> dict[str, Outline]:
    """What was mended in a kit, for those of its photos that a new request brings again, by the part of the cutout."""
    known = [(photo, kit.request.outlines.get(part)) for part, photo in photos_of(kit.product).items()]
    files = [(photo_file(photo), outline) for photo, outline in known if outline is not None]
    given = () if request.photo is None else (request.photo, *request.more_photos)
    parts = zip(cutout_parts(len(given)), given, strict=True)
    sources = {part: source if isinstance(source, bytes) else source.read_bytes() for part, source in parts}
    return {part: outline for part, data in sources.items() for file, outline in files if file == data}


def _planned_again(kit: Kit, part: str, registry: Registry) -> tuple[str, ...]:
    """The planned parts, and again the optional ones that the old cutout had nothing to show for."""
    again = (brief.part for brief in building_on(planned_briefs(kit, registry), part))
    return tuple(brief.part for brief in briefs_of(replace(kit, parts=(*kit.parts, *again))))
