"""Light percussion at 44,100 Hz, from noise and falling tones. Every instrument has a few strokes that differ."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.audio.music.recipes import read_music

RATE = 44_100
STROKES = 4

Stroke = NDArray[np.float32]  # (samples,), at a peak of 1


@cache
def strokes(drum: str) -> tuple[Stroke, ...]:
    """Strokes of one instrument to take in turn. Callers must not change them."""
    table = read_music("drums")[drum]
    chance = np.random.default_rng(list(drum.encode()))
    return tuple(_finished(_KINDS[table["kind"]](table, chance), table) for _ in range(STROKES))


def _skin(table: Mapping[str, Any], _: np.random.Generator) -> NDArray[np.float64]:
    """A drum skin: its tone falls from one pitch to another."""
    time = _time(table)
    turns = table["to"] * time + (table["from"] - table["to"]) / table["fall"] * (1 - np.exp(-table["fall"] * time))
    return np.asarray(np.sin(2 * np.pi * turns) * np.exp(-table["decay"] * time))


def _noise(table: Mapping[str, Any], chance: np.random.Generator) -> NDArray[np.float64]:
    """A burst of noise in a band, or several close after each other, as of several hands."""
    time = _time(table)
    frequencies = np.fft.rfftfreq(len(time), 1 / RATE)
    band = 1 / (1 + (table["low"] / np.maximum(frequencies, 1)) ** 6) / (1 + (frequencies / table["high"]) ** 6)
    noise = np.fft.irfft(np.fft.rfft(chance.normal(size=len(time))) * band, len(time))
    swell = np.zeros(len(time))
    for burst in table["bursts"]:
        after = np.maximum(time - burst, 0.0)
        swell = np.maximum(swell, (1 - np.exp(-after / table["attack"])) * np.exp(-table["decay"] * after))
    return noise * swell


def _jingle(table: Mapping[str, Any], chance: np.random.Generator) -> NDArray[np.float64]:
    """Many small bells, shaken: each rings at its own pitch and a moment of its own."""
    time = _time(table)
    total = np.zeros(len(time))
    for _ in range(table["bells"]):
        hertz = chance.uniform(table["low"], table["high"])
        after = time - chance.uniform(0.0, table["spread"])
        rings = np.where(after > 0, np.exp(-table["decay"] * chance.uniform(0.8, 1.6) * np.maximum(after, 0.0)), 0.0)
        total += chance.uniform(0.4, 1.0) * rings * np.sin(2 * np.pi * hertz * after)
    return total


_KINDS = {"skin": _skin, "noise": _noise, "jingle": _jingle}


def _time(table: Mapping[str, Any]) -> NDArray[np.float64]:
    return np.arange(round(table["seconds"] * RATE)) / RATE


def _finished(sound: NDArray[np.float64], table: Mapping[str, Any]) -> Stroke:
    time = _time(table)
    sound = sound * np.minimum(1.0, time / table["attack"]) * np.minimum(1.0, (time[-1] - time) / 0.03)
    stroke: Stroke = (sound / np.abs(sound).max()).astype(np.float32)
    return stroke
