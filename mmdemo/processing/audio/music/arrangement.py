"""From a recipe to a score: who plays which note when, and how strongly. The seed makes the choices."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mmdemo.processing.audio.music.harmony import Chord, Voicing, ladder, lead, read_chord, scale
from mmdemo.processing.audio.music.recipes import BARS, BEATS, DrumLine, Layer, Mode, Recipe, read_recipe
from mmdemo.sound import KEY_NOTES, BedMood, Key, KeyNote, Tempo

REST, HOLD = ".", "-"
UPPER = "5", "8"  # bass notes that lie in the upper octave where the range has room
LOUDEST_BAR = 9

# How far players stray from the beat (seconds, one standard deviation), and how little of a chord's strum there is.
LOOSE_SECONDS = {"pad": 0.0, "chords": 0.004, "bass": 0.002, "figure": 0.005}
DRUM_SECONDS = 0.002
STRUM_SECONDS = 0.013

# Notes off the beat of a figure are now and then left out or go elsewhere, so that no pattern comes back unchanged.
LEFT_OUT, ELSEWHERE = 0.1, 0.18


@dataclass(frozen=True)
class Note:
    """`start` and `length` in beats from the start of the loop, `pitch` a MIDI number, `velocity` up to about 1."""

    start: float
    length: float
    pitch: int
    velocity: float


@dataclass(frozen=True)
class Part:
    """All notes of one layer."""

    layer: Layer
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Strokes:
    """All strokes of one percussion instrument as (start in beats, velocity)."""

    line: DrumLine
    strokes: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Span:
    """A chord from one beat of the loop to another."""

    start: float
    end: float
    chord: Chord


@dataclass(frozen=True)
class Score:
    """A bed as notes. `tempo` in beats a minute, `tonic` a note such as "Eb"."""

    recipe: Recipe
    tempo: int
    tonic: KeyNote
    mode: Mode
    spans: tuple[Span, ...]
    parts: tuple[Part, ...]
    drums: tuple[Strokes, ...]

    def chord_at(self, beat: float) -> Chord:
        """The chord that sounds at a beat."""
        return self.spans[bisect_right([span.start for span in self.spans], beat) - 1].chord


def arrange(mood: BedMood, tempo: Tempo, key: Key, seed: int) -> Score:
    """Write the eight bars of a bed. The same arguments give the same score."""
    recipe = read_recipe(mood)
    chance = random.Random(f"{mood}/{seed}")
    progression = chance.choice(recipe.progressions)
    usual = chance.choice(recipe.keys[progression.mode])
    tonic = usual if key == "auto" else key
    spans = tuple(_spans(progression.bars, KEY_NOTES.index(tonic), progression.mode))
    beats = recipe.tempos[tempo]
    writer = _Writer(recipe, beats, spans, scale(KEY_NOTES.index(tonic), progression.mode), chance)
    parts = tuple(Part(layer, tuple(writer.notes(layer))) for layer in recipe.layers)
    drums = tuple(Strokes(line, tuple(writer.strokes(line))) for line in recipe.drums)
    return Score(recipe, beats, tonic, progression.mode, spans, parts, drums)


def _spans(bars: Sequence[str], tonic: int, mode: Mode) -> Iterator[Span]:
    for number, bar in enumerate(bars):
        symbols = bar.split()
        length = BEATS / len(symbols)
        for at, symbol in enumerate(symbols):
            start = number * BEATS + at * length
            yield Span(start, start + length, read_chord(symbol, tonic, mode))


class _Writer:
    """Writes one player after the other; all draw on the same chance."""

    def __init__(
        self, recipe: Recipe, tempo: int, spans: tuple[Span, ...], degrees: tuple[int, ...], chance: random.Random
    ) -> None:
        self._recipe, self._spans, self._degrees, self._chance = recipe, spans, degrees, chance
        self._starts = [span.start for span in spans]
        self._beats_per_second = tempo / 60

    def notes(self, layer: Layer) -> Iterator[Note]:
        if layer.role == "pad":
            return self._pad(layer)
        if layer.role == "chords":
            return self._chords(layer)
        return self._bass(layer) if layer.role == "bass" else self._figure(layer)

    def strokes(self, line: DrumLine) -> Iterator[tuple[float, float]]:
        for start, _, token in self._played(line.patterns, line.form, line.bars):
            strength = int(token) / 9 * int(line.bars[int(start // BEATS)]) / LOUDEST_BAR
            yield self._loosely(start, DRUM_SECONDS), strength * self._chance.uniform(0.9, 1.0)

    def _pad(self, layer: Layer) -> Iterator[Note]:
        for span, voicing in zip(self._spans, self._voiced(layer), strict=True):
            strength = int(layer.bars[int(span.start // BEATS)]) / LOUDEST_BAR
            for pitch in voicing:
                yield Note(span.start, span.end - span.start, pitch, strength)

    def _chords(self, layer: Layer) -> Iterator[Note]:
        voiced = self._voiced(layer)
        for start, length, token in self._played(layer.patterns, layer.form, layer.bars):
            voicing = voiced[self._span_at(start)]
            velocity = self._velocity(start, layer)
            at = self._loosely(start, LOOSE_SECONDS[layer.role])
            for number, pitch in enumerate(voicing if token == "d" else reversed(voicing)):
                late = number * STRUM_SECONDS * self._beats_per_second
                yield Note(at + late, length, pitch, velocity * (1.0 if token == "d" else 0.8))

    def _bass(self, layer: Layer) -> Iterator[Note]:
        for start, length, token in self._played(layer.patterns, layer.form, layer.bars):
            number = self._span_at(start)
            chord = self._spans[number].chord
            root = _upward(chord.bass, layer.low)
            if token == "A":
                following = self._spans[(number + 1) % len(self._spans)].chord
                pitch = self._approach(root, _upward(following.bass, layer.low))
            else:
                pitch = _upward(chord.fifth, layer.low) if token == "5" else root
                pitch += 12 if token in UPPER and pitch + 12 <= layer.high else 0
            at = self._loosely(start, LOOSE_SECONDS[layer.role])
            yield Note(at, length, pitch, self._velocity(start, layer))

    def _approach(self, root: int, target: int) -> int:
        """The step of the key beside the next root, on the side of this one."""
        steps = (-1, -2) if root < target else (1, 2)
        return next(target + step for step in steps if (target + step) % 12 in self._degrees)

    def _figure(self, layer: Layer) -> Iterator[Note]:
        before = 0
        for start, length, token in self._played(layer.patterns, layer.form, layer.bars):
            rungs = ladder(self._spans[self._span_at(start)].chord.calm_tones, layer.low, layer.high)
            rung = int(token)
            if start % 1 > 0:
                luck = self._chance.random()
                if luck < LEFT_OUT:
                    continue
                rung += self._chance.choice((-1, 1)) if luck < LEFT_OUT + ELSEWHERE else 0
            rung = min(max(rung, 0), len(rungs) - 1)
            if rungs[rung] == before:
                rung += 1 if rung == 0 else -1
            before = rungs[rung]
            at = self._loosely(start, LOOSE_SECONDS[layer.role])
            yield Note(at, length, before, self._velocity(start, layer))

    def _played(self, patterns: Sequence[Sequence[str]], form: str, bars: str) -> Iterator[tuple[float, float, str]]:
        """Start and length in beats and the token of everything that is played, bar after bar, with the swing."""
        letters = sorted(set(form))
        pool = dict(zip(letters, self._chance.sample(range(len(patterns)), len(letters)), strict=True))
        for bar in range(BARS):
            if bars[bar] == "0":
                continue
            pattern = patterns[pool[form[bar]]]
            step = BEATS / len(pattern)
            starts = [at for at, token in enumerate(pattern) if token not in (REST, HOLD)]
            for at, following in pairwise([*starts, len(pattern)]):
                held = next((end for end in range(at + 1, following) if pattern[end] == REST), following)
                swung = step * self._recipe.swing * (at % 2) if len(pattern) == 16 else 0.0
                yield bar * BEATS + at * step + swung, (held - at) * step, pattern[at]

    def _voiced(self, layer: Layer) -> tuple[Voicing, ...]:
        return lead([span.chord for span in self._spans], layer.voices, layer.low, layer.high)

    def _span_at(self, beat: float) -> int:
        return bisect_right(self._starts, beat) - 1

    def _loosely(self, start: float, seconds: float) -> float:
        stray = min(max(self._chance.gauss(0.0, seconds), -2 * seconds), 2 * seconds)
        return start + stray * self._beats_per_second

    def _velocity(self, start: float, layer: Layer) -> float:
        """Stronger on the first beat of a bar than on others, weaker off the beat, and never twice the same."""
        weight = 1.0 if start % BEATS == 0 else 0.88 if start % 1 == 0 else 0.78 if start % 0.5 == 0 else 0.68
        return weight * self._chance.uniform(0.9, 1.0) * int(layer.bars[int(start // BEATS)]) / LOUDEST_BAR


def _upward(tone: int, low: int) -> int:
    """The lowest pitch of a pitch class from `low` up."""
    return low + (tone - low) % 12
