"""Lighting, camera and development: from product surfaces to a picture that looks taken by a phone.

Path tracing with Mitsuba 3, denoised by Open Image Denoise with albedo and normals. Lengths in cm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
import pyoidn
from numpy.typing import NDArray

from assets.render.geometry import Array, Surface
from assets.render.materials import Plugin, Transform, mesh
from assets.render.textures import Picture
from assets.render.variant import mi

Crop = tuple[int, int, int, int]  # left, top, right, bottom; pixels

LANDSCAPE, PORTRAIT = (1600, 1200), (1200, 1600)  # pixels
Y_AXIS = np.array([0.0, 1.0, 0.0])


@dataclass(frozen=True)
class Shot:
    """One photograph: `parts` are the product, `extras` other lights and objects, `table` and `wall` materials."""

    parts: tuple[tuple[Surface, Plugin], ...]
    table: Plugin
    wall: Plugin
    size: tuple[int, int]
    camera: tuple[float, float, float]
    target: tuple[float, float, float]
    field_of_view: float
    roll: float = 0.0
    wall_distance: float = 42.0
    exposure: float = 1.0
    warmth: float = 0.0
    depth: int = 7
    extras: Mapping[str, Plugin | mi.Object] = field(default_factory=dict)


def window_light() -> Plugin:
    """A window of six panes on the left: sky above, a darker street below, thin white bars between."""
    height, width = 120, 96
    y, x = np.mgrid[:height, :width]
    sky = np.clip(1.25 - 0.85 * y / height, 0.3, None)
    bars = (abs(x % 48 - 24) > 21) | (abs(y % 40 - 20) > 17)
    radiance = np.stack([sky, sky, sky], -1) * np.array([0.97, 1.0, 1.04])
    radiance[bars] *= 0.18
    smooth = cv2.GaussianBlur(radiance, (0, 0), 1.2) * 36.0
    emission = {"type": "bitmap", "bitmap": mi.Bitmap(smooth[::-1].astype(np.float32)), "raw": True}
    placed = Transform().look_at(origin=[-105, -38, 62], target=[0, 0, 8], up=[0, 0, 1]) @ Transform().scale(
        [25, 34, 1]
    )
    return {"type": "rectangle", "to_world": placed, "emitter": {"type": "area", "radiance": emission}}


def room_light() -> Plugin:
    """The rest of the room as an environment: bright ceiling, warm walls, a dim doorway on the right, dark floor."""
    height, width = 64, 128
    up = 1 - 2 * (np.arange(height) + 0.5) / height
    level = np.interp(up, [-1, -0.15, 0.1, 0.55, 1], [0.16, 0.20, 0.34, 0.62, 0.70])
    room = np.repeat(level[:, None], width, 1)[..., None] * np.array([1.03, 1.0, 0.95])
    room[24:40, 8:20] *= 2.2
    room[22:44, 70:78] *= 0.35
    room = cv2.GaussianBlur(room, (0, 0), 2.0) * 0.60
    upright = Transform().rotate([1, 0, 0], 90)
    return {"type": "envmap", "bitmap": mi.Bitmap(room.astype(np.float32)), "to_world": upright}


def sensor(shot: Shot, size: tuple[int, int], crop: Crop) -> mi.Sensor:
    camera, target, roll = np.array(shot.camera), np.array(shot.target), np.radians(shot.roll)
    left, top, right, bottom = crop
    film = {
        "type": "hdrfilm",
        "width": size[0],
        "height": size[1],
        "crop_offset_x": left,
        "crop_offset_y": top,
        "crop_width": right - left,
        "crop_height": bottom - top,
        "pixel_format": "rgb",
        "component_format": "float32",
        "rfilter": {"type": "box"},  # any wider filter correlates the noise of neighbours, which OIDN then keeps
    }
    return mi.load_dict(
        {
            "type": "thinlens",
            "aperture_radius": 0.19,  # a phone's f/1.8 at 6.9 mm
            "focus_distance": float(np.linalg.norm(target - camera)) - 2.5,
            "fov": shot.field_of_view,
            "fov_axis": "larger",
            "to_world": Transform().look_at(
                origin=list(shot.camera), target=list(shot.target), up=[np.sin(roll), 0, np.cos(roll)]
            ),
            "film": film,
            "sampler": {"type": "independent"},
        }
    )


def product_frame(shot: Shot, size: tuple[int, int]) -> Crop:
    """The product's bounding box in pixels, with a margin of 2 % of the picture's width."""
    camera, forward = np.array(shot.camera), np.array(shot.target) - np.array(shot.camera)
    forward /= np.linalg.norm(forward)
    right = np.cross(forward, [np.sin(np.radians(shot.roll)), 0, np.cos(np.radians(shot.roll))])
    right /= np.linalg.norm(right)
    seen = np.concatenate([surface.points.reshape(-1, 3) for surface, _ in shot.parts]) - camera
    focal = max(size) / 2 / np.tan(np.radians(shot.field_of_view / 2))
    across = np.stack([seen @ right, seen @ np.cross(forward, right)], -1) / (seen @ forward)[:, None]
    pixels = across * focal + np.array(size) / 2
    margin = 0.02 * size[0]
    low = np.clip(pixels.min(axis=0) - margin, 0, size).astype(int).tolist()
    high = np.clip(pixels.max(axis=0) + margin, 0, size).astype(int).tolist()
    return low[0], low[1], high[0], high[1]


def scene(shot: Shot) -> mi.Scene:
    back = Transform().translate([0, shot.wall_distance, 60]) @ Transform().rotate([1, 0, 0], 90)
    parts = {f"part{i}": mesh(surface, material, f"part{i}") for i, (surface, material) in enumerate(shot.parts)}
    return mi.load_dict(
        {
            "type": "scene",
            "table": {"type": "rectangle", "to_world": Transform().scale([72, 48, 1]), "bsdf": shot.table},
            "wall": {"type": "rectangle", "to_world": back @ Transform().scale([150, 90, 1]), "bsdf": shot.wall},
            "window": window_light(),
            "room": room_light(),
            **shot.extras,
            **parts,
        }
    )


def expose(shot: Shot, size: tuple[int, int], samples: int) -> Array:
    """Denoised linear radiance (height, width, 3), `samples` light paths a pixel on the product, a quarter around."""
    built = scene(shot)
    path = mi.load_dict({"type": "path", "max_depth": shot.depth, "rr_depth": 4})
    # The guides need fewer samples than the light, and Mitsuba's `aov` integrator costs more than the path tracing.
    guides = mi.load_dict({"type": "aov", "aovs": "albedo:albedo,normal:sh_normal"})

    def layers(integrator: mi.Integrator, crop: Crop, spp: int, seed: int) -> NDArray[np.float32]:
        return np.array(mi.render(built, sensor=sensor(shot, size, crop), integrator=integrator, spp=spp, seed=seed))

    everything, product = (0, 0, *size), product_frame(shot, size)
    left, top, right, bottom = product
    colour = layers(path, everything, samples // 4, 1)
    colour[top:bottom, left:right] = layers(path, product, samples, 2)
    guide = layers(guides, everything, max(4, samples // 8), 3)
    albedo, normal = (np.ascontiguousarray(guide[..., i : i + 3]) for i in (0, 3))
    return pyoidn.denoise(colour, albedo=np.clip(albedo, 0, 1), normal=normal, hdr=True).astype(np.float64)


def develop(radiance: Array, shot: Shot, seed: int) -> Picture:
    """A phone's processing: white balance, vignette, filmic curve, colour, local sharpening, then sensor grain."""
    height, width = radiance.shape[:2]
    y, x = np.mgrid[:height, :width]
    off_axis = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) / 0.5
    balance = np.array([1 + shot.warmth, 1.0, 1 - shot.warmth])
    light = radiance * balance * (shot.exposure * (1 - 0.13 * off_axis))[..., None]
    # Filmic curve: K. Narkowicz, "ACES Filmic Tone Mapping Curve", 2016.
    tone = np.clip(light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14), 0, 1)
    srgb = np.where(tone <= 0.0031308, 12.92 * tone, 1.055 * tone ** (1 / 2.4) - 0.055)
    grey = srgb @ np.array([0.2126, 0.7152, 0.0722])
    srgb = grey[..., None] + 1.06 * (srgb - grey[..., None])
    srgb += 0.35 * (srgb - cv2.GaussianBlur(srgb, (0, 0), 0.0009 * max(width, height)))
    rng = np.random.default_rng(seed)
    fine = cv2.GaussianBlur(rng.standard_normal((height, width)), (0, 0), 0.6)[..., None]
    coarse = cv2.GaussianBlur(rng.standard_normal((height, width, 3)), (0, 0), 1.4)
    dark = (1.3 - np.clip(grey, 0, 1))[..., None]  # shadows are amplified more, so they are noisier
    srgb += dark * (0.013 * fine + 0.010 * coarse)
    return np.clip(np.rint(srgb * 255), 0, 255).astype(np.uint8)
