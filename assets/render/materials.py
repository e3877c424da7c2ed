"""Mitsuba materials, meshes and lights from arrays. Importing this selects the variant: see `variant.py`."""

from __future__ import annotations

from typing import Any

import numpy as np

from assets.render.geometry import Array, Surface
from assets.render.textures import Colour, Picture, mottled
from assets.render.variant import mi

Transform = mi.ScalarTransform4f
Plugin = dict[str, Any]
Point = tuple[float, float, float]


def linear(colour: Colour) -> Plugin:
    """An 8-bit sRGB colour as a Mitsuba reflectance."""
    value = np.array(colour) / 255.0
    return {
        "type": "rgb",
        "value": np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).tolist(),
    }


def texture(picture: Picture | Array, repeat: float = 1.0) -> Plugin:
    """An sRGB picture, or a float map taken as it is; the top row lies at v = 1."""
    data = picture[::-1].astype(np.float32)[..., None] if picture.ndim == 2 else picture[::-1]
    return {
        "type": "bitmap",
        "bitmap": mi.Bitmap(np.ascontiguousarray(data)),
        "raw": picture.ndim == 2,
        "wrap_mode": "mirror",
        "to_uv": Transform().scale([repeat, repeat, 1]),
    }


def principled(
    colour: Colour | Plugin, roughness: float | Plugin, bump: Plugin | None = None, bump_scale: float = 1.0, **more: Any
) -> Plugin:
    """Two-sided principled material; further keywords are Mitsuba's (`clearcoat`, `metallic`, `spec_tint`, ...)."""
    base = linear(colour) if isinstance(colour, tuple) else colour
    material: Plugin = {"type": "principled", "base_color": base, "roughness": roughness, **more}
    if bump is not None:
        material = {"type": "bumpmap", "arbitrary": bump, "scale": bump_scale, "bsdf": material}
    return {"type": "twosided", "bsdf": material}


def wall(colour: Colour, seed: int) -> Plugin:
    """Painted plaster."""
    return principled(texture(mottled(colour, 0.012, (5, 8), seed)), 0.8, specular=0.2)


def mesh(surface: Surface, material: Plugin, name: str) -> mi.Mesh:
    """`surface` as a triangle mesh of that material."""
    properties = mi.Properties()
    properties["bsdf"] = mi.load_dict(material)
    points, faces = surface.points.reshape(-1, 3), surface.faces()
    built = mi.Mesh(name, len(points), len(faces), has_vertex_normals=True, has_vertex_texcoords=True, props=properties)
    parameters = mi.traverse(built)
    parameters["vertex_positions"] = points.astype(np.float32).ravel()
    parameters["vertex_normals"] = surface.normals.astype(np.float32).ravel()
    parameters["vertex_texcoords"] = surface.uv.astype(np.float32).ravel()
    parameters["faces"] = faces.ravel()
    parameters.update()
    return built
