"""The tab in which a listing is handed over: how its files are written, an offer's cards, what the download holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.handover import LABEL_RULES
from mmdemo.intake.handover import SHOWN
from mmdemo.promotion import PROMOTION_KINDS, STRUCK_BASES
from mmdemo.ui.cards import task_html
from mmdemo.ui.handover_cards import holds_html
from mmdemo.ui.language import Words

REMEMBERED = ("shop", "picture_base", "producer")
"""Fields of the shop, not of a product: the browser keeps them between visits."""

OF_ONE_PRODUCT = ("sku", "barcode", "stock", "was_price")
"""Fields that say nothing of another product. An offer's say nothing of one either."""


@dataclass(frozen=True)
class OfferCardPanel:
    """`fields` by the names of a `Promotion`. Of the two boxes the one of the chosen kind is shown."""

    fields: dict[str, Any]
    priced: gr.Column
    taken: gr.Column
    draw: gr.Button
    add: gr.Button
    remove: gr.Button
    said: gr.HTML
    findings: gr.HTML
    cards: gr.HTML

    @property
    def shown(self) -> list[gr.HTML]:
        return [self.said, self.findings, self.cards]


@dataclass(frozen=True)
class HandoverPanel:
    """`fields` by the names of a `Handover`; `said` tells of the button, `holds` what is in the download."""

    tab: gr.Tab
    fields: dict[str, Any]
    use: gr.Button
    said: gr.HTML
    offer: OfferCardPanel
    holds: gr.HTML

    @property
    def buttons(self) -> tuple[gr.Button, ...]:
        """Those that write the download anew, whether there is an offer or not."""
        return self.use, self.offer.add

    @property
    def of_one_listing(self) -> list[Any]:
        """What a new listing empties."""
        owned = [self.fields[name] for name in OF_ONE_PRODUCT]
        return [self.said, *owned, *self.offer.shown, *self.offer.fields.values()]

    def emptied(self, same: bool) -> dict[Any, Any]:
        """What was said and shown of the listing before goes; what was typed goes unless the product is the `same`."""
        told = {self.said: task_html(""), self.offer.said: task_html(""), self.offer.findings: "", self.offer.cards: ""}
        if same:
            return told
        # The kind stays: it says which fields are open, and nothing of a product.
        offer = {field: "" for name, field in self.offer.fields.items() if name != "kind"}
        offer[self.offer.fields["basis"]] = STRUCK_BASES[0]
        return told | {self.fields[name]: "" for name in OF_ONE_PRODUCT} | offer


def build_handover(words: Words, tab: gr.Tab) -> HandoverPanel:
    """Lay out the tab inside its gradio context."""
    words.bind(gr.Markdown, {"value": "handover_intro"}, elem_classes="hint")
    fields: dict[str, Any] = {}
    with gr.Row():
        for name in ("shop", "picture_base"):
            fields[name] = _line(words, name, name, f"{name}_hint", f"{name}_info", width=240)
    with gr.Row():
        for name in ("sku", "barcode", "stock"):
            fields[name] = _line(words, name, name, f"{name}_hint", width=130)
    with gr.Row():
        fields["was_price"] = _line(words, "was_price", "was_price", "was_price_hint", "was_price_info", width=200)
        fields["producer"] = _line(words, "producer", "producer", "producer_hint", width=200)
    with gr.Row():
        fields["labels"] = _choice(words, "labels", "label_rule", LABEL_RULES)
        fields["words"] = _choice(words, "words", "label_words", SHOWN)
    fields["sign"] = words.bind(
        gr.Checkbox, {"label": "sign", "info": "sign_info"}, value=False, elem_id="handover-sign"
    )
    use = words.bind(gr.Button, {"value": "use_handover"}, elem_id="use-handover", elem_classes="settle")
    words.bind(gr.Markdown, {"value": "remembered"}, elem_classes="hint")
    said = gr.HTML(task_html(""), js_on_load=None, elem_id="handover-said", elem_classes="task-box")
    offer = _build_offer(words)
    with words.bind(gr.Accordion, {"label": "holds_fold"}, open=True, elem_id="holds", elem_classes="fold"):
        holds = gr.HTML(holds_html({}, (), "en"), js_on_load=None, elem_id="holds-list")
    return HandoverPanel(tab, fields, use, said, offer, holds)


