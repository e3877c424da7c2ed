"""The mock-ups that the studio can relight, and their files: `assets/mockups/README.md` has the format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
from PIL import Image

from mmdemo.paths import ASSETS
from mmdemo.processing.image.arrays import Bytes, Floats

FOLDER = ASSETS / "mockups"
GAMMA = 2.2
FRAME = 4  # pixels at the picture's edge that the denoiser had no neighbours for
STEEPEST = 0.6  # curve that white stands for
Box = tuple[int, int, int, int]  # left, top, right, bottom; pixels
STEP = 3.0  # of 255: what may be rounding; a larger difference is an edge
JUMP = 0.02  # of the label's side, from pixel to pixel


@dataclass(frozen=True)
class Shape:
    """A product without a brand.

    `roles` has every material but the label, and the brand's colour that suits it: main, accent, dark, light or metal.
    `extent` is the label's width and height in units, `face` the part of the label meant for lettering, as fractions
    from its upper left: left, top, right, bottom. `ground` is the material seen where there is no label.

    `box` (left, top, right, bottom) and `anchor`, the point of the ground that the product stands on, are fractions of
    the picture's side; `unit` is the length of one unit upwards from the anchor, `height` the product's in units. The
    camera stands at `origin`, looks at `target` and sees `view` degrees; `elevation` is the angle in degrees at which
    it looks down on the anchor.
    """

    name: str
    roles: Mapping[str, str]
    extent: tuple[float, float]
    face: tuple[float, float, float, float]
    ground: str
    box: tuple[float, float, float, float]
    anchor: tuple[float, float]
    unit: float
    height: float
    origin: tuple[float, float, float]
    target: tuple[float, float, float]
    view: float
    elevation: float


@dataclass(frozen=True)
class Light:
    """Basis pictures (size, size), linear: what the colours multiply. See `assets/mockups/bases.py`.

    `covered` (height, width, materials) is the coverage by each of `materials` within the product's box. `sees` is the
    light metal has from its neighbour, in that box. `uv` lies in the label's box, with two samples a pixel each way
    where there are as many.
    """

    black: Floats
    ground: Floats
    product: Floats
    both: Floats
    materials: tuple[str, ...]
    box: Box
    covered: Floats
    sees: Floats | None
    label_box: Box
    uv: Floats


@dataclass(frozen=True)
class Response:
    """How the materials answer to colour: what `assets/mockups/pack.py` fitted.

    `middle` is the albedo of the product in the basis pictures, `sweep` that of the sweep, whose curve is a small
    picture, square. `sees` is the material that metal mirrors.
    """

    curves: Mapping[str, float]
    middle: float
    sweep: float
    sweep_curve: Floats
    exposure: float
    sees: str | None

    def ratio(self, material: str, albedo: Floats) -> Floats:
        """By how much a material of that albedo outshines the one in the basis pictures."""
        ratio: Floats = (albedo * (1 + self.curves[material] * (albedo - self.middle)) / self.middle).astype(np.float32)
        return ratio

    def backdrop(self, albedo: float, size: int) -> Floats:
        """What a sweep of that albedo counts as, (size, size)."""
        small = albedo * (1 + self.sweep_curve * np.float32(albedo - self.sweep))
        return cast(Floats, cv2.resize(small, (size, size), interpolation=cv2.INTER_LINEAR))


@cache
def names() -> tuple[str, ...]:
    """Every mock-up there is."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/meta.json")))


@cache
def _meta(name: str) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads((FOLDER / name / "meta.json").read_text()))


@cache
def shape(name: str) -> Shape:
    meta = _meta(name)
    camera = meta["camera"]
    return Shape(
        name=name,
        roles={material: role for material, role in meta["materials"].items() if material != "label"},
        extent=tuple(meta["extent"]),
        face=tuple(meta["face"]),
        ground=meta["ground"],
        box=tuple(meta["box"]),
        anchor=tuple(meta["anchor"]),
        unit=meta["unit"],
        height=meta["height"],
        origin=tuple(camera["origin"]),
        target=tuple(camera["target"]),
        view=camera["view"],
        elevation=meta["elevation"],
    )


