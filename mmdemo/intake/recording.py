"""Opening speech for a narration safely, read or lent: as a voice note, and good enough to be heard by customers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mmdemo.errors import InputError
from mmdemo.intake.voice import MAX_BYTES as MAX_BYTES
from mmdemo.intake.voice import read_sound
from mmdemo.schema import Recording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAX_SECONDS = 180.0
MIN_SECONDS = 1.0
CLIPPED_SHARE = 0.05
"""Of all samples: with more of them cut off, every loud vowel is distorted."""
CLIPPED_LEVEL = 0.4  # of full scale; a codec swings beyond what was cut off, and is brought back by that much


def read_recording(source: Path | bytes, field: str = "recording") -> Recording:
    """Decode a sound file, or the sound of a film, into mono 16-bit PCM at 22,050 Hz.

    A recording that came from here comes out of here as the same bytes again.

    Raises:
        InputError: the file is missing, too large, of another kind, damaged, too long, too short, silent or clipped
            beyond use; with `field`.
        GenerationError: FFmpeg is needed to open it and cannot be started.
    """
    from mmdemo.processing.audio.narrate import SAMPLE_RATE
    from mmdemo.processing.audio.wav import read_wav

    recording = read_sound(source, field, SAMPLE_RATE, MIN_SECONDS, MAX_SECONDS)
    share = _clipped_share(read_wav(recording.data)[0])
    if share > CLIPPED_SHARE:
        raise InputError(
            f"The recording is distorted: {share:.0%} of it is cut off because it was too loud for the microphone. "
            "Step back from the microphone or turn its level down, and record it again.",
            f"录音失真：声音太大，超出麦克风的承受范围，{share:.0%} 的内容被削波。"
            "请离麦克风远一些或调低录音音量，然后重新录音。",
            field=field,
        )
    return recording


def _clipped_share(samples: NDArray[np.float64]) -> float:
    """The share of samples, shape (samples,), that lie where a microphone cut them off.

    Codecs and other sample rates blur the level at which that happened, so it is taken from the sound: around the level
    that one sample in a hundred exceeds, speech has 1 to 3 % of its samples, a clipped one all that were cut off.
    """
    import numpy as np

    magnitude = np.abs(samples)
    level = float(np.quantile(magnitude, 0.99))
    near = (magnitude >= 0.9 * level) & (magnitude <= 1.1 * level)
    return float(near.mean()) if level >= CLIPPED_LEVEL else 0.0
