"""The basis pictures of a mock-up: what light does, whatever the colours will be.

Light paths only add up, so a picture is affine in the albedo of its sweep and nearly so in that of its product:
`picture = K + b * P + r * Q + b * r * R`, with b the albedo of the sweep and r that of the product over `MIDDLE`.
All lights are neutral, so the three channels of one render carry three settings of grey albedo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from assets.mockups.parts import ORIGIN, Finish, Mockup
from assets.plates.stage import Light
from assets.plates.surfaces import sweep
from assets.render.geometry import Array
from assets.render.materials import Plugin, Transform, mesh, principled
from assets.render.trace import radiance
from assets.render.variant import mi

Plane = NDArray[np.float32]
Crop = tuple[int, int, int, int]  # left, top, right, bottom; pixels

MIDDLE = 0.5  # albedo of the product's materials in Q and R
GROUND = 0.6  # albedo of the sweep in P and R
BRIGHT = 0.9  # albedo at which the curves are measured
SWEEP = "sweep"
PAPER = Finish("backdrop", 0.6, 0.25)
LIGHTS = (
    Light((-3.3, -2.7, 3.5), (2.0, 2.6), (11.5, 11.5, 11.5), (0, 0, 0.8)),
    Light((2.9, 1.1, 1.9), (0.55, 3.4), (7.5, 7.5, 7.5), (0, 0, 0.9)),
    Light((0, 0.6, 5.6), (3.6, 2.4), (2.2, 2.2, 2.2), (0, 0, 0)),
    Light((1.2, -6.5, 4.6), (4.0, 2.2), (0.9, 0.9, 0.9), (0, 0, 0.6)),
)
SKY = 0.09
DEPTH = 6  # bounces
MARGIN = 0.03  # of the picture's side, round the product


@dataclass(frozen=True)
class Bases:
    """Grey pictures (size, size), linear light.

    `masks` holds the coverage of each material; `uv` (size / 2, size / 2, 2) is NaN off the label; `sees` is the light
    that metal has from a neighbour of albedo one. `bright` holds the pictures that the curves are measured on, a
    quarter of the size: sweep bright, everything bright.
    """

    black: Plane
    ground: Plane
    product: Plane
    both: Plane
    sees: Plane
    bright: tuple[Plane, Plane]
    masks: Mapping[str, Plane]
    uv: Plane


def painted(finish: Finish, albedo: Array) -> Plugin:
    """The finish in an albedo, (3,), or in a picture of albedos, (height, width, 3)."""
    repeat = finish.repeat if albedo.ndim == 1 else 1.0
    if finish.grain is not None and albedo.ndim == 1:
        albedo = np.clip(albedo * finish.grain[..., None], 0, 1)
    elif finish.grain is not None:
        threads = np.tile(finish.grain, (int(finish.repeat), int(finish.repeat)))
        woven = cv2.resize(threads, albedo.shape[1::-1], interpolation=cv2.INTER_AREA)
        albedo = np.clip(albedo * woven[..., None], 0, 1)
    base: Plugin = {"type": "rgb", "value": albedo.tolist()} if albedo.ndim == 1 else _bitmap(albedo, repeat)
    bump = None if finish.bump is None else _bitmap(finish.bump[..., None], finish.repeat)
    more = {"specular": finish.specular, "metallic": finish.metallic, "clearcoat": finish.clearcoat}
    return principled(base, finish.roughness, bump, finish.bump_scale, clearcoat_gloss=0.93, **more)


def _bitmap(values: Array, repeat: float) -> Plugin:
    data = np.ascontiguousarray(values[::-1], np.float32)
    return {"type": "bitmap", "bitmap": mi.Bitmap(data), "raw": True, "to_uv": Transform().scale([repeat, repeat, 1])}


def scene(mockup: Mockup, albedo: Mapping[str, Array]) -> mi.Scene:
    """The product on its sweep under the lights; `albedo` by material."""
    objects = {SWEEP: mesh(sweep(2.0, 2.4, 16.0), painted(PAPER, albedo[SWEEP]), SWEEP)}
    for number, (surface, name) in enumerate(mockup.parts):
        part = f"part{number}"
        objects[part] = mesh(surface, painted(mockup.materials[name], albedo[name]), part)
    lights = {f"light{number}": light.plugin() for number, light in enumerate(LIGHTS)}
    sky = {"type": "constant", "radiance": {"type": "rgb", "value": SKY}}
    return mi.load_dict({"type": "scene", **objects, **lights, "sky": sky})


def sensor(mockup: Mockup, size: int, crop: Crop | None = None, centred: bool = False) -> mi.Sensor:
    """The mock-up's camera; `centred` takes the one ray through the middle of each pixel."""
    target, view = mockup.camera
    left, top, right, bottom = crop or (0, 0, size, size)
    film = {
        "type": "hdrfilm",
        "width": size,
        "height": size,
        "crop_offset_x": left,
        "crop_offset_y": top,
        "crop_width": right - left,
        "crop_height": bottom - top,
        "pixel_format": "rgb",
        "component_format": "float32",
        "rfilter": {"type": "box"},  # any wider filter correlates the noise of neighbours, which OIDN then keeps
    }
    sampler = {"type": "stratified", "sample_count": 1, "jitter": False} if centred else {"type": "independent"}
    looks = Transform().look_at(origin=ORIGIN.tolist(), target=target.tolist(), up=[0, 0, 1])
    return mi.load_dict({"type": "perspective", "fov": view, "to_world": looks, "film": film, "sampler": sampler})


