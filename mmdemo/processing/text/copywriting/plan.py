"""What to say, and in which order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from mmdemo.processing.text.copywriting.point import Point

BULLETS = 5
_LEADING = 2
_TOLD = 10
# Merchants put what matters first: each place further down costs a little.
_PLACE_COST = 0.15


@dataclass(frozen=True)
class CopyPlan:
    """`bullets` in order; `lead` opens the description, `body` continues it, `listed` are bare phrases and quotations.

    `ranked` holds every point, the most telling first.
    """

    bullets: tuple[Point, ...]
    lead: tuple[Point, ...]
    body: tuple[Point, ...]
    listed: tuple[Point, ...]
    quoted: tuple[Point, ...]
    ranked: tuple[Point, ...]


def plan_copy(facts: Sequence[Point], fillers: Sequence[Point], rng: random.Random) -> CopyPlan:
    """Rank the points, keep sentences that need each other together, and shuffle what is of second rank.

    `fillers` (parts of the name, brand, category, price) serve as bullets only where the facts give fewer than five.
    """
    runs = _runs(facts)
    place = {id(run): index for index, run in enumerate(runs)}
    ranked_runs = sorted(runs, key=lambda run: _PLACE_COST * place[id(run)] - max(point.weight for point in run))
    ranked = [point for run in ranked_runs for point in run]

    chosen: list[list[Point]] = []
    for run in ranked_runs:
        # A run is cut at the fifth bullet: its later sentences lean on the earlier ones, never the other way.
        room = BULLETS - sum(map(len, chosen))
        chosen += [run[:room]] if room > 0 else []
    head, rest = chosen[:_LEADING], chosen[_LEADING:]
    rng.shuffle(rest)
    bullets = [point for run in head + rest for point in run]
    bullets += fillers[: max(0, BULLETS - len(bullets))]

    told = [run for run in ranked_runs if all(point.prose and not point.foreign for point in run)]
    spoken = [run for run in told if any(point.sentence or point.predicate for point in run)]
    lead, body = spoken[:_LEADING], spoken[_LEADING:_TOLD]
    rng.shuffle(body)
    return CopyPlan(
        tuple(bullets),
        tuple(point for run in lead for point in run),
        tuple(point for run in body for point in run),
        tuple(point for run in told if run not in spoken for point in run)[:_TOLD],
        tuple(point for point in ranked if point.foreign)[:_TOLD],
        tuple(ranked),
    )


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    runs: list[list[Point]] = []
    for point in points:
        if point.dependent and runs and runs[-1][-1].source == point.source:
            runs[-1].append(point)
        else:
            runs.append([point])
    return runs
