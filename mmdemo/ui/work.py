"""The one seam between clicks and the pipeline: work runs in a thread of its own and its news come back as a stream.

Gradio's own cancel ends the stream but not the work, so the stream sets the stop flag whenever it ends, for whatever
reason: Stop, an error, or a browser that went away.
"""

from __future__ import annotations

import contextvars
import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from mmdemo.context import Listener, Progress
from mmdemo.errors import Cancelled
from mmdemo.runtime import zero_gpu
from mmdemo.runtime.line import Line
from mmdemo.schema import Kit, Message

Work = Callable[[Listener], Iterable[Kit]]

_LOOK_AT_STOP_EVERY = 0.1  # seconds
_REPORT_EVERY = 0.12  # seconds between two progress reports: a word or a step each would only clog the stream

# Listings made at once in this process; more only slow each other down. Work that was stopped keeps its place until it
# reaches its next step.
PLACES = Line(2)


class _End:
    """Closes the stream of news; carries what the work raised."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def stream_work(work: Work, stop: threading.Event, user: str, places: Line = PLACES) -> Iterator[Kit | Progress]:
    """Every kit of `work` as it comes, and its progress as often as an eye can follow.

    `user` tells whose it is, for the line before the `places`.

    Raises:
        Cancelled: `stop` was set; the work itself ends at its next step.
        Exception: whatever the work raised.
    """
    news: queue.SimpleQueue[Kit | Progress | _End] = queue.SimpleQueue()
    told = 0

    def waiting(place: int) -> None:
        nonlocal told
        if stop.is_set():
            raise Cancelled
        if place != told:
            message = Message(f"Waiting for a free place: number {place} in line", f"正在排队：第 {place} 位")
            news.put(Progress("", 0, 1, message))
            told = place

    def run() -> None:
        try:
            with places.turn(user, waiting):
                if not stop.is_set():
                    for kit in work(news.put):
                        news.put(kit)
        except BaseException as error:
            news.put(_End(error))
        else:
            news.put(_End())

    # The host of a shared GPU tells visitors apart by gradio's context variables. Elsewhere they would only keep alive
    # what a click had handed in.
    target = partial(contextvars.copy_context().run, run) if zero_gpu.here() else run
    threading.Thread(target=target, name="studio-work", daemon=True).start()
    held: Progress | None = None
    due = 0.0
    try:
        while True:
            if stop.is_set():
                yield from _last_kit(news)
                raise Cancelled
            if held is not None and time.monotonic() >= due:
                yield held
                held, due = None, time.monotonic() + _REPORT_EVERY
            try:
                item = news.get(timeout=_LOOK_AT_STOP_EVERY)
            except queue.Empty:
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            if isinstance(item, Progress):
                held = _newest(held, item)
            else:
                held = None
                yield item
    finally:
        stop.set()


def _newest(held: Progress | None, report: Progress) -> Progress:
    """The report to show next: the newer one, with what there was to see of the same part in the one before."""
    if held is None or held.part != report.part or report.sketch is not None:
        return report
    return replace(report, sketch=held.sketch)


def _last_kit(news: queue.SimpleQueue[Kit | Progress | _End]) -> Iterator[Kit]:
    """The newest kit that is waiting, so that no finished part is lost to Stop."""
    kits: list[Kit] = []
    while not news.empty():
        item = news.get()
        if isinstance(item, Kit):
            kits.append(item)
    yield from kits[-1:]
