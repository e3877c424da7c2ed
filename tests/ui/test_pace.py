"""News that come faster than an eye follows."""

import threading
import time
from collections.abc import Iterable

from mmdemo.context import Listener, Progress
from mmdemo.schema import Kit, Message, Product, Request
from mmdemo.ui.work import stream_work

KIT = Kit(Request(name="Mug"), Product("Mug", "en"), 1, ())
SAID = Message("Go", "开始")


def test_a_flood_of_reports_is_thinned_and_the_newest_shown() -> None:
    def work(listen: Listener) -> Iterable[Kit]:
        for number in range(300):
            listen(Progress("copy", number, 300, SAID, f"{number} words"))
            time.sleep(0.001)
        time.sleep(0.4)
        yield KIT

    *reports, last = stream_work(work, threading.Event(), "me")
    assert last is KIT
    assert 2 < len(reports) < 15
    assert reports[-1].sketch == "299 words"


def test_a_sketch_is_not_lost_to_a_report_without_one() -> None:
    def work(listen: Listener) -> Iterable[Kit]:
        listen(Progress("copy", 0, 3, SAID))
        listen(Progress("image/scene", 0, 3, SAID))
        listen(Progress("image/scene", 1, 3, SAID, b"sketch"))
        listen(Progress("image/scene", 2, 3, SAID))
        time.sleep(0.4)
        yield KIT

    *_, report, last = stream_work(work, threading.Event(), "me")
    assert last is KIT
    assert isinstance(report, Progress)
    assert (report.done, report.sketch) == (2, b"sketch")
