"""The left pane: what the merchant hands in."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr

from mmdemo.paths import ASSETS
from mmdemo.schema import AUTO, LANGUAGES, TONES, Language
from mmdemo.ui.cards import problem_html
from mmdemo.ui.language import Words
from mmdemo.ui.photo_input import PhotoInput

_EXAMPLES = ASSETS / "examples"
_CATEGORIES: dict[Language, list[str]] = {
    "en": [
        "Kitchen", "Home", "Beauty", "Food & drink", "Stationery",
        "Electronics", "Fashion", "Outdoor", "Toys", "Sports",
    ],
    "zh": ["厨房", "家居", "美妆", "食品饮料", "文具", "数码电器", "服饰", "户外", "玩具", "运动"],
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """The inputs of the form, by the `Request` field they fill, and the buttons under it."""

    photo: gr.Image
    name: gr.Textbox
    category: gr.Dropdown
    price: gr.Textbox
    brand: gr.Textbox
    facts: gr.Textbox
    tone: gr.Radio
    language: gr.Radio
    narrator: gr.Dropdown
    seed: gr.Textbox
    problem: gr.HTML
    generate: gr.Button
    stop: gr.Button
    examples: tuple[gr.Button, ...]

    @property
    def fields(self) -> list[Any]:
        """The inputs a request is made from, in the order the handlers take them."""
        return [
            self.name,
            self.category,
            self.price,
            self.brand,
            self.facts,
            self.tone,
            self.language,
            self.narrator,
            self.seed,
        ]


@dataclass(frozen=True)
class Example:
    """An example product: its picture, and its fields in each language."""

    photo: str
    thumbnail: str
    fields: dict[Language, dict[str, Any]]


@cache
def examples() -> tuple[Example, ...]:
    """The products of `assets/examples`."""
    listed = json.loads((_EXAMPLES / "products.json").read_text(encoding="utf-8"))
    return tuple(
        Example(
            photo=str(_EXAMPLES / entry["photo"]),
            thumbnail=str(_EXAMPLES / "thumbnails" / f"{entry['id']}.webp"),
            fields={language: entry[language] for language in LANGUAGES},
        )
        for entry in listed
    )


def example_css() -> str:
    """The thumbnails of the example buttons, inlined: a picture the page serves as a file could be tampered with."""
    rules = []
    for index, example in enumerate(examples()):
        picture = base64.b64encode(Path(example.thumbnail).read_bytes()).decode()
        rules.append(f"#example-{index}::before{{background-image:url(data:image/webp;base64,{picture})}}")
    return "".join(rules)


def category_choices(language: Language) -> list[str]:
    """The categories offered; any other may be typed."""
    return _CATEGORIES[language]


def build_form(words: Words, narrators: list[tuple[str, str]]) -> Form:
    """Lay out the form inside the current gradio context. `narrators` pairs a label with a generator id."""
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
        with words.bind(gr.Accordion, {"label": "more"}, open=False, elem_id="more"):
            narrator = words.bind(
                gr.Dropdown,
                {"label": "narrator"},
                choices=[("Auto · 自动", AUTO), *narrators],
                value=AUTO,
                elem_id="narrator",
            )
            seed = words.bind(
                gr.Textbox,
                {"label": "seed", "placeholder": "seed_hint", "info": "seed_info"},
                max_lines=1,
                elem_id="seed",
            )
        problem = gr.HTML(problem_html(""), elem_id="problem", js_on_load=None)
        with gr.Row(elem_id="actions"):
            generate = words.bind(gr.Button, {"value": "generate"}, variant="primary", scale=3, elem_id="generate")
            stop = words.bind(gr.Button, {"value": "stop"}, interactive=False, scale=1, min_width=80, elem_id="stop")
    with gr.Column(elem_classes="card", elem_id="examples-card"):
        words.bind(gr.Markdown, {"value": "examples"}, elem_classes="hint")
        with gr.Row(elem_id="examples"):
            buttons = tuple(
                gr.Button(
                    example.fields["en"]["name"],
                    size="sm",
                    min_width=120,
                    elem_id=f"example-{index}",
                    elem_classes="example",
                )
                for index, example in enumerate(examples())
            )
    return Form(
        photo=photo,
        name=name,
        category=category,
        price=price,
        brand=brand,
        facts=facts,
        tone=tone,
        language=language,
        narrator=narrator,
        seed=seed,
        problem=problem,
        generate=generate,
        stop=stop,
        examples=buttons,
    )
