"""Tracing a scene in passes that fit into memory, and cleaning the noise that is left."""

from __future__ import annotations

import numpy as np
import pyoidn
from numpy.typing import NDArray

from assets.render.variant import mi

Radiance = NDArray[np.float32]

LANES = 6_000_000  # light paths traced at a time; a thousand bytes each
GUIDES = 16  # samples a pixel of albedo and normals


def radiance(scene: mi.Scene, sensor: mi.Sensor, samples: int, depth: int = 8, denoise: bool = True) -> Radiance:
    """Linear radiance, (height, width, 3): the mean of `samples` light paths a pixel of at most `depth` bounces.

    Denoised by Open Image Denoise, guided by albedo and normals.
    """
    path = mi.load_dict({"type": "path", "max_depth": depth, "rr_depth": 5})
    colour = _mean(scene, sensor, path, samples, 1)
    if not denoise:
        return colour
    guides = mi.load_dict({"type": "aov", "aovs": "albedo:albedo,normal:sh_normal"})
    guide = _mean(scene, sensor, guides, min(samples, GUIDES), 1001)
    albedo, normal = (np.ascontiguousarray(guide[..., i : i + 3]) for i in (0, 3))
    return pyoidn.denoise(colour, albedo=np.clip(albedo, 0, 1), normal=normal, hdr=True)


def _mean(scene: mi.Scene, sensor: mi.Sensor, integrator: mi.Integrator, samples: int, seed: int) -> Radiance:
    width, height = sensor.film().crop_size()
    at_once = max(1, min(samples, LANES // (int(width) * int(height))))
    passes = -(-samples // at_once)
    total: Radiance | float = 0.0
    for number in range(passes):
        seen = mi.render(scene, sensor=sensor, integrator=integrator, spp=at_once, seed=seed + number)
        total = total + np.array(seen)[..., : 6 if integrator.class_name() == "AOVIntegrator" else 3]
    return np.ascontiguousarray(total / passes, dtype=np.float32)
