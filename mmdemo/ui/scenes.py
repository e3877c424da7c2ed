"""The settings to choose from, drawn with the merchant's own product, under the card of the scene."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

import gradio as gr

from mmdemo.compose.page import sketch_url
from mmdemo.look import Setting
from mmdemo.schema import Language
from mmdemo.ui.language import word

SCENE = "image/scene"

_PICK_JS = """
element.addEventListener('click', event => {
  const picked = event.target.closest('[data-setting]');
  if (!picked || document.querySelector('#steps .steps[data-state=busy]')) return;
  element.querySelectorAll('[data-setting]').forEach(one => one.setAttribute('aria-pressed', one === picked));
  element.picked = picked.dataset.setting;
  trigger('click', {setting: picked.dataset.setting});
});
watch('value', () => {
  if (element.picked !== undefined && document.activeElement === document.body)
    element.querySelector(`[data-setting="${element.picked}"]`)?.focus({preventScroll: true});
});
"""
"""Tells the server which setting was clicked, and keeps the keyboard's place when the pictures are drawn anew."""


@dataclass(frozen=True)
class ScenesPanel:
    """`picked` is the setting whose picture was clicked; `drawn`, the digest of the cutout in the pictures."""

    pictures: gr.HTML
    picked: gr.State
    drawn: gr.State


def build_scenes() -> ScenesPanel:
    """Lay out the place for the pictures inside the current gradio context; they come with the first cutout."""
    return ScenesPanel(gr.HTML("", js_on_load=_PICK_JS, elem_id="scenes"), gr.State(""), gr.State(""))


def scenes_html(thumbnails: Mapping[Setting, bytes], chosen: str, language: Language) -> str:
    """A button with a picture for every setting; `chosen` is pressed."""
    mark, buttons = html.escape(word("outline_chosen", language)), ""
    for setting, picture in thumbnails.items():
        buttons += (
            f'<button type="button" data-setting="{setting}" aria-pressed="{str(setting == chosen).lower()}">'
            f'<img src="{sketch_url(picture)}" alt=""><b>{html.escape(word(f"setting_{setting}", language))}</b>'
            f"<u>{mark}</u></button>"
        )
    label = html.escape(word("scenes", language))
    hint = html.escape(word("scenes_hint", language))
    return (
        f'<div class="part"><div class="outlines scenes" role="group" aria-label="{label}">'
        f'<p>{label}</p><div>{buttons}</div><p class="hint">{hint}</p></div></div>'
    )
