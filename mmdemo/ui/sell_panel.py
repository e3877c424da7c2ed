"""The tab "Sell on": a marketplace, what broke its rules, what was mended, and the listing as it shows there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.ui.cards import task_html
from mmdemo.ui.language import Words
from mmdemo.ui.sell_cards import empty_sell_html
from mmdemo.ui.session import STATE_LIFE

ORDER = ("amazon", "shopify", "google", "ebay", "etsy", "tiktok", "instagram", "taobao", "jd", "xiaohongshu")
"""The marketplaces as they stand on the page."""


@dataclass(frozen=True)
class SellPanel:
    """`picked` says whether the merchant chose the marketplace; `seen` holds what was shown of the fixed packs."""

    tab: gr.Tab
    market: gr.Radio
    picked: gr.State
    fix: gr.Button
    stop: gr.Button
    said: gr.HTML
    result: gr.HTML
    chosen: gr.CheckboxGroup
    fix_chosen: gr.Button
    seen: gr.State

    @property
    def buttons(self) -> list[gr.Button]:
        """Those that start work."""
        return [self.fix, self.fix_chosen]


def build_sell(words: Words, tab: gr.Tab) -> SellPanel:
    """Lay out the tab inside the current gradio context, which is `tab`."""
    options = tuple((f"marketplace_{market}", market) for market in ORDER)
    words.bind(gr.Markdown, {"value": "sell_intro"}, elem_classes="hint")
    market = words.bind(
        gr.Radio, {"label": "sell_market"}, options=options, value=ORDER[0], elem_id="sell-market", elem_classes="chips"
    )
    with gr.Row(elem_classes="sell-buttons"):
        fix = _button(words, "sell_fix", "sell-fix", variant="primary")
        stop = _button(words, "sell_stop", "sell-stop")
    said = gr.HTML(task_html(""), js_on_load=None, elem_id="sell-said", elem_classes="task-box")
    result = gr.HTML(empty_sell_html("en"), js_on_load=None, elem_id="sell-result")
    with words.bind(gr.Accordion, {"label": "sell_fold"}, open=False, elem_id="sell-packs", elem_classes="fold"):
        chosen = words.bind(
            gr.CheckboxGroup,
            {"label": "sell_chosen", "info": "sell_chosen_info"},
            options=options,
            value=[],
            elem_id="sell-chosen",
        )
        fix_chosen = _button(words, "sell_fix_chosen", "sell-fix-chosen")
    return SellPanel(
        tab,
        market,
        gr.State(False),
        fix,
        stop,
        said,
        result,
        chosen,
        fix_chosen,
        gr.State(None, time_to_live=STATE_LIFE),
    )


def _button(words: Words, key: str, identifier: str, **given: Any) -> gr.Button:
    return words.bind(gr.Button, {"value": key}, interactive=False, min_width=130, elem_id=identifier, **given)
