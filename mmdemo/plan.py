"""What "auto" means on this machine: for each kind of part the generator that makes it, and why not the better ones."""

from __future__ import annotations

from dataclasses import dataclass

from mmdemo.generators import GeneratorSpec
from mmdemo.registry import Registry
from mmdemo.schema import AUTO, LANGUAGES, Brief, Language, Message, Modality, Product

_KINDS: tuple[tuple[Modality, str, Message], ...] = (
    ("text", "copy", Message("Copy", "文案")),
    ("image", "cutout", Message("Cutout", "抠图")),
    ("image", "scene", Message("Scene around the product", "商品场景图")),
    ("image", "concept", Message("Picture without a photo", "无照片概念图")),
    ("image", "outpaint", Message("Other picture formats", "其他图片比例")),
    ("image", "enlarged", Message("Larger pictures", "图片放大")),
    ("speech", "narration", Message("Narration", "旁白")),
    ("vision", "reading", Message("Reading the photo", "读取照片")),
    ("hearing", "transcript", Message("Dictation, hearing a narration", "听写与旁白检查")),
)


@dataclass(frozen=True)
class PassedOver:
    """A generator of higher rank than the chosen one, and what keeps it from being chosen."""

    spec: GeneratorSpec
    reason: Message


@dataclass(frozen=True)
class Choice:
    """What "auto" takes for one kind of part in one language; `spec` is None where nothing here makes it."""

    kind: str
    label: Message
    language: Language
    spec: GeneratorSpec | None
    passed_over: tuple[PassedOver, ...]


def plan(registry: Registry) -> list[Choice]:
    """The choice for every kind of part in every language."""
    return [_choice(registry, *kind, language) for kind in _KINDS for language in LANGUAGES]


def _choice(registry: Registry, modality: Modality, kind: str, label: Message, language: Language) -> Choice:
    brief = Brief(kind, modality, kind, Product("", language), "friendly")
    chosen = next((spec for spec in registry.candidates(brief, AUTO) if registry.lacks(spec) is None), None)
    better = [
        spec
        for spec in registry.specs(modality)
        if kind in (spec.kinds or (kind,)) and (chosen is None or spec.rank > chosen.rank)
    ]
    reasons = [
        (
            spec,
            registry.mismatch(spec, brief)
            or registry.too_large(spec)
            or registry.too_slow(spec)
            or registry.not_for_shops(spec)
            or registry.lacks(spec),
        )
        for spec in better
    ]
    passed = tuple(PassedOver(spec, reason) for spec, reason in reasons if reason is not None)
    return Choice(kind, label, language, chosen, passed)
