"""How near a relit mock-up comes to a direct render: `python -m assets.mockups.compare [NAME ...]`.

Prints PSNR and SSIM over the whole picture, 512 x 512, both developed with the same tone curve.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from assets.mockups.bases import DEPTH, SWEEP, scene, sensor
from assets.mockups.shapes import SHAPES
from assets.render.geometry import Array
from assets.render.textures import Picture
from assets.render.trace import radiance
from mmdemo.processing.image.mockup import exposed, relight
from mmdemo.processing.image.mockup_assets import response, shape
from mmdemo.processing.image.tone import develop, reflectance, reflectances

SIZE = 512  # pixels
SAMPLES = 64  # light paths a pixel
SCHEMES: Mapping[str, Mapping[str, str]] = {
    "forest": {
        "main": "#17382f",
        "dark": "#1b1b1a",
        "metal": "#f2cb8c",
        "accent": "#c2553a",
        "light": "#efe6d6",
        "sweep": "#c9b79c",
    },
    "camellia": {
        "main": "#f4eee4",
        "dark": "#f4eee4",
        "metal": "#f3c9a8",
        "accent": "#b23a2e",
        "light": "#f3ece0",
        "sweep": "#ebd0c6",
    },
}


def drawn(extent: tuple[float, float], paper: str, ink: str) -> Picture:
    """A label with a frame, a disc and bars like lines of text, about 1024 pixels wide."""
    width, height = 1024, max(16, round(1024 * extent[1] / extent[0]))
    label = np.zeros((height, width, 3), np.uint8)
    label[:] = [int(paper[i : i + 2], 16) for i in (1, 3, 5)]
    colour = [int(ink[i : i + 2], 16) for i in (1, 3, 5)]
    side = min(width, height)
    cv2.rectangle(label, (side // 12, side // 12), (width - side // 12, height - side // 12), colour, side // 60)
    cv2.circle(label, (width // 2, round(height * 0.36)), side // 6, colour, -1, cv2.LINE_AA)
    for row, share in ((0.64, 0.30), (0.74, 0.20), (0.82, 0.24)):
        half = round(side * share)
        top, bottom = round(height * row), round(height * (row + 0.045))
        label[top:bottom, width // 2 - half : width // 2 + half] = colour
    return label


def similarity(first: Picture, second: Picture) -> tuple[float, float]:
    """PSNR in dB, and SSIM on the grey pictures with the usual 11 x 11 Gaussian window."""
    error = float(np.mean((first.astype(float) - second.astype(float)) ** 2))
    a, b = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float64) for picture in (first, second))

    def mean(values: Array) -> Array:
        return cv2.GaussianBlur(values, (11, 11), 1.5)

    ma, mb = mean(a), mean(b)
    va, vb, cross = mean(a * a) - ma**2, mean(b * b) - mb**2, mean(a * b) - ma * mb
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ssim = (2 * ma * mb + c1) * (2 * cross + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2))
    return 10 * float(np.log10(255**2 / error)), float(ssim.mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", default=["pump", "mug", "carton", "pouch"])
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="also writes both pictures side by side")
    arguments = parser.parse_args()
    for name in arguments.names:
        for scheme, hexes in SCHEMES.items():
            mockup, known = SHAPES[name](), shape(name)
            label = drawn(known.extent, hexes["light"], hexes["accent"])
            colours = {material: hexes[role] for material, role in known.roles.items()}
            albedo = {material: reflectance(colour).astype(float) for material, colour in colours.items()}
            albedo |= {SWEEP: reflectance(hexes["sweep"]).astype(float), "label": reflectances()[label].astype(float)}
            traced = radiance(scene(mockup, albedo), sensor(mockup, SIZE), SAMPLES, DEPTH)
            direct = develop(exposed(traced, response(name).exposure))
            relit = relight(name, colours, label, SIZE, hexes["sweep"])
            psnr, ssim = similarity(direct, relit)
            print(f"{name}, {scheme}: {psnr:.1f} dB, SSIM {ssim:.4f}", flush=True)
            if arguments.pictures:
                Image.fromarray(np.concatenate([direct, relit], axis=1)).save(
                    arguments.pictures / f"{name}-{scheme}.png"
                )


if __name__ == "__main__":
    main()
