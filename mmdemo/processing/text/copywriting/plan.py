"""What to say, where, and in which order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from mmdemo.processing.text.copywriting.point import Point

BULLETS = 5
_LEADING = 2
_TOLD = 10
# Merchants put what matters first: each place further down costs a little.
_PLACE_COST = 0.3


@dataclass(frozen=True)
class CopyPlan:
    """`bullets` in order; `lead` opens the description, `body` continues it, `listed` are bare phrases and quotations.

    A statement that can only be said in its own words stands in the bullets or in the description, not in both; `told`
    holds all that can be said in running text, the most telling first, for texts that stand alone. `ranked` holds every
    point.
    """

    bullets: tuple[Point, ...]
    lead: tuple[Point, ...]
    body: tuple[Point, ...]
    listed: tuple[Point, ...]
    quoted: tuple[Point, ...]
    told: tuple[Point, ...]
    ranked: tuple[Point, ...]


def plan_copy(facts: Sequence[Point], fillers: Sequence[Point], rng: random.Random) -> CopyPlan:
    """Rank the points, keep sentences that need each other together, and shuffle what is of second rank.

    `fillers` (parts of the name, brand, category, price) serve as bullets only where the facts give fewer than five.
    """
    runs = _runs(facts)
    place = {id(run): index for index, run in enumerate(runs)}
    ranked_runs = sorted(runs, key=lambda run: _PLACE_COST * place[id(run)] - max(point.weight for point in run))
    ranked = [point for run in ranked_runs for point in run]

    described = _only_described(ranked_runs)
    chosen: list[list[Point]] = []
    for run in ranked_runs:
        # A run is cut at the fifth bullet: its later sentences lean on the earlier ones, never the other way.
        room = BULLETS - sum(map(len, chosen))
        chosen += [run[:room]] if room > 0 and id(run) not in described else []
    listed_above = {id(point) for run in chosen for point in run if point.verbatim}
    head, rest = chosen[:_LEADING], chosen[_LEADING:]
    rng.shuffle(rest)
    bullets = [point for run in head + rest for point in run]
    bullets += fillers[: max(0, BULLETS - len(bullets))]

    told = [run for run in ranked_runs if all(point.prose and not point.foreign for point in run)]
    left = [[point for point in run if id(point) not in listed_above] for run in told]
    left = [run for run in left if run]
    spoken = [run for run in left if any(point.sentence or point.predicate for point in run)]
    lead, body = spoken[:_LEADING], spoken[_LEADING:_TOLD]
    # The two that lead weigh about the same, and titles tell them in the order of the plan.
    rng.shuffle(lead)
    rng.shuffle(body)
    in_prose = [*lead, *body]
    return CopyPlan(
        tuple(bullets),
        tuple(point for run in lead for point in run),
        tuple(point for run in body for point in run),
        tuple(point for run in left if run not in in_prose for point in run),
        tuple(point for point in ranked if point.foreign and id(point) not in listed_above),
        tuple(point for run in told for point in run),
        tuple(ranked),
    )


def _only_described(runs: Sequence[Sequence[Point]]) -> set[int]:
    """The runs of which a statement can only be repeated word for word and that the description keeps for itself.

    Of these every second one, the first included, sentences before phrases: the others are bullets.
    """
    verbatim = [run for run in runs if any(point.verbatim for point in run)]
    verbatim.sort(key=lambda run: all(point.sentence is None for point in run))
    return {id(run) for run in verbatim[::2]}


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    runs: list[list[Point]] = []
    for point in points:
        if point.dependent and runs and runs[-1][-1].source == point.source:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs
