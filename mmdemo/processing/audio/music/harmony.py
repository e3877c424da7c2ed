"""Chords, and how the voices move from one to the next.

A chord is written in Nashville numbers, "degree:quality" and perhaps "/degree" for the bass: "5:maj/7" in D major is
A major over C sharp. Pitches are MIDI numbers (60 is middle C), pitch classes 0 (C) to 11.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.audio.music.recipes import Mode, read_music

_SYMBOL = re.compile(r"([1-7]):(\w+)(?:/([1-7]))?")
Voicing = tuple[int, ...]

# Below E3, intervals narrower than a major third turn to mud.
LOW_PITCH, LOW_GAP = 52, 4
WIDEST_GAP = 9


@dataclass(frozen=True)
class Chord:
    """Pitch classes: `root`, the `tones` from the root up in thirds, and the one in the `bass`."""

    root: int
    tones: tuple[int, ...]
    bass: int

    @property
    def fifth(self) -> int:
        """The tone of the chord nearest to a fifth above the bass."""
        others = [tone for tone in self.tones if tone != self.bass]
        return min(others, key=lambda tone: abs((tone - self.bass) % 12 - 7))

    @property
    def calm_tones(self) -> tuple[int, ...]:
        """The tones without those that rub a semitone against another: of such a pair the root goes, else the upper.

        The bass has the root already; a figure that lets its notes ring would smear the pair.
        """
        kept = list(self.tones)
        for tone in self.tones:
            above = (tone + 1) % 12
            if tone in kept and above in kept:
                kept.remove(self.root if self.root in (tone, above) else max(tone, above, key=self.tones.index))
        return tuple(kept)


def scale(tonic: int, mode: Mode) -> tuple[int, ...]:
    """The seven pitch classes of a key, from the tonic up."""
    return tuple((tonic + step) % 12 for step in read_music("chords")["scales"][mode])


def read_chord(symbol: str, tonic: int, mode: Mode) -> Chord:
    """A chord of a key from its Nashville number.

    Raises:
        ValueError: the symbol is none.
    """
    match = _SYMBOL.fullmatch(symbol)
    qualities = read_music("chords")["qualities"]
    if match is None or match[2] not in qualities:
        raise ValueError(f"no chord: {symbol!r}")
    degrees = scale(tonic, mode)
    root = degrees[int(match[1]) - 1]
    tones = tuple((root + step) % 12 for step in qualities[match[2]])
    return Chord(root, tones, degrees[int(match[3]) - 1] if match[3] else root)


def ladder(tones: Sequence[int], low: int, high: int) -> tuple[int, ...]:
    """Every pitch from `low` to `high` that belongs to the tones, from the lowest up."""
    return tuple(pitch for pitch in range(low, high + 1) if pitch % 12 in tones)


def voicings(chord: Chord, voices: int, low: int, high: int) -> list[Voicing]:
    """Every good way to set a chord for so many voices in a range, each from the lowest pitch up.

    The root of a seventh chord may be left to the bass, the fifth of a ninth chord left out; all other tones sound.
    No two voices are a semitone or a minor ninth apart, low ones are spread, and no gap is wider than a sixth.
    """
    spare = {chord.root} if len(chord.tones) >= 4 else set()
    spare |= {chord.tones[2]} if len(chord.tones) >= 5 else set()
    return [
        chosen
        for chosen in combinations(ladder(chord.tones, low, high), voices)
        if set(chord.tones) - {pitch % 12 for pitch in chosen} <= spare
        and all(_spaced(lower, upper) for lower, upper in pairwise(chosen))
        and all((upper - lower) % 12 != 1 for lower, upper in combinations(chosen, 2))
    ]


def lead(chords: Sequence[Chord], voices: int, low: int, high: int) -> tuple[Voicing, ...]:
    """One voicing for each chord so that the voices move as little as they can, from the last chord to the first too.

    The best closed path through all voicings is found exactly (Viterbi, in the min-plus algebra).
    """
    options = [voicings(chord, voices, low, high) for chord in chords]
    grids = [np.array(option) for option in options]
    costs = [_moves(here, grids[(at + 1) % len(grids)]) for at, here in enumerate(grids)]
    costs = [cost + _strain(here, (low + high) / 2)[:, None] for cost, here in zip(costs, grids, strict=True)]
    # around[at][i, j]: the least cost from voicing i of the first chord to voicing j of chord at + 1.
    first, *others = costs
    around = [first]
    for cost in others:
        around.append(_least(around[-1], cost))
    chosen = [int(np.argmin(np.diagonal(around[-1])))]
    for at in range(len(chords) - 1, 0, -1):
        chosen.append(int(np.argmin(around[at - 1][chosen[0]] + costs[at][:, chosen[-1]])))
    order = [chosen[0], *reversed(chosen[1:])]
    return tuple(options[at][number] for at, number in enumerate(order))


def _spaced(lower: int, upper: int) -> bool:
    return (2 if lower >= LOW_PITCH else LOW_GAP) <= upper - lower <= WIDEST_GAP


def _moves(here: NDArray[np.int64], there: NDArray[np.int64]) -> NDArray[np.float64]:
    """What each step from a voicing to the next costs, shape (here, there): the way of all voices, leaps more.

    Two outer voices that keep a fifth or an octave between them while both move lose their independence.
    """
    way = np.abs(here[:, None, :] - there[None, :, :])
    cost: NDArray[np.float64] = (way + 0.15 * way**2).sum(axis=2)
    before, after = (here[:, -1] - here[:, 0])[:, None], (there[:, -1] - there[:, 0])[None, :]
    hollow = (before == after) & np.isin(before % 12, (0, 7)) & (way[..., 0] > 0)
    cost += 6.0 * hollow
    return cost


def _strain(here: NDArray[np.int64], middle: float) -> NDArray[np.float64]:
    """What each voicing costs by itself, shape (here,): standing off the middle of the range, and doubled tones."""
    doubled = [len(voicing) - len({pitch % 12 for pitch in voicing}) for voicing in here.tolist()]
    strain: NDArray[np.float64] = 0.15 * np.abs(here.mean(axis=1) - middle) + 0.8 * np.array(doubled)
    return strain


def _least(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The least cost of two steps, shape (from, to)."""
    least: NDArray[np.float64] = (one[:, :, None] + other[None, :, :]).min(axis=1)
    return least
