"""How a script is delivered: the usual way at first, another way each time the merchant asks again."""

from __future__ import annotations

import random
from dataclasses import dataclass

from mmdemo.context import RunContext


@dataclass(frozen=True)
class Delivery:
    """Speed and pitch as factors of the voice's own."""

    speed: float = 1.0
    pitch: float = 1.0


OTHERS = tuple(Delivery(speed, pitch) for speed in (0.93, 1.0, 1.07) for pitch in (0.95, 1.05))


def delivery(ctx: RunContext, take: int = 0) -> Delivery:
    """The voice's own speed and pitch for the first take; then the others in an order that the run's seed draws.

    No two takes in a row are alike, and all are heard before one comes again. `take` is that of one sentence; it counts
    on from the take of the whole narration.
    """
    number = ctx.take + take
    if number == 0:
        return Delivery()
    order = random.Random(ctx.seed).sample(OTHERS, len(OTHERS))
    return order[(number - 1) % len(order)]
