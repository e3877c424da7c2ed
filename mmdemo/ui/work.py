"""The one seam between clicks and the pipeline: work runs in a thread of its own and its news come back as a stream.

Gradio's own cancel ends the stream but not the work, so the stream sets the stop flag whenever it ends, for whatever
reason: Stop, an error, or a browser that went away.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator

from mmdemo.context import Listener, Progress
from mmdemo.errors import Cancelled
from mmdemo.schema import Kit

Work = Callable[[Listener], Iterable[Kit]]

_LOOK_AT_STOP_EVERY = 0.1  # seconds

# Listings made at once in this process; more only slow each other down. Work that was stopped keeps its place until it
# reaches its next step.
_PLACES = threading.BoundedSemaphore(2)


class _End:
    """Closes the stream of news; carries what the work raised."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def stream_work(work: Work, stop: threading.Event) -> Iterator[Kit | Progress]:
    """Every kit and progress report of `work` as it comes.

    Raises:
        Cancelled: `stop` was set; the work itself ends at its next step.
        Exception: whatever the work raised.
    """
    news: queue.SimpleQueue[Kit | Progress | _End] = queue.SimpleQueue()

    def run() -> None:
        try:
            with _PLACES:
                if not stop.is_set():
                    for kit in work(news.put):
                        news.put(kit)
        except BaseException as error:
            news.put(_End(error))
        else:
            news.put(_End())

    threading.Thread(target=run, name="studio-work", daemon=True).start()
    try:
        while True:
            if stop.is_set():
                yield from _last_kit(news)
                raise Cancelled
            try:
                item = news.get(timeout=_LOOK_AT_STOP_EVERY)
            except queue.Empty:
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stop.set()


def _last_kit(news: queue.SimpleQueue[Kit | Progress | _End]) -> Iterator[Kit]:
    """The newest kit that is waiting, so that no finished part is lost to Stop."""
    kits: list[Kit] = []
    while not news.empty():
        item = news.get()
        if isinstance(item, Kit):
            kits.append(item)
    yield from kits[-1:]
