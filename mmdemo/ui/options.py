"""Two folds of the form that most merchants leave closed: how the pictures should look, and who makes what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from mmdemo.intake.look import MAX_BADGE, MAX_IDEA
from mmdemo.look import MARKETS, MOST_VARIATIONS, SEASONS, SETTINGS
from mmdemo.registry import Registry
from mmdemo.schema import AUTO, Look
from mmdemo.ui.brand import BrandInputs, build_brand
from mmdemo.ui.finish import FinishInputs, build_finish
from mmdemo.ui.here import generator_choices, look_html
from mmdemo.ui.language import Words
from mmdemo.ui.typed import MAKERS

_LOOK = Look()


@dataclass(frozen=True)
class Options:
    """Who makes the texts and the pictures, by the name of the input, and the seed."""

    makers: dict[str, gr.Dropdown]
    seed: gr.Textbox


@dataclass(frozen=True)
class LookInputs:
    """The wishes for the pictures, by the field of `Look` they fill, the photo's finish, the shop's looks, a note."""

    fields: dict[str, Any]
    finish: FinishInputs
    brand: BrandInputs
    print: gr.HTML


def build_look(words: Words, registry: Registry) -> LookInputs:
    """Lay out the wishes inside the current gradio context."""

    def presets(name: str, values: tuple[str, ...], chosen: str) -> gr.Dropdown:
        return words.bind(
            gr.Dropdown,
            {"label": name},
            options=tuple((f"{name}_{value}", value) for value in values),
            value=chosen,
            min_width=140,
            elem_id=name,
        )

    with words.bind(gr.Accordion, {"label": "look"}, open=False, elem_id="look", elem_classes="fold"):
        with gr.Row():
            setting = presets("setting", SETTINGS, _LOOK.setting)
            season = presets("season", SEASONS, _LOOK.season)
            market = presets("market", MARKETS, _LOOK.market)
        idea = words.bind(
            gr.Textbox,
            {"label": "idea", "placeholder": "idea_hint", "info": "idea_info"},
            max_length=MAX_IDEA,
            lines=2,
            max_lines=4,
            elem_id="idea",
        )
        variations = words.bind(
            gr.Slider,
            {"label": "variations"},
            minimum=1,
            maximum=MOST_VARIATIONS,
            step=1,
            value=_LOOK.variations,
            buttons=[],
            elem_id="variations",
        )
        enlarge = words.bind(gr.Checkbox, {"label": "enlarge"}, value=_LOOK.enlarge, elem_id="enlarge")
        banners = words.bind(gr.Checkbox, {"label": "banners"}, value=_LOOK.banners, elem_id="banners")
        badge = words.bind(
            gr.Textbox,
            {"label": "badge", "placeholder": "badge_hint", "info": "badge_info"},
            max_length=MAX_BADGE,
            max_lines=1,
            elem_id="badge",
        )
        brand = build_brand(words)
        small_print = gr.HTML(look_html(registry, "en"), elem_id="look-print", js_on_load=None)
        finish = build_finish(words)
    fields = {
        "setting": setting,
        "season": season,
        "market": market,
        "idea": idea,
        "variations": variations,
        "enlarge": enlarge,
        "banners": banners,
        "badge": badge,
        "brand_colour": brand.colour,
        "finish": finish.choices,
    }
    return LookInputs(fields, finish, brand, small_print)


def build_options(words: Words, registry: Registry) -> Options:
    """Lay out the makers and the seed inside the current gradio context."""
    with words.bind(gr.Accordion, {"label": "more"}, open=False, elem_id="more", elem_classes="fold"):
        makers = {
            name: words.bind(
                gr.Dropdown,
                {"label": name},
                choices=generator_choices(registry, modality, "en"),
                value=AUTO,
                elem_id=name,
            )
            for name, modality in MAKERS.items()
            if modality != "speech"
        }
        seed = words.bind(
            gr.Textbox,
            {"label": "seed", "placeholder": "seed_hint", "info": "seed_info"},
            max_lines=1,
            elem_id="seed",
        )
    return Options(makers, seed)
