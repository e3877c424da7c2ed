"""Which click leads to which handler in the tab "Video"."""

from __future__ import annotations

from typing import Any

from mmdemo.ui.events import LONG, QUICK
from mmdemo.ui.session import press_stop
from mmdemo.ui.video_cards import COLLECTED
from mmdemo.ui.video_handlers import VideoHandlers


def connect_video(handlers: VideoHandlers, starting: list[Any], changing: list[Any], changed: tuple[Any, ...]) -> None:
    """`starting` and `changing` are what the start and the news of any work on a listing may change.

    All other work is done in other tabs, so what it changed is shown when this one is opened; and after the events in
    `changed`, which may end while it is open.
    """
    panel, listing = handlers.panel, handlers.listing
    language, states = listing.view.language, listing.states
    kit, session, stop = states.kit, states.session, states.stop
    given = [kit, session, language]
    once: dict[str, Any] = {"trigger_mode": "once", "js": COLLECTED, **QUICK}
    drawn: list[Any] = [panel.storyboard, panel.shown, panel.earlier, panel.back, panel.said]
    panel.draw.click(handlers.draw, [panel.typed, panel.shape, panel.seconds, *given], drawn, **once)
    panel.back.click(handlers.back, [panel.typed, panel.earlier, *given], drawn, **once)
    ticked = [panel.narration, panel.music, panel.captions]
    show: dict[str, Any] = {
        "fn": handlers.show,
        "inputs": [panel.typed, panel.shape, panel.seconds, panel.shown, stop, *given],
        "outputs": [*drawn, panel.player, *ticked],
        "js": COLLECTED,
        **QUICK,
    }
    for event in (panel.tab.select, language.input, *(work.then for work in changed)):
        event(**show)
    making = panel.make.click(
        handlers.start, [panel.typed, panel.shape, *ticked, *given], [*starting, panel.said, panel.read], **once
    ).then(handlers.make, [panel.read, stop, *given], [*changing, panel.said, panel.player], **LONG)
    making.failure(handlers.refused, given, [*changing, panel.said], **QUICK)
    panel.stop.click(press_stop, stop, None, **QUICK)
