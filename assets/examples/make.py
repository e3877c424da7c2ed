"""Renders the example "phone photos": `python -m assets.examples.make [NAME ...]`.

Quick, small and noisy instead: `python -m assets.examples.make --draft DIR [NAME ...]`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import drjit
from PIL import Image

from assets.examples.homeware import lamp, mug, notebook
from assets.examples.packaged import candle, soap, tea
from assets.examples.studio import develop, expose

FOLDER = Path(__file__).parent
SAMPLES = 64  # light paths a pixel of the final pictures
PRODUCTS = {build.__name__: build for build in (mug, soap, tea, lamp, notebook, candle)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(PRODUCTS)}; all when left out")
    parser.add_argument("--draft", type=Path, metavar="DIR", help="a quarter of the size, 8 samples a pixel, into DIR")
    parser.add_argument("--threads", type=int, default=1, help="processor cores to use")
    arguments = parser.parse_args()
    drjit.set_thread_count(arguments.threads)
    for number, name in enumerate(PRODUCTS):
        if arguments.names and name not in arguments.names:
            continue
        shot = PRODUCTS[name]()
        started = time.perf_counter()
        if arguments.draft:
            width, height = (side // 4 for side in shot.size)
            picture = develop(expose(shot, (width, height), 8), shot, number)
            Image.fromarray(picture).save(arguments.draft / f"{name}.png")
        else:
            picture = develop(expose(shot, shot.size, SAMPLES), shot, number)
            Image.fromarray(picture).save(FOLDER / f"{name}.jpg", quality=88, optimize=True)
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
