"""Kits to film: drawn pictures, a voice whose words have known times, music, and storyboards as short as allowed."""

import io
import wave
from dataclasses import replace
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

from mmdemo.compose.video.planes import Frame
from mmdemo.intake.facts import read_facts
from mmdemo.intake.price import read_price
from mmdemo.picture import Region
from mmdemo.processing.audio.wav import quantise, wav_bytes
from mmdemo.processing.image.arrays import encode
from mmdemo.schema import (
    Asset,
    Copy,
    Kit,
    Language,
    Look,
    Music,
    Narration,
    Payload,
    Picture,
    Product,
    Request,
    Word,
)
from mmdemo.video import Move, Shot, ShotKind, Storyboard, Transition, VideoShape
from tests.kits import MADE

VOICE_RATE = 22_050
SPOKEN: dict[Language, tuple[tuple[str, ...], ...]] = {
    "en": (("Meet", "the", "mug."), ("It", "holds", "350 ml."), ("Made", "for", "mornings.")),
    "zh": (("来看", "这款", "马克杯。"), ("容量", "350毫升。"), ("适合", "每个", "清晨。")),
}
SAID: dict[Language, tuple[str, str]] = {
    "en": ("Stoneware mug", "Lakeside"),
    "zh": ("粗陶马克杯", "青禾手作"),
}
COPY: dict[Language, Copy] = {
    "en": Copy(
        "Lakeside stoneware mug",
        ("Holds 350 ml", "Dishwasher safe", "9 cm tall", "Brand: Lakeside", "$24.00"),
        "A mug.",
        "A mug that holds 350 ml.",
        ("mug",),
        {},
        "Meet the mug.",
        headlines=("Mornings, glazed", "A mug"),
    ),
    "zh": Copy(
        "青禾手作 粗陶马克杯",
        ("容量350毫升", "可进洗碗机", "高9厘米"),
        "一只马克杯。",
        "一只容量350毫升的马克杯。",
        ("马克杯",),
        {},
        "来看这款马克杯。",
        headlines=("清晨的第一杯",),
    ),
}
FACTS: dict[Language, tuple[str, ...]] = {
    "en": ("350 ml", "Dishwasher safe", "Height: 9 cm", "Glazed stoneware"),
    "zh": ("容量350毫升", "可进洗碗机", "高9厘米", "手工上釉"),
}
RED = (176, 36, 48)
PRODUCT = Region(140, 150, 120, 160)  # in a picture of 400 x 400


@cache
def cutout() -> bytes:
    """A red bottle on nothing, trimmed."""
    image = Image.new("RGBA", (PRODUCT.width * 2, PRODUCT.height * 2))
    ImageDraw.Draw(image).rounded_rectangle((0, 0, image.width - 1, image.height - 1), 40, fill=(*RED, 255))
    return encode(np.asarray(image))


@cache
def scene() -> bytes:
    """The bottle on a table before a wall with a fine pattern, by which a move can be seen."""
    image = Image.new("RGB", (400, 400), (214, 210, 204))
    draw = ImageDraw.Draw(image)
    for place in range(0, 400, 16):
        draw.line((place, 0, place, 400), (196, 196, 200), 2)
        draw.line((0, place, 400, place), (196, 196, 200), 2)
    draw.rectangle((0, 300, 400, 400), fill=(150, 110, 80))
    _stand(image)
    return encode(np.asarray(image))


@cache
def on_white() -> bytes:
    image = Image.new("RGB", (400, 400), (255, 255, 255))
    _stand(image)
    return encode(np.asarray(image))


def _stand(image: Image.Image) -> None:
    with Image.open(io.BytesIO(cutout())) as drawn:
        small = drawn.resize((PRODUCT.width, PRODUCT.height))
        image.paste(small, (PRODUCT.left, PRODUCT.top), small)


@cache
def narration(language: Language = "en", gap: float = 0.5, first: float = 0.1) -> Narration:
    """Three sentences of buzzing words of 0.36 s with 0.04 s between them, and `gap` seconds between sentences."""
    sentences, at = [], first
    for spoken in SPOKEN[language]:
        words = []
        for text in spoken:
            words.append(Word(round(at, 3), round(at + 0.36, 3), text))
            at += 0.4
        sentences.append(tuple(words))
        at += gap
    sound = np.zeros(round(at * VOICE_RATE))
    for word in (word for words in sentences for word in words):
        begin, end = round(word.start * VOICE_RATE), round(word.end * VOICE_RATE)
        time = np.arange(end - begin) / VOICE_RATE
        buzz = sum(np.sin(2 * np.pi * 140 * order * time + order) / order for order in range(1, 16))
        sound[begin:end] = 0.1 * buzz * np.hanning(end - begin) ** 0.3
    data = wav_bytes(quantise(sound), VOICE_RATE)
    return Narration(data, VOICE_RATE, len(sound) / VOICE_RATE, "script", tuple(sentences), -16.0, -2.0)


@cache
def music(rate: int = 44_100) -> Music:
    time = np.arange(4 * rate) / rate
    sound = 0.2 * np.stack([np.sin(2 * np.pi * 220 * time), np.sin(2 * np.pi * 330 * time)], axis=1)
    sink = io.BytesIO()
    with wave.open(sink, "wb") as writer:
        writer.setparams((2, 2, rate, 0, "NONE", ""))
        writer.writeframes(quantise(sound).tobytes())
    return Music(sink.getvalue(), rate, 4.0, "calm", 90, "A major", -20.0)


def film_kit(language: Language = "en", look: Look | None = None, **changed: Payload | None) -> Kit:
    """A kit with all that a video is made of; `changed` payloads replace its own by part, None leaves a part out.

    A part is named as in a call: `image_scene` is "image/scene".
    """
    payloads: dict[str, Payload | None] = {
        "copy": COPY[language],
        "image/cutout": Picture(cutout(), PRODUCT.width * 2, PRODUCT.height * 2),
        "image/main": Picture(on_white(), 400, 400, product=PRODUCT),
        "image/scene": Picture(scene(), 400, 400, product=PRODUCT),
        "narration": narration(language),
        "music": music(),
        **{name.replace("image_", "image/"): payload for name, payload in changed.items()},
    }
    assets = {part: Asset(part, payload, MADE) for part, payload in payloads.items() if payload is not None}
    name, brand = SAID[language]
    price = {"en": "$24.00", "zh": "¥128"}[language]
    product = Product(name, language, brand=brand, price=read_price(price, language), facts=read_facts(FACTS[language]))
    return Kit(Request(name=name, look=look or Look(), seed=1), product, 1, tuple(assets), assets)


def shot(
    kind: ShotKind = "hook",
    text: str = "",
    picture: str = "image/scene",
    move: Move = "still",
    seconds: float = 3.0,
    into: Transition = "cut",
) -> Shot:
    return Shot(kind, text, picture, move, seconds, into)


def board(*shots: Shot, shape: VideoShape = "1:1", **heard: bool) -> Storyboard:
    """A storyboard of these shots, or of one of six seconds."""
    return replace(Storyboard(shape, shots or (shot(seconds=6.0),)), **heard)


def box(frame: Frame, region: Region) -> np.ndarray:
    """The brightness of what lies in a region of a frame."""
    rows = slice(region.top, region.top + region.height)
    return frame.planes.y[rows, region.left : region.left + region.width].astype(int)
