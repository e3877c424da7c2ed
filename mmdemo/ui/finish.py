"""The finish of the photo: what to do to its colours, and the photo before and after."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from PIL import Image

from mmdemo.compose.picture import small_copy
from mmdemo.intake.photo import read_photo
from mmdemo.look import AS_TAKEN, Finish
from mmdemo.schema import Language
from mmdemo.ui.files import KeptPhoto
from mmdemo.ui.language import Words, as_language, word
from mmdemo.ui.session import Session
from mmdemo.ui.typed import chosen_finish


@dataclass(frozen=True)
class FinishInputs:
    """The choices, and the comparison, which stays out of the page until something is chosen."""

    choices: gr.CheckboxGroup
    compare: gr.ImageSlider
    said: gr.HTML


def build_finish(words: Words) -> FinishInputs:
    """Lay out the finish inside the current gradio context."""
    choices = words.bind(
        gr.CheckboxGroup,
        {"label": "finish", "info": "finish_info"},
        options=(("finish_white_balance", "white_balance"), ("finish_sharpen", "sharpen")),
        value=[],
        elem_id="finish",
    )
    compare = words.bind(
        gr.ImageSlider,
        {"label": "finish_compare"},
        visible=False,
        interactive=False,
        buttons=["fullscreen"],
        max_height=420,
        elem_id="finish-compare",
    )
    return FinishInputs(choices, compare, gr.HTML("", js_on_load=None, elem_id="finish-said"))


@dataclass(frozen=True)
class FinishHandlers:
    """Shows the photo before and after. It stays out of the way of whoever chooses nothing."""

    inputs: FinishInputs

    def show(self, chosen: list[str] | None, session: Session | None, page_language: str) -> dict[Any, Any]:
        """The comparison for what is ticked and the photo that is there."""
        finish, language = chosen_finish(chosen), as_language(page_language)
        photo = None if session is None else session.photo
        if finish == AS_TAKEN or photo is None:
            said = "" if finish == AS_TAKEN else word("finish_no_photo", language)
            return {self.inputs.compare: gr.update(value=None, visible=False), self.inputs.said: _hint(said)}
        after, neutral = _finished(photo, finish)
        pair = (str(photo.preview), str(after))
        return {
            self.inputs.compare: gr.update(value=pair, visible=True),
            self.inputs.said: _hint(*_sentences(finish, neutral, language)),
        }


def _finished(photo: KeptPhoto, finish: Finish) -> tuple[Path, bool]:
    """The finished photo at the preview's size, and whether white balance had nothing to do."""
    # Heavy: OpenCV. Only who ticks a box waits for it.
    from mmdemo.processing.image.arrays import decode
    from mmdemo.processing.image.enhance import cast_gains, finished

    after = photo.preview.with_stem(f"{photo.key}-{'w' * finish.white_balance}{'s' * finish.sharpen}")
    pixels = decode(read_photo(photo.file).data)
    neutral = finish.white_balance and cast_gains(pixels) is None
    if not after.exists():
        after.write_bytes(small_copy(Image.fromarray(finished(pixels, finish))))
    return after, neutral


def _sentences(finish: Finish, neutral: bool, language: Language) -> tuple[str, ...]:
    sides = word("finish_sides", language)
    return (word("finish_neutral", language), sides) if neutral else (sides,)


def _hint(*sentences: str) -> str:
    return "".join(f'<p class="hint">{html.escape(sentence)}</p>' for sentence in sentences if sentence)
