"""What a plate is rendered from: a stage with its lights, and the camera of each format.

Lengths are in units: a product of usual size is one unit tall and stands at the origin. z points up, the camera looks
along y.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from assets.render.geometry import Array
from assets.render.materials import Plugin, Point, Transform
from assets.render.trace import Radiance, radiance
from assets.render.variant import mi

Format = Literal["square", "tall", "wide"]
Colour3 = tuple[float, float, float]  # linear

SIZES: Mapping[Format, tuple[int, int]] = {"square": (2048, 2048), "tall": (1152, 2048), "wide": (2048, 1152)}
"""Width and height in pixels."""


@dataclass(frozen=True)
class Camera:
    """A pinhole or thin lens at `origin` that looks at `target`; `view` is its vertical field of view in degrees."""

    origin: Point
    target: Point
    view: float
    up: Point = (0.0, 0.0, 1.0)


STANDING: Mapping[Format, Camera] = {
    "square": Camera((0, -6.5, 1.75), (0, 0, 0.58), 17.5),
    "tall": Camera((0, -6.5, 1.75), (0, 0, 0.80), 24.0),
    "wide": Camera((0, -6.5, 1.75), (0, 0, 0.55), 16.5),
}
LYING: Mapping[Format, Camera] = {
    "square": Camera((0, 0, 6.5), (0, 0, 0), 17.5, (0, 1, 0)),
    "tall": Camera((0, 0, 6.5), (0, 0, 0), 24.0, (0, 1, 0)),
    "wide": Camera((0, 0, 6.5), (0, 0, 0), 16.5, (0, 1, 0)),
}


@dataclass(frozen=True)
class Light:
    """A rectangle of `size` (width, height) at `position` that shines towards `target`."""

    position: Point
    size: tuple[float, float]
    radiance: Colour3
    target: Point = (0.0, 0.0, 0.3)

    def axes(self) -> tuple[Array, Array]:
        """Half its width and half its height, as vectors."""
        forward = np.array(self.target, float) - np.array(self.position, float)
        forward /= np.linalg.norm(forward)
        right = np.cross(forward, [0.0, 0.0, 1.0])
        right /= np.linalg.norm(right)
        return right * self.size[0] / 2, np.cross(right, forward) * self.size[1] / 2

    def plugin(self) -> Plugin:
        placed = Transform().look_at(origin=list(self.position), target=list(self.target), up=[0, 0, 1])
        return {
            "type": "rectangle",
            "to_world": placed @ Transform().scale([self.size[0] / 2, self.size[1] / 2, 1]),
            "emitter": {"type": "area", "radiance": {"type": "rgb", "value": list(self.radiance)}},
        }


@dataclass(frozen=True)
class Stage:
    """A place without a product.

    `sky` is the even light from everywhere. `gloss` is how much of the product the ground mirrors, 0..1, and `blur` how
    unsharp, in units for each unit of height. `floor` is the ground that a product may stand on: nearest and farthest
    y, and half its width; `edge` is the radius of a round one, 0 where it goes on.
    """

    objects: Mapping[str, Plugin | mi.Object]
    lights: tuple[Light, ...]
    sky: Colour3
    exposure: float = 1.0
    aperture: float = 0.0
    gloss: float = 0.0
    blur: float = 0.06
    floor: tuple[float, float, float] = (-0.6, 0.6, 3.0)
    edge: float = 0.0
    lying: bool = False

    def camera(self, format: Format) -> Camera:
        return (LYING if self.lying else STANDING)[format]


def sensor(stage: Stage, format: Format, scale: float) -> mi.Sensor:
    """The camera of a format, at `scale` times its full size."""
    camera = stage.camera(format)
    width, height = (max(1, round(side * scale)) for side in SIZES[format])
    lens: Plugin = {"type": "perspective"}
    if stage.aperture > 0:
        away = float(np.linalg.norm(np.array(camera.origin) - np.array([0.0, 0.0, 0.3])))
        lens = {"type": "thinlens", "aperture_radius": stage.aperture, "focus_distance": away}
    return mi.load_dict(
        {
            **lens,
            "fov": camera.view,
            "fov_axis": "y",
            "to_world": Transform().look_at(origin=list(camera.origin), target=list(camera.target), up=list(camera.up)),
            "film": {
                "type": "hdrfilm",
                "width": width,
                "height": height,
                "pixel_format": "rgb",
                "component_format": "float32",
                "rfilter": {
                    "type": "box"
                },  # any wider filter correlates the noise of neighbours, which OIDN then keeps
            },
            "sampler": {"type": "independent"},
        }
    )


def scene(stage: Stage, lit: tuple[int, ...] | None = None, sky: bool = True) -> mi.Scene:
    """The stage as Mitsuba has it, with all its lights or with those that are `lit`."""
    lights = {f"light{i}": light.plugin() for i, light in enumerate(stage.lights) if lit is None or i in lit}
    if sky:
        lights["sky"] = {"type": "constant", "radiance": {"type": "rgb", "value": list(stage.sky)}}
    return mi.load_dict({"type": "scene", **stage.objects, **lights})


def picture(stage: Stage, format: Format, samples: int, scale: float) -> Radiance:
    """Linear radiance of a format, exposed."""
    return radiance(scene(stage), sensor(stage, format, scale), samples) * stage.exposure


def shares(stage: Stage) -> list[list[float]]:
    """The part of the light on the ground at the origin that comes straight from each light, by colour channel.

    Seen from above through a narrow camera, without bounces: what a product in the way takes from the ground. The rest
    comes from everywhere.
    """
    looks = {
        "type": "perspective",
        "fov": 0.8,
        "to_world": Transform().look_at(origin=[0.0, -3.2, 2.6], target=[0, 0, 0], up=[0, 0, 1]),
    }
    film = {"type": "hdrfilm", "width": 8, "height": 8, "pixel_format": "rgb", "rfilter": {"type": "box"}}
    above = mi.load_dict({**looks, "film": film, "sampler": {"type": "independent"}})

    def seen(built: mi.Scene, depth: int) -> Array:
        return radiance(built, above, 4096, depth, denoise=False).mean(axis=(0, 1)).astype(float)

    whole = seen(scene(stage), 8)
    found = [seen(scene(stage, (i,), sky=False), 2) / whole for i in range(len(stage.lights))]
    return [np.clip(one, 0, 1).round(4).tolist() for one in found]
