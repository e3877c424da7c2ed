"""What is written down of every part: who made it, from what, and how. The pipeline writes it, so none can forget."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from mmdemo.context import RunContext
from mmdemo.generators import GeneratorSpec
from mmdemo.registry import Made
from mmdemo.schema import AUTO, Brief, Copy, Message, Music, Narration, Payload, Photo, Picture, Provenance, digest
from mmdemo.sound import WISHES

MERCHANT = "merchant"
"""The `used` of what the merchant put in a place where nothing could be made."""


def made_by(
    spec: GeneratorSpec, made: Made, brief: Brief, ctx: RunContext, wanted: str, seconds: float, reason: Message | None
) -> Provenance:
    """The provenance of what `spec` made in `seconds`; `reason` says why it was not `wanted` that made it."""
    return Provenance(
        requested=wanted,
        used=spec.id,
        label=spec.label,
        device=made.device,
        seed=ctx.seed,
        take=ctx.take,
        seconds=seconds,
        model=spec.model,
        revision=made.revision,
        licence=spec.licence,
        input_digest=input_digest(brief),
        reason=reason or made.reason,
        options=made.options,
    )


def made_by_merchant(own: bytes, seed: int) -> Provenance:
    """The provenance of a picture or recording of the merchant's own where none was made before."""
    return Provenance(
        requested=AUTO,
        used=MERCHANT,
        label="Merchant",
        device="",
        seed=seed,
        take=0,
        seconds=0.0,
        model="",
        revision="",
        licence="",
        input_digest=digest(own),
        edited=True,
    )


def input_digest(brief: Brief) -> str:
    """SHA-256 over everything a generator was given, in a form that does not depend on Python's own hashing."""
    product, outline = brief.product, brief.outline
    given = {
        "part": brief.part,
        "kind": brief.kind,
        "tone": brief.tone,
        "look": asdict(brief.look),
        "finish": asdict(brief.finish),
        "outline": [outline.candidate, outline.box, digest(outline.keep), digest(outline.erase)],
        # Pictures and sound by their digests: as text they would be a hundred megabytes.
        "product": asdict(replace(product, photo=None, more_photos=(), voice=None, logo=None, voice_sample=None)),
        "photo": None if product.photo is None else _photo_digests(product.photo),
        "more_photos": [_photo_digests(photo) for photo in product.more_photos],
        "voice": None if product.voice is None else digest(product.voice.data),
        "logo": None if product.logo is None else digest(product.logo.data),
        # Only a writer looks at it; pictures of the same request stay the same.
        "script_seconds": brief.script_seconds if brief.modality == "text" else None,
        # Likewise what only a voice or only a composer hears of.
        "sound": {name: getattr(brief.sound, name) for name in WISHES.get(brief.modality, ())} or None,
        "takes": brief.takes if any(brief.takes) else None,
        "sample": None if brief.sample is None else digest(brief.sample.data),
        "inputs": {need: _payload_digest(payload) for need, payload in brief.inputs.items()},
    }
    return digest(json.dumps(given, sort_keys=True, ensure_ascii=False, default=str).encode())


def _photo_digests(photo: Photo) -> list[str]:
    return [digest(photo.data), *([] if photo.alpha is None else [digest(photo.alpha)])]


def _payload_digest(payload: Payload) -> str:
    # Parts built on the copy read its script alone: a title edited later must not disown the narration.
    if isinstance(payload, Copy):
        return digest(payload.script.encode())
    return digest(payload.data if isinstance(payload, Picture | Narration | Music) else repr(payload).encode())
