"""The instruments: each note computed from partials, at 22,050 Hz. Sounds are float32, full scale about 1.

A decaying partial is a power of a turning, shrinking complex number, so that all harmonics of a string are one
polynomial in it (Horner): higher ones then die away sooner, as they do on a string.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.audio.music.recipes import read_music

RATE = 22_050
HIGHEST_PARTIAL = 9_000.0
TABLE = 8_192
FADE_SECONDS = 0.06

Sound = NDArray[np.float32]  # (channels, samples), one or two channels


def pitch_hertz(pitch: float) -> float:
    """The frequency of a MIDI number in equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def play(instrument: str, pitch: int, seconds: float, hardness: float) -> Sound:
    """One note. What is plucked or struck rings as long as it will; what is held lasts `seconds` and its release.

    `hardness` from 0 to 1 makes it brighter.
    """
    table = read_music("instruments")[instrument]
    return _KINDS[table["kind"]](table, pitch_hertz(pitch), seconds, hardness)


def _string(table: Mapping[str, Any], hertz: float, _: float, hardness: float) -> Sound:
    """A plucked or hammered string; two of them a little apart make the tone beat."""
    size = round(table["seconds"] * RATE)
    orders = np.arange(1, min(table["partials"], int(HIGHEST_PARTIAL / hertz)) + 1)
    levels = orders ** -table["slope"] * np.exp(-(orders - 1) * table["dark"] * (1.25 - 0.5 * hardness))
    if table["pluck"]:
        levels = levels * np.abs(np.sin(np.pi * orders * table["pluck"]))
    decay = table["decay"] * (hertz / 300) ** 0.5
    sound = _harmonics(hertz, decay, levels, size) + _harmonics(hertz + table["beat"], decay, levels, size)
    if table["knock"]:
        knock = _knock()
        sound[: len(knock)] += np.float32(table["knock"] * np.abs(sound).max()) * knock
    return _shaped(sound, table["attack"])[None]


def _bar(table: Mapping[str, Any], hertz: float, _: float, hardness: float) -> Sound:
    """A struck bar, tongue or glass: few partials, not in tune with each other, each dying in its own time."""
    size = round(table["seconds"] * RATE)
    sound = np.zeros(size, np.float32)
    for number, (ratio, level, decay) in enumerate(zip(table["ratios"], table["levels"], table["decays"], strict=True)):
        if hertz * ratio < HIGHEST_PARTIAL:
            strength = level * (0.6 + 0.8 * hardness) if number else level
            sound += strength * _turning(hertz * ratio, decay * (hertz / 500) ** 0.4, size).imag
    if table["tremolo"]:
        sound *= 1 + table["tremolo"] * np.sin(2 * np.pi * 5.2 / RATE * np.arange(size, dtype=np.float32))
    return _shaped(sound, table["attack"])[None]


def _tine(table: Mapping[str, Any], hertz: float, _: float, hardness: float) -> Sound:
    """An electric piano: a sine bent by another of the same pitch, less and less, with the ping of the tine."""
    size = round(table["seconds"] * RATE)
    turning = _turning(hertz, 0.0, size)
    time = np.arange(size, dtype=np.float32) / RATE
    bend = (0.5 + hardness) * table["index"] * np.exp(-table["index_decay"] * time) + table["rest_index"]
    phase = np.arange(size) * (2 * np.pi * hertz / RATE)
    sound = np.sin((phase % (2 * np.pi)).astype(np.float32) + bend * turning.imag)
    sound *= np.exp(-table["decay"] * (hertz / 300) ** 0.4 * time)
    if hertz * 7 < HIGHEST_PARTIAL:
        sound += table["tine"] * (0.4 + hardness) * _turning(hertz * 7.03, 16.0, size).imag
    return _shaped(sound, table["attack"])[None]


