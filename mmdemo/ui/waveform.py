"""The shape of a sound, drawn from its samples as an inline SVG."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

COLUMNS, HEIGHT = 600, 64
_LEAST = 0.6  # half the height of a silent column, so that silence is a thin line


@lru_cache(maxsize=16)
def waveform_svg(name: str, sound: bytes, cuts: tuple[float, ...]) -> str:
    """A 16-bit PCM WAV as a picture that a player colours up to where it is, with a thin line at each cut (seconds).

    The two stops of class "edge" stand where the played part ends, from 0 to 1. `name` tells it from other pictures on
    the page.
    """
    with wave.open(io.BytesIO(sound), "rb") as opened:
        seconds = opened.getnframes() / opened.getframerate()
        samples = np.frombuffer(opened.readframes(opened.getnframes()), "<i2").reshape(-1, opened.getnchannels())
    bars = "".join(
        f"M{column}.5 {HEIGHT / 2 - half:.1f}V{HEIGHT / 2 + half:.1f}" for column, half in enumerate(_halves(samples))
    )
    lines = "".join(f"M{COLUMNS * cut / seconds:.1f} 0V{HEIGHT}" for cut in cuts)
    return (
        f'<svg viewBox="0 0 {COLUMNS} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<defs><linearGradient id="played-{name}" gradientUnits="userSpaceOnUse" x1="0" x2="{COLUMNS}" y1="0" y2="0">'
        '<stop class="edge played" offset="0"/><stop class="edge" offset="0"/></linearGradient></defs>'
        f'<path class="bars" d="{bars}" stroke="url(#played-{name})"/><path class="cuts" d="{lines}"/></svg>'
    )


def _halves(samples: np.ndarray) -> Sequence[float]:
    """Half the height of each column: its loudest sample, the loudest of all reaching the edge."""
    loud = np.abs(samples.astype(np.int32)).max(axis=1, initial=0)
    columns = [part.max(initial=0) for part in np.array_split(loud, COLUMNS)]
    scale = (HEIGHT / 2 - 1) / max(1, *columns)
    return [max(_LEAST, float(column * scale)) for column in columns]