def _build_offer(words: Words) -> OfferCardPanel:
    with words.bind(gr.Accordion, {"label": "offer_fold"}, open=False, elem_id="offer-card", elem_classes="fold"):
        words.bind(gr.Markdown, {"value": "offer_about"}, elem_classes="hint")
        fields: dict[str, Any] = {
            "kind": words.bind(
                gr.Radio,
                {"label": "offer_kind"},
                options=tuple((f"offer_{kind}", kind) for kind in reversed(PROMOTION_KINDS)),
                value="promotion",
                elem_id="offer-kind",
            )
        }
        fields["headline"] = _offer_line(words, "headline", "offer_headline_hint")
        with gr.Column(elem_id="offer-priced") as priced:
            with gr.Row():
                fields["price"] = _offer_line(words, "price", "price_hint")
                fields["was"] = _offer_line(words, "was", "offer_was_hint")
            with gr.Row():
                fields["basis"] = _choice(words, "offer-basis", "offer_basis", STRUCK_BASES)
                fields["lowest_before"] = _line(
                    words, "offer-lowest", "offer_lowest", "offer_was_hint", "offer_lowest_info", width=170
                )
        with gr.Column(visible=False, elem_id="offer-taken") as taken, gr.Row():
            fields["off"] = _offer_line(words, "off", "offer_off_hint")
            fields["least_order"] = _line(words, "offer-least", "offer_least", "offer_was_hint", width=170)
        with gr.Row():
            fields["starts"] = _offer_line(words, "starts", "offer_day_hint")
            fields["ends"] = _offer_line(words, "ends", "offer_day_hint")
            fields["code"] = _offer_line(words, "code", "offer_code_hint")
        with gr.Row():
            fields["gift"] = _offer_line(words, "gift", "offer_gift_hint")
            fields["link"] = _offer_line(words, "link", "offer_link_hint")
        fields["conditions"] = words.bind(
            gr.Textbox,
            {"label": "offer_conditions", "placeholder": "offer_conditions_hint"},
            lines=2,
            elem_id="offer-conditions",
        )
        with gr.Row():
            draw = words.bind(gr.Button, {"value": "draw_offer"}, min_width=130, elem_id="draw-offer")
            add = words.bind(gr.Button, {"value": "add_offer"}, min_width=130, elem_id="add-offer")
            remove = words.bind(
                gr.Button, {"value": "remove_offer"}, min_width=130, interactive=False, elem_id="remove-offer"
            )
        said = gr.HTML(task_html(""), js_on_load=None, elem_id="offer-said", elem_classes="task-box")
        findings = gr.HTML("", js_on_load=None, elem_id="offer-findings")
        cards = gr.HTML("", js_on_load=None, elem_id="offer-cards")
    return OfferCardPanel(fields, priced, taken, draw, add, remove, said, findings, cards)


def _offer_line(words: Words, name: str, hint: str) -> gr.Textbox:
    return _line(words, f"offer-{name}", f"offer_{name}", hint, width=170)


def _line(words: Words, name: str, label: str, hint: str, info: str = "", width: int = 160) -> gr.Textbox:
    said = {"label": label, "placeholder": hint} | ({"info": info} if info else {})
    identifier = name if name.startswith("offer-") else f"handover-{name.replace('_', '-')}"
    return words.bind(gr.Textbox, said, max_lines=1, min_width=width, elem_id=identifier)


def _choice(words: Words, name: str, label: str, values: tuple[str, ...]) -> gr.Dropdown:
    return words.bind(
        gr.Dropdown,
        {"label": label},
        options=tuple((f"{label}_{value}", value) for value in values),
        value=values[0],
        min_width=200,
        elem_id=name if name.startswith("offer-") else f"handover-{name}",
    )
