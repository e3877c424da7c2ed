"""How finely things are drawn: 1 for the network's own small pictures."""

from __future__ import annotations

TIMES = 1


def draw_finely() -> None:
    """Draw three times as fine. Called first in a process of its own: canvases are sized when painters are imported."""
    global TIMES
    TIMES = 3
