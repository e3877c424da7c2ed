"""Encoded pictures made up for the picture rules: just inside a figure, and just outside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from PIL import Image, ImageCms, ImageDraw

from mmdemo.markets.picture_check import PictureFacts
from mmdemo.markets.pictures import EXTENSIONS, PictureFormat, PictureRule, PictureSlot
from mmdemo.picture import Region
from tests.conftest import encoded

RED = (150, 30, 40)
PLAIN = PictureFacts("main.png")
Sample = tuple[bytes, PictureFacts]


def product(width: int = 400, height: int = 400, fill: float = 0.9, ground: int = 255) -> Image.Image:
    """A red box in the middle of a plain grey ground, `fill` of the shorter side wide and three quarters as high."""
    picture = Image.new("RGB", (width, height), (ground,) * 3)
    side = round(fill * min(width, height))
    left, top = (width - side) // 2, (height - side * 3 // 4) // 2
    ImageDraw.Draw(picture).rectangle((left, top, left + side - 1, top + side * 3 // 4 - 1), fill=RED)
    return picture


def framed(colour: tuple[int, int, int] = (20, 60, 160), width: int = 12) -> Image.Image:
    picture = product(fill=0.6)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 399, 399), outline=colour, width=width)
    return picture


def empty(width: int, height: int) -> bytes:
    """A picture of that size with next to no bytes."""
    return encoded(Image.new("1", (width, height), 1))


def padded(size: int) -> bytes:
    """A picture of exactly so many bytes."""
    data = encoded(Image.new("1", (8, 8)))
    return data + bytes(size - len(data))


def other_profile() -> bytes:
    """An RGB profile that is not sRGB's by name."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace("sRGB".encode("utf-16-be"), "Wide".encode("utf-16-be")).replace(b"sRGB built", b"Wide built")


def of_format(kind: str) -> bytes:
    buffer = io.BytesIO()
    product(64, 64).save(buffer, kind)
    return buffer.getvalue()


def keeping(rule: PictureRule) -> Iterator[Sample]:
    """Files that keep a rule, to the last unit."""
    if rule.kind in {"pixels", "megapixels", "ratio", "fill", "bytes"}:
        edges = [edge for edge in (rule.least, rule.most) if edge is not None]
        yield from (_measuring(rule, edge) for edge in edges)
    elif rule.kind == "format":
        yield from ((of_format(kind), PLAIN) for kind in rule.formats)
    elif rule.kind == "extension":
        for kind, endings in EXTENSIONS.items():
            yield from ((of_format(kind), PictureFacts(f"a.b{ending.upper()}")) for ending in endings)
    elif rule.kind == "colour":
        yield encoded(product(), "JPEG"), PLAIN
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        yield encoded(product(), "JPEG", icc_profile=profile), PLAIN
    else:
        yield encoded(product()), PLAIN
        yield encoded(product(), "JPEG", quality=90), PLAIN


def breaking(rule: PictureRule) -> Iterator[Sample]:
    """Files that break a rule, by one unit where it has figures."""
    if rule.kind in {"pixels", "megapixels", "ratio", "fill", "bytes"}:
        beyond = {"pixels": 1.0, "bytes": 1.0, "megapixels": 0.01, "ratio": 0.05, "fill": 0.04}[rule.kind]
        if rule.least is not None:
            yield _measuring(rule, rule.least - beyond)
        if rule.most is not None:
            yield _measuring(rule, rule.most + beyond)
    elif rule.kind == "format":
        others = [kind for kind in (*get_args(PictureFormat), "PPM") if kind not in rule.formats]
        yield from ((of_format(kind), PLAIN) for kind in others)
    elif rule.kind == "extension":
        yield from ((of_format("JPEG"), PictureFacts(name)) for name in ("a.png", "a", "jpg", "a.jpg.webp"))
        yield of_format("PPM"), PictureFacts("a.ppm")
    elif rule.kind == "white":
        yield encoded(product(ground=250)), PLAIN
        yield encoded(product(ground=120)), PLAIN
        yield encoded(product(ground=254), "JPEG"), PLAIN
    elif rule.kind == "border":
        yield encoded(framed()), PLAIN
        yield encoded(framed(width=1), "JPEG", quality=95, subsampling=0), PLAIN
    elif rule.kind == "colour":
        yield encoded(product().convert("CMYK"), "JPEG"), PLAIN
        yield encoded(product(), icc_profile=other_profile()), PLAIN
        yield encoded(product(), icc_profile=b"no profile"), PLAIN
    elif rule.kind == "transparency":
        yield encoded(product().convert("RGBA")), PLAIN
        yield encoded(product().convert("P"), transparency=0), PLAIN
    else:
        assert rule.kind in {"concept", "scene", "words"}
        yield encoded(product()), replace(PLAIN, made=frozenset({rule.kind}))


def alone(slot: PictureSlot, rule: PictureRule) -> PictureSlot:
    """The slot with that rule only."""
    return replace(slot, rules=(rule,))


def _measuring(rule: PictureRule, value: float) -> Sample:
    """A picture that measures a value by a rule's unit."""
    if rule.kind == "bytes":
        return padded(round(value)), PLAIN
    if rule.kind == "megapixels":
        return empty(1000, round(value * 1000)), PLAIN
    if rule.kind == "ratio":
        return empty(round(value * 1000), 1000), PLAIN
    if rule.kind == "fill":
        side = round(value * 1000)
        return empty(1000, 1000), replace(PLAIN, product=Region((1000 - side) // 2, 400, side, 200))
    pixels = round(value)
    sizes = {"long": (pixels, 8), "short": (pixels, pixels), "width": (pixels, 8), "height": (8, pixels)}
    return empty(*sizes.get(rule.side, (pixels - 8, 8))), PLAIN
