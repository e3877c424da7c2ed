"""The seam between clicks and work: order, errors, Stop, and a listener that goes away."""

import threading
import time
from collections.abc import Iterable
from dataclasses import replace

import pytest

from mmdemo.context import Listener, Progress
from mmdemo.errors import Cancelled
from mmdemo.schema import Kit, Message, Product, Request
from mmdemo.ui.work import stream_work

KIT = Kit(Request(name="Mug"), Product("Mug", "en"), 1, ())
NEWS = Progress("copy", 0, 1, Message("Go", "开始"))


def test_news_come_in_order() -> None:
    def work(listen: Listener) -> Iterable[Kit]:
        yield KIT
        listen(NEWS)
        yield KIT

    assert list(stream_work(work, threading.Event(), "me")) == [KIT, NEWS, KIT]


def test_what_the_work_raises_is_raised() -> None:
    def work(listen: Listener) -> Iterable[Kit]:
        yield KIT
        raise ValueError("no")

    stream = stream_work(work, threading.Event(), "me")
    assert next(stream) is KIT
    with pytest.raises(ValueError, match="no"):
        next(stream)


def test_a_part_that_was_finished_before_stop_is_not_lost() -> None:
    stop, finished = threading.Event(), threading.Event()
    later = replace(KIT, seed=2)

    def work(listen: Listener) -> Iterable[Kit]:
        yield KIT
        yield later
        finished.set()

    stream = stream_work(work, stop, "me")
    assert next(stream) is KIT
    assert finished.wait(30)
    stop.set()
    assert next(stream) is later
    with pytest.raises(Cancelled):
        next(stream)


def test_stop_ends_the_stream_while_the_work_is_deep_in_a_step() -> None:
    stop, release = threading.Event(), threading.Event()

    def work(listen: Listener) -> Iterable[Kit]:
        yield KIT
        release.wait(30)
        yield KIT

    stream = stream_work(work, stop, "me")
    next(stream)
    stop.set()
    with pytest.raises(Cancelled):
        next(stream)
    release.set()


def test_a_browser_that_goes_away_stops_the_work() -> None:
    stop, ended = threading.Event(), threading.Event()

    def work(listen: Listener) -> Iterable[Kit]:
        yield KIT
        while not stop.is_set():
            time.sleep(0.01)
        ended.set()

    stream = stream_work(work, stop, "me")
    next(stream)
    stream.close()
    assert ended.wait(30)


def test_who_waits_for_a_place_is_told_their_place_and_can_leave() -> None:
    release = threading.Event()
    busy: list[threading.Event] = []

    def long_work(listen: Listener) -> Iterable[Kit]:
        yield KIT
        release.wait(30)

    streams = []
    for number in range(2):
        busy.append(threading.Event())
        streams.append(stream_work(long_work, busy[-1], f"user {number}"))
        assert next(streams[-1]) is KIT
    stop = threading.Event()
    waiting = stream_work(lambda listen: [KIT], stop, "third")
    news = next(waiting)
    assert isinstance(news, Progress)
    assert news.message == Message("Waiting for a free place: number 1 in line", "正在排队：第 1 位")
    stop.set()
    with pytest.raises(Cancelled):
        next(waiting)
    release.set()
    for stream in streams:
        assert list(stream) == []
