"""The line before a device: so many at once, and among those who wait, whoever was served longest ago comes next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK_EVERY = 0.1  # seconds between two calls of `waiting`


class Line:
    """A fair line with a number of places. A user with many parts does not keep others waiting for all of them."""

    def __init__(self, places: int = 1) -> None:
        self._free = places
        self._waiting: dict[int, str] = {}
        self._last_turn: dict[str, int] = {}
        self._tickets = 0
        self._turns = 0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, user: str, waiting: Callable[[int], None]) -> Iterator[None]:
        """Wait for a place and keep it inside the block.

        `waiting` is called again and again while others come first, with one's place in line, 1 being the next. What it
        raises, such as `Cancelled`, leaves the line.
        """
        self._enter(user, waiting)
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                if not self._waiting:
                    self._last_turn.clear()
                self._changed.notify_all()

    def _enter(self, user: str, waiting: Callable[[int], None]) -> None:
        with self._changed:
            self._tickets += 1
            ticket = self._tickets
            self._waiting[ticket] = user
            try:
                while self._free == 0 or self._order()[0] != ticket:
                    place = self._order().index(ticket) + 1
                    self._changed.release()
                    try:
                        waiting(place)
                    finally:
                        self._changed.acquire()
                    if self._free == 0 or self._order()[0] != ticket:
                        self._changed.wait(_LOOK_EVERY)
            finally:
                del self._waiting[ticket]
            self._free -= 1
            self._turns += 1
            self._last_turn[user] = self._turns

    def _order(self) -> list[int]:
        """The tickets in the order they will be served, counting a user's second wish after everybody's first."""
        seen: dict[str, int] = {}
        keys: list[tuple[int, int, int]] = []
        for ticket, user in sorted(self._waiting.items()):
            seen[user] = seen.get(user, -1) + 1
            keys.append((seen[user], self._last_turn.get(user, 0), ticket))
        return [ticket for *_, ticket in sorted(keys)]
