"""A recorded kit made again: the same takes, the same edits, the same failures left out, the same video."""

from __future__ import annotations

import threading
from dataclasses import replace

from mmdemo.context import Listener, RunContext
from mmdemo.errors import GenerationError, InputError
from mmdemo.export.recipe import Recipe
from mmdemo.filming import VIDEO, make_video
from mmdemo.intake.edits import read_script
from mmdemo.making import briefs_of, with_part, with_script
from mmdemo.narrating import NARRATION, replace_narration
from mmdemo.pipeline import edit_copy, replace_picture, stream_kit
from mmdemo.provenance import MERCHANT
from mmdemo.registry import Registry, installed
from mmdemo.runtime.device import MADE_SMALLER
from mmdemo.schema import AUTO, Failure, Kit, Storyboard


def replay_kit(
    recipe: Recipe,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
) -> Kit:
    """Make a recorded kit again: the same takes, the same edits, the same failures left out.

    A video that cannot be made here is recorded in `failures`, as any part that cannot.

    Raises:
        InputError: the recipe's request cannot be used.
        Cancelled: `stop` was set.
    """
    registry = registry or installed()
    kit = replace(next(stream_kit(recipe.request, registry=registry)), parts=recipe.planned)
    for brief in briefs_of(kit):
        made = recipe.parts.get(brief.part)
        if made is not None and made.used != MERCHANT:
            ctx = RunContext(kit.seed, stop=stop, listen=listen).for_part(brief.part, made.take)
            if made.smaller:
                ctx = ctx.frugally()
            given = kit
            if made.script is not None:
                given = with_script(kit, read_script(made.script))
            specs = [spec for spec in registry.specs(brief.modality) if spec.id == made.used]
            problem = None if made.reason == MADE_SMALLER else made.reason
            remade = with_part(given, brief, ctx, registry, specs, problem)
            if any(made.takes):
                # As it came about: a voice that speaks several sentences at once needs all of them for the first take.
                brief = replace(brief, takes=made.takes, earlier=remade.narration)
                remade = with_part(remade, brief, ctx, registry, specs, problem)
            kit = replace(remade, assets={**remade.assets, **kit.assets})
        if brief.part == "copy" and kit.copy is not None and recipe.edited_copy is not None:
            kit = edit_copy(kit, recipe.edited_copy)
        if brief.part in recipe.edited_pictures:
            kit = replace_picture(kit, brief.part, recipe.edited_pictures[brief.part])
        if brief.part == NARRATION and recipe.recording:
            kit = replace_narration(kit, recipe.recording, None if made is None else made.script)
    kit = replace(kit, failures={**kit.failures, **recipe.failures})
    return kit if recipe.storyboard is None else _filmed(kit, recipe.storyboard, stop, listen)


def _filmed(kit: Kit, board: Storyboard, stop: threading.Event | None, listen: Listener | None) -> Kit:
    try:
        return make_video(kit, board, stop=stop, listen=listen)
    except (GenerationError, InputError) as error:  # FFmpeg is missing, or a picture that it shows
        return replace(kit, failures={**kit.failures, VIDEO: Failure(VIDEO, AUTO, error.message)})