def frame(mockup: Mockup, size: int) -> Crop:
    """The product's bounding box with a margin, in pixels."""
    target, view = mockup.camera
    forward = (target - ORIGIN) / np.linalg.norm(target - ORIGIN)
    right = np.cross(forward, [0.0, 0.0, 1.0])
    right /= np.linalg.norm(right)
    away = mockup.points - ORIGIN
    seen = np.stack([away @ right, -away @ np.cross(right, forward)], -1) / (away @ forward)[:, None]
    pixels = seen * (size / 2 / np.tan(np.radians(view / 2))) + size / 2
    low = np.clip(pixels.min(axis=0) - MARGIN * size, 0, size).astype(int).tolist()
    high = np.clip(pixels.max(axis=0) + MARGIN * size, 0, size).astype(int).tolist()
    return low[0], low[1], high[0], high[1]


def settings(mockup: Mockup, product: tuple[float, ...], ground: tuple[float, ...]) -> dict[str, Array]:
    """One albedo for each channel, the same on all materials of the product."""
    return {**dict.fromkeys(mockup.materials, np.array(product)), SWEEP: np.array(ground)}


def traced(mockup: Mockup, albedo: Mapping[str, Array], size: int, samples: int) -> Plane:
    """Radiance (size, size, 3): the product at full size and samples, the sweep at half of both and enlarged."""
    built, crop = scene(mockup, albedo), frame(mockup, size)
    left, top, right, bottom = crop
    around = radiance(built, sensor(mockup, size // 2), max(samples // 2, 1), DEPTH)
    whole = cv2.resize(around, (size, size), interpolation=cv2.INTER_CUBIC)
    close = radiance(built, sensor(mockup, size, crop), samples, DEPTH)
    weight = np.zeros((size, size), np.float32)
    inset = max(2, round(MARGIN * size / 4))
    weight[top + inset : bottom - inset, left + inset : right - inset] = 1
    weight = cv2.blur(weight, (2 * inset - 1, 2 * inset - 1))[top:bottom, left:right, None]
    whole[top:bottom, left:right] += (close - whole[top:bottom, left:right]) * weight
    return np.maximum(whole, 0)


def render(mockup: Mockup, size: int, samples: int) -> Bases:
    """Every basis picture of a mock-up."""
    first = traced(mockup, settings(mockup, (MIDDLE, 0, MIDDLE), (GROUND, GROUND, 0)), size, samples)
    second_albedo = settings(mockup, (0, MIDDLE, 0), (0, GROUND, 0))
    if mockup.metal:
        second_albedo[mockup.sees] = np.array([0, BRIGHT, 0])
    second = traced(mockup, second_albedo, size, samples // 4)
    bright = settings(mockup, (MIDDLE, BRIGHT, BRIGHT), (BRIGHT, BRIGHT, BRIGHT))
    small = radiance(scene(mockup, bright), sensor(mockup, size // 4), samples, DEPTH)
    all_, over_ground, over_black = (np.ascontiguousarray(first[..., i]) for i in range(3))
    black = np.ascontiguousarray(second[..., 0])
    covered = masks(mockup, size, samples)
    sees = (
        np.maximum(second[..., 1] - all_, 0) / (BRIGHT - MIDDLE) * covered[mockup.metal] if mockup.metal else 0 * black
    )
    return Bases(
        black,
        np.maximum(over_ground - black, 0) / GROUND,
        np.maximum(over_black - black, 0),
        np.maximum(all_ - over_ground - over_black + black, 0) / GROUND,
        sees,
        (small[..., 0], small[..., 1]),
        covered,
        label_map(mockup, size // 2),
    )


def _flat(mockup: Mockup, colours: Mapping[str, list[float]]) -> mi.Scene:
    objects = {}
    for number, (surface, name) in enumerate(mockup.parts):
        paint = {"type": "diffuse", "reflectance": {"type": "rgb", "value": colours.get(name, [0.0, 0.0, 0.0])}}
        objects[f"part{number}"] = mesh(surface, {"type": "twosided", "bsdf": paint}, f"part{number}")
    return mi.load_dict({"type": "scene", **objects})


def masks(mockup: Mockup, size: int, samples: int) -> dict[str, Plane]:
    """Coverage (size, size) by each material, in 0..1; three materials ride in the channels of one pass."""
    left, top, right, bottom = crop = frame(mockup, size)
    integrator = mi.load_dict({"type": "aov", "aovs": "albedo:albedo"})
    found = {}
    names = list(mockup.materials)
    for start in range(0, len(names), 3):
        trio = names[start : start + 3]
        built = _flat(mockup, {name: np.eye(3)[i].tolist() for i, name in enumerate(trio)})
        view = sensor(mockup, size, crop)
        passes = [
            np.array(mi.render(built, sensor=view, integrator=integrator, spp=4, seed=n))
            for n in range(max(1, samples // 4))
        ]
        seen = np.mean(passes, axis=0)
        for i, name in enumerate(trio):
            found[name] = np.zeros((size, size), np.float32)
            found[name][top:bottom, left:right] = seen[..., i]
    return found


def label_map(mockup: Mockup, size: int) -> Plane:
    """The label's uv in the middle of each pixel, (size, size, 2); NaN where there is no label."""
    integrator = mi.load_dict({"type": "aov", "aovs": "albedo:albedo,uv:uv"})
    built = _flat(mockup, {"label": [1.0, 1.0, 1.0]})
    seen = np.array(mi.render(built, sensor=sensor(mockup, size, centred=True), integrator=integrator, spp=1))
    return np.where(seen[..., :1] > 0.5, seen[..., 3:5], np.nan).astype(np.float32)
