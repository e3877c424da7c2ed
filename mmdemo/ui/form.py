"""The left pane: what the merchant hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.registry import Registry
from mmdemo.schema import TONES, Language
from mmdemo.ui.cards import problem_html
from mmdemo.ui.examples import build_examples
from mmdemo.ui.language import Words
from mmdemo.ui.more_photos import MorePhotos, build_more_photos
from mmdemo.ui.offers import Dictation, OfferPanel, build_dictation, build_offer
from mmdemo.ui.options import LookInputs, Options, build_look, build_options
from mmdemo.ui.photo_input import PhotoInput
from mmdemo.ui.sound import SoundInputs, build_sound

_CATEGORIES: dict[Language, list[str]] = {
    "en": [
        "Kitchen", "Home", "Beauty", "Food & drink", "Stationery",
        "Electronics", "Fashion", "Outdoor", "Toys", "Sports",
    ],
    "zh": ["厨房", "家居", "美妆", "食品饮料", "文具", "数码电器", "服饰", "户外", "玩具", "运动"],
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """The inputs of the form, and the buttons under it."""

    photo: gr.Image
    more_photos: MorePhotos
    reading: OfferPanel
    name: gr.Textbox
    category: gr.Dropdown
    price: gr.Textbox
    brand: gr.Textbox
    facts: gr.Textbox
    dictation: Dictation
    tone: gr.Radio
    language: gr.Radio
    look: LookInputs
    sound: SoundInputs
    options: Options
    problem: gr.HTML
    generate: gr.Button
    stop: gr.Button
    examples: tuple[gr.Button, ...]

    @property
    def fields(self) -> dict[str, Any]:
        """The inputs a request is made from, by the names that `typed_request` knows."""
        return {
            "name": self.name,
            "category": self.category,
            "price": self.price,
            "brand": self.brand,
            "facts": self.facts,
            "tone": self.tone,
            "language": self.language,
            "seed": self.options.seed,
            **self.makers,
            **self.look.fields,
            **self.sound.fields,
        }

    @property
    def makers(self) -> dict[str, gr.Dropdown]:
        """The inputs that name who makes what."""
        return {**self.options.makers, "narrator": self.sound.narrator}

    @property
    def machine_parts(self) -> list[Any]:
        """Whatever shows which models are here."""
        told = [self.look.print, self.look.brand.picker, self.dictation.box, self.dictation.missing]
        return [*told, *self.makers.values()]


def category_choices(language: Language) -> list[str]:
    """The categories offered; any other may be typed."""
    return _CATEGORIES[language]


def build_form(words: Words, registry: Registry) -> Form:
    """Lay out the form inside the current gradio context."""
    with gr.Column(elem_classes="card"):
        words.bind(gr.Markdown, {"value": "product"}, elem_classes="section")
        photo = words.bind(
            PhotoInput,
            {"label": "photo", "placeholder": "photo_hint", "alt_text": "photo_alt"},
            sources=["upload", "clipboard"],
            type="filepath",
            height=190,
            show_label=False,
            buttons=[],
            elem_id="photo",
        )
        more_photos = build_more_photos(words)
        reading = build_offer(words, "read_photo", "reading")
        name = words.bind(gr.Textbox, {"label": "name", "placeholder": "name_hint"}, elem_id="name", max_lines=1)
        with gr.Row():
            category = words.bind(
                gr.Dropdown,
                {"label": "category"},
                value="",
                choices=_CATEGORIES["en"],
                allow_custom_value=True,
                min_width=140,
                elem_id="category",
            )
            price = words.bind(
                gr.Textbox, {"label": "price", "placeholder": "price_hint"}, min_width=110, max_lines=1, elem_id="price"
            )
            brand = words.bind(
                gr.Textbox, {"label": "brand", "placeholder": "brand_hint"}, min_width=110, max_lines=1, elem_id="brand"
            )
        facts = words.bind(
            gr.Textbox,
            {"label": "facts", "placeholder": "facts_hint", "info": "facts_info"},
            lines=3,
            max_lines=12,
            elem_id="facts",
        )
        dictation = build_dictation(words, registry)
        with gr.Row():
            tone = words.bind(
                gr.Radio,
                {"label": "tone"},
                options=tuple((tone, tone) for tone in TONES),
                value=TONES[0],
                min_width=240,
                scale=3,
                elem_id="tone",
            )
            language = words.bind(
                gr.Radio,
                {"label": "listing_language"},
                choices=[("English", "en"), ("简体中文", "zh")],
                value="en",
                min_width=180,
                scale=2,
                elem_id="listing-language",
            )
        look = build_look(words, registry)
        sound = build_sound(words, registry)
        options = build_options(words, registry)
        problem = gr.HTML(problem_html(""), elem_id="problem", js_on_load=None)
        with gr.Row(elem_id="actions"):
            generate = words.bind(gr.Button, {"value": "generate"}, variant="primary", scale=3, elem_id="generate")
            stop = words.bind(gr.Button, {"value": "stop"}, interactive=False, scale=1, min_width=80, elem_id="stop")
    return Form(
        photo=photo,
        more_photos=more_photos,
        reading=reading,
        name=name,
        category=category,
        price=price,
        brand=brand,
        facts=facts,
        dictation=dictation,
        tone=tone,
        language=language,
        look=look,
        sound=sound,
        options=options,
        problem=problem,
        generate=generate,
        stop=stop,
        examples=build_examples(words),
    )
