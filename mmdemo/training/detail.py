"""How finely things are drawn: 1 for the network's own small pictures.

Set before any other module here is imported, because the painters' canvases are sized when they are.
"""

from __future__ import annotations

TIMES = 1
