"""Draws the sheets: every plate with three cut-outs, every mock-up in three brands, every banner in both scripts.

`python -m assets.sheets.make [--standing PHOTO ...] [--lying PHOTO ...] [--out DIR] [--tile PIXELS]`
"""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path

from PIL import Image

from mmdemo.context import RunContext
from mmdemo.intake.photo import read_photo
from mmdemo.look import BANNER_SIZES
from mmdemo.paths import ASSETS
from mmdemo.processing.image.arrays import Bytes, decode
from mmdemo.processing.image.banner import banner_words, draw_banner
from mmdemo.processing.image.brand_style import BrandStyle
from mmdemo.processing.image.concept import dress, photograph
from mmdemo.processing.image.cutout import cut_out
from mmdemo.processing.image.plate_scene import place_in
from mmdemo.processing.image.plates import plates
from mmdemo.schema import Fact, Money, Product

EXAMPLES = ASSETS / "examples"
STANDING = tuple(EXAMPLES / f"{name}.jpg" for name in ("mug", "soap", "candle"))
LYING = (EXAMPLES / "notebook.jpg",)
BANNERS = {"en": ("soap", "bathroom", "luxe"), "zh": ("tea", "marble", "festive")}
BADGE = {"en": "New", "zh": "新品"}
COLUMNS, GAP, QUALITY = 9, 6, 88
SHAPES = {
    "bottle": ("Olive oil", "冷榨橄榄油"),
    "pump": ("Hand soap", "山茶花洗手液"),
    "jar": ("Face cream", "玫瑰面霜"),
    "mug": ("Coffee mug", "陶瓷马克杯"),
    "can": ("Craft beer", "精酿啤酒"),
    "carton": ("Board game", "积木玩具"),
    "tube": ("Toothpaste", "薄荷牙膏"),
    "candle": ("Cedar candle", "檀木香薰蜡烛"),
    "pouch": ("Oat granola", "每日坚果"),
    "tin": ("Matcha", "明前龙井"),
    "book": ("Notebook", "手账本"),
    "phone": ("Smartphone", "智能手机"),
    "lamp": ("Desk lamp", "护眼台灯"),
    "vase": ("Bud vase", "青瓷花瓶"),
    "bowl": ("Salad bowl", "手工大碗"),
    "tote": ("Tote bag", "帆布袋"),
    "tag": ("Silk scarf", "真丝围巾"),
}
BRANDS = (
    ("Fern & Fog", "en", None, (("250 ml",), ("Made in small batches",))),
    ("Osmere", "en", "#c2410c", (("Best before 2027",), ("Recycled",))),
    ("山屿", "zh", "#1f4a3d", (("净含量 250 克",), ("手工制作",))),
)


def plate_sheet(standing: list[Bytes], lying: list[Bytes]) -> list[Bytes]:
    return [
        place_in(rgba, plate, "square", 1024)[0]
        for plate in plates().values()
        for rgba in (lying if plate.lying else standing)
    ]


def mockup_sheet() -> list[Bytes]:
    found = []
    for number, (shape, names) in enumerate(SHAPES.items()):
        for brand, language, colour, facts in BRANDS:
            said = tuple(Fact(str(place), text, text) for place, (text,) in enumerate(facts))
            product = Product(names[language == "zh"], language, brand=brand, facts=said)  # type: ignore[arg-type]
            model = dress(product, number, BrandStyle(colour))
            assert model.known.name == shape, (product.name, model.known.name)
            found.append(photograph(model, "studio"))
    return found


def banner_sheet() -> list[Bytes]:
    found = []
    listed = {entry["id"]: entry for entry in json.loads((EXAMPLES / "products.json").read_text(encoding="utf-8"))}
    for size in BANNER_SIZES:
        for language, (example, *settings) in BANNERS.items():
            words = listed[example][language]
            price = Money(Decimal(18), "USD") if language == "en" else Money(Decimal(168), "CNY")
            product = Product(words["name"], language, brand=words["brand"], price=price)  # type: ignore[arg-type]
            rgba = _cutout(EXAMPLES / listed[example]["photo"])
            for seed, setting in enumerate(settings):
                said = banner_words(product, "" if seed else BADGE[language])
                found.append(draw_banner(rgba, plates()[setting], said, size, BrandStyle(), seed)[0])
    return found


def _cutout(path: Path) -> Bytes:
    photo = read_photo(path)
    return cut_out(decode(photo.data), RunContext(1), alpha=None if photo.alpha is None else decode(photo.alpha)).rgba


def _grid(pictures: list[Bytes], tile: int, columns: int) -> Image.Image:
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (tile + GAP) + GAP, rows * (tile + GAP) + GAP), "white")
    for number, picture in enumerate(pictures):
        small = Image.fromarray(picture).resize((tile, tile), Image.Resampling.LANCZOS)
        sheet.paste(small, (GAP + number % columns * (tile + GAP), GAP + number // columns * (tile + GAP)))
    return sheet


def _rows(pictures: list[Bytes], tile: int, columns: int) -> Image.Image:
    """Rows of pictures of one size each, every row as wide as the others."""
    wide = columns * (tile + GAP) + GAP
    rows = [pictures[start : start + 4] for start in range(0, len(pictures), 4)]
    heights = [round((wide - GAP * 5) / 4 * row[0].shape[0] / row[0].shape[1]) for row in rows]
    sheet = Image.new("RGB", (wide, sum(heights) + GAP * (len(rows) + 1)), "white")
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        width = (wide - GAP * 5) // 4
        for number, picture in enumerate(row):
            small = Image.fromarray(picture).resize((width, height), Image.Resampling.LANCZOS)
            sheet.paste(small, (GAP + number * (width + GAP), top))
        top += height + GAP
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--standing", type=Path, nargs="+", default=STANDING)
    parser.add_argument("--lying", type=Path, nargs="+", default=LYING)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument("--tile", type=int, default=210)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    placed = plate_sheet([_cutout(path) for path in given.standing], [_cutout(path) for path in given.lying])
    sheets = {
        "plates": _grid(placed, given.tile, COLUMNS),
        "mockups": _grid(mockup_sheet(), given.tile, COLUMNS),
        "banners": _rows(banner_sheet(), given.tile, COLUMNS),
    }
    for name, sheet in sheets.items():
        sheet.save(given.out / f"{name}.jpg", quality=QUALITY, optimize=True)


if __name__ == "__main__":
    main()
