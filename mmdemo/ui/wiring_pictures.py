"""Which click on a picture's card leads to which handler: mending a cutout, picking a setting."""

from __future__ import annotations

from typing import Any

import gradio as gr

from mmdemo.ui.events import LONG, QUICK
from mmdemo.ui.mend import TAKE_UP_JS
from mmdemo.ui.mend_cards import CUTOUT
from mmdemo.ui.mend_editor import SENT_JS
from mmdemo.ui.mend_handlers import MendHandlers, Picked
from mmdemo.ui.scene_handlers import SceneHandlers
from mmdemo.ui.view import Updates


def connect_mend(handlers: MendHandlers, starting: list[Any], changing: list[Any], generating: Any) -> tuple[Any, ...]:
    """`starting` and `changing` are what the start and the news of any work on a listing may change.

    Returns the events after which a cutout may be another.
    """
    panel, listing = handlers.panel, handlers.listing
    language, states = listing.view.language, listing.states
    kit, session = states.kit, states.session
    shown = [panel.photo, panel.others, panel.status, panel.editor, panel.box, panel.side, panel.loaded]
    mending = [*changing, panel.status, panel.others]
    given = [states.stop, kit, session, language]
    once: dict[str, Any] = {"trigger_mode": "once", **QUICK}

    def start_picking(page_language: str, kit: Any, session: Any, clicked: gr.EventData) -> Updates:
        return listing.start(page_language, kit, session) | {panel.picked: Picked(clicked.part, clicked.outline)}

    for event in (panel.fold.expand, panel.photo.input):
        looking = [panel.photo, panel.loaded, kit, session, language, panel.tool]
        event(handlers.show, looking, shown, **QUICK)
    panel.tool.input(None, [panel.tool, panel.side], panel.editor, js=TAKE_UP_JS, **QUICK)
    language.input(handlers.speak, [panel.loaded, kit, session, language], [panel.photo, panel.others], **QUICK)
    generating.then(handlers.fold_up, [panel.loaded, kit], panel.fold, **QUICK)
    drawn = panel.apply.click(listing.start, [language, kit, session], starting, **once).then(
        None, panel.editor, panel.sent, js=SENT_JS, **QUICK
    )
    applying = drawn.then(handlers.apply, [panel.loaded, panel.sent, panel.box, *given], mending, **LONG)
    starting_over = panel.over.click(listing.start, [language, kit, session], starting, **once).then(
        handlers.start_over, [panel.loaded, *given, panel.tool], list(dict.fromkeys([*mending, *shown])), **LONG
    )
    pictures = (listing.view.results.pictures[CUTOUT].picture, panel.others)
    picking = gr.on(
        [picture.click for picture in pictures],
        start_picking,
        [language, kit, session],
        [*starting, panel.picked],
        **once,
    ).then(handlers.pick, [panel.picked, *given], mending, **LONG)
    for event in (applying, starting_over, picking):
        event.failure(listing.refused, [kit, session, language], changing, **QUICK)
    return applying, starting_over, picking


def connect_scenes(handlers: SceneHandlers, starting: list[Any], changing: list[Any], changed: tuple[Any, ...]) -> Any:
    """`changed` are the events after which the cutout or the scene may be another. Returns one more such event."""
    panel, listing = handlers.panel, handlers.listing
    language, states = listing.view.language, listing.states
    kit, session = states.kit, states.session

    def start_picking(page_language: str, kit: Any, session: Any, clicked: gr.EventData) -> Updates:
        return listing.start(page_language, kit, session) | {panel.picked: str(clicked.setting), panel.drawn: ""}

    picking = panel.pictures.click(
        start_picking, [language, kit, session], [*starting, panel.picked, panel.drawn], trigger_mode="once", **QUICK
    ).then(handlers.pick, [panel.picked, states.stop, kit, session, language], changing, **LONG)
    picking.failure(listing.refused, [kit, session, language], changing, **QUICK)
    picking.success(handlers.keep, [panel.picked, kit], listing.view.form.fields["setting"], **QUICK)
    show: dict[str, Any] = {
        "fn": handlers.show,
        "inputs": [panel.drawn, kit, session, language],
        "outputs": [panel.pictures, panel.drawn],
        **QUICK,
    }
    for event in (*changed, picking):
        event.then(**show)
    language.input(**show)
    return picking
