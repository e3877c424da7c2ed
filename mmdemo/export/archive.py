"""The ZIP of a kit: media, texts, import files, the page, and the manifest that can make it all again."""

from __future__ import annotations

import io
import zipfile

from mmdemo.compose.grounding import grounded_kit
from mmdemo.compose.pack import Pack, pack_files, pack_of
from mmdemo.compose.page import document_html
from mmdemo.compose.spot import cover_of, spot_files
from mmdemo.compose.video_age import without_old_video
from mmdemo.export.imports import import_files
from mmdemo.export.labelling import labelled, shown_in
from mmdemo.export.manifest import MANIFEST, manifest_json, picture_path, source_files
from mmdemo.export.markdown import listing_markdown
from mmdemo.export.promotion_files import promotion_files
from mmdemo.export.texts import text_files
from mmdemo.export.video_files import video_files
from mmdemo.processing.audio.captions import captions_srt, captions_vtt
from mmdemo.schema import Kit

_PACKED = {".png", ".jpg", ".mp3", ".m4a", ".mp4", ".docx"}
"""Already compressed: deflating them again costs time and gains nothing."""

# The earliest date a ZIP can hold: the archive must not depend on when it was written.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def kit_files(kit: Kit) -> dict[str, bytes]:
    """Every file of the archive by path, the manifest last.

    What was not made is left out, and a video of which the kit has changed since; of the texts also what waits to be
    confirmed, which only the manifest has. All but what the merchant gave carries the labels that are due, and
    `labels.json` tells what was read back of them.
    """
    kit = without_old_video(kit)
    packs = packs_of(kit)
    files: dict[str, bytes] = {}
    for part, picture in kit.pictures.items():
        files[picture_path(part)] = picture.data
    if kit.narration is not None:
        files["audio/narration.wav"] = kit.narration.data
        files["audio/narration.vtt"] = captions_vtt(kit.narration).encode()
        files["audio/narration.srt"] = captions_srt(kit.narration).encode()
        files |= spot_files(kit, cover_of(kit))
    files |= video_files(kit)
    for pack in packs:
        files |= pack_files(pack)
    files |= promotion_files(kit)
    if kit.copy is not None:
        grounded = grounded_kit(kit)
        files["listing.md"] = listing_markdown(grounded).encode()
        files |= {path: text.encode() for path, text in text_files(grounded).items()}
    files |= import_files(kit)
    files["page.html"] = document_html(kit).encode()
    files |= source_files(kit)
    files = labelled(files, kit, shown_in(packs))
    files[MANIFEST] = manifest_json(kit, files)
    return files


def packs_of(kit: Kit) -> tuple[Pack, ...]:
    """The packs for the marketplaces that the merchant chose."""
    return tuple(pack_of(kit, market) for market in kit.request.handover.markets)


def kit_zip(kit: Kit) -> bytes:
    """The archive as bytes. Two kits made from one request and seed give the same ones."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in kit_files(kit).items():
            info = zipfile.ZipInfo(path, _EPOCH)
            info.create_system = 3  # Unix on every system, or the bytes would tell where it was made
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if path[path.rindex(".") :] in _PACKED else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()