@cache
def response(name: str) -> Response:
    meta = _meta(name)
    steep = _pixels(FOLDER / name / "curve.webp").astype(np.float32) * np.float32(STEEPEST / 255)
    return Response(meta["curves"], meta["middle"], meta["sweep"], steep, meta["exposure"], meta["sees"])


@lru_cache(maxsize=2)
def light(name: str, size: int) -> Light:
    """The basis pictures at `size` pixels: up to 60 MB at 1024 and 200 MB at 2048, so few are kept."""
    meta, folder = _meta(name), FOLDER / name
    left, top, right, bottom = shape(name).box
    box = (int(left * size), int(top * size), min(int(right * size) + 2, size), min(int(bottom * size) + 2, size))
    inside = np.s_[box[1] : box[3], box[0] : box[2]]
    planes = {base: _plane(folder / f"{base}.webp", scale, size) for base, scale in meta["scales"].items()}
    covered = [_sized(_pixels(path), size)[inside] for path in sorted(folder.glob("masks*.webp"))]
    materials = tuple(meta["materials"])
    label_box, uv = _label_map(_pixels(folder / "uv.webp"), meta["uv"], meta["side"] // 2, size)
    return Light(
        planes["black"],
        planes["ground"],
        planes["product"],
        planes["both"],
        materials,
        box,
        np.concatenate(covered, axis=-1)[..., : len(materials)].astype(np.float32) / np.float32(255),
        planes["sees"][inside] if meta["sees"] else None,
        label_box,
        uv,
    )


def _pixels(path: Path) -> Bytes:
    with Image.open(path) as picture:
        grey = path.stem.rstrip("0123456789") not in ("masks", "uv")
        return np.asarray(picture.convert("L") if grey else picture)


def _plane(path: Path, scale: float, size: int) -> Floats:
    clean = np.pad(_pixels(path)[FRAME:-FRAME, FRAME:-FRAME], FRAME, mode="edge")
    value = _unbanded(clean.astype(np.float32)) / np.float32(255)
    return cast(Floats, _sized(value ** np.float32(GAMMA) * np.float32(scale), size))


def _unbanded(values: Floats) -> Floats:
    """Slow gradients without the steps of eight bits: values close to the mean around them move towards it."""
    for reach in (17, 9):
        away = cv2.blur(values, (reach, reach)) - values
        values = values + away * np.clip(1 - np.abs(away) / STEP, 0, 1)
    return values


def _sized(pixels: Any, size: int) -> Any:
    if pixels.shape[0] == size:
        return pixels
    way = cv2.INTER_AREA if pixels.shape[0] > size else cv2.INTER_LINEAR
    return cv2.resize(pixels, (size, size), interpolation=way)


def _label_map(packed: Bytes, box: Box, side: int, size: int) -> tuple[Box, Floats]:
    """The label's box in a picture of `size`, and its uv there: two samples a pixel each way where there are as many.

    `packed` has the high bytes of u and v, then the low ones, in `box` of a picture of `side`. Where uv jumps, at a
    seam, the nearest value counts; elsewhere it is interpolated.
    """
    whole = packed[..., :2].astype(np.float32) * 256 + packed[..., 2:]
    uv = whole / np.float32(65535)
    scale = size / side
    left, top = int(box[0] * scale), int(box[1] * scale)
    right, bottom = min(int(box[2] * scale) + 1, size), min(int(box[3] * scale) + 1, size)
    fine = 2 if size <= side else 1
    x = ((np.arange((right - left) * fine, dtype=np.float32) + 0.5) / fine + left) / scale - 0.5 - box[0]
    y = ((np.arange((bottom - top) * fine, dtype=np.float32) + 0.5) / fine + top) / scale - 0.5 - box[1]
    across, down = np.meshgrid(x, y)
    smooth = cv2.remap(uv, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    nearest = cv2.remap(uv, across, down, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    jumps = np.abs(smooth - nearest).max(axis=-1, keepdims=True) > JUMP
    return (left, top, right, bottom), np.where(jumps, nearest, smooth)
