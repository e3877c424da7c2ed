"""From a score to sound: place every note, balance the layers, add the room, and leave space for a voice.

Everything goes round: what rings on after the last bar is heard in the first, so the loop has no seam. Instruments are
computed at 22,050 Hz; the spectra of both rates are added and come out at 44,100 Hz in one transform.
"""

from __future__ import annotations

from functools import cache
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from mmdemo.processing.audio.loudness import integrated_loudness
from mmdemo.processing.audio.music import drums, instruments
from mmdemo.processing.audio.music.arrangement import Part, Score, Strokes
from mmdemo.processing.audio.music.recipes import BARS, BEATS

SAMPLE_RATE = 44_100
BED_LUFS = -20.0
ROOM_CURVE = ((60, -40), (180, -12), (350, 0), (2_000, 0), (5_000, -9), (11_025, -30))
NEAREST_WALL_SECONDS = 0.018
HARDNESSES = 3
KNEE, OVER_KNEE = 0.35, 0.2

Samples = NDArray[np.float64]
Bus = NDArray[np.float32]  # (2, samples)


def mix(score: Score) -> Samples:
    """The bed at `BED_LUFS`, shape (samples, 2)."""
    size = round(BARS * BEATS * 60 / score.tempo * instruments.RATE)
    dry, sent = np.zeros((2, size), np.float32), np.zeros((2, size), np.float32)
    for part in score.parts:
        bus = _played(part, score.tempo, size)
        dry += bus
        sent += _gain(part.layer.room) * bus
    wide, wide_sent = np.zeros((2, 2 * size), np.float32), np.zeros((2, 2 * size), np.float32)
    for strokes in score.drums:
        bus = _struck(strokes, score.tempo, 2 * size)
        wide += bus
        wide_sent += _gain(strokes.line.room) * bus
    spectrum = fft.rfft(wide)
    low = size // 2 + 1
    sends = 2 * fft.rfft(sent) + fft.rfft(wide_sent)[:, :low]
    room = fft.rfft(_room(score.recipe.room_seconds), size)
    spectrum[:, :low] += 2 * fft.rfft(dry) + sends * room
    spectrum *= _curve(score.recipe.curve, 2 * size, SAMPLE_RATE)
    samples = fft.irfft(spectrum, 2 * size).T.astype(np.float64)
    return _held_down(samples * _gain(BED_LUFS - integrated_loudness(samples, SAMPLE_RATE)))


def _held_down(samples: Samples) -> Samples:
    """The few peaks over `KNEE` bent so that none reaches `KNEE + OVER_KNEE`, -5.2 dB: a voice needs the headroom."""
    peaks = np.abs(samples) > KNEE
    over = np.abs(samples[peaks]) - KNEE
    samples[peaks] = np.sign(samples[peaks]) * (KNEE + OVER_KNEE * np.tanh(over / OVER_KNEE))
    return samples


def _played(part: Part, tempo: int, size: int) -> Bus:
    """One layer, at its level."""
    layer = part.layer
    bus = np.zeros((2, size), np.float32)
    ready: dict[tuple[int, float, int], instruments.Sound] = {}
    middle, half = fmean(note.pitch for note in part.notes), (layer.high - layer.low) / 2
    for note in part.notes:
        hardness = min(int(note.velocity * HARDNESSES), HARDNESSES - 1)
        key = (note.pitch, note.length, hardness)
        if key not in ready:
            seconds = note.length * 60 / tempo
            ready[key] = instruments.play(layer.instrument, note.pitch, seconds, hardness / (HARDNESSES - 1))
        pan = layer.spread * (note.pitch - middle) / half
        _place(bus, ready[key], note.start * 60 / tempo * instruments.RATE, note.velocity * _sides(pan))
    if layer.pump:
        bus *= 1 - layer.pump * _dips(size)
    return _levelled(bus, layer.level, layer.pan)


def _struck(strokes: Strokes, tempo: int, size: int) -> Bus:
    bus = np.zeros((2, size), np.float32)
    sounds = drums.strokes(strokes.line.drum)
    for number, (start, velocity) in enumerate(strokes.strokes):
        sound = sounds[number % len(sounds)][None]
        _place(bus, sound, start * 60 / tempo * drums.RATE, velocity * _sides(0.0))
    return _levelled(bus, strokes.line.level, strokes.line.pan)


def _place(bus: Bus, sound: instruments.Sound, at: float, sides: Bus) -> None:
    """Add a sound to the bus from sample `at` on, round the end if need be; `sides` is its gain left and right."""
    size = bus.shape[1]
    start = round(at) % size
    heard = sides * sound
    ends = min(heard.shape[1], size - start)
    bus[:, start : start + ends] += heard[:, :ends]
    bus[:, : heard.shape[1] - ends] += heard[:, ends:]


def _levelled(bus: Bus, level: float, pan: float) -> Bus:
    """The bus at an RMS of `level` dB, its weight at `pan` however its notes are spread."""
    bus *= _gain(level) / np.sqrt(np.mean(bus**2, axis=1, keepdims=True)) * _sides(pan)
    return bus


def _sides(pan: float) -> Bus:
    """The gains left and right, shape (2, 1), of equal power at every place between -1 and 1."""
    angle = (min(max(pan, -1.0), 1.0) + 1) * np.pi / 4
    return np.array([[np.cos(angle)], [np.sin(angle)]], np.float32) * np.float32(np.sqrt(2))


def _dips(size: int) -> NDArray[np.float32]:
    """From 0 to 1 and back on every beat of the loop, smoothly."""
    phase = np.arange(size) * (2 * np.pi * BARS * BEATS / size)
    dips: NDArray[np.float32] = ((0.5 + 0.5 * np.cos(phase - 0.35)) ** 2).astype(np.float32)
    return dips


@cache
def _room(seconds: float) -> NDArray[np.float32]:
    """The echoes of a room, (2, samples) at 22,050 Hz, other ones at each side; of unit power before their curve."""
    size = round(1.2 * seconds * instruments.RATE)
    noise = np.random.default_rng(11).normal(size=(2, size))
    time = np.arange(size) / instruments.RATE
    noise *= 10 ** (-3 * time / seconds) * np.minimum(1.0, time / 0.02)
    noise /= np.sqrt((noise**2).sum(axis=1, keepdims=True))
    heard = fft.irfft(fft.rfft(noise) * _curve(ROOM_CURVE, size, instruments.RATE), size)
    pause = round(NEAREST_WALL_SECONDS * instruments.RATE)
    echoes: NDArray[np.float32] = np.pad(heard, ((0, 0), (pause, 0))).astype(np.float32)
    return echoes


def _curve(points: tuple[tuple[float, float], ...], size: int, rate: int) -> NDArray[np.float32]:
    """A tone curve of (Hz, dB) points as factors of the bins of a transform of `size` samples."""
    frequencies = np.maximum(fft.rfftfreq(size, 1 / rate), 1.0)
    levels = np.interp(np.log2(frequencies), [np.log2(hertz) for hertz, _ in points], [level for _, level in points])
    return (10 ** (levels / 20)).astype(np.float32)


def _gain(level: float) -> float:
    return float(10 ** (level / 20))
