"""A small file of each kind, as a kit has them: film and sound come from FFmpeg with title, cover and a fast start."""

import io
from functools import cache

import numpy as np
from PIL import Image

from mmdemo.export.marks import FileKind, Mark
from mmdemo.processing.audio.ffmpeg import BIT_EXACT, INPUT, run_ffmpeg
from mmdemo.processing.audio.wav import wav_bytes
from mmdemo.source_types import AigcRecord
from tests.conftest import draw_photo, encoded

PRODUCER, TITLE = "青禾工作室", "Mug"
RECORD = AigcRecord("1", PRODUCER, "kit-0001")
MARK = Mark("trainedAlgorithmicMedia", RECORD, "mmdemo", "Kiln & Co", '杯子 "350 ml" <b>')
FOREIGN = AigcRecord("1", "Somebody Else", "42")
RATE = 8000
_AUDIO = (*BIT_EXACT, "-metadata", f"title={TITLE}", "-b:a", "32k")
_COVER = ("-f", "jpeg_pipe", "-i", "cover.jpg", "-map", "0:a", "-map", "1:v", "-c:v", "copy")


def picture(size: tuple[int, int] = (96, 72), mode: str = "RGB") -> Image.Image:
    image = draw_photo(*size)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(size))
    return image


@cache
def sample(kind: FileKind) -> bytes:
    if kind in ("png", "jpeg"):
        return encoded(picture(), kind.upper())
    if kind == "webp":
        return encoded(picture(), "WEBP", quality=70)
    wav = wav_bytes((3000 * np.sin(np.arange(RATE) / 9)).astype(np.int16), RATE)
    if kind == "wav":
        return wav
    cover = {"cover.jpg": sample("jpeg")}
    if kind == "mp4":
        pictures = b"".join(picture((64, 48 + 2 * number)).resize((64, 48)).tobytes() for number in range(10))
        return film(pictures, "+faststart")
    packed = {
        "mp3": ("-c:a", "libmp3lame", "-id3v2_version", "3", "-f", "mp3"),
        "m4a": ("-c:a", "aac", "-disposition:v", "attached_pic", "-movflags", "+faststart", "-f", "ipod"),
    }[kind]
    arguments = ("-f", "wav", "-i", INPUT, *_COVER, *_AUDIO, *packed, "out")
    return run_ffmpeg(arguments, wav, lambda: None, 60, files=cover, result="out")


def film(frames: bytes, flags: str, *more: str) -> bytes:
    """Ten frames of 64 by 48 pixels as H.264."""
    raw = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "64x48", "-r", "10", "-i", INPUT)
    packed = ("-c:v", "libx264", "-threads", "1", "-pix_fmt", "yuv420p", "-movflags", flags, *more, "-f", "mp4", "out")
    tags = (*BIT_EXACT, "-metadata", f"title={TITLE}")
    return run_ffmpeg((*raw, *tags, *packed), frames, lambda: None, 60, result="out")


FORMATS = {"mp4": "mov", "m4a": "mov", "mp3": "mp3", "wav": "wav"}


def decoded(kind: FileKind, data: bytes) -> bytes:
    """The pixels or the samples of a file, and of film every frame."""
    if kind in ("png", "jpeg", "webp"):
        with Image.open(io.BytesIO(data)) as image:
            return image.mode.encode() + image.tobytes()
    stream = ("-map", "0:v", "-f", "rawvideo") if kind == "mp4" else ("-map", "0:a", "-f", "s16le")
    return run_ffmpeg(("-f", FORMATS[kind], "-i", INPUT, *stream, "pipe:1"), data, lambda: None, 60)
