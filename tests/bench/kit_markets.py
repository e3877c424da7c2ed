"""Packs for marketplaces: rules left unkept over real photos, and what packing for all of them costs.

The floor is Pillow alone: each picture of the kit decoded once, and every file of the packs scaled and encoded as JPEG.
"""

import io
import time
from pathlib import Path

from PIL import Image

from mmdemo.compose.pack import Pack, pack_of
from mmdemo.context import RunContext
from mmdemo.errors import NothingToShow
from mmdemo.generators.image.embedded import EmbeddedPictures
from mmdemo.handover import MARKET_IDS
from mmdemo.intake.facts import read_facts
from mmdemo.intake.photo import read_photo
from mmdemo.markets.picture_fix import QUALITY
from mmdemo.schema import Asset, Brief, Kit, Picture, Product, Provenance, Request
from tests.bench.row import Row, at_least, at_most
from tests.conftest import SHARED, encoded

KINDS = {"main": "main", "scene": "scene", "size": "size", "detail": "detail", "detail-2": "detail"}
LARGE, LARGE_PHOTO = (4000, 3000), "otel_EclipsmartTravelRefractorTelescope.jpg"
PROVENANCE = Provenance("auto", "embedded", "Embedded", "CPU", 1, 0, 0.0, "", "", "", "")


def rows() -> list[Row]:
    photos = sorted((SHARED / "data" / "photos").glob("*.jpg"))
    return [*_kept(photos), *_cost(photos)]


def _kept(photos: list[Path]) -> list[Row]:
    packs = [pack_of(kit, market) for kit in map(_kit, photos) for market in MARKET_IDS]
    pictures = [picture for pack in packs for picture in pack.pictures]
    without_main = sum(not any(picture.part == "image/main" for picture in pack.pictures) for pack in packs)
    before = sum(len(picture.before) for picture in pictures)
    of = f"{len(photos)} photos x {len(MARKET_IDS)} markets, {len(pictures)} pictures"
    return [
        at_most(f"rules not kept after fixing: {of}", sum(len(picture.after) for picture in pictures), "", 0),
        Row("  before fixing", before, ""),
        at_most("packs without the main picture", without_main, "", 0),
        at_least("  pictures in a pack, on average", len(pictures) / max(1, len(packs)), "", 2),
        Row("  parts left out with a reason", sum(len(pack.left_out) for pack in packs), ""),
    ]


def _cost(photos: list[Path]) -> list[Row]:
    (source,) = [photo for photo in photos if photo.name == LARGE_PHOTO]
    with Image.open(source) as photo:
        kit = _kit(encoded(photo.convert("RGB").resize(LARGE, Image.Resampling.LANCZOS), "JPEG", quality=95))
    started = time.process_time()
    packs = [pack_of(kit, market) for market in MARKET_IDS]
    spent = time.process_time() - started
    started = time.process_time()
    _bare(kit, packs)
    floor = time.process_time() - started
    files = sum(len(pack.pictures) for pack in packs)
    return [
        at_most(f"12 MP photo to all {len(packs)} packs, {files} pictures of {len(kit.pictures)}", spent, "CPU s", 6.0),
        Row("  against decoding, scaling and encoding alone", spent / floor, "x"),
    ]


def _bare(kit: Kit, packs: list[Pack]) -> None:
    decoded = {}
    for pack in packs:
        for picture in pack.pictures:
            if picture.part not in decoded:
                with Image.open(io.BytesIO(kit.pictures[picture.part].data)) as source:
                    decoded[picture.part] = source.convert("RGB")
            scaled = decoded[picture.part].resize((picture.width, picture.height), Image.Resampling.LANCZOS)
            scaled.save(io.BytesIO(), "JPEG", quality=QUALITY, subsampling="4:4:4")


def _kit(photo: Path | bytes) -> Kit:
    """The pictures of a listing, made as the studio makes them."""
    product = Product("Product", "en", facts=read_facts(["Height: 12 cm"]), photo=read_photo(photo))
    studio, ctx = EmbeddedPictures(), RunContext(1)

    def made(part: str, kind: str, inputs: dict[str, Picture]) -> Picture:
        brief = Brief(f"image/{part}", "image", kind, product, "friendly", tuple(inputs), inputs)
        return studio.generate(brief, ctx.for_part(brief.part))

    pictures = {"image/cutout": made("cutout", "cutout", {})}
    for part, kind in KINDS.items():
        try:
            pictures[f"image/{part}"] = made(part, kind, {"image/cutout": pictures["image/cutout"]})
        except NothingToShow:
            continue
    assets = {part: Asset(part, picture, PROVENANCE) for part, picture in pictures.items()}
    return Kit(Request(), product, 1, tuple(pictures), assets)
