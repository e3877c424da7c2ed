"""The page put together: header, form, results, and which click leads to which handler."""

from __future__ import annotations

from functools import partial
from typing import Any

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.ui import boot, theme
from mmdemo.ui.form import build_form, example_css
from mmdemo.ui.handlers import Handlers, States
from mmdemo.ui.language import Words
from mmdemo.ui.results import build_results
from mmdemo.ui.view import View, end_session

_MAX_UPLOAD = "100mb"
"""Above the intake's own limit, so that it is the intake that says, in the merchant's language, what is too large."""

_MAX_TABS = 400
"""Tabs whose kits are kept in memory, about 20 MB each; the longest unused one goes first."""

_KEEP_CACHE = (3600, 6 * 3600)  # seconds: how often gradio's upload cache is swept, and the age of what goes
_STATE_LIFE = 6 * 3600  # seconds a tab's kit is kept

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
_SHOW_RESULTS = """() => {
  if (matchMedia('(max-width: 768px)').matches)
    document.querySelector('#steps').scrollIntoView({behavior: 'smooth', block: 'start'});
}"""


def build(registry: Registry) -> tuple[gr.Blocks, dict[str, Any]]:
    """The page and the keyword arguments to launch it with."""
    words = Words()
    narrators = [(spec.label, spec.id) for spec in registry.specs("speech") if registry.lacks(spec) is None]
    with gr.Blocks(
        title="Listing studio · 商品上架工作台", fill_width=True, analytics_enabled=False, delete_cache=_KEEP_CACHE
    ) as blocks:
        with gr.Row(elem_id="header", equal_height=True):
            words.bind(gr.Markdown, {"value": "brand_line"}, elem_id="brand-line")
            language = gr.Radio(
                [("English", "en"), ("中文", "zh")],
                value="en",
                label="Language / 语言",
                show_label=False,
                container=False,
                elem_id="language",
            )
            shade = words.bind(gr.Button, {"value": "theme"}, size="sm", elem_id="theme")
        with gr.Row(equal_height=False, elem_id="panes"):
            with gr.Column(scale=5, min_width=280):
                form = build_form(words, narrators)
            with gr.Column(scale=8, min_width=280):
                results = build_results(words)
        states = States(
            kit=gr.State(None, time_to_live=_STATE_LIFE),
            stop=gr.State(None),
            session=gr.State(None, time_to_live=_STATE_LIFE, delete_callback=end_session),
        )
        _connect(blocks, Handlers(View(form, results, language), states, words, registry), shade)
    blocks.queue(max_size=32)
    return blocks, {
        "theme": theme.THEME,
        "head": theme.head(example_css()),
        "i18n": words.i18n,
        "footer_links": [],
        "run_history": False,
        "max_file_size": _MAX_UPLOAD,
        "state_session_capacity": _MAX_TABS,
        "enable_monitoring": False,
        "ssr_mode": False,
        "show_error": False,
        "app_kwargs": {"middleware": boot.MIDDLEWARE, "docs_url": None, "redoc_url": None, "openapi_url": None},
    }


def _connect(blocks: gr.Blocks, handlers: Handlers, shade: gr.Button) -> None:
    form, results, language = handlers.view.form, handlers.view.results, handlers.view.language
    kit, stop, session = handlers.states.kit, handlers.states.stop, handlers.states.session
    cards = [
        component for card in results.pictures.values() for component in (card.box, card.picture, card.redo, card.own)
    ]
    buttons = [language, form.generate, form.stop, results.save, results.redo_copy, results.redo_narration]
    texts = [*results.texts.values(), results.script]
    parts = [results.preview, results.copy_state, results.narration, *cards, *texts]
    changing = [kit, session, form.problem, results.steps, results.download, *parts, *buttons]
    quick: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
    # The seam keeps the places, so that Stop is heard by those who still wait for one.
    long: dict[str, Any] = {
        "concurrency_id": "studio",
        "concurrency_limit": 30,
        "show_progress": "hidden",
        "api_visibility": "private",
    }
    redo_and_own = [button for card in results.pictures.values() for button in (card.redo, card.own)]
    starting = [stop, form.problem, results.steps, results.download, *buttons, *redo_and_own]

    def started(button: gr.Button) -> Any:
        return button.click(handlers.start, [language, kit], starting, trigger_mode="once", **quick)

    generating = started(form.generate).then(
        handlers.generate, [stop, kit, session, language, *form.fields], changing, **long
    )
    form.generate.click(None, js=_SHOW_RESULTS, **quick)
    redo_buttons = {part: card.redo for part, card in results.pictures.items()}
    redo_buttons |= {"copy": results.redo_copy, "narration": results.redo_narration}
    redoing = [
        started(button).then(
            partial(handlers.redo, part), [stop, kit, session, language, results.script], changing, **long
        )
        for part, button in redo_buttons.items()
    ]
    for event in (generating, *redoing):
        event.failure(handlers.refused, [kit, session, language], changing, **quick)
    form.stop.click(handlers.press_stop, stop, None, **quick)
    for part, card in results.pictures.items():
        card.own.upload(partial(handlers.use_own, part), [kit, session, language, card.own], changing, **quick)
    results.save.click(handlers.save, [kit, session, language, *texts], changing, **quick)
    form.photo.upload(
        handlers.take_photo, [form.photo, session, language], [session, form.photo, form.problem], **quick
    )
    form.photo.clear(handlers.take_photo, [form.photo, session, language], [session, form.photo, form.problem], **quick)
    filled = [session, form.photo, form.name, form.category, form.price, form.brand, form.facts, form.problem]
    for index, button in enumerate(form.examples):
        button.click(partial(handlers.take_example, index), [session, form.language], filled, **quick)
    spoken = [
        *handlers.words.components,
        form.category,
        form.language,
        form.problem,
        *form.examples,
        results.steps,
        *parts,
    ]
    said = dict.fromkeys(spoken)
    language.input(handlers.speak, [language, kit, session, form.name], list(said), js=_STORE_LANGUAGE, **quick)
    blocks.load(lambda chosen: chosen, language, language, js=_READ_BROWSER, **quick).then(
        handlers.speak, [language, kit, session, form.name], list(said), **quick
    )
    shade.click(None, js=_TOGGLE_THEME, **quick)
