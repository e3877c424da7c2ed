"""What a scene costs, against merely scaling the cutout and laying it over the plate; writes a sheet to look at."""

import resource
import time
from collections.abc import Callable
from itertools import product
from statistics import median

import numpy as np
from PIL import Image

from mmdemo.context import RunContext
from mmdemo.look import BANNER_SIZES
from mmdemo.paths import ASSETS
from mmdemo.processing.image.arrays import Bytes
from mmdemo.processing.image.banner import BannerWords, draw_banner
from mmdemo.processing.image.brand_style import PLAIN
from mmdemo.processing.image.cutout import cut_out
from mmdemo.processing.image.mockup import relight
from mmdemo.processing.image.mockup_assets import names, shape
from mmdemo.processing.image.placement import lay_over, place, trim
from mmdemo.processing.image.plate_scene import place_in
from mmdemo.processing.image.plates import FORMATS, LONG_SIDE, plates
from mmdemo.processing.image.scene import make_scene
from mmdemo.processing.image.scene_picker import scene_thumbnails
from tests.bench.row import Row, at_most
from tests.conftest import ROOT

PRODUCTS = ("soap", "tea", "candle")
LYING = "notebook"
WORDS = BannerWords("Rosemary hand soap", "Osmere", "$18.00", "New", "Shop now", "en")
TIMES = 5
SHEET_SIDE = 400  # pixels


def measure() -> list[Row]:
    cutouts = {name: _cutout(name) for name in (*PRODUCTS, LYING)}
    soap = cutouts["soap"]
    plate = plates()["wood"]
    rows = []
    for side, limit in ((1024, 0.25), (2048, 0.8)):
        spent = _spent(lambda side=side: place_in(soap, plate, "square", side))
        floor = _spent(lambda side=side: _laid(soap, plate.picture("square", side)))
        rows += [
            at_most(f"composite at {side} px", spent, "CPU s", limit),
            Row(f"  against scaling and laying over alone, {side} px", spent / floor, "x"),
        ]
    started = time.perf_counter()
    shown = scene_thumbnails(soap)
    rows.append(at_most(f"all {len(shown)} settings to pick from, wall", time.perf_counter() - started, "s", 1.0))
    for size in BANNER_SIZES:
        banner = _spent(lambda size=size: draw_banner(soap, plate, WORDS, size, PLAIN, 1))
        rows.append(at_most(f"banner {size}", banner, "CPU s", 0.3))
    label = np.full((400, 700, 3), 240, np.uint8)
    for name in names():
        painted = dict.fromkeys(shape(name).roles, "#1f4a3d")
        spent = _spent(lambda name=name, painted=painted: relight(name, painted, label, 1024, "#d8c8b0"))
        rows.append(at_most(f"concept picture at 1024 px: {name}", spent, "CPU s", 0.25))
    for setting in shown:
        make_scene(soap, setting, 1, upright=True)
        make_scene(soap, setting, 1, upright=False)
    for one, format in product(plates().values(), FORMATS):
        place_in(soap, one, format)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(at_most("peak memory after every shape, and every plate in every format", used, "MB", 700))
    size = sum(path.stat().st_size for path in ASSETS.rglob("*") if path.is_file()) / 1e6
    rows.append(at_most("all of assets/", size, "MB", 60))
    _sheet(cutouts)
    return rows


def _cutout(name: str) -> Bytes:
    with Image.open(ASSETS / "examples" / f"{name}.jpg") as photo:
        return cut_out(np.asarray(photo.convert("RGB")), RunContext(1)).rgba


def _laid(rgba: Bytes, picture: Bytes) -> None:
    lay_over(picture.copy(), place(trim(rgba), 0.6, 0.8, side=len(picture)))


def _spent(work: Callable[[], object]) -> float:
    """Median CPU seconds, warm."""
    work()
    spent = []
    for _ in range(TIMES):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return median(spent)


def _sheet(cutouts: dict[str, Bytes]) -> None:
    """Every standing plate with three products, every lying one with a fourth."""
    rows = []
    for plate in plates().values():
        names = [LYING] * len(PRODUCTS) if plate.lying else PRODUCTS
        shown = [place_in(cutouts[name], plate, "square", LONG_SIDE)[0] for name in names]
        rows.append(np.hstack([np.asarray(Image.fromarray(one).reduce(LONG_SIDE // SHEET_SIDE)) for one in shown]))
    half = (len(rows) + 1) // 2
    rows += [np.zeros_like(rows[0])] * (2 * half - len(rows))
    columns = [np.vstack(rows[:half]), np.vstack(rows[half:])]
    target = ROOT / "build" / "bench" / "scenes.jpg"
    target.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.hstack(columns)).save(target, quality=88)
