"""Fetching in several processes and threads at once, on a full disk, and killed."""

import signal
import threading
import time
from pathlib import Path

import pytest

from mmdemo.context import RunContext
from mmdemo.errors import Cancelled
from tests.pulling import ASKED, MB, REPO, fetched, pulling


def test_a_full_disk_is_said_and_what_was_fetched_is_kept(hub, store):
    _, said = pulling(hub, store, most=2 * MB).communicate()
    assert (
        said.strip() == "refused: The disk is full. Make room, then fetch maker/painter again: what is there is kept."
    )
    assert store.state(ASKED) == "partial"
    assert fetched(hub, store) == store.folder(ASKED)
    assert hub.asked("/cdn/")[1] == f"bytes={2 * MB}-"


def test_two_processes_at_once_fetch_everything_once(hub, store):
    hub.slow = 0.02
    both = [pulling(hub, store) for _ in range(2)]
    told = [process.communicate() for process in both]
    assert [said for _, said in told] == ["", ""]
    assert [Path(folder.strip()) for folder, _ in told] == [store.folder(ASKED)] * 2
    assert len(hub.asked("/cdn/")) == 2


def test_two_threads_at_once_the_second_says_that_it_waits(hub, store):
    hub.slow = 0.02
    heard: list[str] = []
    ctx = RunContext(0, listen=lambda news: heard.append(news.message.en))
    threads = [threading.Thread(target=fetched, args=(hub, store, ASKED, ctx)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert f"{REPO} is being fetched elsewhere: waiting" in heard
    assert store.folder(ASKED)
    assert len(hub.asked("/cdn/")) == 2


def test_stop_is_heard_while_waiting_for_another_process(hub, store):
    hub.slow = 0.02
    first = pulling(hub, store)
    while not hub.asked("/cdn/"):
        time.sleep(0.02)
    stop = threading.Event()
    with pytest.raises(Cancelled):
        fetched(hub, store, ctx=RunContext(0, stop=stop, listen=lambda _: stop.set()))
    assert first.communicate()[1] == ""
    assert store.folder(ASKED)


def test_killed_in_the_middle(hub, store):
    hub.slow = 0.03
    process = pulling(hub, store)
    blobs = store.home(REPO) / "blobs"
    while not any(begun.stat().st_size > MB for begun in blobs.glob("*.incomplete")):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert store.state(ASKED) == "partial"
    hub.slow = 0.0
    assert fetched(hub, store) == store.folder(ASKED)
    assert hub.asked("/cdn/")[-2].startswith("bytes=")
