"""Renders the plates: `python -m assets.plates.make [NAME ...]`.

Quick, small and noisy instead: `python -m assets.plates.make --draft DIR [NAME ...]`.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assets.plates.flats import FLATS
from assets.plates.rooms import ROOMS
from assets.plates.sets import SETS
from assets.plates.stage import SIZES, Stage, picture, shares
from assets.render.trace import Radiance

FOLDER = Path(__file__).parent
SAMPLES = 64  # light paths a pixel
QUALITY = 93  # of JPEG, with colour at full resolution: less shows as blotches on a plain wall
SHOULDER = 0.72  # linear light up to which the tone curve is straight
PLATES = {build.__name__: build for build in (*SETS, *ROOMS, *FLATS)}


def develop(light: Radiance) -> NDArray[np.uint8]:
    """sRGB, straight up to a shoulder that no light burns through; dithered, so that slow gradients have no steps."""
    over = 1 - SHOULDER
    above = np.maximum(light, SHOULDER) - SHOULDER
    tone = np.where(light < SHOULDER, light, SHOULDER + over * (1 - np.exp(-above / over)))
    srgb = np.where(tone <= 0.0031308, 12.92 * tone, 1.055 * np.maximum(tone, 0) ** (1 / 2.4) - 0.055)
    grain = np.random.default_rng(0).normal(0, 0.8, light.shape[:2])[..., None]
    return np.clip(np.rint(srgb * 255 + grain), 0, 255).astype(np.uint8)


def described(stage: Stage) -> dict[str, object]:
    """What the studio must know to put a product there."""
    lights = [
        {
            "position": light.position,
            "axes": [axis.round(4).tolist() for axis in light.axes()],
            "share": share,
        }
        for light, share in zip(stage.lights, shares(stage), strict=True)
    ]
    cameras = {
        format: {"origin": camera.origin, "target": camera.target, "view": camera.view, "up": camera.up}
        for format in SIZES
        for camera in [stage.camera(format)]
    }
    return {
        "lying": stage.lying,
        "cameras": cameras,
        "lights": lights,
        "floor": stage.floor,
        "edge": stage.edge,
        "gloss": stage.gloss,
        "blur": stage.blur,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(PLATES)}; all when left out")
    parser.add_argument("--draft", type=Path, metavar="DIR", help="a quarter of the size, 16 samples a pixel, into DIR")
    arguments = parser.parse_args()
    for name, build in PLATES.items():
        if arguments.names and name not in arguments.names:
            continue
        started = time.perf_counter()
        stage = build()
        folder = (arguments.draft or FOLDER) / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "plate.json").write_text(json.dumps(described(stage), indent=1) + "\n")
        for format in SIZES:
            light = picture(stage, format, *((16, 0.25) if arguments.draft else (SAMPLES, 1.0)))
            Image.fromarray(develop(light)).save(
                folder / f"{format}.jpg", quality=QUALITY, subsampling=0, optimize=True, progressive=False
            )
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
