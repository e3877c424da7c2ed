"""The line before a device: one at a time, fair between users, left by an exception."""

import threading
import time
from collections.abc import Callable

import pytest

from mmdemo.errors import Cancelled
from mmdemo.runtime.line import Line


def nobody(place: int) -> None:
    """Waits in silence."""


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def queued(line: Line, names: list[str], served: list[str]) -> list[threading.Thread]:
    """Threads of users that came one after the other and note when they are served."""
    threads = []
    for name in names:
        waits = threading.Event()

        def stand(name: str = name, waits: threading.Event = waits) -> None:
            with line.turn(name.split()[0], lambda place: waits.set()):
                served.append(name)

        threads.append(threading.Thread(target=stand))
        threads[-1].start()
        assert waits.wait(30)
    return threads


def test_a_free_place_is_taken_at_once() -> None:
    line = Line()
    with line.turn("a", lambda place: pytest.fail("nobody is before us")):
        pass
    with line.turn("a", lambda place: pytest.fail("the place was given back")):
        pass


def test_one_works_at_a_time() -> None:
    line, inside, most = Line(), 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with line.turn("a", nobody):
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == 1


def test_two_places_let_two_in() -> None:
    line = Line(2)
    with line.turn("a", nobody), line.turn("b", lambda place: pytest.fail("there is a second place")):
        pass


def test_those_who_wait_are_told_their_place() -> None:
    line, places = Line(), []
    with line.turn("a", nobody):

        def told(place: int) -> None:
            places.append(place)
            if len(places) == 2:
                raise Cancelled

        with pytest.raises(Cancelled), line.turn("b", told):
            pytest.fail("the place is taken")
    assert places == [1, 1]
    with line.turn("c", lambda place: pytest.fail("who left is forgotten")):
        pass


def test_a_user_with_many_wishes_does_not_hold_up_the_others() -> None:
    line, served = Line(), []
    with line.turn("greedy", nobody):
        threads = queued(line, ["greedy 1", "greedy 2", "greedy 3", "modest 1"], served)
    for thread in threads:
        thread.join(30)
    assert served == ["modest 1", "greedy 1", "greedy 2", "greedy 3"]


def test_equals_are_served_in_the_order_they_came() -> None:
    line, served = Line(), []
    with line.turn("x", nobody):
        threads = queued(line, ["a 1", "b 1", "a 2", "c 1"], served)
    for thread in threads:
        thread.join(30)
    assert served == ["a 1", "b 1", "c 1", "a 2"]


def test_a_turn_that_fails_gives_its_place_back() -> None:
    line = Line()
    with pytest.raises(ValueError, match="no"), line.turn("a", nobody):
        raise ValueError("no")
    with line.turn("b", lambda place: pytest.fail("the place was given back")):
        pass
