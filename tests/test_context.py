"""Seeds, progress and Stop."""

import threading

import pytest

from mmdemo import Cancelled, Message, Progress, RunContext

GO = Message("Go", "开始")


def test_every_name_part_and_take_has_a_seed_of_its_own() -> None:
    ctx = RunContext(7)
    seeds = {
        ctx.for_part(part, take).seed_for(name)
        for part in ("copy", "image/main")
        for take in (0, 1)
        for name in ("order", "shadow")
    }
    assert len(seeds) == 8
    assert ctx.for_part("copy").seed_for("order") == RunContext(7).for_part("copy").seed_for("order")


def test_steps_are_reported_until_stop() -> None:
    heard: list[Progress] = []
    stop = threading.Event()
    ctx = RunContext(7, stop=stop, listen=heard.append).for_part("copy")
    ctx.step(0, 2, GO)
    stop.set()
    with pytest.raises(Cancelled):
        ctx.step(1, 2, GO)
    assert heard == [Progress("copy", 0, 2, GO)]
