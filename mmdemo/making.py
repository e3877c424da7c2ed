"""One part made: what to make for a kit, by which generator, and what is said where none could."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import replace

from mmdemo.compose.grounding import handed_on
from mmdemo.context import RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable, InputError, NothingToShow
from mmdemo.generators import GeneratorSpec
from mmdemo.locking import locked
from mmdemo.provenance import made_by
from mmdemo.registry import Registry, installed_scenarios
from mmdemo.scenarios import Scenario
from mmdemo.schema import AUTO, Asset, Brief, Copy, Failure, Kit, Message, Payload
from mmdemo.sound import ANY_VOICE

log = logging.getLogger(__name__)

_SCRIPT_WAITS = Message(
    "Nothing of the script can be spoken before its marked statements are confirmed. Accept them in the Copy tab, or "
    "change them, then try again.",
    "旁白文稿中有内容待确认，确认前没有可朗读的部分。请先在“文案”标签页中确认或修改，再重试。",
)


def briefs_of(kit: Kit) -> tuple[Brief, ...]:
    """What to make for each planned part, in order."""
    return tuple(brief for brief in scenario_of(kit).briefs(kit.product, kit.request) if brief.part in kit.parts)


def planned_briefs(kit: Kit, registry: Registry) -> list[Brief]:
    """What to make: all but the optional parts that nothing here makes, or that build on one of those.

    Raises:
        InputError: a generator was named that nobody has.
    """
    planned: dict[str, Brief] = {}
    for brief in scenario_of(kit).briefs(kit.product, kit.request):
        possible = registry.can_make(brief, _wanted(kit, brief)) and all(need in planned for need in brief.needs)
        if possible or not brief.optional:
            planned[brief.part] = brief
    return list(planned.values())


def scenario_of(kit: Kit) -> Scenario:
    """The job of a kit.

    Raises:
        InputError: there is none of that name (`field="scenario"`).
    """
    known = installed_scenarios()
    if kit.request.scenario not in known:
        raise InputError(
            f"There is no job called “{kit.request.scenario}”. Choose one of: {', '.join(known)}.",
            f"没有名为“{kit.request.scenario}”的任务。可选：{'、'.join(known)}。",
            field="scenario",
        )
    return known[kit.request.scenario]


def with_part(
    kit: Kit,
    brief: Brief,
    ctx: RunContext,
    registry: Registry,
    specs: Sequence[GeneratorSpec] | None = None,
    problem: Message | None = None,
) -> Kit:
    """The kit with this part made, or with the reason why not. A part made earlier stays if its redo fails.

    `specs` are tried in order, by default the registry's candidates; `problem` is what went wrong before them.
    """
    wanted = _wanted(kit, brief)
    lacking = [need for need in brief.needs if need not in kit.assets]
    if lacking:
        reason = Message(
            f"This part builds on another that could not be made ({', '.join(lacking)}). Try that one again first.",
            f"这一部分依赖的内容尚未生成（{'、'.join(lacking)}）。请先重试那一部分。",
        )
        return _with_failure(kit, Failure(brief.part, wanted, reason, ctx.take))
    if brief.modality == "speech" and kit.copy is not None and kit.copy.script and not handed_on(kit, kit.copy).script:
        return _with_failure(kit, Failure(brief.part, wanted, _SCRIPT_WAITS, ctx.take))
    brief = replace(brief, inputs={need: _handed_on(kit, kit.assets[need].payload) for need in brief.needs})
    for spec in registry.candidates(brief, wanted) if specs is None else specs:
        mismatch = registry.mismatch(spec, brief)
        if mismatch is not None:
            problem = problem or mismatch
            continue
        # Whoever cannot speak with another's voice is not given it, and writes down nothing of it.
        given = brief if spec.clones else replace(brief, sample=None)
        started = time.perf_counter()
        try:
            made = registry.make(spec, given, ctx)
            payload = locked(made.payload, brief, kit)
        except (GeneratorUnavailable, GenerationError) as error:
            if brief.optional and isinstance(error, NothingToShow):
                return _without_part(kit, brief.part)
            log.warning("%s: %s could not make it: %s", brief.part, spec.id, error)
            problem = problem or error.message
            continue
        except Cancelled:
            raise
        except Exception as error:
            # A defect in one generator must not take the finished parts with it: it is logged whole and shown.
            log.exception("%s: %s failed", brief.part, spec.id)
            problem = problem or _defect(spec, error)
            continue
        seconds = time.perf_counter() - started
        log.info("%s: %s on %s, %.2f s", brief.part, spec.id, made.device, seconds)
        asset = Asset(brief.part, payload, made_by(spec, made, given, ctx, wanted, seconds, problem))
        failures = {part: failure for part, failure in kit.failures.items() if part != brief.part}
        return replace(kit, assets={**kit.assets, brief.part: asset}, failures=failures)
    return _with_failure(kit, Failure(brief.part, wanted, problem or _nobody(brief), ctx.take))


def with_script(kit: Kit, script: str) -> Kit:
    """The kit as it stood when its narration was spoken from `script`; without a copy as it is."""
    if kit.copy is None:
        return kit
    asset = replace(kit.assets["copy"], payload=replace(kit.copy, script=script))
    return replace(kit, assets={**kit.assets, "copy": asset})


def _handed_on(kit: Kit, payload: Payload) -> Payload:
    """A part as others build on it: nobody speaks what the merchant has yet to confirm."""
    return handed_on(kit, payload) if isinstance(payload, Copy) else payload


def _without_part(kit: Kit, left_out: str) -> Kit:
    """The kit as if the part had never been planned."""
    parts = tuple(part for part in kit.parts if part != left_out)
    assets = {part: kit.assets[part] for part in parts if part in kit.assets}
    return replace(kit, parts=parts, assets=assets, failures={p: kit.failures[p] for p in parts if p in kit.failures})


def _wanted(kit: Kit, brief: Brief) -> str:
    """The generator asked for by name, or by the name of one of its voices, or "auto"."""
    named = kit.request.generators.get(brief.modality, AUTO)
    if named == AUTO and brief.modality == "speech" and kit.request.sound.voice != ANY_VOICE:
        return kit.request.sound.voice.partition("/")[0]
    return named


def _with_failure(kit: Kit, failure: Failure) -> Kit:
    return replace(kit, failures={**kit.failures, failure.part: failure})


def _defect(spec: GeneratorSpec, error: Exception) -> Message:
    kind = type(error).__name__
    return Message(
        f"{spec.label} stopped unexpectedly ({kind}). Try again; the log of the studio holds the details.",
        f"{spec.label} 意外中止（{kind}）。请重试；详细信息见工作台日志。",
    )


def _nobody(brief: Brief) -> Message:
    language = {"en": Message("English", "英文"), "zh": Message("Chinese", "中文")}[brief.product.language]
    return Message(
        f"No generator installed here can make this part in {language.en}.",
        f"本机没有可以用{language.zh}生成这一部分的生成器。",
    )
