"""The recipe of a kit: what is needed to make the same bytes again, kept in its `manifest.json`.

A manifest read back is hostile until checked: pydantic validates its shape, the archive's sizes are capped before
anything is unpacked, and the request inside goes through the intake like any other.
"""

from __future__ import annotations

import io
import json
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mmdemo.context import SMALLER
from mmdemo.errors import InputError
from mmdemo.export.manifest import (
    FORMAT,
    LOGO,
    MANIFEST,
    MANIFEST_JSON,
    PHOTO,
    RECORDING,
    VOICE_SAMPLE,
    RequestRecord,
    photo_path,
    picture_path,
    stroke_path,
)
from mmdemo.intake.outline import MAX_BYTES as MAX_STROKES
from mmdemo.intake.outline import cutout_parts
from mmdemo.intake.photo import MAX_BYTES
from mmdemo.intake.recording import MAX_BYTES as MAX_RECORDING
from mmdemo.picture import MOST_PHOTOS
from mmdemo.schema import Copy, Failure, Message, Outline, Request, Storyboard

_MAX_MANIFEST = 16 * 1024**2
_MAX_MEMBERS = 1000


@dataclass(frozen=True)
class MadePart:
    """How one part was made. `script` is what a narration was spoken from, which a later edit may have left behind,
    `takes` how often each of its sentences was asked for again.

    `smaller` is true where memory ran out at full size.
    """

    used: str
    take: int
    reason: Message | None
    script: str | None
    takes: tuple[int, ...]
    smaller: bool


@dataclass(frozen=True)
class Recipe:
    """What `replay_kit` needs: the request with its photo, how each part was made, and what the merchant changed.

    `manifest` is what it was read from, and `files` the SHA-256 of each file beside it, to compare a replay with.
    """

    request: Request
    planned: tuple[str, ...]
    parts: Mapping[str, MadePart]
    failures: Mapping[str, Failure]
    edited_copy: Copy | None
    edited_pictures: Mapping[str, bytes]
    recording: bytes
    storyboard: Storyboard | None
    files: Mapping[str, str]
    manifest: bytes


# What zipfile and its decompressors raise on damaged archives, and pydantic on wrong manifests.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    ValueError,  # ValidationError is one
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


def read_recipe(archive: bytes) -> Recipe:
    """The recipe inside a kit's ZIP.

    Raises:
        InputError: it is no ZIP of ours, is damaged, or holds what no kit of ours can hold (`field="kit"`).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            if len(opened.infolist()) > _MAX_MEMBERS:
                raise _not_a_kit()
            written = _member(opened, MANIFEST, _MAX_MANIFEST)
            _check_format(written)
            manifest = MANIFEST_JSON.validate_json(written)
            sources = _sources(opened, manifest.request)
            own = [part for part, record in manifest.parts.items() if record.edited and part.startswith("image/")]
            spoken = manifest.parts.get("narration")
            recording = _member(opened, RECORDING, MAX_RECORDING) if spoken is not None and spoken.edited else b""
            pictures = {part: _member(opened, picture_path(part), MAX_BYTES) for part in own}
    except _DAMAGED as error:
        raise _not_a_kit() from error
    return Recipe(
        request=Request(**vars(manifest.request) | sources),
        planned=manifest.planned,
        parts={
            part: MadePart(
                record.used, record.take, record.reason, record.script, record.takes, SMALLER in record.options
            )
            for part, record in manifest.parts.items()
        },
        failures=manifest.failures,
        edited_copy=manifest.edited_copy,
        edited_pictures=pictures,
        recording=recording,
        storyboard=manifest.storyboard,
        files={path: record.sha256 for path, record in manifest.files.items()},
        manifest=written,
    )


def _sources(archive: zipfile.ZipFile, request: RequestRecord) -> dict[str, Any]:
    """The fields of a request that are files of the archive, counted before any is unpacked.

    Raises:
        ValueError: there are more than a request can have.
    """
    if len(request.more_photos) >= MOST_PHOTOS or not request.outlines.keys() <= set(cutout_parts(MOST_PHOTOS)):
        raise ValueError("more photos or outlines than a request can have")
    outlines = {
        part: Outline(
            record.candidate,
            record.box,
            *(
                _member(archive, stroke_path(part, what), MAX_STROKES) if path else b""
                for what, path in (("keep", record.keep), ("erase", record.erase))
            ),
        )
        for part, record in request.outlines.items()
    }
    return {
        "photo": None if request.photo is None else _member(archive, PHOTO, MAX_BYTES),
        "more_photos": tuple(
            _member(archive, photo_path(number), MAX_BYTES) for number, _ in enumerate(request.more_photos, 2)
        ),
        "outlines": outlines,
        "logo": None if request.logo is None else _member(archive, LOGO, MAX_BYTES),
        "voice_sample": None if request.voice_sample is None else _member(archive, VOICE_SAMPLE, MAX_RECORDING),
    }


def _check_format(written: bytes) -> None:
    """Another version's manifest has other fields, so this is found out before they are read."""
    told = json.loads(written)
    found = told.get("format") if isinstance(told, dict) else None
    if isinstance(found, int) and found != FORMAT:
        raise InputError(
            f"This kit was made with another version of the studio (format {found}, here {FORMAT}).",
            f"该文件由其他版本的工作台生成（格式 {found}，当前为 {FORMAT}）。",
            field="kit",
        )


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    # The size a ZIP declares may lie, so at most one byte over the limit is ever unpacked.
    with archive.open(name) as member:
        data = member.read(limit + 1)
    if len(data) > limit:
        raise _not_a_kit()
    return data


def _not_a_kit() -> InputError:
    return InputError(
        "This file is not a kit made by the studio, or it is damaged. Choose the ZIP that Download gave.",
        "这不是工作台生成的素材包，或文件已损坏。请选择通过“下载”得到的 ZIP 文件。",
        field="kit",
    )
