"""The words that open a video, found again in the finished file."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image

from mmdemo.errors import GenerationError
from mmdemo.processing.audio.ffmpeg import INPUT, OUTPUT, run_ffmpeg
from mmdemo.video import VideoShape

MOMENTS = (0.1, 1.9)  # seconds: the rule asks for the first two
_SECONDS = 60.0
_ALIKE = 0.9
"""Correlation of what is seen with the label: 0.99 or more where it is, 0.84 at most with others, 0.1 without any."""
_GROUND = 128.0


@lru_cache(maxsize=4)
def opens_with(video: bytes, words: str, shape: VideoShape) -> bool:
    """Whether `words` stand in the corner of an MP4 of ours at both ends of its first two seconds.

    A file in which that cannot be seen, for want of FFmpeg or because it is damaged, does not.
    """
    try:
        return all(_shows(_frame(video, moment), words, shape) for moment in MOMENTS)
    except (GenerationError, OSError):  # OSError: FFmpeg came to no picture
        return False


def _frame(video: bytes, moment: float) -> Image.Image:
    wanted = ("-frames:v", "1", "-c:v", "png", "-f", "image2pipe", OUTPUT)
    seen = run_ffmpeg(("-ss", str(moment), "-f", "mp4", "-i", INPUT, *wanted), video, lambda: None, _SECONDS)
    with Image.open(io.BytesIO(seen), formats=("PNG",)) as frame:
        return frame.convert("L")


def _shows(frame: Image.Image, words: str, shape: VideoShape) -> bool:
    import numpy as np

    from mmdemo.compose.video.layout import LAYOUTS
    from mmdemo.compose.video.lettering import opening_label

    layer = opening_label(words, LAYOUTS[shape])
    height, width = layer.alpha.shape
    corner = np.asarray(frame, np.float32)[layer.top : layer.top + height, layer.left : layer.left + width]
    looked_for = layer.planes.y + _GROUND * (1 - layer.alpha / 255.0)
    if corner.shape != looked_for.shape or np.ptp(corner) <= 1:
        return False
    return bool(np.corrcoef(corner.ravel(), looked_for.ravel())[0, 1] >= _ALIKE)
