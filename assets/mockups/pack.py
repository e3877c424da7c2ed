"""From basis pictures to the compact files that the studio relights: see `README.md` for the format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from assets.mockups.bases import BRIGHT, GROUND, MIDDLE, Bases, Plane
from assets.mockups.parts import ORIGIN, Mockup
from assets.render.geometry import Array

GAMMA = 2.2
QUALITY = 96  # of WebP, of the basis pictures
WHITE = 0.77  # linear light of a label of albedo 0.85, once exposed
CURVE = 96  # pixels, the side of the picture of the sweep's curve
STEEPEST = 0.6  # curve that its white stands for
SOFT = 5.0  # pixels over which light between product and sweep is averaged
REACH = 4  # pixels by which the uv runs on beyond the label's edge


def pack(mockup: Mockup, bases: Bases, folder: Path) -> None:
    """Writes a mock-up's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    planes = {
        "black": bases.black,
        "ground": _smooth(bases.ground, 0.015, 8),
        "product": _smooth(bases.product, 0.012, 3),
        "both": _evened(bases.both, bases.masks),
    }
    if mockup.metal:
        # No more than the metal shines at all: its neighbour may be black.
        mirrored = np.minimum(_evened(bases.sees, {"metal": bases.masks[mockup.metal]}), 0.95 * bases.product / MIDDLE)
        planes["sees"] = cv2.resize(mirrored, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    scales = {name: _save_light(plane, folder / f"{name}.webp") for name, plane in planes.items()}
    names = list(bases.masks)
    _save_masks([bases.masks[name] for name in names], folder)
    size = bases.black.shape[0]
    found = sweep_curve(bases)
    Image.fromarray(_bytes(found / STEEPEST)).save(folder / "curve.webp", lossless=True, quality=90, method=5)
    described = {
        "materials": {name: finish.role for name, finish in mockup.materials.items()},
        "ground": mockup.ground,
        "sees": mockup.sees if mockup.metal else None,
        "metal": mockup.metal,
        "extent": np.round(mockup.extent, 4).tolist(),
        "face": np.round(mockup.face, 4).tolist(),
        "side": size,
        "scales": scales,
        "middle": MIDDLE,
        "sweep": GROUND,
        "curves": curves(bases, found),
        "exposure": exposure(bases),
        "uv": _save_uv(bases.uv, folder / "uv.webp"),
        **placed(mockup, bases),
    }
    (folder / "meta.json").write_text(json.dumps(described, indent=1) + "\n")


def sweep_curve(bases: Bases) -> Plane:
    """By how much more than in proportion the sweep shines as its albedo rises, (CURVE, CURVE): it lights itself.

    An albedo b counts as b * (1 + curve * (b - GROUND)). The wall, lit by the floor, has more of it than the floor.
    """
    black, ground, product, both, covered = _small(bases)
    sweep = (covered < 0.001).astype(np.float32)
    lifted = (bases.bright[0] - product - black) / BRIGHT / np.maximum(ground + both, 1e-4)
    steep = np.clip((lifted - 1) / (BRIGHT - GROUND), 0, STEEPEST) * sweep
    found, weight = np.zeros_like(steep), np.zeros_like(steep)
    for sigma in (6, 24, 96):
        count = cv2.GaussianBlur(sweep, (0, 0), sigma)
        hole = (weight == 0) & (count > 0.1)
        found[hole], weight[hole] = (cv2.GaussianBlur(steep, (0, 0), sigma) / np.maximum(count, 1e-4))[hole], 1
    return cv2.resize(cv2.GaussianBlur(found, (0, 0), 3), (CURVE, CURVE), interpolation=cv2.INTER_AREA)


def curves(bases: Bases, sweep: Plane) -> dict[str, float]:
    """The same for each material of the product: an albedo a counts as a * (1 + curve * (a - MIDDLE))."""
    black, ground, product, both, _ = _small(bases)
    side = black.shape[0]
    paper = BRIGHT * (1 + cv2.resize(sweep, (side, side)) * (BRIGHT - GROUND))
    mirrored = cv2.resize(bases.sees, (side, side), interpolation=cv2.INTER_AREA) * (BRIGHT - MIDDLE)
    found = {}
    for name, mask in bases.masks.items():
        inside = cv2.resize(mask, (side, side), interpolation=cv2.INTER_AREA) > 0.98
        if inside.sum() < 20:
            found[name] = 0.0
            continue
        above = (bases.bright[1] - black - paper * ground)[inside].mean()
        straight = (product + paper * both + mirrored)[inside].mean() * BRIGHT / MIDDLE
        found[name] = round(float(np.clip((above / straight - 1) / (BRIGHT - MIDDLE), -0.2, 0.5)), 4)
    return found


def _small(bases: Bases) -> list[Plane]:
    """K, P, Q, R and the coverage by the product, in the size of the bright pictures."""
    side = bases.bright[0].shape[0]
    covered = np.sum(list(bases.masks.values()), axis=0)
    planes = (bases.black, bases.ground, bases.product, bases.both, covered)
    return [cv2.resize(plane, (side, side), interpolation=cv2.INTER_AREA) for plane in planes]


def exposure(bases: Bases) -> float:
    """The factor by which a light label reads as its own colour."""
    label = bases.masks["label"] > 0.99
    black, ground, product, both = (
        float(np.median(plane[label])) for plane in (bases.black, bases.ground, bases.product, bases.both)
    )
    light = black + 0.5 * ground + 0.85 / MIDDLE * (product + 0.5 * both)
    return round(float(np.clip(WHITE / light, 0.9, 1.5)), 4)


def placed(mockup: Mockup, bases: Bases) -> dict[str, object]:
    """Where the product stands in its picture; lengths in the picture are fractions of its side."""
    target, view = mockup.camera
    size = bases.black.shape[0]
    covered = np.sum(list(bases.masks.values()), axis=0) > 0.02
    rows, columns = np.nonzero(covered.any(axis=1))[0], np.nonzero(covered.any(axis=0))[0]
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    foot, above = project(mockup, np.array([[0.0, 0.0, 0.0], [0.0, 0.0, 0.01]]))
    return {
        "camera": {"origin": ORIGIN.tolist(), "target": target.round(5).tolist(), "view": round(view, 4)},
        "elevation": round(float(np.degrees(np.arctan2(ORIGIN[2], -ORIGIN[1]))), 3),
        "height": round(float(mockup.points[:, 2].max()), 4),
        "box": [round(float(edge) / size, 5) for edge in edges],
        "anchor": foot.round(5).tolist(),
        "unit": round(float(foot[1] - above[1]) / 0.01, 5),
    }


def project(mockup: Mockup, points: Array) -> Array:
    """Where points (n, 3) appear in the picture, (n, 2), as fractions of its side."""
    target, view = mockup.camera
    forward = (target - ORIGIN) / np.linalg.norm(target - ORIGIN)
    right = np.cross(forward, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    away = points - ORIGIN
    seen = np.stack([away @ right, -away @ np.cross(right, forward)], -1) / (away @ forward)[:, None]
    return seen / (2 * np.tan(np.radians(view / 2))) + 0.5


def _bytes(values: Plane) -> NDArray[np.uint8]:
    return np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _save_light(plane: Plane, path: Path) -> float:
    """Writes linear light as gamma 2.2; what full white stands for."""
    scale = round(max(float(np.quantile(plane, 0.9999)) * 1.05, 1e-3), 5)
    Image.fromarray(_bytes(np.clip(plane / scale, 0, 1) ** (1 / GAMMA))).save(path, quality=QUALITY, method=6)
    return scale


def _save_masks(masks: list[Plane], folder: Path) -> None:
    """Writes coverages, three to a file."""
    empty = np.zeros_like(masks[0])
    for number in range(0, len(masks), 3):
        trio = [*masks[number : number + 3], empty, empty][:3]
        picture = Image.fromarray(_bytes(np.stack(trio, -1)))
        picture.save(folder / f"masks{number // 3}.webp", lossless=True, quality=90, method=5)


def _save_uv(uv: Plane, path: Path) -> list[int]:
    """Writes the label's uv as bytes: high u, high v, low u, low v. Returns its box in pixels of the half-size picture.

    It runs on beyond the label's edge, for pixels that the label covers in part.
    """
    known = ~np.isnan(uv[..., 0])
    rows, columns = np.nonzero(known.any(axis=1))[0], np.nonzero(known.any(axis=0))[0]
    top, left = max(rows[0] - REACH, 0), max(columns[0] - REACH, 0)
    bottom, right = rows[-1] + 1 + REACH, columns[-1] + 1 + REACH
    box = np.s_[top:bottom, left:right]
    grown = _grown(np.nan_to_num(uv)[box], known[box])
    whole = np.rint(np.clip(grown, 0, 1) * 65535).astype(np.uint16)
    packed = np.concatenate([whole >> 8, whole & 255], axis=-1).astype(np.uint8)
    Image.fromarray(packed, "RGBA").save(path, lossless=True, quality=90, method=5, exact=True)
    return [int(left), int(top), int(packed.shape[1] + left), int(packed.shape[0] + top)]


def _grown(uv: Plane, known: NDArray[np.bool_]) -> Plane:
    """uv with every unknown pixel filled, the nearest first, from the mean of its neighbours."""
    values, weight = np.where(known[..., None], uv, 0).astype(np.float32), known.astype(np.float32)
    kernel = np.ones((3, 3), np.float32)
    for _ in range(2 * REACH):
        total = cv2.filter2D(values * weight[..., None], -1, kernel)
        count = cv2.filter2D(weight, -1, kernel)
        new = (weight == 0) & (count > 0)
        values[new] = total[new] / count[new][:, None]
        weight[new] = 1
    return values


def _smooth(plane: Plane, contrast: float, reach: float) -> Plane:
    """Without the faint marks of the denoiser: averaged over `reach` pixels among values within `contrast`."""
    root = np.sqrt(np.maximum(plane, 0)).astype(np.float32)
    for _ in range(2):
        root = cv2.bilateralFilter(root, int(3 * reach), contrast, reach)
    return root**2


def _evened(plane: Plane, masks: Mapping[str, Plane]) -> Plane:
    """Averaged within each material and the sweep.

    Light that bounced between the product and the sweep is soft, and what it is made of, the difference of four
    renders, has the noise of all four.
    """
    total = np.zeros_like(plane)
    for covered in (*masks.values(), 1 - np.sum(list(masks.values()), axis=0)):
        inside = (covered > 0.98).astype(np.float32)
        count = cv2.GaussianBlur(inside, (0, 0), SOFT)
        mean = cv2.GaussianBlur(plane * inside, (0, 0), SOFT) / np.maximum(count, 1e-3)
        total += covered * np.where(count > 1e-3, mean, plane)
    return np.maximum(total, 0)
