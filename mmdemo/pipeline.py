"""Request → Kit, on one screen: the intake, the scenario's briefs, a generator for each, and what is said of it.

`stream_kit` yields the kit each time it gains a part; `make_kit` drains it. `redo_part`, `edit_copy` and
`replace_picture` change one part of a finished kit and leave the bytes of the others alone.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mmdemo.compose.grounding import handed_on
from mmdemo.context import Listener, Progress, RunContext
from mmdemo.errors import Cancelled, GenerationError, GeneratorUnavailable, InputError, NothingToShow
from mmdemo.generators import GeneratorSpec
from mmdemo.intake import read_product
from mmdemo.intake.edits import read_copy
from mmdemo.intake.look import read_look
from mmdemo.intake.outline import read_outlines
from mmdemo.intake.photo import read_photo
from mmdemo.intake.vouched import check_seconds, read_confirmed
from mmdemo.locking import locked
from mmdemo.provenance import made_by, made_by_merchant
from mmdemo.registry import Registry, installed, installed_scenarios
from mmdemo.scenarios import Scenario
from mmdemo.schema import AUTO, Asset, Brief, Copy, Failure, Kit, Message, Payload, Picture, Request, digest

log = logging.getLogger(__name__)

_SCRIPT_WAITS = Message(
    "The whole script waits to be confirmed. Accept its statements in the Copy tab, or change them, then try again.",
    "旁白文稿的全部内容都待确认。请先在“文案”标签页中确认或修改，再重试。",
)


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
    request = replace(
        request,
        seed=seed,
        language=product.language,
        look=read_look(request.look),
        outlines=outlines,
        confirmed=read_confirmed(request.confirmed),
    )
    kit = Kit(request, product, seed, ())
    registry = registry or installed()
    planned = planned_briefs(kit, registry)
    kit = replace(kit, parts=tuple(brief.part for brief in planned))
    yield kit
    ctx = RunContext(seed, stop=stop, listen=listen, user=user)
    for brief in planned:
        kit = with_part(kit, brief, ctx.for_part(brief.part), registry)
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
        asset = Asset(part, payload, made_by_merchant(own, kit.seed))
    failures = {failed: failure for failed, failure in kit.failures.items() if failed != part}
    return replace(kit, assets={**kit.assets, part: asset}, failures=failures)


def compose_page(kit: Kit, media: Mapping[str, str], busy: bool = False, sketch: Progress | None = None) -> str:
    """The scenario's page as an HTML fragment. `media` gives the address of each picture and sound by part id.

    `sketch` is the latest report of a part in the making that brought something to see.
    """
    return _scenario(kit).compose(kit, media, busy, sketch)


def briefs_of(kit: Kit) -> tuple[Brief, ...]:
    """What to make for each planned part, in order."""
    return tuple(brief for brief in _scenario(kit).briefs(kit.product, kit.request) if brief.part in kit.parts)


def planned_briefs(kit: Kit, registry: Registry) -> list[Brief]:
    """What to make: all but the optional parts that nothing here makes, or that build on one of those.

    Raises:
        InputError: a generator was named that nobody has.
    """
    planned: dict[str, Brief] = {}
    for brief in _scenario(kit).briefs(kit.product, kit.request):
        possible = registry.can_make(brief, _wanted(kit, brief)) and all(need in planned for need in brief.needs)
        if possible or not brief.optional:
            planned[brief.part] = brief
    return list(planned.values())


def _scenario(kit: Kit) -> Scenario:
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
        started = time.perf_counter()
        try:
            made = registry.make(spec, brief, ctx)
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
        asset = Asset(brief.part, payload, made_by(spec, made, brief, ctx, wanted, seconds, problem))
        failures = {part: failure for part, failure in kit.failures.items() if part != brief.part}
        return replace(kit, assets={**kit.assets, brief.part: asset}, failures=failures)
    return _with_failure(kit, Failure(brief.part, wanted, problem or _nobody(brief), ctx.take))


def _handed_on(kit: Kit, payload: Payload) -> Payload:
    """A part as others build on it: nobody speaks what the merchant has yet to confirm."""
    return handed_on(kit, payload) if isinstance(payload, Copy) else payload


def _without_part(kit: Kit, left_out: str) -> Kit:
    """The kit as if the part had never been planned."""
    parts = tuple(part for part in kit.parts if part != left_out)
    assets = {part: kit.assets[part] for part in parts if part in kit.assets}
    return replace(kit, parts=parts, assets=assets, failures={p: kit.failures[p] for p in parts if p in kit.failures})


def _wanted(kit: Kit, brief: Brief) -> str:
    return kit.request.generators.get(brief.modality, AUTO)


def _with_failure(kit: Kit, failure: Failure) -> Kit:
    return replace(kit, failures={**kit.failures, failure.part: failure})


def _next_take(kit: Kit, part: str) -> int:
    takes = [kit.assets[part].provenance.take] if part in kit.assets else []
    takes += [kit.failures[part].take] if part in kit.failures else []
    return max(takes) + 1 if takes else 0


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
