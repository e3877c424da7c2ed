"""A narration changed after it was made: a sentence said again, a recording in its place, the misheard repeated."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mmdemo.compose.grounding import handed_on
from mmdemo.context import Listener, RunContext
from mmdemo.errors import InputError
from mmdemo.intake.recording import read_recording
from mmdemo.making import briefs_of, with_part, with_script
from mmdemo.provenance import made_by_merchant
from mmdemo.registry import Registry, installed
from mmdemo.remaking import take_of, without
from mmdemo.schema import Asset, Brief, Kit, Narration, Transcript

NARRATION, HEARD = "narration", "narration/heard"
WORST = 0.2
"""The share of wrong words from which on a sentence is said again."""

ROUNDS = 2


def redo_sentence(
    kit: Kit,
    number: int,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
    user: str = "",
) -> Iterator[Kit]:
    """Let the same narrator say one sentence again in another way; the others keep their sound.

    What was heard of the narration is heard anew, so the kit is yielded once or twice.

    Raises:
        InputError: the narration has no such sentence, or nobody spoke it (`field="narration"`).
        Cancelled: `stop` was set; the kit handed in still holds.
    """
    narration = kit.narration
    if narration is None or not 0 <= number < len(narration.takes):
        raise InputError(
            "This narration has no such sentence to say again. Make the narration first.",
            "旁白里没有可以重读的这一句。请先生成旁白。",
            field="narration",
        )
    registry = registry or installed()
    ctx = RunContext(kit.seed, stop=stop, listen=listen, user=user)
    takes = [take.number for take in narration.takes]
    takes[number] += 1
    again = _spoken(kit, narration, takes, ctx, registry)
    yield again
    if again.narration is not narration and HEARD in again.parts:
        yield _heard(again, ctx, registry)


def say_again(kit: Kit, ctx: RunContext, registry: Registry) -> Iterator[Kit]:
    """Repeat the sentences that were not heard as they are written, at most twice, and keep the best of each.

    The kit is yielded whenever it changed; not at all where everything was heard well enough, or nobody listened.
    """
    narration, errors = kit.narration, _errors(kit)
    if narration is None or len(errors) != len(narration.takes):
        return
    highest = [take.number for take in narration.takes]
    for _ in range(ROUNDS):
        wrong = {number for number, error in enumerate(errors) if error > WORST}
        if not wrong:
            return
        highest = [number + (index in wrong) for index, number in enumerate(highest)]
        best = narration.takes
        numbers = [highest[index] if index in wrong else take.number for index, take in enumerate(best)]
        kit = _spoken(kit, narration, numbers, ctx, registry)
        tried = kit.narration
        if tried is None or tried is narration:
            yield kit
            return
        kit = _heard(kit, ctx, registry)
        found = _errors(kit)
        if len(found) != len(errors):
            yield kit
            return
        worse = {index for index in wrong if found[index] >= errors[index]}
        if worse:
            # Not what was said last, but the best of each is kept, and heard as it now stands.
            takes = tuple(best[index] if index in worse else take for index, take in enumerate(tried.takes))
            kit = _spoken(kit, replace(tried, takes=takes), [take.number for take in takes], ctx, registry)
            kit = _heard(kit, ctx, registry)
        yield kit
        narration, errors = kit.narration or tried, _errors(kit)


def replace_narration(kit: Kit, source: Path | bytes, script: str | None = None) -> Kit:
    """The kit with the merchant's own recording as its narration, trimmed, cleaned and levelled, marked as edited.

    `script` is what is said in it, by default the copy's. What was heard of an earlier narration is forgotten.

    Raises:
        InputError: the recording cannot be used (`field="recording"`), or there is no copy yet (`field="copy"`).
    """
    from mmdemo.processing.audio.own import own_narration

    if kit.copy is None:
        raise InputError("A narration needs the listing's copy first.", "请先生成文案，再制作旁白。", field="copy")
    recording = read_recording(source)
    said = handed_on(kit, kit.copy).script if script is None else script
    own = own_narration(recording, said, kit.product.language)
    made = made_by_merchant(recording.data, kit.seed)
    failures = {part: failure for part, failure in kit.failures.items() if part not in (NARRATION, HEARD)}
    kit = replace(kit, assets={**kit.assets, NARRATION: Asset(NARRATION, own, made)}, failures=failures)
    return without(kit, HEARD)


def hear_again(
    kit: Kit,
    *,
    stop: threading.Event | None = None,
    listen: Listener | None = None,
    registry: Registry | None = None,
    user: str = "",
) -> Iterator[Kit]:
    """Hear a narration that was made anew, and let what was misheard be said again; nothing where nobody can hear.

    Raises:
        Cancelled: `stop` was set; the last kit yielded holds.
    """
    if HEARD in kit.parts and NARRATION in kit.assets:
        registry = registry or installed()
        ctx = RunContext(kit.seed, stop=stop, listen=listen, user=user)
        kit = _heard(kit, ctx, registry)
        yield kit
        yield from say_again(kit, ctx, registry)


def _errors(kit: Kit) -> tuple[float, ...]:
    asset = kit.assets.get(HEARD)
    return asset.payload.sentence_errors if asset is not None and isinstance(asset.payload, Transcript) else ()


def _brief(kit: Kit, part: str) -> Brief:
    return next(brief for brief in briefs_of(kit) if brief.part == part)


def _spoken(kit: Kit, earlier: Narration, takes: Sequence[int], ctx: RunContext, registry: Registry) -> Kit:
    """The kit with these takes of each sentence, by the narrator who spoke the others."""
    made = kit.assets[NARRATION].provenance
    brief = replace(_brief(kit, NARRATION), takes=tuple(takes), earlier=earlier)
    specs = [spec for spec in registry.specs("speech") if spec.id == made.used]
    given = with_script(kit, earlier.script)
    spoken = with_part(given, brief, ctx.for_part(NARRATION, take_of(kit, NARRATION)), registry, specs, made.reason)
    spoken = replace(spoken, assets={**spoken.assets, "copy": kit.assets["copy"]})
    return spoken if NARRATION in spoken.failures else without(spoken, HEARD)


def _heard(kit: Kit, ctx: RunContext, registry: Registry) -> Kit:
    return with_part(kit, _brief(kit, HEARD), ctx.for_part(HEARD, take_of(kit, HEARD)), registry)
