"""A picture's file as a marketplace reads it: its header, and its pixels in sRGB on white."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast, get_args

import numpy as np
from PIL import Image, ImageCms

from mmdemo.markets.pictures import PictureFormat

if TYPE_CHECKING:
    from mmdemo.processing.image.arrays import Bytes

# Of the largest pictures a kit has, decoded, these are about 100 MB.
_KEPT = 8
Colour = Literal["sRGB", "other"]


@dataclass(frozen=True)
class Header:
    """What a file says of its picture before its pixels are decoded.

    `colour` is "other" for CMYK and for profiles that are not sRGB's. `transparent`: it has an alpha channel.
    """

    format: PictureFormat | None
    width: int
    height: int
    colour: Colour
    transparent: bool


@lru_cache(maxsize=64)
def read_header(data: bytes) -> Header:
    """The header of an encoded picture.

    Raises:
        OSError: this is no picture.
    """
    with Image.open(io.BytesIO(data)) as image:
        kind = "JPEG" if image.format == "MPO" else image.format
        known = cast("PictureFormat | None", kind if kind in get_args(PictureFormat) else None)
        colour: Colour = "sRGB" if image.mode != "CMYK" and _is_srgb(image.info.get("icc_profile")) else "other"
        return Header(known, image.width, image.height, colour, image.has_transparency_data)


@lru_cache(maxsize=_KEPT)
def read_pixels(data: bytes) -> Bytes:
    """The pixels of an encoded picture, (height, width, 3) uint8, brought to sRGB and laid over white.

    Raises:
        OSError: this is no picture, or a part of it is missing.
    """
    with Image.open(io.BytesIO(data)) as image:
        profile = image.info.get("icc_profile")
        if image.has_transparency_data:
            rgba = image.convert("RGBA")
            flat = Image.new("RGBA", image.size, "white")
            flat.alpha_composite(rgba)
            flattened = flat.convert("RGB")
        else:
            flattened = image if profile and image.mode == "CMYK" else image.convert("RGB")
        if profile and not _is_srgb(profile):
            flattened = _to_srgb(flattened, profile)
        pixels = np.asarray(flattened.convert("RGB"))
    pixels.setflags(write=False)
    return pixels


def _is_srgb(profile: bytes | None) -> bool:
    """Whether an ICC profile is sRGB's; a picture without one is taken as sRGB (CSS Color 4)."""
    if not profile:
        return True
    try:
        return "sRGB" in ImageCms.getProfileDescription(io.BytesIO(profile))
    except ImageCms.PyCMSError:
        return False


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except ImageCms.PyCMSError:  # a broken profile, or one of another colour space
        return image
    return converted or image
