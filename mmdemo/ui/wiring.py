"""Which click leads to which handler, and what each may change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.ui import boot
from mmdemo.ui.finish import FinishHandlers
from mmdemo.ui.form_handlers import FormHandlers
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.language import Words
from mmdemo.ui.mend import TAKE_UP_JS
from mmdemo.ui.mend_cards import CUTOUT
from mmdemo.ui.mend_editor import SENT_JS
from mmdemo.ui.mend_handlers import MendHandlers, Picked
from mmdemo.ui.model_handlers import ModelHandlers
from mmdemo.ui.models import ModelsPanel
from mmdemo.ui.more_photo_handlers import MorePhotoHandlers
from mmdemo.ui.more_photos import READING_JS
from mmdemo.ui.offer_handlers import OfferHandlers
from mmdemo.ui.offers import OfferPanel
from mmdemo.ui.session import States, press_stop
from mmdemo.ui.view import Updates, View

# The page has no place for gradio's own progress. Only hidden, it would still go to every output at each news,
# and for whatever stands around the drawing the browser then reads and uploads the drawing first.
_SILENT: dict[str, Any] = {"show_progress": "hidden", "show_progress_on": [], "api_visibility": "private"}
_QUICK: dict[str, Any] = {"queue": False, **_SILENT}
# The seam keeps the places, so that Stop is heard by those who still wait for one. Each follows a start that hears one
# click at a time. Were it "once" itself, it would be dropped where the page shows the last news of the one before and
# has not yet heard of its end, and the page would stay busy for ever.
_LONG: dict[str, Any] = {
    "trigger_mode": "multiple",
    "concurrency_id": "studio",
    "concurrency_limit": 30,
    **_SILENT,
}

_READ_BROWSER = f"""() => {{
  if (localStorage.getItem('{boot.STORED_THEME}') === 'dark') document.body.classList.add('dark');
  if (localStorage.getItem('{boot.STORED_THEME}') === 'light') document.body.classList.remove('dark');
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}}"""
_TOGGLE_THEME = f"""() => {{
  const dark = document.body.classList.toggle('dark');
  localStorage.setItem('{boot.STORED_THEME}', dark ? 'dark' : 'light');
}}"""
_STORE_LANGUAGE = f"""(language, ...rest) => {{
  localStorage.setItem('{boot.STORED_LANGUAGE}', language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  return [language, ...rest];
}}"""
# A click on Generate that overtakes a photo would make a listing without it.
_HOLD = "() => ({__type__: 'update', interactive: false})"
_RELEASE = """() => {
  const busy = document.querySelector('#steps .steps[data-state=busy]') !== null;
  return {__type__: 'update', interactive: !busy};
}"""
_SHOW_RESULTS = """() => {
  if (matchMedia('(max-width: 768px)').matches)
    document.querySelector('#steps').scrollIntoView({behavior: 'smooth', block: 'start'});
}"""


def connect(
    blocks: gr.Blocks,
    view: View,
    models: ModelsPanel,
    states: States,
    words: Words,
    registry: Registry,
    shade: gr.Button,
) -> None:
    """Connect every button of the page, inside the context of its blocks."""
    shade.click(None, js=_TOGGLE_THEME, **_QUICK)
    _connect_listing(ListingHandlers(view, states, registry))
    form, dictation = view.form, view.form.dictation
    reading = OfferHandlers(view, states, registry, form.reading)
    hearing = OfferHandlers(view, states, registry, dictation.panel)
    _connect_offer(reading, reading.read_photo, [], reading.settle_photo, states.session)
    _connect_offer(hearing, hearing.hear_voice, [dictation.voice], hearing.settle_voice, states.voice)
    dictation.voice.change(
        hearing.take_voice, [dictation.voice, states.voice], [states.voice, dictation.panel.start], **_QUICK
    )
    fetching = ModelHandlers(view, registry, models)
    _connect_models(fetching)
    _connect_form(blocks, FormHandlers(view, states, words, registry), fetching)


def _connect_listing(handlers: ListingHandlers) -> None:
    form, results, language = handlers.view.form, handlers.view.results, handlers.view.language
    kit, stop, session = handlers.states.kit, handlers.states.stop, handlers.states.session
    mend = results.mend
    buttons = [language, form.generate, form.stop, results.save, results.redo_copy, results.redo_narration]
    buttons += [mend.apply, mend.over]
    texts = [*results.texts.values(), results.script]
    changing = [kit, session, form.problem, results.steps, results.download, *_parts(handlers.view), *buttons]
    redo_and_own = [button for card in results.pictures.values() for button in (card.redo, card.own)]
    starting = [stop, session, form.problem, results.steps, results.download, *buttons, *redo_and_own]
    redo_buttons = {part: card.redo for part, card in results.pictures.items()}
    redo_buttons |= {"copy": results.redo_copy, "narration": results.redo_narration}
    parts = {button.elem_id: part for part, button in redo_buttons.items()}
    redoing = gr.State("")

    # One event for all the buttons that make a part again: each of its own would weigh on every page.
    def start_again(page_language: str, kit: Any, session: Any, pressed: gr.EventData) -> Updates:
        # What an event tells of is a copy of the button, made for the tab.
        return handlers.start(page_language, kit, session) | {redoing: parts[getattr(pressed.target, "elem_id", None)]}

    generated_from = [stop, kit, session, language, handlers.states.more_photos, *form.fields.values()]
    once: dict[str, Any] = {"trigger_mode": "once", **_QUICK}
    generating = form.generate.click(handlers.start, [language, kit, session], starting, **once).then(
        handlers.generate, generated_from, changing, **_LONG
    )
    form.generate.click(None, js=_SHOW_RESULTS, **_QUICK)
    again = gr.on(
        [button.click for button in redo_buttons.values()],
        start_again,
        [language, kit, session],
        [*starting, redoing],
        **once,
    ).then(handlers.redo, [redoing, stop, kit, session, language, results.script], changing, **_LONG)
    for event in (generating, again):
        event.failure(handlers.refused, [kit, session, language], changing, **_QUICK)
    form.stop.click(press_stop, stop, None, **_QUICK)
    for part, card in results.pictures.items():
        card.own.upload(partial(handlers.use_own, part), [kit, session, language, card.own], changing, **_QUICK)
    results.save.click(handlers.save, [kit, session, language, *texts], changing, **_QUICK)
    _connect_mend(MendHandlers(handlers), starting, changing, generating)


def _connect_mend(handlers: MendHandlers, starting: list[Any], changing: list[Any], generating: Any) -> None:
    """`starting` and `changing` are what the start and the news of any work on a listing may change."""
    panel, listing = handlers.panel, handlers.listing
    language, states = listing.view.language, listing.states
    kit, session = states.kit, states.session
    shown = [panel.photo, panel.others, panel.status, panel.editor, panel.box, panel.side, panel.loaded]
    mending = [*changing, panel.status, panel.others]
    given = [states.stop, kit, session, language]
    once: dict[str, Any] = {"trigger_mode": "once", **_QUICK}

    def start_picking(page_language: str, kit: Any, session: Any, clicked: gr.EventData) -> Updates:
        return listing.start(page_language, kit, session) | {panel.picked: Picked(clicked.part, clicked.outline)}

    for event in (panel.fold.expand, panel.photo.input):
        looking = [panel.photo, panel.loaded, kit, session, language, panel.tool]
        event(handlers.show, looking, shown, **_QUICK)
    panel.tool.input(None, [panel.tool, panel.side], panel.editor, js=TAKE_UP_JS, **_QUICK)
    language.input(handlers.speak, [panel.loaded, kit, session, language], [panel.photo, panel.others], **_QUICK)
    generating.then(handlers.fold_up, [panel.loaded, kit], panel.fold, **_QUICK)
    drawn = panel.apply.click(listing.start, [language, kit, session], starting, **once).then(
        None, panel.editor, panel.sent, js=SENT_JS, **_QUICK
    )
    applying = drawn.then(handlers.apply, [panel.loaded, panel.sent, panel.box, *given], mending, **_LONG)
    starting_over = panel.over.click(listing.start, [language, kit, session], starting, **once).then(
        handlers.start_over, [panel.loaded, *given, panel.tool], list(dict.fromkeys([*mending, *shown])), **_LONG
    )
    pictures = (listing.view.results.pictures[CUTOUT].picture, panel.others)
    picking = gr.on(
        [picture.click for picture in pictures],
        start_picking,
        [language, kit, session],
        [*starting, panel.picked],
        **once,
    ).then(handlers.pick, [panel.picked, *given], mending, **_LONG)
    for event in (applying, starting_over, picking):
        event.failure(listing.refused, [kit, session, language], changing, **_QUICK)


def _connect_form(blocks: gr.Blocks, handlers: FormHandlers, fetching: ModelHandlers) -> None:
    view = handlers.view
    form, language = view.form, view.language
    kit, session = handlers.states.kit, handlers.states.session
    token = form.reading.token
    photo = [session, form.photo, form.problem, *_offer_parts(form.reading)]
    finish = form.look.finish
    compare: dict[str, Any] = {
        "fn": FinishHandlers(finish).show,
        "inputs": [finish.choices, session, language],
        "outputs": [finish.compare, finish.said],
        **_QUICK,
    }
    finish.choices.input(**compare, trigger_mode="always_last")
    further, more_photos = MorePhotoHandlers(handlers), handlers.states.more_photos
    panel = form.more_photos
    # Drawn from what stands when it is drawn, whatever else was being read meanwhile.
    strip: dict[str, Any] = {
        "fn": further.show,
        "inputs": [session, more_photos, language],
        "outputs": [panel.add, panel.strip],
        **_QUICK,
    }
    hold: dict[str, Any] = {"fn": None, "outputs": form.generate, "js": _HOLD, **_QUICK}
    release: dict[str, Any] = {**hold, "js": _RELEASE}
    for event in (form.photo.upload, form.photo.clear):
        event(**hold)
        taking = [form.photo, session, language, token]
        taken = event(handlers.take_photo, taking, photo, trigger_mode="always_last", **_QUICK)
        taken.then(**release)
        taken.then(**strip).then(**compare)
    panel.add.upload(**hold)
    panel.add.upload(None, language, [panel.said, panel.add], js=READING_JS, **_QUICK)
    joined = panel.add.upload(further.read, [panel.add, session, language], panel.arrived, **_QUICK).then(
        further.join,
        [panel.arrived, session, more_photos, language],
        [more_photos, panel.said, panel.arrived],
        **_QUICK,
    )
    joined.then(**release)
    joined.then(**strip)
    panel.strip.click(
        further.arrange, [session, more_photos, language, token], [*photo, more_photos, panel.said], **_QUICK
    ).then(**strip).then(**compare)
    filled = [*photo, form.name, form.category, form.price, form.brand, form.facts, more_photos, panel.said]
    for index, button in enumerate(form.examples):
        button.click(**hold)
        given = [session, form.language, token]
        taken = button.click(partial(handlers.take_example, index), given, filled, **_QUICK)
        taken.then(**release)
        taken.then(**strip).then(**compare)
    view_parts = [view.results.steps, *_parts(view)]
    greeted = [form.category, form.language, *form.examples, *form.machine_parts, *view_parts]
    spoken = list(dict.fromkeys([*handlers.words.components, form.problem, panel.said, *greeted]))
    language.input(handlers.speak, [language, kit, session, form.name], spoken, js=_STORE_LANGUAGE, **_QUICK).then(
        fetching.show, [fetching.panel.choice, language], _model_parts(fetching.panel), **_QUICK
    ).then(**strip).then(**compare)
    blocks.load(lambda chosen: chosen, language, language, js=_READ_BROWSER, **_QUICK).then(
        handlers.greet, language, greeted, **_QUICK
    )


def _connect_offer(
    handlers: OfferHandlers, find: Callable[..., Any], more: list[Any], settle: Callable[..., Any], given: gr.State
) -> None:
    """`find` looks for facts in `more` inputs beside the usual ones; `given` tells `settle` whether it could again."""
    panel, language = handlers.panel, handlers.view.language
    session, facts = handlers.states.session, handlers.view.form.facts
    voice = handlers.view.form.dictation.voice
    changing = [session, panel.token, *_offer_parts(panel), panel.stop, voice, handlers.states.voice]
    finding = panel.start.click(handlers.start, [session, language], changing, trigger_mode="once", **_QUICK).then(
        find, [panel.token, session, language, handlers.view.form.language, *more], changing, **_LONG
    )
    finding.failure(handlers.refused, language, changing, **_QUICK)
    finding.then(settle, given, panel.start, **_QUICK)
    panel.stop.click(press_stop, panel.token, None, **_QUICK)
    panel.add.click(handlers.add, [panel.facts, facts, language], [facts, *_offer_parts(panel)], **_QUICK)


def _connect_models(handlers: ModelHandlers) -> None:
    panel, language = handlers.panel, handlers.view.language
    chosen = [panel.choice, language]
    here = handlers.view.form.machine_parts
    changing = [*_model_parts(panel), panel.stop, panel.choice, panel.token, *here]
    panel.fold.expand(handlers.show, chosen, _model_parts(panel), **_QUICK)
    panel.choice.input(handlers.choose, chosen, _model_parts(panel), **_QUICK)
    fetching = panel.download.click(handlers.start, language, changing, trigger_mode="once", **_QUICK).then(
        handlers.download, [panel.token, panel.offered, language, panel.choice], changing, **_LONG
    )
    fetching.failure(handlers.refused, chosen, changing, **_QUICK)
    panel.stop.click(press_stop, panel.token, None, **_QUICK)


def _parts(view: View) -> list[Any]:
    results = view.results
    cards = [
        component for card in results.pictures.values() for component in (card.box, card.picture, card.redo, card.own)
    ]
    texts = [*results.texts.values(), results.script]
    return [results.preview, results.copy_state, results.narration, *cards, *texts]


def _offer_parts(panel: OfferPanel) -> list[Any]:
    return [panel.start, panel.status, panel.facts, panel.add]


def _model_parts(panel: ModelsPanel) -> list[Any]:
    return [panel.table, panel.auto, panel.download, panel.status, panel.offered]
