"""The page put together: header, form, results, models."""

from __future__ import annotations

from typing import Any

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.ui import boot, theme
from mmdemo.ui.examples import example_css
from mmdemo.ui.form import build_form
from mmdemo.ui.language import Words
from mmdemo.ui.models import build_models
from mmdemo.ui.results import build_results
from mmdemo.ui.session import build_states
from mmdemo.ui.view import View
from mmdemo.ui.wiring import connect

_MAX_UPLOAD = "100mb"
"""Above the intake's own limit, so that it is the intake that says, in the merchant's language, what is too large."""

_MAX_TABS = 400
"""Tabs whose kits are kept in memory, about 20 MB each; the longest unused one goes first."""

_KEEP_CACHE = (3600, 6 * 3600)  # seconds: how often gradio's upload cache is swept, and the age of what goes


def build(registry: Registry) -> tuple[gr.Blocks, dict[str, Any]]:
    """The page and the keyword arguments to launch it with."""
    words = Words()
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
                form = build_form(words, registry)
            with gr.Column(scale=8, min_width=280):
                results = build_results(words)
        models = build_models(words, registry)
        connect(blocks, View(form, results, language), models, build_states(), words, registry, shade)
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
