"""The main job on this machine: how long, how soon, how much memory. Floors are measured in the same run."""

import io
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from mmdemo import Request, kit_zip, make_kit
from tests.bench.row import Row, at_most
from tests.browser.conftest import ARGUMENTS
from tests.conftest import ROOT, SHARED, draw_photo

REPEATS = 3
SERVER_LISTINGS = (10, 30)
_EMPTY_PAGE = (
    "import os, sys; os.environ['GRADIO_ANALYTICS_ENABLED'] = 'False'; import gradio as gr\n"
    "with gr.Blocks(analytics_enabled=False) as page: gr.Textbox()\n"
    "page.launch(server_port=int(sys.argv[1]), quiet=True, ssr_mode=False, run_history=False)"
)


def twelve_megapixels() -> bytes:
    """A 4000 x 3000 JPEG with a camera's noise: a real photograph enlarged where one is at hand, else a drawn one."""
    real = SHARED / "data" / "photos" / "gcp_mug.jpg"
    image = Image.open(real).convert("RGB") if real.is_file() else draw_photo()
    pixels = np.asarray(image.resize((4000, 3000), Image.Resampling.BICUBIC)).astype(np.int16)
    noise = np.random.default_rng(1).normal(0, 2, pixels.shape)
    buffer = io.BytesIO()
    Image.fromarray((pixels + noise).clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def measure() -> list[Row]:
    photo = twelve_megapixels()
    return [*_pipeline(photo), *_start(), *_page(photo)]


def _pipeline(photo: bytes) -> list[Row]:
    request = Request(
        name="Stoneware mug",
        category="Kitchen",
        price="$24.00",
        facts=("350 ml", "Material: stoneware", "Dishwasher safe", "Hand-glazed"),
        photo=photo,
        seed=1,
    )
    kit_zip(make_kit(replace(request, seed=0)))  # the first run loads libraries
    walls, cpus = [], []
    for _ in range(REPEATS):
        wall, cpu = time.perf_counter(), time.process_time()
        kit = make_kit(request)
        archive = kit_zip(kit)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    assert kit.complete
    floors = []
    for _ in range(REPEATS):
        wall = time.perf_counter()
        _floor(photo)
        floors.append(time.perf_counter() - wall)
    wall, floor = statistics.median(walls), statistics.median(floors)
    parts = [Row(f"  of it {part}", asset.provenance.seconds, "s") for part, asset in kit.assets.items()]
    return [
        at_most("12 MP photo to finished ZIP, wall", wall, "s", 6),
        Row("12 MP photo to finished ZIP, CPU", statistics.median(cpus), "s"),
        *parts,
        Row("floor: decode, resize and encode the same pictures", floor, "s"),
        Row("ratio to the floor", wall / floor, "x"),
        Row("ZIP", len(archive) / 1e6, "MB"),
    ]


def _floor(photo: bytes) -> None:
    """What no listing can do without: open the photo, make two pictures of 2000 x 2000 and keep them as PNG."""
    with Image.open(io.BytesIO(photo)) as opened:
        image = opened.convert("RGB")
    image.resize((2560, 1920), Image.Resampling.LANCZOS).save(io.BytesIO(), "PNG", compress_level=1)
    for _ in range(2):
        image.resize((2000, 2000), Image.Resampling.LANCZOS).save(io.BytesIO(), "PNG", compress_level=1)


def _start() -> list[Row]:
    ours, bare = [], []
    for _ in range(REPEATS):
        with _serving([sys.executable, "-m", "mmdemo", "serve", "--port"]) as (_, _, seconds):
            ours.append(seconds)
        with _serving([sys.executable, "-c", _EMPTY_PAGE]) as (_, _, seconds):
            bare.append(seconds)
    start, floor = statistics.median(ours), statistics.median(bare)
    return [
        at_most("page start, process to answering", start, "s", 8),
        Row("floor: a gradio page with one text box", floor, "s"),
        Row("ratio to the floor", start / floor, "x"),
    ]


def _page(photo: bytes) -> list[Row]:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no Chromium here: first copy on screen and memory were not measured")
        return []
    from playwright.sync_api import sync_playwright

    with (
        tempfile.TemporaryDirectory() as folder,
        _serving([sys.executable, "-m", "mmdemo", "serve", "--port"]) as (process, address, _),
        sync_playwright() as playwright,
    ):
        file = Path(folder) / "photo.jpg"
        file.write_bytes(photo)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(address)
        page.locator("#photo input[type=file]").set_input_files(file)
        page.locator("#photo img").wait_for()
        page.locator("#facts textarea").fill("350 ml\nMaterial: stoneware")
        firsts, resident = [], {}
        for count in range(1, SERVER_LISTINGS[1] + 1):
            # A new name each time, so that the copy on the page is seen to be this run's.
            page.locator("#name input, #name textarea").fill(f"Mug {count}")
            clicked = time.perf_counter()
            page.locator("#generate").click()
            page.locator("#preview h1", has_text=f"Mug {count}").wait_for()
            page.locator("#preview .points").wait_for()
            firsts.append(time.perf_counter() - clicked)
            page.locator('#steps .steps[data-state="done"]').wait_for()
            if count in SERVER_LISTINGS:
                resident[count] = process.memory_info().rss / 1e6
        stops = []
        for count in range(REPEATS):
            page.locator("#name input, #name textarea").fill(f"Stopped {count}")
            page.locator("#generate").click()
            page.locator("#preview h1", has_text=f"Stopped {count}").wait_for()
            page.locator("#preview .points").wait_for()
            clicked = time.perf_counter()
            page.locator("#stop").click()
            page.locator("#generate:enabled").wait_for()
            stops.append(time.perf_counter() - clicked)
            page.locator('#steps .steps[data-state="done"]').wait_for()
        browser.close()
    ten, thirty = (resident[count] for count in SERVER_LISTINGS)
    return [
        at_most("first copy on screen after the click, median", statistics.median(firsts), "s", 1),
        Row("first copy on screen after the click, slowest", max(firsts), "s"),
        at_most("Stop to a usable page, slowest", max(stops), "s", 1),
        at_most("resident memory of the server after 10 listings", ten, "MB", 900),
        at_most("growth over the next 20", thirty - ten, "MB", 0.05 * ten),
    ]


@contextmanager
def _serving(command: list[str]) -> Iterator[tuple[psutil.Process, str, float]]:
    """A server started on a free port: its process, its address, and the seconds until it answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    started = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = psutil.Popen([*command, str(port)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, **quiet)
    try:
        while not _answers(address):
            if process.poll() is not None:
                raise RuntimeError(f"the server ended: {json.dumps(command)}")
            time.sleep(0.05)
        yield process, address, time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False
