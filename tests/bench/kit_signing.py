"""Labels of whole kits: what they cost beside their floors, and whether a changed file is ever called whole."""

import random
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mmdemo.export.certificate import credentials
from mmdemo.export.labelling import LabelReport, labelled, read_back
from mmdemo.export.marks import FILE_KINDS
from mmdemo.export.signing import Claim, sign, verify
from mmdemo.processing.image.arrays import decode, encode
from mmdemo.schema import Kit, Picture, digest
from tests.bench.row import Row, at_least, at_most
from tests.kits import kit_of
from tests.media import media, picture

CHANGES = 40  # for each kind of file
CLAIM = Claim("bench", "compositeSynthetic", "mmdemo", "1", "Bench")
SCENES = ("image/scene", "image/scene-2", "image/scene-3")
SIZE = (2048, 2048)


def rows() -> list[Row]:
    kit = _large(kit_of("copy", "image/main", *SCENES, photo=True, language="zh"))
    files = {f"images/{part.removeprefix('image/')}.png": it.data for part, it in kit.pictures.items()}
    words = _seconds(lambda: labelled(files, kit))
    # What was worded is kept, so this is what the page alone costs: it is left out.
    page = _seconds(lambda: labelled({}, kit))
    floor = _seconds(lambda: [encode(decode(files[f"images/{part[6:]}.png"])) for part in SCENES])
    photo, signer = _grainy(), credentials()
    reading = min(_seconds(lambda: digest(photo)) for _ in range(5))
    signing = min(_seconds(lambda: sign(photo, "png", CLAIM, signer)) for _ in range(5))
    report = read_back(labelled(files, kit), kit)
    changed, noticed, whole = _changes()
    return [
        at_least("files with every label that is due, read back", _share(report), "share", 1.0),
        at_most("three scenes worded and read back, times decoding and encoding", (words - page) / floor, "x", 2.5),
        at_most(f"signing a PNG of {len(photo) / 1e6:.0f} MB, times one SHA-256 of it", signing / reading, "x", 6.0),
        at_least("kinds of files whose signature holds", whole, "of 7", 7.0),
        at_least(f"of {changed} single bits changed, noticed", noticed / changed, "share", 1.0),
    ]


def _large(kit: Kit) -> Kit:
    assets = {}
    for number, (part, asset) in enumerate(kit.assets.items()):
        if isinstance(asset.payload, Picture):
            width, height = SIZE[0], SIZE[1] + number  # another picture each, or what was kept would be measured
            shown = replace(asset.payload, data=picture(size=(width, height)), width=width, height=height)
            asset = replace(asset, payload=shown)
        assets[part] = asset
    return replace(kit, assets=assets)


def _grainy() -> bytes:
    """A picture of 4 megapixels with the grain of a photograph, so that its file is as long as one's."""
    grain = np.random.default_rng(7).normal(128, 6, (*SIZE, 3)).clip(0, 255).astype(np.uint8)
    return encode(grain)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _share(report: LabelReport) -> float:
    files = report.files
    return sum(not file.problems for file in files) / len(files)


def _changes() -> tuple[int, int, int]:
    """How many bits of content were changed, how many of these were noticed, and how many kinds hold unchanged."""
    rng = random.Random(7)
    noticed = whole = 0
    for kind in FILE_KINDS:
        given = media(kind)
        signed = sign(given, kind, CLAIM, credentials())
        whole += verify(signed, kind).holds
        for _ in range(CHANGES):
            # A stretch of what was signed, found again: the manifest's own padding is no content.
            start = rng.randrange(len(given) // 3, len(given) - 24)
            place = signed.find(given[start : start + 24])
            if place < 0:
                place = signed.find(given[-24:])
            broken = bytearray(signed)
            broken[place + rng.randrange(24)] ^= 1 << rng.randrange(8)
            noticed += verify(bytes(broken), kind).state in ("tampered", "unreadable")
    return len(FILE_KINDS) * CHANGES, noticed, whole
