"""How long a text is, in each unit of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mmdemo.markets.rules import Limit, Unit
from mmdemo.processing.text.chinese import HAN

_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}][^\s{HAN}]*")


def measure(text: str, unit: Unit) -> int:
    """The length of a text.

    Characters are code points, bytes those of UTF-8. Columns count as GBK does: an ASCII character 1, any other 2.
    Words stand between blanks; a Chinese character is a word. A text is one item.
    """
    if unit == "characters":
        return len(text)
    if unit == "bytes":
        return len(text.encode("utf-8", "surrogatepass"))
    if unit == "columns":
        return 2 * len(text) - len(text.encode("ascii", "ignore"))
    return len(_WORD.findall(text)) if unit == "words" else 1


class Room:
    """What some limits leave while a text grows. A whole is never longer than its parts, so no limit is exceeded."""

    def __init__(self, limits: Iterable[Limit]) -> None:
        self._left: dict[Unit, int] = {}
        for limit in limits:
            if limit.most is not None:
                self._left[limit.unit] = min(limit.most, self._left.get(limit.unit, limit.most))

    def holds(self, text: str) -> bool:
        return all(measure(text, unit) <= left for unit, left in self._left.items())

    def take(self, text: str) -> bool:
        """Give a text its room, and say whether there was enough; where there was not, nothing changes."""
        needed = {unit: measure(text, unit) for unit in self._left}
        if any(needed[unit] > left for unit, left in self._left.items()):
            return False
        for unit, length in needed.items():
            self._left[unit] -= length
        return True

    def copy(self) -> Room:
        """The same room once more, to try something in."""
        other = Room(())
        other._left = dict(self._left)
        return other

    @property
    def shares(self) -> dict[Unit, int]:
        """What is left of each unit."""
        return dict(self._left)
