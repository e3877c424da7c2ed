"""A script's words put over a recording of somebody reading it, without recognising a word.

Each pause of the recording is given a place in the script: the end of a sentence, a comma, between two words, or inside
a word. Of all ways to do so in order, the likeliest one is found by dynamic programming (A. Viterbi, 1967): pauses at
the ends of sentences are usual and long, inside words rare and short, and speech between two pauses takes about as
long as its characters let one expect. Words then share the stretch between two pauses by their characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mmdemo.processing.audio.stretches import Stretch, stretches
from mmdemo.processing.text.speakable_rules import SpokenWord
from mmdemo.sound import Word

Floats = NDArray[np.float64]


class Pausing(NamedTuple):
    """How likely people pause at a kind of place, for how many seconds (median), and its spread (of the logarithm)."""

    chance: float
    seconds: float
    spread: float


SENTENCE_END = Pausing(0.95, 0.55, 0.6)
CLAUSE_END = Pausing(0.6, 0.3, 0.6)
WORD_END = Pausing(0.06, 0.2, 0.5)
INSIDE_WORD = Pausing(0.01, 0.15, 0.4)
OUTSIDE = Pausing(0.02, 0.5, 0.8)
"""Before the first word or after the last: a cough, an "okay", a chair."""
_CLAUSE_ENDS = tuple(",;:—–，；：、")
# Variance of how long speech takes, in seconds squared for each second: 1 s is right to 0.25 s, 4 s to 0.46 s.
VARIANCE = 0.05
LEAST_SECONDS = 0.3
OUTLIER = 3.0  # in standard deviations: beyond it the cost grows linearly only
# How far the reading may run ahead of or behind an even pace.
REACH_SECONDS, REACH_SHARE = 4.0, 0.08
# Nobody speaks so fast. More words than that are no script of this recording, and are spread evenly.
MOST_WORDS_A_SECOND = 8.0
MOST_PAUSES = 250


class Place(NamedTuple):
    """A place in the script: how many spoken characters stand before it, and how people pause there."""

    position: float
    pausing: Pausing


def spread(sentences: Sequence[Sequence[SpokenWord]], samples: Floats, rate: int) -> tuple[tuple[Word, ...], ...]:
    """The words of each sentence with their times in the sound `samples` of shape (samples,), in seconds.

    Every word starts where or after the one before it ends, and all lie inside the sound.
    """
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return tuple(() for _ in sentences)
    spoken = _longest_pauses(stretches(samples, rate)) or (Stretch(0.0, len(samples) / rate),)
    bounds = np.cumsum([0.0, *(len(word.spoken) for word in words)])
    heard = np.cumsum([0.0, *(stretch.end - stretch.start for stretch in spoken)])
    if len(words) > MOST_WORDS_A_SECOND * heard[-1]:
        positions = heard / heard[-1] * bounds[-1]
    else:
        pauses = np.array([after.start - before.end for before, after in pairwise(spoken)])
        positions = np.array([0.0, *_placed(_places(sentences, bounds), heard, pauses), bounds[-1]])
    timed = iter(_timed(words, bounds, positions, spoken))
    return tuple(tuple(next(timed) for _ in sentence) for sentence in sentences)


def _longest_pauses(spoken: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """The stretches with the shortest pauses closed, where there are more than can be weighed in reasonable time."""
    if len(spoken) <= MOST_PAUSES:
        return spoken
    lengths = np.array([after.start - before.end for before, after in pairwise(spoken)])
    cuts = np.sort(np.argsort(-lengths, kind="stable")[: MOST_PAUSES - 1])
    firsts, lasts = [0, *(cuts + 1)], [*cuts, len(spoken) - 1]
    return tuple(Stretch(spoken[first].start, spoken[last].end) for first, last in zip(firsts, lasts, strict=True))


def _places(sentences: Sequence[Sequence[SpokenWord]], bounds: Floats) -> list[Place]:
    """Every place where a pause can lie, in order."""
    places = [Place(0.0, OUTSIDE)]
    ends = [
        SENTENCE_END if word is sentence[-1] else CLAUSE_END if word.text.endswith(_CLAUSE_ENDS) else WORD_END
        for sentence in sentences
        for word in sentence
    ]
    ends[-1] = OUTSIDE
    for start, end, pausing in zip(bounds[:-1], bounds[1:], ends, strict=True):
        places += [Place((start + end) / 2, INSIDE_WORD), Place(float(end), pausing)]
    return places


def _placed(places: Sequence[Place], heard: Floats, pauses: Floats) -> Floats:
    """The position of each pause, shape (pauses,), in spoken characters, rising.

    `heard` is the time spoken before each stretch, and after the last one, in seconds.
    """
    if len(pauses) == 0:
        return pauses
    positions = np.array([place.position for place in places])
    chance, seconds, breadth = np.array([place.pausing for place in places]).T
    pace = heard[-1] / positions[-1]
    reach = REACH_SECONDS + REACH_SHARE * heard[-1]
    lows = np.maximum(np.searchsorted(positions, (heard[1:-1] - reach) / pace) - 1, 0)
    highs = np.searchsorted(positions, (heard[1:-1] + reach) / pace, side="right") + 1
    # A place without a pause costs log(1 - chance): counted here as the difference that a pause there makes.
    usual = np.log((1 - chance) / chance) + np.log(breadth)
    before, costs = positions[:1], np.zeros(1)
    choices: list[NDArray[np.intp]] = []
    for index, pause in enumerate(pauses):
        band = slice(lows[index], highs[index])
        here = positions[band]
        gaps = here[:, None] - before[None, :]
        ways = costs[None, :] + _unevenness(heard[index + 1] - heard[index], gaps * pace)
        choice = ways.argmin(axis=1)
        choices.append(choice)
        unusual = (np.log(pause / seconds[band]) / breadth[band]) ** 2 / 2
        costs = ways[np.arange(len(here)), choice] + usual[band] + unusual
        before = here
    costs = costs + _unevenness(heard[-1] - heard[-2], (positions[-1] - before) * pace)
    chosen = int(costs.argmin())
    result = np.empty(len(pauses))
    for index in range(len(pauses) - 1, -1, -1):
        result[index] = positions[lows[index] + chosen]
        chosen = int(choices[index][chosen])
    return result


def _unevenness(taken: float, expected: Floats) -> Floats:
    """The cost of speech that took so many seconds where so many were expected; infinite where it would run back."""
    length = np.maximum(expected, 0.0)
    deviation = np.abs(taken - length) / np.sqrt(VARIANCE * (length + LEAST_SECONDS))
    cost = np.where(deviation < OUTLIER, deviation**2 / 2, OUTLIER * (deviation - OUTLIER / 2))
    return np.where(expected < 0, np.inf, cost)


def _timed(words: Sequence[SpokenWord], bounds: Floats, positions: Floats, spoken: Sequence[Stretch]) -> list[Word]:
    """The words, whose characters share evenly the stretch in which they lie.

    `bounds` are the positions where words begin, and the last one ends; `positions` those where stretches do.
    """
    begun = np.searchsorted(positions, bounds[:-1], side="right") - 1
    ended = np.searchsorted(positions, bounds[1:], side="left") - 1

    def time(position: float, stretch: int) -> float:
        share = (position - positions[stretch]) / (positions[stretch + 1] - positions[stretch])
        start, end = spoken[stretch]
        return float(start + share * (end - start))

    return [
        Word(time(bounds[index], begun[index]), time(bounds[index + 1], ended[index]), word.text)
        for index, word in enumerate(words)
    ]
