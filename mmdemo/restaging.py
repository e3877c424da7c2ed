"""A listing's scenes made again in another setting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from mmdemo.context import Listener, RunContext
from mmdemo.intake.look import read_look
from mmdemo.look import BANNER_SIZES, Setting
from mmdemo.making import briefs_of
from mmdemo.registry import Registry, installed
from mmdemo.remaking import building_on, made_again
from mmdemo.schema import Kit

STAGED = {"scene", "concept", *(f"banner-{size}" for size in BANNER_SIZES)}
"""The kinds of picture that show a setting."""


def restage(
    kit: Kit,
    setting: Setting,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
    user: str = "",
) -> Iterator[Kit]:
    """Make every picture with a setting again in that one, and what is made from it, yielding the kit after each.

    Each keeps its take, so that a replay of the kit gives the same bytes; the merchant's own pictures stay. One that
    cannot be made is left out with its failure.

    Raises:
        InputError: there is no such setting (`field="look"`); nothing was made.
        Cancelled: `stop` was set; the kit handed in still holds.
    """
    look = read_look(replace(kit.request.look, setting=setting))
    staged = replace(kit, request=replace(kit.request, look=look))
    briefs = briefs_of(staged)
    again = building_on(briefs, *(brief.part for brief in briefs if brief.kind in STAGED))
    ctx = RunContext(kit.seed, stop=stop, listen=listen, user=user)
    yield from made_again(staged, kit, again, ctx, registry or installed())
