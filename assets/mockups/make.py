"""Renders and packs the mock-ups: `python -m assets.mockups.make [NAME ...]`.

Quick, small and noisy instead: `python -m assets.mockups.make --draft DIR [NAME ...]`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from assets.mockups.bases import render
from assets.mockups.pack import pack
from assets.mockups.shapes import SHAPES

FOLDER = Path(__file__).parent
SIZE = 1536  # pixels
SAMPLES = 64  # light paths a pixel


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(SHAPES)}; all when left out")
    parser.add_argument("--draft", type=Path, metavar="DIR", help="a third of the size, 16 samples a pixel, into DIR")
    arguments = parser.parse_args()
    for name, build in SHAPES.items():
        if arguments.names and name not in arguments.names:
            continue
        started = time.perf_counter()
        mockup = build()
        size, samples = (SIZE // 3, 16) if arguments.draft else (SIZE, SAMPLES)
        pack(mockup, render(mockup, size, samples), (arguments.draft or FOLDER) / name)
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
