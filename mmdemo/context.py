"""What travels with every piece of work: the seed, progress, and the Stop button."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from mmdemo.errors import Cancelled
from mmdemo.schema import Message

SMALLER = "smaller"
"""The option written down of a part that was made smaller because memory ran out."""


@dataclass(frozen=True)
class Progress:
    """How far one part has come: `done` of `total` steps, and what is being done now.

    `sketch` is what there is to see of it already: a small WebP of a picture in the making, or the text so far.
    """

    part: str
    done: int
    total: int
    message: Message
    sketch: bytes | str | None = None


Listener = Callable[[Progress], None]


class RunContext:
    """The seed, the stop flag and the progress listener of one run, narrowed to one part by `for_part`.

    `stop` may be set from any thread; the next `step` then raises `Cancelled`. `user` tells whose run it is, so that a
    busy device can be fair. `saved` is true once a generator has looked at `frugal` and found that it should save.
    `device` is where a generator that no placement puts somewhere ran, if not on the CPU.
    """

    def __init__(
        self,
        seed: int,
        *,
        stop: threading.Event | None = None,
        listen: Listener | None = None,
        part: str = "",
        take: int = 0,
        user: str = "",
        frugal: bool = False,
    ) -> None:
        self.seed = seed
        self.part = part
        self.take = take
        self.user = user
        self.saved = False
        self.device = "CPU"
        self._frugal = frugal
        self.options: dict[str, str] = {}
        self._stop = stop if stop is not None else threading.Event()
        self._listen = listen

    def for_part(self, part: str, take: int = 0) -> RunContext:
        """The same run, speaking for one part. `take` is 0 at first and grows each time the part is redone."""
        return RunContext(self.seed, stop=self._stop, listen=self._listen, part=part, take=take, user=self.user)

    @property
    def frugal(self) -> bool:
        """Whether to make something smaller, because memory ran out at full size."""
        self.saved = self.saved or self._frugal
        return self._frugal

    def frugally(self) -> RunContext:
        """The same part once more, smaller."""
        return RunContext(
            self.seed,
            stop=self._stop,
            listen=self._listen,
            part=self.part,
            take=self.take,
            user=self.user,
            frugal=True,
        )

    def record(self, **options: object) -> None:
        """Write down settings of the generator for the provenance, such as `steps=4`."""
        self.options |= {name: str(value) for name, value in options.items()}

    def step(self, done: int, total: int, message: Message, sketch: bytes | str | None = None) -> None:
        """Report that `done` of `total` steps are behind us and `message` comes next.

        Raises:
            Cancelled: Stop was pressed. Call this in every loop, so that Stop is heard soon.
        """
        if self._stop.is_set():
            raise Cancelled(self.part)
        if self._listen is not None:
            self._listen(Progress(self.part, done, total, message, sketch))

    def seed_for(self, name: str) -> int:
        """A 32-bit seed for one named use inside this part, independent of every other name, part and take."""
        key = f"{self.seed}/{self.part}/{self.take}/{name}"
        return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")
