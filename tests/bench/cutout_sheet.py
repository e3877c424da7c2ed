"""Sheets to look at: every photo beside its cutout on magenta, with how far the page trusts it."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.context import RunContext
from mmdemo.errors import GenerationError
from mmdemo.processing.image.arrays import shrink
from mmdemo.processing.image.cutout import cut_out
from mmdemo.processing.image.typeface import font

SIDE = 300  # pixels of one picture
ACROSS = 4  # pairs in a row
CAPTION = 34
GROUND = (255, 0, 160)  # a colour no product has
NAMED = {"sure": (0, 120, 60), "check": (180, 110, 0), "doubtful": (200, 0, 0), "none": (0, 0, 0)}


def photo_sheet(photos: Iterable[Path], out: Path) -> None:
    """Write the sheet of some photos as a JPEG."""
    pairs = [_pair(path) for path in photos]
    rows = -(-len(pairs) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * 2 * SIDE, rows * (SIDE + CAPTION)), "white")
    for number, pair in enumerate(pairs):
        sheet.paste(pair, (number % ACROSS * 2 * SIDE, number // ACROSS * (SIDE + CAPTION)))
    out.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(out, quality=88)


def _pair(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        rgb = shrink(np.asarray(opened.convert("RGB")), 1600)
    pair = Image.new("RGB", (2 * SIDE, SIDE + CAPTION), "white")
    pair.paste(_fitted(Image.fromarray(rgb)), (0, 0))
    try:
        found = cut_out(rgb, RunContext(1))
        trust, said = found.confidence, f"{path.stem}: {found.confidence}, {found.chosen}, notes {len(found.notes)}"
        cut = Image.fromarray(found.rgba)
        ground = Image.new("RGB", cut.size, GROUND)
        ground.paste(cut, mask=cut)
        pair.paste(_fitted(ground), (SIDE, 0))
    except GenerationError:
        trust, said = "none", f"{path.stem}: nothing found"
    ImageDraw.Draw(pair).text((6, SIDE + 4), said, font=font("Bold", 18), fill=NAMED[trust])
    return pair


def _fitted(image: Image.Image) -> Image.Image:
    square = Image.new("RGB", (SIDE, SIDE), (230, 230, 230))
    image.thumbnail((SIDE - 4, SIDE - 4))
    square.paste(image, ((SIDE - image.width) // 2, (SIDE - image.height) // 2))
    return square
