"""Bark in the studio, several sentences at once, against one sentence a call: memory, and time for longer scripts."""

from dataclasses import replace

from mmdemo.schema import Brief, Copy, Narration
from tests.bench.gpu import PRODUCT, SCRIPT, Bench
from tests.bench.row import Row


def bark_rows(bench: Bench) -> list[Row]:
    """Peak memory of either way, and seconds a second of sound for a script, for three of it, and for one sentence
    that is asked for again."""
    rows = [Row("speech: peak memory, plain", bench.peak_memory(bench.plain_speech), "GB")]
    registry = bench.registry()
    first: Narration | None = None
    for name, times in (("one script", 1), ("three scripts", 3)):
        brief = _brief(" ".join([SCRIPT] * times))
        make = bench.maker(registry, "bark", brief)
        make()
        seconds, made = bench.once(make)
        assert isinstance(made, Narration)
        rows += [
            Row(f"speech, {name}: studio, seconds a second of sound", seconds / made.duration, "x"),
            Row(f"speech, {name}: peak memory, studio", bench.peak_memory(make), "GB"),
        ]
        first = first or made
    assert first is not None
    takes = (1, *(0 for _ in first.takes[1:]))
    again = replace(_brief(SCRIPT), earlier=first, takes=takes)
    seconds, made = bench.once(bench.maker(registry, "bark", again))
    assert isinstance(made, Narration)
    assert made.takes[1:] == first.takes[1:]
    return [*rows, Row("speech: one sentence of a script again", seconds, "s")]


def _brief(script: str) -> Brief:
    copy = Copy("Oak mug", (), "", "", (), {}, script)
    return Brief("narration", "speech", "narration", PRODUCT, "friendly", inputs={"copy": copy})
