"""Which click on a listing leads to which handler, from Generate to Hand over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import gradio as gr

from mmdemo.compose.video_age import VIDEO_LEFT_OUT, video_is_old
from mmdemo.export.imports import warnings_of
from mmdemo.schema import Kit, Message
from mmdemo.ui.check_handlers import CheckHandlers
from mmdemo.ui.events import LONG, QUICK
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.handover_handlers import HandoverHandlers
from mmdemo.ui.labels_handlers import LabelsHandlers
from mmdemo.ui.mend_handlers import MendHandlers
from mmdemo.ui.narration_handlers import NarrationHandlers
from mmdemo.ui.scene_handlers import SceneHandlers
from mmdemo.ui.sell_handlers import SellHandlers
from mmdemo.ui.session import press_stop
from mmdemo.ui.typed import HEARD_FIELDS
from mmdemo.ui.video_handlers import VideoHandlers
from mmdemo.ui.view import Updates, View
from mmdemo.ui.wiring_copy import connect_copy
from mmdemo.ui.wiring_handover import connect_handover
from mmdemo.ui.wiring_labels import connect_labels
from mmdemo.ui.wiring_pictures import connect_mend, connect_scenes
from mmdemo.ui.wiring_sell import connect_sell
from mmdemo.ui.wiring_sound import connect_narration
from mmdemo.ui.wiring_video import connect_video

_HIDE = "() => ({__type__: 'update', visible: false})"
# The question shows a few frames after its event.
_FOCUS_ANSWER = """() => {
  const look = tries => {
    const keep = document.querySelector('#keep-edits');
    if (keep !== null && keep.offsetParent !== null) keep.focus();
    else if (tries > 0) setTimeout(look, 50, tries - 1);
  };
  look(20);
}"""
_SHOW_RESULTS = """() => {
  if (matchMedia('(max-width: 768px)').matches)
    document.querySelector('#steps').scrollIntoView({behavior: 'smooth', block: 'start'});
}"""


def connect_listing(blocks: gr.Blocks, handlers: ListingHandlers) -> None:
    form, results, language = handlers.view.form, handlers.view.results, handlers.view.language
    kit, stop, session = handlers.states.kit, handlers.states.stop, handlers.states.session
    mend = results.mend
    sound = results.sound
    buttons = [language, form.generate, form.stop, results.save, results.redo_copy]
    buttons += [sound.redo, sound.redo_music, sound.use]
    checks = results.checks
    buttons += [mend.apply, mend.over, checks.accept, checks.apply, checks.keep, *results.sell.buttons]
    buttons += [*results.video.buttons, *results.handover.buttons, results.handover.offer.remove]
    texts = list(results.boxes.values())
    changing = [kit, session, form.problem, results.steps, results.download, *listing_parts(handlers.view), *buttons]
    redo_and_own = [button for card in results.pictures.values() for button in (card.redo, card.own)]
    starting = [stop, session, form.problem, results.steps, results.download, sound.said, *buttons, *redo_and_own]
    redo_buttons = {part: card.redo for part, card in results.pictures.items()}
    redo_buttons |= {"copy": results.redo_copy, "narration": sound.redo, "music": sound.redo_music}
    parts = {button.elem_id: part for part, button in redo_buttons.items()} | {results.redo_anyway.elem_id: "copy"}
    redoing = gr.State("")

    # One event for all the buttons that make a part again: each of its own would weigh on every page.
    def start_again(page_language: str, kit: Any, session: Any, pressed: gr.EventData, *typed: str) -> Updates:
        # What an event tells of is a copy of the button, made for the tab.
        name = getattr(pressed.target, "elem_id", None)
        if name == results.redo_copy.elem_id and handlers.has_edits(kit, typed):
            return {redoing: "", results.asking: gr.update(visible=True)}
        return handlers.start(page_language, kit, session) | {redoing: parts[name]} | handlers.view.settled()

    def redo(part: str, *given: Any) -> Iterator[Updates]:
        if part:
            yield from handlers.redo(part, *given)
        else:
            yield {results.asking: gr.update(visible=True)}

    given = [handlers.states.more_photos, handlers.states.logo, handlers.states.origins]
    generated_from = [stop, kit, session, language, *given, *form.fields.values()]
    once: dict[str, Any] = {"trigger_mode": "once", **QUICK}
    generating = form.generate.click(handlers.start, [language, kit, session], starting, **once).then(
        handlers.generate, generated_from, [*changing, *results.handover.of_one_listing], **LONG
    )
    form.generate.click(None, js=_SHOW_RESULTS, **QUICK)
    started = gr.on(
        [button.click for button in (*redo_buttons.values(), results.redo_anyway)],
        start_again,
        [language, kit, session, *texts],
        [*starting, redoing, results.asking],
        **once,
    )
    heard = [form.fields[name] for name in HEARD_FIELDS]
    again = started.then(redo, [redoing, stop, kit, session, language, results.script, *heard], changing, **LONG)
    again.then(None, js=_FOCUS_ANSWER, **QUICK)
    results.keep_edits.click(None, None, results.asking, js=_HIDE, **QUICK)
    for event in (generating, again):
        event.failure(handlers.refused, [kit, session, language], changing, **QUICK)
    form.stop.click(press_stop, stop, None, **QUICK)
    for part, card in results.pictures.items():
        card.own.upload(partial(handlers.use_own, part), [kit, session, language, card.own], changing, **QUICK)
    saving = results.save.click(handlers.save, [kit, session, language, *texts], changing, **QUICK)
    handing = HandoverHandlers(handlers, results.handover, _warnings)
    handed = connect_handover(blocks, handing, changing, generating)
    connect_labels(LabelsHandlers(results.labels), session, language, (results.handover.tab.select, *handed))
    connect_sell(SellHandlers(handlers), starting, changing, (generating, again, saving))
    connect_copy(CheckHandlers(handlers), changing, texts, (generating, again, saving))
    mended = connect_mend(MendHandlers(handlers), starting, changing, generating)
    spoken = connect_narration(NarrationHandlers(handlers), starting, changing)
    picked = connect_scenes(SceneHandlers(handlers), starting, changing, (generating, again, *mended))
    connect_video(VideoHandlers(handlers), starting, changing, (generating, again, *mended, *spoken, picked))


def _warnings(kit: Kit) -> list[Message]:
    """What a merchant should know before handing over the files of a kit."""
    return [*([VIDEO_LEFT_OUT] if video_is_old(kit) else []), *warnings_of(kit)]


def listing_parts(view: View) -> list[Any]:
    """What shows the parts of a listing."""
    results = view.results
    cards = [
        component for card in results.pictures.values() for component in (card.box, card.picture, card.redo, card.own)
    ]
    told = [results.preview, results.basis, results.sources, results.copy_state, results.sound.heard]
    told.append(results.asking)
    return [*told, *cards, *results.boxes.values(), *results.checks.parts]