def _held(table: Mapping[str, Any], hertz: float, seconds: float, _: float) -> Sound:
    """A bowed or blown tone: one player in the middle, or two more beside it, a few cents flat and sharp.

    They start a third of a period before and after it, so both sides beat alike and stay equally loud.
    """
    size = round((seconds + table["release"]) * RATE)
    wave = _table(table["partials"], table["slope"], table["cutoff"], hertz)
    steps = np.arange(size) * (hertz / RATE * TABLE)
    players = [
        wave[(steps * 2 ** (cents / 1200) + (number + 1) * TABLE / 3).astype(np.int64) % TABLE]
        for number, cents in enumerate(table["cents"])
    ]
    sides = players if len(players) == 1 else [player + players[2] for player in players[:2]]
    swell = np.ones(size, np.float32)
    rise, fall = round(table["attack"] * RATE), round(table["release"] * RATE)
    rise = min(rise, size - fall)
    swell[:rise] *= _ramp(rise)
    swell[size - fall :] *= _ramp(fall)[::-1]
    return np.stack(sides) * swell


_KINDS = {"string": _string, "bar": _bar, "tine": _tine, "held": _held}


def _turning(hertz: float, decay: float, size: int) -> NDArray[np.complex64]:
    """exp((i 2 pi hertz - decay) t), the outer product of coarse and fine steps: no exponential for each sample."""
    rate = (2j * math.pi * hertz - decay) / RATE
    fine = np.exp(rate * np.arange(256))
    coarse = np.exp(rate * 256 * np.arange(-(-size // 256)))
    turning: NDArray[np.complex64] = np.outer(coarse, fine).astype(np.complex64).ravel()[:size]
    return turning


def _harmonics(hertz: float, decay: float, levels: NDArray[np.float64], size: int) -> NDArray[np.float32]:
    turning = _turning(hertz, decay, size)
    total = np.full(size, levels[-1], np.complex64)
    for level in levels[-2::-1]:
        total *= turning
        total += np.float32(level)
    total *= turning
    heard: NDArray[np.float32] = total.imag.copy()
    return heard


def _shaped(sound: NDArray[np.float32], attack: float) -> NDArray[np.float32]:
    """The sound with a soft start and its end faded out, at a peak of 1."""
    rise, fall = round(attack * RATE), round(FADE_SECONDS * RATE)
    sound[:rise] *= _ramp(rise)
    sound[-fall:] *= _ramp(fall)[::-1]
    sound /= np.abs(sound).max()
    return sound


@cache
def _ramp(size: int) -> NDArray[np.float32]:
    """From 0 to 1 along half a cosine."""
    ramp: NDArray[np.float32] = (0.5 - 0.5 * np.cos(np.pi * (np.arange(size) + 0.5) / size)).astype(np.float32)
    return ramp


@cache
def _knock() -> NDArray[np.float32]:
    """The wood behind a string: 40 ms of dull noise."""
    size = round(0.04 * RATE)
    noise = np.random.default_rng(5).normal(size=size)
    smooth = np.convolve(noise, np.hanning(34), mode="same") * np.exp(-np.arange(size) / (0.01 * RATE))
    knock: NDArray[np.float32] = (smooth / np.abs(smooth).max()).astype(np.float32)
    return knock


def _table(partials: int, slope: float, cutoff: float, hertz: float) -> NDArray[np.float32]:
    """One period of a tone behind a soft low-pass filter, at a peak of 1. Partials start at scattered phases."""
    spectrum = np.zeros(TABLE // 2 + 1, np.complex128)
    orders = np.arange(1, min(partials, int(HIGHEST_PARTIAL / hertz)) + 1)
    levels = orders**-slope / (1 + (orders * hertz / cutoff) ** 2)
    spectrum[orders] = levels * np.exp(1j * orders**2)
    wave = np.fft.irfft(spectrum)
    table: NDArray[np.float32] = (wave / np.abs(wave).max()).astype(np.float32)
    return table
