"""The rendered places a product can be put: pictures without it, and where they are lit and seen from.

Lengths are in units: a product of usual size is one unit tall. The ground is z = 0, and a product stands at the origin.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from mmdemo.paths import ASSETS
from mmdemo.processing.image.arrays import Bytes

Format = Literal["square", "tall", "wide"]
Numbers = NDArray[np.float64]
Triple = tuple[float, float, float]

FORMATS: tuple[Format, ...] = get_args(Format)
LONG_SIDE = 2048  # pixels of a plate
FOLDER = ASSETS / "plates"


@dataclass(frozen=True)
class Camera:
    """A pinhole at `origin` that looks at `target`; `view` is the vertical field of view in degrees."""

    origin: Triple
    target: Triple
    view: float
    up: Triple

    @cached_property
    def _axes(self) -> Numbers:
        """Right, up and forward, (3, 3)."""
        forward = np.subtract(self.target, self.origin)
        forward = forward / np.linalg.norm(forward)
        right = np.cross(forward, self.up)
        right = right / np.linalg.norm(right)
        return np.stack([right, np.cross(right, forward), forward])

    def project(self, points: Numbers, width: int, height: int) -> Numbers:
        """Pixels (x, y) of `points`, (..., 3), in a picture of that size."""
        seen = (points - np.array(self.origin)) @ self._axes.T
        focal = height / 2 / np.tan(np.radians(self.view) / 2)
        x, y = (seen[..., i] / seen[..., 2] * focal for i in (0, 1))
        return np.stack([width / 2 + x, height / 2 - y], -1)

    def ground(self, pixels: Numbers, width: int, height: int) -> Numbers:
        """Where the rays through `pixels`, (..., 2), meet the ground: (..., 3)."""
        focal = height / 2 / np.tan(np.radians(self.view) / 2)
        x, y = (pixels[..., 0] - width / 2) / focal, (height / 2 - pixels[..., 1]) / focal
        rays = np.stack([x, y, np.ones_like(x)], -1) @ self._axes
        return np.array(self.origin) - rays * (self.origin[2] / rays[..., 2:])


@dataclass(frozen=True)
class Light:
    """A rectangle with its middle at `position`; `axes` are half its sides.

    `share` is what part of the light on the ground is its own, by colour channel.
    """

    position: Triple
    axes: tuple[Triple, Triple]
    share: Triple


@dataclass(frozen=True)
class Plate:
    """One place. `lying` ones are seen from above.

    `floor` is the ground a product may stand on: nearest and farthest y, and half the width; `edge` the radius of a
    round one, 0 where it goes on. `gloss` is how much of a product it mirrors, and `blur` how unsharp, in units for
    each unit of height.
    """

    id: str
    lying: bool
    cameras: Mapping[Format, Camera]
    lights: tuple[Light, ...]
    floor: Triple
    edge: float
    gloss: float
    blur: float
    mirrored: bool = False

    def picture(self, format: Format, long_side: int = LONG_SIDE) -> Bytes:
        """The place without a product, (height, width, 3), at most 2048 pixels on the longer side."""
        pixels = _decoded(self.id, format, long_side)
        return pixels[:, ::-1] if self.mirrored else pixels

    def mirror(self) -> Plate:
        """The same place with left and right exchanged: the light comes from the other side."""
        flip = np.array([-1.0, 1.0, 1.0])
        lights = tuple(
            Light(
                _triple(flip * light.position),
                (_triple(flip * light.axes[0]), _triple(flip * light.axes[1])),
                light.share,
            )
            for light in self.lights
        )
        return replace(self, lights=lights, mirrored=not self.mirrored)


def _triple(values: Numbers) -> Triple:
    return float(values[0]), float(values[1]), float(values[2])


@cache
def plates() -> Mapping[str, Plate]:
    """Every place, by its id."""
    return {path.parent.name: _read(path.parent.name, path.read_text()) for path in sorted(FOLDER.glob("*/plate.json"))}


def _read(id: str, text: str) -> Plate:
    said = json.loads(text)
    cameras = {
        format: Camera(tuple(one["origin"]), tuple(one["target"]), one["view"], tuple(one["up"]))
        for format, one in said["cameras"].items()
    }
    lights = tuple(
        Light(tuple(one["position"]), (tuple(one["axes"][0]), tuple(one["axes"][1])), tuple(one["share"]))
        for one in said["lights"]
    )
    return Plate(id, said["lying"], cameras, lights, tuple(said["floor"]), said["edge"], said["gloss"], said["blur"])


# One plate at its full size has 12 MB; the picker shows every place small.
@lru_cache(maxsize=40)
def _small(id: str, format: Format, long_side: int) -> Bytes:
    return _read_picture(id, format, long_side)


@lru_cache(maxsize=2)
def _large(id: str, format: Format, long_side: int) -> Bytes:
    return _read_picture(id, format, long_side)


def _decoded(id: str, format: Format, long_side: int) -> Bytes:
    return (_small if long_side <= 512 else _large)(id, format, long_side)


def _read_picture(id: str, format: Format, long_side: int) -> Bytes:
    with Image.open(FOLDER / id / f"{format}.jpg") as picture:
        scale = long_side / max(picture.size)
        size = (round(picture.width * scale), round(picture.height * scale))
        picture.draft("RGB", size)
        pixels = np.asarray(picture if picture.size == size else picture.resize(size, Image.Resampling.BOX))
    pixels.flags.writeable = False
    return cast(Bytes, pixels)
