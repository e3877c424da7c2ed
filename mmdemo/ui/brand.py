"""A shop's own looks in the form: its colour, typed or picked, and its logo."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from mmdemo.errors import InputError
from mmdemo.intake.logo import read_logo
from mmdemo.schema import Language
from mmdemo.ui.cards import problem_html
from mmdemo.ui.files import keep_logo
from mmdemo.ui.language import Words, as_language, word
from mmdemo.ui.photo_input import PhotoInput
from mmdemo.ui.session import Session, forget

FIRST = "#0f766e"  # where the browser's own dialog for colours begins

_PICK_JS = """
element.addEventListener('change', event => trigger('click', {colour: event.target.value}));
"""
"""Tells the server which colour was picked in the browser's own dialog."""


@dataclass(frozen=True)
class BrandInputs:
    """The colour as text, the button that picks one, and the logo."""

    colour: gr.Textbox
    picker: gr.HTML
    logo: PhotoInput


def build_brand(words: Words) -> BrandInputs:
    """Lay out the shop's looks inside the current gradio context."""
    with gr.Row(elem_id="brand-looks"):
        with gr.Column(min_width=170):
            colour = words.bind(
                gr.Textbox,
                {"label": "brand_colour", "placeholder": "brand_colour_hint", "info": "brand_info"},
                max_lines=1,
                elem_id="brand-colour",
            )
            picker = gr.HTML(picker_html("en"), js_on_load=_PICK_JS, elem_id="brand-picker")
        logo = words.bind(
            PhotoInput,
            {"label": "logo", "placeholder": "logo_hint", "alt_text": "logo"},
            sources=["upload"],
            type="filepath",
            height=132,
            buttons=[],
            min_width=170,
            elem_id="logo",
        )
    return BrandInputs(colour, picker, logo)


def picker_html(language: Language) -> str:
    """The browser's own input for colours; it says in words what it is for."""
    said = html.escape(word("pick_colour", language))
    return f'<label class="swatch"><input type="color" value="{FIRST}"><span>{said}</span></label>'


@dataclass(frozen=True)
class BrandHandlers:
    """Each handler returns a dictionary of changed components."""

    inputs: BrandInputs
    problem: gr.HTML
    session: gr.State
    kept: gr.State

    def pick_colour(self, picked: gr.EventData) -> str:
        """What was picked, as text: it is read like anything else that is typed."""
        return str(picked.colour)

    def take_logo(
        self, upload: str | None, session: Session | None, kept: Path | None, page_language: str
    ) -> dict[Any, Any]:
        """Check a logo at once and keep only its cleaned copy; the one before stays where it cannot be used."""
        if upload is None:
            return {self.kept: None}
        session = session or Session()
        try:
            file = keep_logo(read_logo(Path(upload)), session.folder)
        except InputError as error:
            said = error.text(as_language(page_language))
            before = None if kept is None else str(kept)
            return {self.session: session, self.inputs.logo: before, self.problem: problem_html(said)}
        finally:
            forget(upload)
        return {self.session: session, self.kept: file, self.inputs.logo: str(file), self.problem: problem_html("")}
