"""How the page's events run: at once, or in line for the studio."""

from __future__ import annotations

from typing import Any

# The page has no place for gradio's own progress. Only hidden, it would still go to every output at each news,
# and for whatever stands around the drawing the browser then reads and uploads the drawing first.
_SILENT: dict[str, Any] = {"show_progress": "hidden", "show_progress_on": [], "api_visibility": "private"}
QUICK: dict[str, Any] = {"queue": False, **_SILENT}
# The seam keeps the places, so that Stop is heard by those who still wait for one. Each follows a start that hears one
# click at a time. Were it "once" itself, it would be dropped where the page shows the last news of the one before and
# has not yet heard of its end, and the page would stay busy for ever.
LONG: dict[str, Any] = {
    "trigger_mode": "multiple",
    "concurrency_id": "studio",
    "concurrency_limit": 30,
    **_SILENT,
}
