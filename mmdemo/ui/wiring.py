"""Which click leads to which handler, and what each may change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.ui import boot
from mmdemo.ui.brand import BrandHandlers
from mmdemo.ui.events import LONG, QUICK
from mmdemo.ui.finish import FinishHandlers
from mmdemo.ui.form_handlers import FormHandlers
from mmdemo.ui.handlers import ListingHandlers
from mmdemo.ui.language import Words
from mmdemo.ui.lent_voice import LentVoiceHandlers
from mmdemo.ui.listen_handlers import ListenHandlers
from mmdemo.ui.model_handlers import ModelHandlers
from mmdemo.ui.models import ModelsPanel
from mmdemo.ui.more_photo_handlers import MorePhotoHandlers
from mmdemo.ui.more_photos import READING_JS
from mmdemo.ui.offer_handlers import OfferHandlers
from mmdemo.ui.offers import OfferPanel
from mmdemo.ui.session import States, press_stop
from mmdemo.ui.view import View
from mmdemo.ui.wiring_listing import connect_listing, listing_parts
from mmdemo.ui.wiring_sound import connect_lent_voice, connect_listening

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
    shade.click(None, js=_TOGGLE_THEME, **QUICK)
    connect_listing(blocks, ListingHandlers(view, states, registry))
    form, dictation = view.form, view.form.dictation
    reading = OfferHandlers(view, states, registry, form.reading, "photo")
    hearing = OfferHandlers(view, states, registry, dictation.panel, "voice")
    _connect_offer(reading, reading.read_photo, [], reading.settle_photo, states.session)
    _connect_offer(hearing, hearing.hear_voice, [dictation.voice], hearing.settle_voice, states.voice)
    dictation.voice.change(
        hearing.take_voice, [dictation.voice, states.voice], [states.voice, dictation.panel.start], **QUICK
    )
    fetching = ModelHandlers(view, registry, models)
    listening = ListenHandlers(form.sound, registry)
    voices = connect_listening(listening, form, view.language, states.session)
    connect_lent_voice(LentVoiceHandlers(form.sound.lent, states.lent_voice, registry), form)
    _connect_models(fetching)
    _connect_form(blocks, FormHandlers(view, states, words, registry), fetching, voices)


def _connect_form(blocks: gr.Blocks, handlers: FormHandlers, fetching: ModelHandlers, voices: dict[str, Any]) -> None:
    view = handlers.view
    form, language = view.form, view.language
    kit, session = handlers.states.kit, handlers.states.session
    token = form.reading.token
    photo = [session, form.photo, form.problem, *_offer_parts(form.reading)]
    brand, logo = form.look.brand, handlers.states.logo
    looks = BrandHandlers(brand, session, logo)
    brand.picker.click(looks.pick_colour, None, brand.colour, **QUICK)
    for event in (brand.logo.upload, brand.logo.clear):
        changed = [session, logo, brand.logo, brand.problem]
        event(looks.take_logo, [brand.logo, session, logo, language], changed, **QUICK)
    finish = form.look.finish
    compare: dict[str, Any] = {
        "fn": FinishHandlers(finish).show,
        "inputs": [finish.choices, session, language],
        "outputs": [finish.compare, finish.said],
        **QUICK,
    }
    finish.choices.input(**compare, trigger_mode="always_last")
    further, more_photos = MorePhotoHandlers(handlers), handlers.states.more_photos
    panel = form.more_photos
    # Drawn from what stands when it is drawn, whatever else was being read meanwhile.
    strip: dict[str, Any] = {
        "fn": further.show,
        "inputs": [session, more_photos, language],
        "outputs": [panel.add, panel.strip],
        **QUICK,
    }
    hold: dict[str, Any] = {"fn": None, "outputs": form.generate, "js": _HOLD, **QUICK}
    release: dict[str, Any] = {**hold, "js": _RELEASE}
    for event in (form.photo.upload, form.photo.clear):
        event(**hold)
        taking = [form.photo, session, language, token]
        taken = event(handlers.take_photo, taking, photo, trigger_mode="always_last", **QUICK)
        taken.then(**release)
        taken.then(**strip).then(**compare)
    panel.add.upload(**hold)
    panel.add.upload(None, language, [panel.said, panel.add], js=READING_JS, **QUICK)
    joined = panel.add.upload(further.read, [panel.add, session, language], panel.arrived, **QUICK).then(
        further.join,
        [panel.arrived, session, more_photos, language],
        [more_photos, panel.said, panel.arrived],
        **QUICK,
    )
    joined.then(**release)
    joined.then(**strip)
    panel.strip.click(
        further.arrange, [session, more_photos, language, token], [*photo, more_photos, panel.said], **QUICK
    ).then(**strip).then(**compare)
    filled = [*photo, form.name, form.category, form.price, form.brand, form.facts, more_photos, panel.said]
    for index, button in enumerate(form.examples):
        button.click(**hold)
        given = [session, form.language, token]
        taken = button.click(partial(handlers.take_example, index), given, filled, **QUICK)
        taken.then(**release)
        taken.then(**strip).then(**compare)
    view_parts = [view.results.steps, *listing_parts(view)]
    greeted = [form.category, form.language, *form.examples, *form.machine_parts, *view_parts]
    spoken = list(dict.fromkeys([*handlers.words.components, form.problem, panel.said, *greeted]))
    language.input(handlers.speak, [language, kit, session, form.name], spoken, js=_STORE_LANGUAGE, **QUICK).then(
        fetching.show, [fetching.panel.choice, language], _model_parts(fetching.panel), **QUICK
    ).then(**voices).then(**strip).then(**compare)
    blocks.load(lambda chosen: chosen, language, language, js=_READ_BROWSER, **QUICK).then(
        handlers.greet, language, greeted, **QUICK
    )


def _connect_offer(
    handlers: OfferHandlers, find: Callable[..., Any], more: list[Any], settle: Callable[..., Any], given: gr.State
) -> None:
    """`find` looks for facts in `more` inputs beside the usual ones; `given` tells `settle` whether it could again."""
    panel, language = handlers.panel, handlers.view.language
    session, facts = handlers.states.session, handlers.view.form.facts
    voice = handlers.view.form.dictation.voice
    changing = [session, panel.token, *_offer_parts(panel), panel.stop, voice, handlers.states.voice]
    finding = panel.start.click(handlers.start, [session, language], changing, trigger_mode="once", **QUICK).then(
        find, [panel.token, session, language, handlers.view.form.language, *more], changing, **LONG
    )
    finding.failure(handlers.refused, language, changing, **QUICK)
    finding.then(settle, given, panel.start, **QUICK)
    panel.stop.click(press_stop, panel.token, None, **QUICK)
    origins = handlers.states.origins
    panel.add.click(
        handlers.add, [panel.facts, facts, origins, language], [facts, origins, *_offer_parts(panel)], **QUICK
    )


def _connect_models(handlers: ModelHandlers) -> None:
    panel, language = handlers.panel, handlers.view.language
    chosen = [panel.choice, language]
    form = handlers.view.form
    here = [*form.machine_parts, form.sound.fetched]
    changing = [*_model_parts(panel), panel.stop, panel.choice, panel.token, *here]
    panel.fold.expand(handlers.show, chosen, _model_parts(panel), **QUICK)
    panel.choice.input(handlers.choose, chosen, _model_parts(panel), **QUICK)
    fetching = panel.download.click(handlers.start, language, changing, trigger_mode="once", **QUICK).then(
        handlers.download, [panel.token, panel.offered, language, panel.choice], changing, **LONG
    )
    fetching.failure(handlers.refused, chosen, changing, **QUICK)
    panel.stop.click(press_stop, panel.token, None, **QUICK)


def _offer_parts(panel: OfferPanel) -> list[Any]:
    return [panel.start, panel.status, panel.facts, panel.add]


def _model_parts(panel: ModelsPanel) -> list[Any]:
    return [panel.table, panel.auto, panel.download, panel.status, panel.offered]
