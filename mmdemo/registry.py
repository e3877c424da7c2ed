"""Finds the generators and scenarios that ship as files, says what each one lacks here, and lets them work."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import pkgutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, partial
from types import ModuleType
from typing import TypeVar

from mmdemo import generators, scenarios
from mmdemo.context import SMALLER, RunContext
from mmdemo.errors import GeneratorUnavailable, InputError
from mmdemo.generators import Generator, GeneratorSpec
from mmdemo.runtime.device import Runtime
from mmdemo.runtime.placement import ON_CPU, Placement
from mmdemo.runtime.residency import Need
from mmdemo.scenarios import Scenario
from mmdemo.schema import AUTO, EMBEDDED, MODALITIES, Brief, Language, Message, Modality, Payload
from mmdemo.sound import ANY_VOICE

T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """What a generator made, on which device, from which revision, with which settings; `reason` if made smaller."""

    payload: Payload
    device: str
    revision: str
    options: dict[str, str] = field(default_factory=dict)
    reason: Message | None = None


class Registry:
    """The generators of one installation and the device they share.

    Raises:
        ValueError: two generators of one modality share an id.
    """

    def __init__(self, specs: Iterable[GeneratorSpec], runtime: Runtime[Generator] | None = None) -> None:
        self._specs: dict[tuple[Modality, str], GeneratorSpec] = {}
        self._loaded: dict[tuple[Modality, str], Generator] = {}
        self._loading = threading.Lock()
        self.runtime = runtime or Runtime()
        for spec in specs:
            key = _key(spec)
            if key in self._specs:
                raise ValueError(f"two {spec.modality} generators are called {spec.id!r}")
            self._specs[key] = spec

    def specs(self, modality: Modality | None = None) -> list[GeneratorSpec]:
        """Every specification, or those of one modality, by modality and then by falling rank."""
        found = [spec for spec in self._specs.values() if modality in (None, spec.modality)]
        return sorted(found, key=lambda spec: (MODALITIES.index(spec.modality), -spec.rank, spec.id))

    def lacks(self, spec: GeneratorSpec) -> Message | None:
        """What this machine lacks to run `spec`, or None when nothing is known to be missing."""
        for module in spec.requires:
            if importlib.util.find_spec(module) is None:
                return Message(
                    f"{spec.label} needs the Python package {module}, which is not installed.",
                    f"{spec.label} 需要 Python 软件包 {module}，但尚未安装。",
                )
        if spec.weights is not None:
            return self.runtime.lacks(spec.label, spec.weights, self._need(spec))
        return spec.missing()

    def too_large(self, spec: GeneratorSpec) -> Message | None:
        """Why the memory of this machine can never hold `spec`, or None."""
        return None if spec.weights is None else self.runtime.too_large(spec.label, self._need(spec))

    def too_slow(self, spec: GeneratorSpec) -> Message | None:
        """Why "auto" leaves `spec` out although it could run here, or None."""
        if spec.needs_gpu and not self.runtime.machine.has_gpu:
            return Message(
                f"{spec.label} needs a GPU to be of use; this machine has none.",
                f"{spec.label} 需要 GPU 才实用，而本机没有 GPU。",
            )
        return spec.slow(self.runtime.machine)

    def not_for_shops(self, spec: GeneratorSpec) -> Message | None:
        """Why the licence of `spec` keeps "auto" from it, or None."""
        source = spec.weights or spec.file
        if source is not None and not source.commercial:
            return Message(
                f"The licence of {spec.label} does not allow use for a shop.", f"{spec.label} 的许可证不允许商业使用。"
            )
        return None

    def mismatch(self, spec: GeneratorSpec, brief: Brief) -> Message | None:
        """Why `spec` cannot serve the language of `brief`, whatever this machine has, or None."""
        if brief.product.language not in spec.languages:
            return Message(
                f"{spec.label} cannot make this in the language of the listing.",
                f"{spec.label} 不支持商品页的语言。",
            )
        return None

    def candidates(self, brief: Brief, wanted: str) -> list[GeneratorSpec]:
        """The generators to try for `brief`, best first.

        "auto" tries by rank all that this machine, the language and the kind allow; with the sample of a voice those
        first that can speak with it. A generator asked for by name comes first whatever it lacks (`mismatch` and
        `make` say what); behind it stand those that need no weights. Where a GPU is required, a part that a GPU
        generator could make is made by such a one or not at all.

        Raises:
            InputError: no generator of this modality is called `wanted`.
        """
        serving = [
            spec
            for spec in self.specs(brief.modality)
            if brief.kind in (spec.kinds or (brief.kind,)) and self.mismatch(spec, brief) is None
        ]
        if any(spec.needs_gpu for spec in serving) and self.runtime.machine.require_gpu:
            serving = [spec for spec in serving if spec.needs_gpu]
        named = self._specs.get((brief.modality, wanted))
        # Whoever names a painter does not ask it to cut out: what it never makes is left to the others.
        if wanted == AUTO or (named is not None and named.kinds and brief.kind not in named.kinds):
            held_back = (self.too_slow, self.not_for_shops, self.lacks)
            able = [spec for spec in serving if not any(reason(spec) for reason in held_back)]
            if brief.sample is not None:
                able.sort(key=lambda spec: not spec.clones)
            embedded = [spec for spec in serving if spec.id == EMBEDDED]
            # Where nobody can, the best of those that lack something is there to say what.
            return able or embedded or [spec for spec in serving if self.lacks(spec) is not None][:1]
        if named is None:
            known = ", ".join(spec.id for spec in self.specs(brief.modality))
            raise InputError(
                f"There is no {brief.modality} generator called “{wanted}”. Choose one of: auto, {known}.",
                f"没有名为“{wanted}”的生成器（{brief.modality}）。可选：auto、{known}。",
                field="generators",
            )
        if named.id == EMBEDDED:
            return [named]
        # Behind it the best that needs no weights, so that a wish does not end worse than no wish.
        return [
            named,
            *(
                spec
                for spec in serving
                if spec.weights is None and spec is not named and not self.too_slow(spec) and not self.lacks(spec)
            ),
        ]

    def check_voice(self, voice: str, language: Language, narrator: str = AUTO) -> None:
        """Refuse a voice that no narrator has in this language, or that is not of the `narrator` named.

        Raises:
            InputError: there is none of that name (`field="narrator_voice"`).
        """
        known = [
            f"{spec.id}/{speaker.id}"
            for spec in self.specs("speech")
            for speaker in spec.speakers
            if speaker.language == language
        ]
        if voice not in (ANY_VOICE, *known):
            raise InputError(
                f"There is no voice called “{voice[:60]}” in the language of the listing. Choose one of: auto, "
                f"{', '.join(known)}.",
                f"商品页的语言没有名为“{voice[:60]}”的音色。可选：auto、{'、'.join(known)}。",
                field="narrator_voice",
            )
        if voice != ANY_VOICE and narrator not in (AUTO, voice.partition("/")[0]):
            raise InputError(
                f"The voice “{voice}” is not one of the narrator “{narrator}”. Choose one of that narrator's voices, "
                "or leave the choice of the narrator on auto.",
                f"音色“{voice}”不属于旁白引擎“{narrator}”。请选择该引擎的音色，或将旁白引擎设为自动。",
                field="narrator_voice",
            )

    def can_make(self, brief: Brief, wanted: str) -> bool:
        """Whether some candidate is known to lack nothing here.

        Raises:
            InputError: no generator of this modality is called `wanted`.
        """
        return any(
            self.mismatch(spec, brief) is None and self.lacks(spec) is None for spec in self.candidates(brief, wanted)
        )

    def make(self, spec: GeneratorSpec, brief: Brief, ctx: RunContext) -> Made:
        """Let `spec` make the part, on the device if it has weights.

        Raises:
            GeneratorUnavailable: a package, program or weights file it needs is missing or damaged.
            GenerationError: it could not finish the part.
            Cancelled: Stop was pressed.
        """
        missing = self.lacks(spec)
        if missing is not None:
            raise GeneratorUnavailable(missing.en, missing.zh)
        if spec.weights is None:
            payload = self._embedded(spec).generate(brief, ctx)
            return Made(payload, ctx.device, spec.revision, ctx.options)
        (payload, options), reason = self.runtime.use(
            _key(spec),
            spec.label,
            spec.weights,
            self._need(spec),
            partial(_load, spec),
            partial(_generate, brief),
            ctx,
        )
        return Made(payload, self.runtime.machine.name, self.runtime.store.revision(spec.weights), options, reason)

    def load_ahead(self) -> None:
        """Load every model that is on disk before the first request. One that cannot be is logged and left out."""
        for spec in self.specs():
            if spec.weights is None or self.lacks(spec) is not None:
                continue
            try:
                self.runtime.load_ahead(_key(spec), spec.weights, self._need(spec), partial(_load, spec))
            except Exception:
                log.exception("%s could not be loaded ahead", spec.label)

    def _need(self, spec: GeneratorSpec) -> Need:
        """The bytes on this machine's device. Specifications count bfloat16; a CPU takes float32 and swaps nothing."""
        if self.runtime.machine.has_gpu:
            return Need(spec.memory, spec.stage or spec.memory, spec.working)
        return Need(2 * spec.memory, 2 * spec.memory, 2 * spec.working)

    def _embedded(self, spec: GeneratorSpec) -> Generator:
        """A generator without weights, built on first use and kept."""
        key = _key(spec)
        with self._loading:
            if key not in self._loaded:
                self._loaded[key] = _load(spec, ON_CPU)
            return self._loaded[key]


