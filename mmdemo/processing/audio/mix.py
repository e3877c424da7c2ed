"""A voice over music: the music steps back while somebody speaks, by the times of the words.

Sounds are float samples, full scale at 1: the voice of shape (samples,), music and result of shape (samples, 2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import resample_poly

from mmdemo.processing.audio.decode import resampled
from mmdemo.processing.audio.loudness import gated_loudness, lufs, normalise, weighted_power
from mmdemo.processing.audio.music.bed import looped

Samples = NDArray[np.float64]
Span = tuple[float, float]

SAMPLE_RATE = 44_100
# A narration begins with 0.1 s of silence and ends with 0.4 s: the music is alone for 0.7 s and 1.9 s.
LEAD_SECONDS = 0.6
OUTRO_SECONDS = 1.5
# How far the music lies under the voice (LU): alone, under words, and at its loudest moment under words.
ALONE_LU, UNDER_LU, LOUDEST_UNDER_LU = 4.0, 12.0, 10.0
MOMENT_SECONDS = 0.4  # "momentary" in EBU Tech 3341
# Down before a word, held down after it, over pauses too short to come back in, then slowly up.
ATTACK_SECONDS, HOLD_SECONDS, RELEASE_SECONDS, SHORT_PAUSE_SECONDS = 0.25, 0.12, 0.9, 0.5
CONTROL_RATE = 100  # values of the gain a second
QUIETEST_BED_LUFS = -70.0  # what lies under it counts as silence


@dataclass(frozen=True)
class Stems:
    """Voice and music as they are added up, both of shape (samples, 2) at `SAMPLE_RATE`."""

    voice: Samples
    music: Samples


@dataclass(frozen=True)
class Mixed:
    """The sound at -16 LUFS, shape (samples, 2). The voice begins `lead` seconds after its start."""

    samples: Samples
    sample_rate: int
    lead: float


def mix(voice: Samples, voice_rate: int, spans: Sequence[Span], bed: Samples, bed_rate: int) -> Mixed:
    """The voice over a bed that is played in a loop, from a short intro to an outro that fades out.

    `spans`, one at least, are the times (start, end) in seconds at which the voice has something to say. During them it
    lies at least 10 LU over the bed, whatever the bed. The true peak stays under -1 dBTP.
    """
    parts = stems(voice, voice_rate, spans, bed, bed_rate)
    return Mixed(normalise(parts.voice + parts.music, SAMPLE_RATE), SAMPLE_RATE, LEAD_SECONDS)


def stems(voice: Samples, voice_rate: int, spans: Sequence[Span], bed: Samples, bed_rate: int) -> Stems:
    """What `mix` adds up."""
    spoken = resampled(voice, voice_rate, SAMPLE_RATE)
    lead = round(LEAD_SECONDS * SAMPLE_RATE)
    track = np.pad(spoken, (lead, round(OUTRO_SECONDS * SAMPLE_RATE)))
    shifted = [(start + LEAD_SECONDS, end + LEAD_SECONDS) for start, end in spans]
    music = looped(_at_rate(bed, bed_rate, len(track)), len(track))
    gain = _ducking(shifted, len(track), *_gains(track, music, shifted))
    return Stems(np.repeat(track[:, None], 2, axis=1), music * gain[:, None])


def bed_alone(bed: Samples, bed_rate: int, seconds: float) -> Samples:
    """The bed played in a loop for that long, shape (samples, 2) at `SAMPLE_RATE`."""
    length = round(seconds * SAMPLE_RATE)
    return looped(_at_rate(bed, bed_rate, length), length)


def _at_rate(bed: Samples, rate: int, length: int) -> Samples:
    """The bed at `SAMPLE_RATE`. A filter would tear the loop's seam, so it is resampled after it was looped."""
    if rate == SAMPLE_RATE:
        return bed
    common = math.gcd(SAMPLE_RATE, rate)
    played = np.resize(bed, (math.ceil(length * rate / SAMPLE_RATE) + 1, bed.shape[1]))
    changed: Samples = resample_poly(played, SAMPLE_RATE // common, rate // common, axis=0)
    return changed


def _gains(voice: Samples, music: Samples, spans: Sequence[Span]) -> tuple[float, float]:
    """The factors of the music while it is alone, and under words. The voice is of shape (samples,)."""
    speaking = np.zeros(len(voice), np.bool_)
    for start, end in spans:
        speaking[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)] = True
    heard = lufs(2 * float(weighted_power(voice, SAMPLE_RATE)[speaking].mean()))  # it comes from both sides
    power = weighted_power(music, SAMPLE_RATE)
    under = power[speaking]
    moments = uniform_filter1d(under, min(round(MOMENT_SECONDS * SAMPLE_RATE), len(under)))
    alone = heard - ALONE_LU - max(gated_loudness(power, SAMPLE_RATE), QUIETEST_BED_LUFS)
    ducked = heard - max(UNDER_LU + lufs(float(under.mean())), LOUDEST_UNDER_LU + lufs(float(moments.max())))
    return 10 ** (alone / 20), 10 ** (min(ducked, alone) / 20)


def _ducking(spans: Sequence[Span], length: int, alone: float, under: float) -> Samples:
    """The music's factor at each sample: down to `under` before each span, then back to `alone`."""
    times = np.arange(length * CONTROL_RATE // SAMPLE_RATE + 2) / CONTROL_RATE
    down = np.zeros(len(times))
    for start, end in _merged(spans):
        held = end + HOLD_SECONDS
        corners = [start - ATTACK_SECONDS, start, held, held + RELEASE_SECONDS]
        down = np.maximum(down, np.interp(times, corners, [0.0, 1.0, 1.0, 0.0]))
    eased = 0.5 - 0.5 * np.cos(np.pi * down)
    return np.interp(np.arange(length) / SAMPLE_RATE, times, alone * (under / alone) ** eased)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in time order, those with a short pause between them as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < SHORT_PAUSE_SECONDS:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
