"""Labels in the files of a kit's archive: words for the eye, marks in the metadata, a signature over it all.

The merchant's own pictures and everything under source/ stay byte for byte: a kit is made again from them. The same kit
gives the same bytes, except where they are signed: `labels.json` then has the hash of each file before its signature.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace

import mmdemo
from mmdemo.compose.label_policy import STUDIO
from mmdemo.errors import InputError
from mmdemo.export.certificate import credentials
from mmdemo.export.label_dues import Due, dues_of
from mmdemo.export.label_dues import shown_in as shown_in
from mmdemo.export.label_page import labelled_page
from mmdemo.export.label_report import LABELS, PAGE, report_json
from mmdemo.export.label_report import LabelReport as LabelReport
from mmdemo.export.label_report import read_back as read_back
from mmdemo.export.marks import write_mark
from mmdemo.export.signing import Claim, Original, sign
from mmdemo.export.worded import worded
from mmdemo.schema import Kit, Message, digest

log = logging.getLogger(__name__)


def labelled(files: Mapping[str, bytes], kit: Kit, shown: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The same files with their labels, the page, and `labels.json`, which tells what was read back from all.

    `shown` gives the part of the kit that a picture made for a marketplace shows, by its path (`shown_in`). Where the
    merchant wishes for signatures and nothing here can sign, the files are left unsigned and `labels.json` says why.
    """
    shown, done = shown or {}, dict(files)
    dues = [due for due in dues_of(files, kit, shown) if due.source is not None]
    for due in dues:
        done[due.path] = _labelled(files[due.path], due, kit)
    done[PAGE] = labelled_page(kit)
    unsigned: dict[str, str] = {}
    problem = None
    if kit.request.handover.sign:
        media = [due for due in dues if due.kind is not None]
        unsigned = {due.path: digest(done[due.path]) for due in media}
        problem = _sign(done, media)
    report = read_back(done, kit, shown, problem)
    done[LABELS] = report_json(replace(report, before_signing={} if problem else unsigned))
    return done


def labelled_alone(files: Mapping[str, bytes], kit: Kit) -> dict[str, bytes]:
    """Some files of a kit's archive with their labels, not signed, for whoever takes them one by one."""
    dues = {due.path: due for due in dues_of(files, kit, {}) if due.source is not None}
    return {path: _labelled(data, dues[path], kit) if path in dues else data for path, data in files.items()}


def _labelled(data: bytes, due: Due, kit: Kit) -> bytes:
    if due.kind is None:
        return data.rstrip() + f"\n\n{due.line}\n".encode()
    marked = data
    if due.words and due.kind in ("png", "jpeg"):
        picture = kit.pictures.get(due.part)
        own = picture is not None and picture.data == data
        marked = worded(data, due.kind, due.words, picture.product if picture is not None and own else None, due.most)
    return write_mark(marked, due.kind, due.numbered(digest(data)))


def _sign(files: dict[str, bytes], dues: Iterable[Due]) -> Message | None:
    """Put signed files in the place of those that were made, or say why nothing was signed."""
    signed: dict[str, bytes] = {}
    try:
        using = credentials()
        for due in dues:
            assert due.kind is not None and due.source is not None
            photo = files.get(due.original)
            original = None if photo is None else Original(photo, "png", due.original)
            claim = Claim(due.path, due.source, STUDIO, mmdemo.__version__, due.made_by, original)
            signed[due.path] = sign(files[due.path], due.kind, claim, using)
    except InputError as error:
        log.warning("nothing is signed: %s", error)
        return error.message
    files.update(signed)
    return None
