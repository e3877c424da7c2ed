"""Small whole files of every kind that labels are written into."""

import io
import wave
from functools import cache

import numpy as np
from PIL import Image

from mmdemo.export.marks import FileKind
from mmdemo.processing.audio.ffmpeg import BIT_EXACT, INPUT, run_ffmpeg

RATE = 22_050
ENCODED: dict[str, tuple[str, ...]] = {
    "mp3": ("-c:a", "libmp3lame", "-f", "mp3"),
    "m4a": ("-c:a", "aac", "-f", "ipod"),
    "mp4": ("-f", "lavfi", "-i", "color=teal:s=64x64:d=1", "-c:v", "libx264", "-c:a", "aac", "-f", "mp4"),
}


@cache
def picture(kind: str = "png", size: tuple[int, int] = (320, 240), alpha: bool = False) -> bytes:
    """A gradient with a grain: no two pictures of one size differ."""
    width, height = size
    grain = np.random.default_rng(3).integers(0, 12, (height, width, 3))
    pixels = (np.linspace(40, 200, width)[None, :, None] + grain).astype(np.uint8)
    image = Image.fromarray(pixels)
    if alpha:
        image.putalpha(Image.new("L", size, 128))
    buffer = io.BytesIO()
    image.save(buffer, kind.upper(), **({"quality": 90} if kind == "jpeg" else {}))
    return buffer.getvalue()


@cache
def sound(seconds: float = 1.0) -> bytes:
    """A mono 16-bit WAV with a tone."""
    pcm = (8000 * np.sin(np.arange(int(seconds * RATE)) * 0.06)).astype("<i2").tobytes()
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as writer:
        writer.setparams((1, 2, RATE, 0, "NONE", ""))
        writer.writeframes(pcm)
    return buffer.getvalue()


@cache
def media(kind: FileKind) -> bytes:
    """A file of that kind, the same each time."""
    if kind == "wav":
        return sound()
    if kind in ("png", "jpeg", "webp"):
        return picture(kind)
    name = f"out.{kind}"
    return run_ffmpeg(
        ("-f", "wav", "-i", INPUT, *ENCODED[kind][:-2], *BIT_EXACT, *ENCODED[kind][-2:], name),
        sound(),
        lambda: None,
        60.0,
        result=name,
    )
