"""Finds the generators and scenarios that ship as files, says what each one lacks here, and loads them once."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import threading
from collections.abc import Iterable
from functools import cache
from types import ModuleType
from typing import TypeVar

from mmdemo import generators, scenarios
from mmdemo.errors import GeneratorUnavailable, InputError
from mmdemo.generators import Generator, GeneratorSpec
from mmdemo.scenarios import Scenario
from mmdemo.schema import AUTO, EMBEDDED, MODALITIES, Brief, Message, Modality

T = TypeVar("T")


class Registry:
    """The generators of one installation.

    Raises:
        ValueError: two generators of one modality share an id.
    """

    def __init__(self, specs: Iterable[GeneratorSpec]) -> None:
        self._specs: dict[tuple[Modality, str], GeneratorSpec] = {}
        self._loaded: dict[tuple[Modality, str], Generator] = {}
        self._loading = threading.Lock()
        for spec in specs:
            key = (spec.modality, spec.id)
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
        return spec.missing()

    def mismatch(self, spec: GeneratorSpec, brief: Brief) -> Message | None:
        """Why `spec` is not made for `brief`, whatever this machine has, or None."""
        if brief.product.language not in spec.languages:
            return Message(
                f"{spec.label} cannot make this in the language of the listing.",
                f"{spec.label} 不支持商品页的语言。",
            )
        if spec.kinds and brief.kind not in spec.kinds:
            return Message(f"{spec.label} cannot make this part.", f"{spec.label} 无法生成这一部分。")
        return None

    def candidates(self, brief: Brief, wanted: str) -> list[GeneratorSpec]:
        """The generators to try for `brief`, best first.

        "auto" tries by rank all that this machine, the language and the kind allow. A generator asked for by name comes
        first whatever it lacks (`mismatch` and `load` say what), and the embedded one stands behind it.

        Raises:
            InputError: no generator of this modality is called `wanted`.
        """
        serving = [spec for spec in self.specs(brief.modality) if self.mismatch(spec, brief) is None]
        if wanted == AUTO:
            able = [spec for spec in serving if self.lacks(spec) is None]
            return able or [spec for spec in serving if spec.id == EMBEDDED]
        named = self._specs.get((brief.modality, wanted))
        if named is None:
            known = ", ".join(spec.id for spec in self.specs(brief.modality))
            raise InputError(
                f"There is no {brief.modality} generator called “{wanted}”. Choose one of: auto, {known}.",
                f"没有名为“{wanted}”的生成器（{brief.modality}）。可选：auto、{known}。",
                field="generators",
            )
        return [named, *(spec for spec in serving if spec.id == EMBEDDED and spec is not named)]

    def load(self, spec: GeneratorSpec) -> Generator:
        """The generator of `spec`, built on first use and kept.

        Raises:
            GeneratorUnavailable: a package, program or weights file it needs is missing.
        """
        key = (spec.modality, spec.id)
        with self._loading:
            if key not in self._loaded:
                missing = self.lacks(spec)
                if missing is not None:
                    raise GeneratorUnavailable(missing.en, missing.zh)
                try:
                    self._loaded[key] = spec.load()
                except (ImportError, OSError) as error:
                    raise GeneratorUnavailable(
                        f"{spec.label} cannot be loaded on this machine: {error}",
                        f"{spec.label} 无法在本机加载：{error}",
                    ) from error
            return self._loaded[key]


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
