"""The manifest of a kit: all that is needed to make the same bytes again, as JSON beside the files it speaks of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import TypeAdapter

from mmdemo.compose.grounding import statements_of
from mmdemo.handover import AS_MADE
from mmdemo.intake.photo import photo_file
from mmdemo.outline import Box
from mmdemo.picture import ProductLock
from mmdemo.schema import (
    SCRIPT_SECONDS,
    Asset,
    Copy,
    Failure,
    Finish,
    Handover,
    Kit,
    Language,
    Look,
    Message,
    Modality,
    Narration,
    Origin,
    Outline,
    Picture,
    Promotion,
    Sound,
    Statement,
    Storyboard,
    Tone,
    digest,
)
from mmdemo.sound import AS_USUAL

FORMAT = 6
MANIFEST = "manifest.json"
PHOTO = "source/photo.png"
LOGO = "source/logo.png"
RECORDING = "source/recording.wav"
VOICE_SAMPLE = "source/voice_sample.wav"


@dataclass(frozen=True)
class OutlineRecord:
    """An `Outline` as JSON: what was painted is a file of the archive."""

    candidate: str
    box: Box | None
    keep: str | None
    erase: str | None


@dataclass(frozen=True)
class RequestRecord:
    """A `Request` as JSON: the photos are files of the archive, seed and language are settled."""

    name: str
    category: str
    price: str
    brand: str
    facts: tuple[str, ...]
    photo: str | None
    tone: Tone
    language: Language
    seed: int
    scenario: str
    generators: Mapping[Modality, str]
    look: Look
    finish: Finish
    more_photos: tuple[str, ...] = ()
    outlines: Mapping[str, OutlineRecord] = field(default_factory=dict)
    voice: None = None
    logo: str | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    script_seconds: int = SCRIPT_SECONDS
    sound: Sound = AS_USUAL
    voice_sample: str | None = None
    handover: Handover = AS_MADE
    promotion: Promotion | None = None


@dataclass(frozen=True)
class PartRecord:
    """A part as JSON: its `Provenance` without the time it took, and its product lock.

    Of a narration also the text it was spoken from, and for each sentence how often it was asked for again.
    """

    requested: str
    used: str
    label: str
    device: str
    seed: int
    take: int
    model: str
    revision: str
    licence: str
    input_digest: str
    edited: bool
    reason: Message | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    script: str | None = None
    takes: tuple[int, ...] = ()
    lock: ProductLock | None = None


@dataclass(frozen=True)
class FactRecord:
    """A `Fact` as JSON; `number` keeps the digits as they were typed."""

    id: str
    text: str
    name: str | None
    value: str
    number: str | None
    unit: str | None
    origin: Origin


@dataclass(frozen=True)
class FileRecord:
    """A file beside the manifest."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """The whole of `manifest.json`. `statements` has every sentence of the texts with the ids it rests on.

    `storyboard` is what the video was made from, where there is one.
    """

    format: int
    request: RequestRecord
    planned: tuple[str, ...]
    parts: dict[str, PartRecord]
    failures: dict[str, Failure] = field(default_factory=dict)
    edited_copy: Copy | None = None
    facts: tuple[FactRecord, ...] = ()
    statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    storyboard: Storyboard | None = None
    files: dict[str, FileRecord] = field(default_factory=dict)


MANIFEST_JSON = TypeAdapter(Manifest)


def picture_path(part: str) -> str:
    """Where a picture lies in the archive."""
    return f"images/{part.removeprefix('image/')}.png"


def source_files(kit: Kit) -> dict[str, bytes]:
    """What the merchant gave, by its path in the archive: photos and what was painted on them, logo, recordings."""
    files: dict[str, bytes] = {}
    if kit.product.photo is not None:
        files[PHOTO] = photo_file(kit.product.photo)
    for number, photo in enumerate(kit.product.more_photos, 2):
        files[photo_path(number)] = photo_file(photo)
    if kit.product.logo is not None:
        files[LOGO] = kit.product.logo.data
    if kit.product.voice_sample is not None:
        files[VOICE_SAMPLE] = kit.product.voice_sample.data
    if kit.narration is not None and kit.narration.recording:
        files[RECORDING] = kit.narration.recording
    for part, outline in kit.request.outlines.items():
        files |= {stroke_path(part, what): data for what, data in _strokes(outline).items() if data}
    return files


def manifest_json(kit: Kit, files: Mapping[str, bytes]) -> bytes:
    """The manifest of a kit and the files it lies beside, as indented UTF-8 JSON. No durations and no dates."""
    copy = kit.assets.get("copy")
    manifest = Manifest(
        format=FORMAT,
        planned=kit.parts,
        request=_request_record(kit),
        parts={part: _part_record(kit.assets[part]) for part in kit.parts if part in kit.assets},
        failures={part: kit.failures[part] for part in kit.parts if part in kit.failures},
        edited_copy=copy.payload if copy and copy.provenance.edited and isinstance(copy.payload, Copy) else None,
        facts=tuple(
            FactRecord(**vars(fact) | {"number": None if fact.number is None else str(fact.number)})
            for fact in kit.product.facts
        ),
        statements=statements_of(kit),
        storyboard=None if kit.video is None else kit.video.storyboard,
        files={path: FileRecord(digest(data), len(data)) for path, data in files.items()},
    )
    return json.dumps(MANIFEST_JSON.dump_python(manifest, mode="json"), ensure_ascii=False, indent=1).encode()


def _request_record(kit: Kit) -> RequestRecord:
    outlines = {
        part: OutlineRecord(
            outline.candidate,
            outline.box,
            **{what: stroke_path(part, what) if data else None for what, data in _strokes(outline).items()},
        )
        for part, outline in kit.request.outlines.items()
    }
    return RequestRecord(
        **vars(kit.request)
        | {
            "photo": None if kit.product.photo is None else PHOTO,
            "more_photos": tuple(photo_path(number) for number, _ in enumerate(kit.product.more_photos, 2)),
            "outlines": outlines,
            "voice": None,
            "logo": None if kit.product.logo is None else LOGO,
            "voice_sample": None if kit.product.voice_sample is None else VOICE_SAMPLE,
        }
    )


def _part_record(asset: Asset) -> PartRecord:
    kept = {name: value for name, value in vars(asset.provenance).items() if name != "seconds"}
    return PartRecord(
        **kept,
        script=asset.payload.script if isinstance(asset.payload, Narration) else None,
        takes=tuple(take.number for take in asset.payload.takes) if isinstance(asset.payload, Narration) else (),
        lock=asset.payload.lock if isinstance(asset.payload, Picture) else None,
    )


def _strokes(outline: Outline) -> dict[str, bytes]:
    return {"keep": outline.keep, "erase": outline.erase}


def photo_path(number: int) -> str:
    """Where the second photo and those after it lie in the archive."""
    return f"source/photo-{number}.png"


def stroke_path(part: str, what: str) -> str:
    """Where it lies what the merchant painted ("keep" or "erase") for the cutout `part`."""
    return f"source/{part.removeprefix('image/')}-{what}.png"
