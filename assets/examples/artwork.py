"""Printed artwork of the example products. The brands are invented. Pictures are uint8 sRGB (height, width, 3)."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from assets.render.textures import Colour, Field, Picture, blend, mottled, noise, to_picture, weave

FONT_FOLDER = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED_CHINESE = 2  # face index within the Noto CJK collections


def font(kind: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_FOLDER / f"Noto{kind}.ttc"), round(size), index=SIMPLIFIED_CHINESE)


def spaced(
    draw: ImageDraw.ImageDraw, x: float, y: float, text: str, kind: str, size: float, ink: Colour, gap: float = 0
) -> None:
    """One line centred on (x, y) pixels; `gap` is the letter spacing in em."""
    face = font(kind, size)
    widths = [face.getlength(letter) for letter in text]
    left = x - (sum(widths) + gap * size * (len(text) - 1)) / 2
    for letter, width in zip(text, widths, strict=True):
        draw.text((left, y), letter, font=face, fill=ink, anchor="lm")
        left += width + gap * size


def column(
    draw: ImageDraw.ImageDraw, x: float, y: float, text: str, kind: str, size: float, ink: Colour, gap: float = 0.1
) -> None:
    """One vertical line whose first character is centred on (x, y) pixels."""
    for i, letter in enumerate(text):
        draw.text((x, y + i * size * (1 + gap)), letter, font=font(kind, size), fill=ink, anchor="mm")


def specked(glaze: Picture, count: int, seed: int) -> Image.Image:
    """Glaze with `count` iron specks come through from the clay."""
    image = Image.fromarray(glaze)
    draw = ImageDraw.Draw(image)
    rng = np.random.default_rng(seed)
    for _ in range(count):
        x, y, r = rng.uniform(0, image.width), rng.uniform(0, image.height), 0.7 + 2.6 * rng.beta(1, 6)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(122, 92, 66) if r < 2 else (92, 66, 48))
    return image


def fired_clay(shape: tuple[int, int]) -> Field:
    cells = (shape[0] / 35, shape[1] / 33)
    return blend((140, 106, 80), (170, 134, 104), 0.5 + 0.25 * noise(shape, cells, 4, 13))


def mug_wrap(bare: float, rim: float) -> Picture:
    """Mug wall unrolled: bare clay below `bare`, glaze breaking brown above `rim` (fractions of the height)."""
    height, width = 1050, 2970
    up = 1 - np.arange(height)[:, None] / height + 0.006 * noise((height, width), (1, 9), 3, 11)
    glaze = blend((226, 214, 190), (242, 234, 216), 0.5 + 0.22 * noise((height, width), (3, 8), 5, 12))
    clay = fired_clay((height, width))
    thin = np.clip((up - rim) / 0.035, 0, 1) ** 1.5
    wall = glaze * (1 - 0.75 * thin[..., None]) + np.array((150, 104, 66)) * 0.75 * thin[..., None]

    image = specked(to_picture(wall), 2600, 14)
    draw = ImageDraw.Draw(image)
    ink, sand = (38, 66, 88), (206, 128, 82)
    top, bottom, middle = height * 0.31, height * 0.60, width / 2
    band = Image.new("L", (width, height), 0)
    ImageDraw.Draw(band).rectangle((0, top, width, bottom), fill=255)
    image.paste(ink, mask=band.point(lambda v: round(v * 0.94)))
    draw.rectangle((0, top - 26, width, top - 16), fill=ink)
    draw.rectangle((0, bottom + 16, width, bottom + 26), fill=ink)
    period = width / 18
    for row, (offset, colour) in enumerate(((0.0, (226, 218, 198)), (0.5, sand), (0.0, (226, 218, 198)))):
        level = top + (bottom - top) * (0.24 + 0.26 * row)
        x = np.arange(0, width + 1, 3)
        crest = level + 24 * np.cos(2 * np.pi * (x / period + offset))
        draw.line(list(zip(x.tolist(), crest.tolist(), strict=True)), fill=colour, width=15, joint="curve")
    spaced(draw, middle, height * 0.745, "HALVOR TIDE", "SansCJK-Bold", 44, ink, 0.34)
    wall = np.asarray(image).astype(float)
    fired = np.clip((up - bare) / 0.006, 0, 1)[..., None]
    return to_picture(clay * (1 - fired) + wall * fired)


def soap_label() -> Picture:
    width, height = 1500, 1060
    image = Image.fromarray(mottled((243, 239, 229), 0.006, (60, 90), 21, (height, width)))
    draw = ImageDraw.Draw(image)
    ink, green, x = (40, 42, 38), (86, 108, 84), 750
    for i in range(9):  # a sprig of rosemary
        t = i / 9
        y, length = 330 - 230 * t, 92 * (1 - 0.5 * t)
        for side in (-1, 1):
            leaf = Image.new("L", (240, 240), 0)
            ImageDraw.Draw(leaf).ellipse((120 - 9, 120 - length, 120 + 9, 120), fill=255)
            leaf = leaf.rotate(-side * (62 - 34 * t), resample=Image.Resampling.BICUBIC)
            image.paste(green, (x - 120, round(y) - 120), leaf)
    draw.line((x, 350, x, 90), fill=green, width=7)
    spaced(draw, x, 455, "OSMERE", "SerifCJK-Regular", 150, ink, 0.16)
    draw.line((x - 60, 560, x + 60, 560), fill=(176, 122, 74), width=5)
    spaced(draw, x, 640, "HAND SOAP", "SansCJK-Bold", 58, ink, 0.26)
    spaced(draw, x, 735, "rosemary & sweet orange", "SerifCJK-Regular", 54, ink, 0.02)
    spaced(draw, x, 812, "迷迭香甜橙洗手液", "SansCJK-Regular", 48, ink, 0.12)
    spaced(draw, x, 960, "300 ml  ·  10.1 fl oz", "SansCJK-Regular", 40, ink, 0.10)
    draw.rectangle((24, 24, width - 24, height - 24), outline=(176, 122, 74), width=3)
    return np.asarray(image)


def tea_wrap(width_cm: float, height_cm: float, front_cm: float) -> Picture:
    """Lacquered tin unrolled, seam at the middle of the back, so that the front panel lies in the middle."""
    scale = 130
    width, height, front = (round(cm * scale) for cm in (width_cm, height_cm, front_cm))
    image = Image.fromarray(mottled((34, 74, 66), 0.012, (20, 60), 31, (height, width)))
    draw = ImageDraw.Draw(image)
    gold, cream, red, x = (206, 168, 104), (240, 230, 208), (168, 52, 40), width / 2
    for ridge, (base, rise, tone) in enumerate(
        ((0.66, 0.13, (44, 92, 82)), (0.76, 0.11, (54, 110, 96)), (0.86, 0.09, (66, 128, 110)))
    ):
        across = np.linspace(0, 1, 600)
        hills = noise((2, 600), (2, 9), 4, 40 + ridge, 0.45)[0]
        crest = height * (base - rise * 0.5 * hills)
        outline = list(zip((across * width).tolist(), crest.tolist(), strict=True))
        draw.polygon([*outline, (width, height), (0, height)], fill=tone)
        draw.line(outline, fill=gold, width=5, joint="curve")
    draw.ellipse((x + 0.20 * front, 0.10 * height, x + 0.36 * front, 0.10 * height + 0.16 * front), fill=(214, 120, 78))
    left, right, top, bottom = x - 0.21 * front, x + 0.21 * front, 0.07 * height, 0.93 * height
    draw.rectangle((left, top, right, bottom), fill=cream)
    draw.rectangle((left + 14, top + 14, right - 14, bottom - 14), outline=gold, width=4)
    size = 0.148 * front
    column(draw, x, top + 0.125 * front, "茉莉雪芽", "SerifCJK-Bold", size, (30, 52, 46), 0.10)
    seal = top + 0.125 * front + 3.75 * size * 1.10
    draw.rounded_rectangle((x - 48, seal, x + 48, seal + 166), 14, fill=red)
    column(draw, x, seal + 47, "云栈", "SerifCJK-Bold", 66, cream, 0.08)
    spaced(draw, x, bottom - 0.115 * front, "JASMINE GREEN TEA", "SansCJK-Bold", 0.028 * front, (30, 52, 46), 0.08)
    spaced(
        draw, x, bottom - 0.065 * front, "净含量 100 克  ·  100 g", "SansCJK-Regular", 0.028 * front, (30, 52, 46), 0.02
    )
    for side in (-1, 1):  # the two narrow faces
        at = x + side * width / 4
        column(draw, at, 0.15 * height, "云栈茶事", "SerifCJK-Regular", 0.10 * front, cream, 0.35)
    return np.asarray(image)


def notebook_cover(width_cm: float, height_cm: float) -> tuple[Picture, Field, Field]:
    """Book cloth with a foil title: its picture, its relief in cm, and a mask (1 where the foil is)."""
    shape = (round(height_cm * 100), round(width_cm * 100))
    cloth, threads = weave((50, 64, 92), (shape[0] // 8 + 1, shape[1] // 8 + 1), 51, 0.20)
    cloth, threads = cloth[: shape[0], : shape[1]], threads[: shape[0], : shape[1]]
    foil = Image.new("RGB", shape[::-1])
    draw = ImageDraw.Draw(foil)
    white = (255, 255, 255)
    x, y = shape[1] * 0.44, shape[0] * 0.40
    for i in range(5):
        r = 150 - 26 * i
        draw.arc((x - r, y - 330 - r, x + r, y - 330 + r), 180, 360, fill=white, width=9)
    draw.line((x - 190, y - 326, x + 190, y - 326), fill=white, width=9)
    spaced(draw, x, y - 180, "DUNE & QUILL", "SerifCJK-Bold", 88, white, 0.10)
    spaced(draw, x, y - 85, "daily notes · 日记", "SerifCJK-Regular", 58, white, 0.08)
    mask = np.asarray(foil)[..., 0] / 255.0
    pressed = cv2.GaussianBlur(mask, (0, 0), 3)
    from_spine = np.arange(shape[1])[None] / 100 - 1.15
    relief = 0.012 * threads * (1 - mask) - 0.02 * pressed - 0.10 * np.exp(-((from_spine / 0.22) ** 2))
    return cloth, relief, mask


def candle_print() -> tuple[Picture, Field]:
    """Paper label: picture and a mask of its rounded outline."""
    width, height = 1100, 700
    image = Image.fromarray(mottled((246, 241, 230), 0.006, (60, 90), 71, (height, width)))
    draw = ImageDraw.Draw(image)
    ink, clay, x = (58, 48, 42), (182, 104, 76), width / 2
    draw.rounded_rectangle((26, 26, width - 26, height - 26), 40, outline=clay, width=5)
    for i in range(13):
        angle = math.pi * (0.06 + 0.88 * i / 12)
        draw.line(
            (
                x - 52 * math.cos(angle),
                190 - 52 * math.sin(angle),
                x - 92 * math.cos(angle),
                190 - 92 * math.sin(angle),
            ),
            fill=clay,
            width=6,
        )
    draw.pieslice((x - 40, 150, x + 40, 230), 180, 360, fill=clay)
    spaced(draw, x, 300, "LOW EMBER", "SerifCJK-Bold", 112, ink, 0.12)
    spaced(draw, x, 420, "FIG LEAF & CEDAR", "SansCJK-Bold", 54, ink, 0.20)
    spaced(draw, x, 500, "无花果叶与雪松", "SansCJK-Regular", 50, ink, 0.16)
    spaced(draw, x, 610, "soy wax candle  ·  220 g", "SansCJK-Regular", 42, ink, 0.06)
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), 60, fill=255)
    return np.asarray(image), np.asarray(mask) / 255.0