def _generate(brief: Brief, generator: Generator, ctx: RunContext) -> tuple[Payload, dict[str, str]]:
    payload = generator.generate(brief, ctx)
    return payload, ctx.options | ({SMALLER: "yes"} if ctx.saved else {})


def _load(spec: GeneratorSpec, place: Placement) -> Generator:
    try:
        return spec.load(place)
    except (ImportError, OSError) as error:
        raise GeneratorUnavailable(
            f"{spec.label} cannot be loaded on this machine: {error}",
            f"{spec.label} 无法在本机加载：{error}",
        ) from error


def _key(spec: GeneratorSpec) -> tuple[Modality, str]:
    return spec.modality, spec.id


@cache
def installed() -> Registry:
    """The registry over every file in `mmdemo/generators`. Loads no generator."""
    specs: list[GeneratorSpec] = []
    for modality in MODALITIES:
        folder = importlib.import_module(f"{generators.__name__}.{modality}")
        specs += _declared(folder, "SPEC", GeneratorSpec)
    return Registry(specs)


@cache
def installed_scenarios() -> dict[str, Scenario]:
    """Every job in `mmdemo/scenarios` by id.

    Raises:
        ValueError: two scenarios share an id.
    """
    found = _declared(scenarios, "SCENARIO", Scenario)
    by_id = {scenario.id: scenario for scenario in found}
    if len(by_id) != len(found):
        raise ValueError("two scenarios share an id")
    return by_id


def _declared(folder: ModuleType, name: str, kind: type[T]) -> list[T]:
    """The objects called `name` that the modules of a package end in, in the order of their file names."""
    found: list[T] = []
    for info in pkgutil.iter_modules(folder.__path__):
        declared = getattr(importlib.import_module(f"{folder.__name__}.{info.name}"), name, None)
        if isinstance(declared, kind):
            found.append(declared)
    return found
