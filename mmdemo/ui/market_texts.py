"""The fold that shows the texts as each marketplace takes them."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from mmdemo.markets import MARKET_TEXTS
from mmdemo.ui.language import Words
from mmdemo.ui.market_cards import market_html


@dataclass(frozen=True)
class MarketPanel:
    """Which marketplace, and its texts."""

    fold: gr.Accordion
    market: gr.Dropdown
    table: gr.HTML


def build_market_texts(words: Words) -> MarketPanel:
    """Lay out the fold inside the current gradio context."""
    with words.bind(
        gr.Accordion, {"label": "marketplaces"}, open=False, elem_id="market-texts", elem_classes="fold"
    ) as fold:
        market = words.bind(
            gr.Dropdown,
            {"label": "marketplace"},
            options=tuple((f"marketplace_{market}", market) for market in MARKET_TEXTS),
            value=MARKET_TEXTS[0],
            elem_id="marketplace",
        )
        table = gr.HTML(market_html(None, MARKET_TEXTS[0], "en"), js_on_load=None, elem_id="market-table")
    return MarketPanel(fold, market, table)
