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
from mmdemo.ui.events import QUICK
from mmdemo.ui.files import keep_logo
from mmdemo.ui.language import Words, as_language, word
from mmdemo.ui.photo_input import PhotoInput
from mmdemo.ui.session import Session, forget

FIRST = "#0f766e"  # where the browser's own dialog for colours begins

_PICK_JS = """
element.addEventListener('change', event => trigger('click', {colour: event.target.value}));
"""
"""Tells the server which colour was picked in the browser's own dialog."""

_SHOW_JS = """typed => {
  const swatch = document.querySelector('#brand-picker input');
  const brush = document.createElement('canvas').getContext('2d');
  const colour = /^([0-9a-f]{3}|[0-9a-f]{6})$/i.test(typed.trim()) ? '#' + typed.trim() : typed.trim();
  brush.fillStyle = 'transparent';
  brush.fillStyle = colour;  // what is no colour changes nothing
  if (swatch && brush.fillStyle.startsWith('#')) swatch.value = brush.fillStyle;
}"""
"""Shows the colour that was typed on the button that picks one."""


@dataclass(frozen=True)
class BrandInputs:
    """The colour as text, the button that picks one, the logo, and what is wrong with it."""

    colour: gr.Textbox
    picker: gr.HTML
    logo: PhotoInput
    problem: gr.HTML


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
        with gr.Column(min_width=170):
            logo = words.bind(
                PhotoInput,
                {"label": "logo", "placeholder": "logo_hint", "alt_text": "logo"},
                sources=["upload"],
                type="filepath",
                height=132,
                buttons=[],
                elem_id="logo",
            )
            problem = gr.HTML("", elem_id="logo-problem", js_on_load=None)
    colour.change(None, colour, js=_SHOW_JS, **QUICK)
    return BrandInputs(colour, picker, logo, problem)


def picker_html(language: Language) -> str:
    """The browser's own input for colours; it says in words what it is for."""
    said = html.escape(word("pick_colour", language))
    return f'<label class="swatch"><input type="color" value="{FIRST}"><span>{said}</span></label>'


@dataclass(frozen=True)
class BrandHandlers:
    """Each handler returns a dictionary of changed components."""

    inputs: BrandInputs
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
            return {self.kept: None, self.inputs.problem: problem_html("")}
        session = session or Session()
        try:
            file = keep_logo(read_logo(Path(upload)), session.folder)
        except InputError as error:
            said = error.text(as_language(page_language))
            before = None if kept is None else str(kept)
            return {self.session: session, self.inputs.logo: before, self.inputs.problem: problem_html(said)}
        finally:
            forget(upload)
        return {
            self.session: session,
            self.kept: file,
            self.inputs.logo: str(file),
            self.inputs.problem: problem_html(""),
        }
